package dev.seshat.transcript;

import dev.seshat.store.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The SQL of what files tell of sessions, and of what was last said of each.
final class TellingTable {
  private TellingTable() {}

  /// What a file told of the sessions in it so far, by their keys.
  static Map<String, SourceState> states(Tx tx, long file) throws SQLException {
    Map<String, SourceState> states = new HashMap<>();
    tx.each(
        "SELECT session_key, parent_key, state FROM transcript_source WHERE file_id = ?",
        row -> {
          String key = row.text("session_key");
          states.put(key, SourceState.of(key, row.textOrNull("parent_key"), row.text("state")));
        },
        file);
    return states;
  }

  /// The records of a file that stand in sidechains, with the sessions that these became.
  static void sidechains(Tx tx, long file, BiConsumer<String, String> reader) throws SQLException {
    tx.each(
        "SELECT r.uuid, s.session_key FROM transcript_record r JOIN transcript_source s ON s.file_id = r.file_id"
            + " AND s.session_id = r.session_id WHERE r.file_id = ? AND r.source_rank < 2 AND s.session_key LIKE '%/sidechain-%'",
        row -> reader.accept(row.text("uuid"), row.text("session_key")), file);
  }

  static void putSource(
      Tx tx, long file, UUID session, String key, @Nullable String parentKey, String state)
      throws SQLException {
    tx.update(
        "INSERT INTO transcript_source (file_id, session_id, session_key, parent_key, state) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (file_id, session_id) DO UPDATE SET state = excluded.state",
        file,
        session,
        key,
        parentKey,
        new Json(state));
  }

  /// The names of a file's records.
  static Set<String> named(Tx tx, long file) throws SQLException {
    return Set.copyOf(
        tx.list(
            "SELECT uuid FROM transcript_record WHERE file_id = ?", row -> row.text("uuid"), file));
  }

  /// One record's contribution to its session.
  record Told(String uuid, Instant at, int parts, String facts) {}

  /// Hands each record that a session owns to `reader`, in the session's order.
  static void tellings(Tx tx, UUID session, TellingReader reader) throws SQLException {
    tx.each(
        "SELECT r.uuid, r.at, r.parts, r.facts FROM transcript_record r JOIN transcript_file f ON f.id = r.file_id"
            + " WHERE r.session_id = ? AND r.is_home = ? ORDER BY r.sort_at, r.source_rank, f.path, f.edition, r.line, r.uuid",
        row ->
            reader.read(
                new Told(
                    row.text("uuid"), row.time("at"), row.integer("parts"), row.text("facts"))),
        session,
        true);
  }

  /// Takes one telling.
  @FunctionalInterface
  interface TellingReader {
    void read(Told told) throws SQLException;
  }

  /// A session as its sources call it.
  record Source(
      UUID sessionId,
      TranscriptClient client,
      String key,
      @Nullable String parentKey,
      SourceState state) {}

  static List<Source> sources(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT s.session_id, s.session_key, s.parent_key, s.state, f.client FROM transcript_source s"
            + " JOIN transcript_file f ON f.id = s.file_id WHERE s.session_id = ? ORDER BY f.path, f.edition",
        row -> {
          String key = row.text("session_key");
          String parent = row.textOrNull("parent_key");
          return new Source(
              row.id("session_id"),
              TranscriptClient.ofTool(row.text("client")),
              key,
              parent,
              SourceState.of(key, parent, row.text("state")));
        },
        session);
  }

  /// The first and the last time among the records of the sessions below one.
  record Span(Instant from, Instant to) {}

  static Optional<Span> spanOfChildren(Tx tx, TranscriptClient client, String parentKey)
      throws SQLException {
    return tx.first(
        "SELECT min(r.at) AS first_at, max(r.at) AS last_at FROM transcript_record r WHERE r.is_home = ? AND r.session_id IN"
            + " (SELECT s.session_id FROM transcript_source s JOIN transcript_file f ON f.id = s.file_id WHERE s.parent_key = ? AND f.client = ?)"
            + " HAVING count(*) > 0",
        row -> new Span(row.time("first_at"), row.time("last_at")),
        true,
        parentKey,
        client.tool());
  }

  /// The first and the last time among the records that a session's files hold, whoever owns them.
  static Optional<Span> spanOfCopies(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT min(at) AS first_at, max(at) AS last_at FROM transcript_record WHERE session_id = ? OR file_id IN"
            + " (SELECT id FROM transcript_file WHERE session_id = ?) HAVING count(*) > 0",
        row -> new Span(row.time("first_at"), row.time("last_at")),
        session,
        session);
  }

  static Optional<UUID> sessionOf(Tx tx, TranscriptClient client, String key) throws SQLException {
    return tx.first(
        "SELECT s.session_id FROM transcript_source s JOIN transcript_file f ON f.id = s.file_id WHERE s.session_key = ? AND f.client = ? LIMIT 1",
        row -> row.id("session_id"),
        key,
        client.tool());
  }

  static Optional<String> told(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT told FROM transcript_telling WHERE session_id = ?",
        row -> row.text("told"),
        session);
  }

  static void putTold(Tx tx, UUID session, String told) throws SQLException {
    tx.update(
        "INSERT INTO transcript_telling (session_id, told) VALUES (?, ?)"
            + " ON CONFLICT (session_id) DO UPDATE SET told = excluded.told",
        session,
        new Json(told));
  }
}
