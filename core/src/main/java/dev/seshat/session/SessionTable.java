package dev.seshat.session;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.IdRange;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of the sessions table, made from the catalogue of fields.
final class SessionTable {
  private static final int PIECE = 1_000;

  private static final Pattern FULL_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final List<SessionField<?>> COLUMNS =
      SessionField.all().stream().filter(field -> field != SessionField.PROJECT).toList();
  private static final String SELECT =
      "SELECT "
          + COLUMNS.stream().map(field -> "s." + field.column()).collect(Collectors.joining(", "))
          + ", s.active_since, p.name AS project FROM sessions s LEFT JOIN projects p ON p.id = s.project_id ";
  private static final String BY_ID = SELECT + "WHERE s.id = ?";

  /// What a session may name, and the tables in which that has to be.
  static final Map<SessionField<UUID>, String> REFERENCES =
      Map.of(
          SessionField.PREVIOUS_SESSION_ID, "sessions",
          SessionField.PARENT_SESSION_ID, "sessions",
          SessionField.STORYTELLER_ID, "storyteller",
          SessionField.TEMPLATE_ID, "session_template",
          SessionField.PROCESS_VERSION_ID, "process_version",
          SessionField.CURRENT_PROCESS_NODE_ID, "process_node");

  private SessionTable() {}

  /// Waits until nobody else gives a session of tasks this name.
  static void lockName(Tx tx, String project, String name) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      tx.first(
          "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' name'), hashtext(CAST(? AS text))) IS NULL AS locked",
          row -> true,
          project + "/" + name);
    }
  }

  /// The short id of another session of tasks that is not archived and has this name in this project.
  ///
  /// @param project its name; empty for those in none
  /// @param self that is not meant; null for none
  static Optional<String> namesake(Tx tx, String project, String name, @Nullable UUID self)
      throws SQLException {
    return tx
        .list(
            "SELECT s.id, s.short_id FROM sessions s LEFT JOIN projects p ON p.id = s.project_id WHERE s.kind = 'tasks'"
                + " AND s.name = ? AND s.status <> 'archived' AND coalesce(p.name, '') = ? ORDER BY s.id LIMIT 2",
            row -> Map.entry(row.id("id"), row.text("short_id")),
            name,
            project)
        .stream()
        .filter(each -> !each.getKey().equals(self))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// @param table one of [#REFERENCES]
  static boolean isThere(Tx tx, String table, UUID id) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM " + table + " WHERE id = ?", id) > 0;
  }

  /// The id that a reference names.
  ///
  /// @throws NotFound if there is no such session
  /// @throws Invalid if it is a prefix of several
  static UUID resolve(Tx tx, String actor, String reference) throws SQLException {
    String ref = reference.strip().toLowerCase(Locale.ROOT);
    if (FULL_ID.matcher(ref).matches()) {
      return UUID.fromString(ref);
    }
    if (ref.equals("current")) {
      return FocusTable.find(tx, actor)
          .map(FocusTable.Kept::session)
          .orElseThrow(() ->
              new NotFound("no session is in focus; start or resume one, or name it by its id"));
    }
    return byPrefix(tx, ref, reference);
  }

  private static UUID byPrefix(Tx tx, String prefix, String reference) throws SQLException {
    IdRange range = IdRange.of(prefix).orElseThrow(() -> NotFound.of("session", reference));
    List<UUID> ids =
        tx.list(
            "SELECT id FROM sessions WHERE id >= ? AND id <= ? ORDER BY id LIMIT 3",
            row -> row.id("id"),
            range.low(),
            range.high());
    if (ids.isEmpty()) {
      throw NotFound.of("session", reference);
    }
    if (ids.size() > 1) {
      String some =
          ids.stream().map(id -> id.toString().substring(0, 13)).collect(Collectors.joining(", "));
      throw new Invalid(
          "session", "'" + reference + "' begins several ids (" + some + "…); give more of it");
    }
    return ids.getFirst();
  }

  static Session get(Tx tx, UUID id) throws SQLException {
    return find(tx, id).orElseThrow(() -> NotFound.of("session", id.toString()));
  }

  static Optional<Session> find(Tx tx, UUID id) throws SQLException {
    return tx.first(BY_ID, row -> session(row, tx.now()), id);
  }

  /// The session, which nobody else can change until the transaction ends.
  static Session lock(Tx tx, UUID id) throws SQLException {
    String sql = tx.dialect().isSqlite() ? BY_ID : BY_ID + " FOR UPDATE OF s";
    return tx.first(sql, row -> session(row, tx.now()), id)
        .orElseThrow(() -> NotFound.of("session", id.toString()));
  }

  /// The active sessions with a storyteller.
  static List<UUID> activeOf(Tx tx, UUID storyteller) throws SQLException {
    return tx.list(
        "SELECT id FROM sessions WHERE storyteller_id = ? AND status = 'active' ORDER BY id",
        row -> row.id("id"),
        storyteller);
  }

  static Optional<UUID> findExternal(Tx tx, String tool, String externalId) throws SQLException {
    return tx.first(
        "SELECT id FROM sessions WHERE tool_name = ? AND external_session_id = ?",
        row -> row.id("id"),
        tool,
        externalId);
  }

  static List<Session> list(Tx tx, String where, String order, int limit, List<Object> values)
      throws SQLException {
    List<Object> all = new ArrayList<>(values);
    all.add(limit);
    Instant now = tx.now();
    return tx.list(
        SELECT + "WHERE " + where + " ORDER BY " + order + " LIMIT ?",
        row -> session(row, now),
        all.toArray());
  }

  /// At most a thousand sessions at once; more are read in pieces.
  static List<Session> getAll(Tx tx, Collection<UUID> ids) throws SQLException {
    Map<UUID, Session> found = new HashMap<>();
    List<UUID> wanted = List.copyOf(new LinkedHashSet<>(ids));
    for (int from = 0; from < wanted.size(); from += PIECE) {
      List<UUID> piece = wanted.subList(from, Math.min(wanted.size(), from + PIECE));
      String in = String.join(", ", Collections.nCopies(piece.size(), "?"));
      for (Session each :
          list(tx, "s.id IN (" + in + ")", "s.id", PIECE, List.<Object>copyOf(piece))) {
        found.put(each.id(), each);
      }
    }
    return wanted.stream().filter(found::containsKey).map(found::get).toList();
  }

  private static Session session(Row row, Instant now) throws SQLException {
    Map<SessionField<?>, @Nullable Object> values = new LinkedHashMap<>(96);
    for (SessionField<?> field : SessionField.all()) {
      Object value = field.type().read().read(row, field.column());
      if (value != null) {
        values.put(field, value);
      }
    }
    return new Session(
        new FieldValues(Collections.unmodifiableMap(values)), row.timeOrNull("active_since"), now);
  }

  /// Writes a new row of these columns.
  static void insert(Tx tx, Map<String, @Nullable Object> columns) throws SQLException {
    String names = String.join(", ", columns.keySet());
    String marks = columns.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
    tx.update(
        "INSERT INTO sessions (" + names + ") VALUES (" + marks + ")", columns.values().toArray());
  }

  /// Whether a short id is taken.
  static boolean hasShortId(Tx tx, String shortId) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM sessions WHERE short_id = ?", shortId) > 0;
  }

  /// Changes these columns of a row.
  static void update(Tx tx, UUID id, Map<String, @Nullable Object> columns) throws SQLException {
    String set =
        columns.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + (entry.getValue() == null ? "NULL" : "?"))
            .collect(Collectors.joining(", "));
    List<Object> values = new ArrayList<>();
    columns.values().stream().filter(value -> value != null).forEach(values::add);
    values.add(id);
    tx.updateOne("the session", "UPDATE sessions SET " + set + " WHERE id = ?", values.toArray());
  }

  /// Deletes a row, and what belongs to it with it.
  static void delete(Tx tx, UUID id) throws SQLException {
    tx.updateOne("the session", "DELETE FROM sessions WHERE id = ?", id);
  }

  static Forks.Link link(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT forked_from_id, coalesce(forked_at_sequence, 0) AS at, interaction_count FROM sessions WHERE id = ?",
            row ->
                new Forks.Link(
                    row.idOrNull("forked_from_id"),
                    row.number("at"),
                    row.number("interaction_count")),
            id)
        .orElseThrow(() -> NotFound.of("session", id.toString()));
  }

  static SessionStatus status(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT status FROM sessions WHERE id = ?",
            row -> SessionStatus.of(row.text("status")),
            id)
        .orElseThrow(() -> NotFound.of("session", id.toString()));
  }

  /// Takes the next `count` interaction numbers of a session, and counts them.
  ///
  /// @return the first of them
  static long reserve(Tx tx, UUID id, int count, Instant at) throws SQLException {
    int found =
        tx.update(
            "UPDATE sessions SET interaction_count = interaction_count + ?, updated_at = ?, last_activity_at ="
                + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
            count,
            tx.now(),
            at,
            at,
            id);
    if (found == 0) {
      throw NotFound.of("session", id.toString());
    }
    long end =
        tx.number(
            "SELECT interaction_count + coalesce(forked_at_sequence, 0) AS n FROM sessions WHERE id = ?",
            id);
    return end - count + 1;
  }

  static void touch(Tx tx, UUID id) throws SQLException {
    tx.update(
        "UPDATE sessions SET updated_at = ?, last_activity_at = ? WHERE id = ?",
        tx.now(),
        tx.now(),
        id);
  }

  static void requireVersion(Session session, @Nullable Long expected) {
    if (expected != null && expected != session.version()) {
      throw new Conflict(
          "session "
              + session.shortId()
              + " is at version "
              + session.version()
              + ", not "
              + expected
              + "; read it again and repeat the change");
    }
  }
}
