package dev.seshat.sync;

import dev.seshat.markdown.MergePolicy;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what is kept of syncs.
final class SyncTable {
  private SyncTable() {}

  /// What is kept of a session's file.
  ///
  /// @param next the base as it will be once the file of the hash `nextHash` is there; null when it is
  record Kept(
      UUID id,
      String path,
      SyncState.Status status,
      MergePolicy policy,
      @Nullable String message,
      @Nullable String dbHash,
      @Nullable String fileHash,
      @Nullable String setAsideHash,
      long length,
      @Nullable String base,
      @Nullable String next,
      @Nullable String nextHash,
      @Nullable Instant toFile,
      @Nullable Instant toStore,
      @Nullable Instant resolved,
      @Nullable Instant modified,
      boolean isFollowed) {}

  private static Kept kept(Row row) throws SQLException {
    return new Kept(
        row.id("sync_id"),
        row.text("markdown_file_path"),
        SyncState.Status.of(row.text("sync_status")),
        MergePolicy.of(row.text("policy")),
        row.textOrNull("message"),
        row.textOrNull("db_content_hash"),
        row.textOrNull("md_content_hash"),
        row.textOrNull("set_aside_hash"),
        row.number("md_length"),
        row.textOrNull("base"),
        row.textOrNull("next_base"),
        row.textOrNull("next_hash"),
        row.timeOrNull("last_db_to_md_sync"),
        row.timeOrNull("last_md_to_db_sync"),
        row.timeOrNull("last_conflict_resolution"),
        row.timeOrNull("last_file_modification"),
        row.flag("file_monitor_active"));
  }

  static Optional<Kept> find(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT sync_id, markdown_file_path, sync_status, policy, message, db_content_hash, md_content_hash, set_aside_hash,"
            + " md_length, base, next_base, next_hash, last_db_to_md_sync, last_md_to_db_sync, last_conflict_resolution,"
            + " last_file_modification, file_monitor_active"
            + " FROM markdown_sync_state WHERE session_id = ?",
        SyncTable::kept,
        session);
  }

  static void insert(Tx tx, UUID session, String path, MergePolicy policy) throws SQLException {
    tx.update(
        "INSERT INTO markdown_sync_state (sync_id, session_id, markdown_file_path, sync_status, policy, file_monitor_active,"
            + " created_at, updated_at) VALUES (?, ?, ?, 'db_newer', ?, ?, ?, ?)",
        tx.newId(),
        session,
        path,
        policy.word(),
        true,
        tx.now(),
        tx.now());
  }

  static void set(Tx tx, UUID session, Map<String, @Nullable Object> columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.values());
    values.add(tx.now());
    values.add(session);
    tx.update(
        "UPDATE markdown_sync_state SET "
            + String.join("", columns.keySet().stream().map(each -> each + " = ?, ").toList())
            + "updated_at = ? WHERE session_id = ?",
        values.toArray());
  }

  /// What a sync has found, to be noted.
  record Found(
      @Nullable String marker,
      String field,
      @Nullable String base,
      @Nullable String db,
      @Nullable String file,
      boolean isOpen,
      @Nullable String reason,
      @Nullable String decision) {}

  private static final String CONFLICTS =
      "SELECT id, session_id, marker, field, base_value, db_value, file_value, state, reason, created_at, decided_at, decided_by,"
          + " decision FROM sync_conflicts WHERE session_id = ?";

  private static SyncConflict conflict(Row row) throws SQLException {
    return new SyncConflict(
        row.id("id"),
        row.id("session_id"),
        row.textOrNull("marker"),
        row.text("field"),
        row.textOrNull("base_value"),
        row.textOrNull("db_value"),
        row.textOrNull("file_value"),
        SyncConflict.State.of(row.text("state")),
        row.textOrNull("reason"),
        row.time("created_at"),
        row.timeOrNull("decided_at"),
        row.textOrNull("decided_by"),
        row.textOrNull("decision"));
  }

  /// Those in a state, the oldest first.
  static List<SyncConflict> conflicts(
      Tx tx, UUID session, SyncConflict.State state, @Nullable SyncConflict after, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(session, state.word()));
    String behind = "";
    if (after != null) {
      behind = " AND (created_at, id) > (?, ?)";
      values.addAll(List.of(after.createdAt(), after.id()));
    }
    values.add(limit);
    return tx.list(
        CONFLICTS + " AND state = ?" + behind + " ORDER BY created_at, id LIMIT ?",
        SyncTable::conflict,
        values.toArray());
  }

  static Optional<SyncConflict> conflict(Tx tx, UUID session, UUID id) throws SQLException {
    return tx.first(CONFLICTS + " AND id = ?", SyncTable::conflict, session, id);
  }

  static long open(Tx tx, UUID session) throws SQLException {
    return tx.number(
        "SELECT count(*) AS n FROM sync_conflicts WHERE session_id = ? AND state = 'open'",
        session);
  }

  /// Whether a person has decided something that is still to be done.
  static boolean hasDecisions(Tx tx, UUID session) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM sync_conflicts WHERE session_id = ? AND state = 'open' AND decision IS NOT NULL",
            session)
        > 0;
  }

  static void insert(Tx tx, UUID session, Found found, String by) throws SQLException {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", tx.newId());
    row.put("session_id", session);
    row.put("marker", found.marker());
    row.put("field", found.field());
    row.put("base_value", found.base());
    row.put("db_value", found.db());
    row.put("file_value", found.file());
    row.put("state", found.isOpen() ? "open" : "decided");
    row.put("reason", found.reason());
    row.put("created_at", tx.now());
    row.put("decided_at", found.isOpen() ? null : tx.now());
    row.put("decided_by", found.isOpen() ? null : by);
    row.put("decision", found.decision());
    tx.update(
        "INSERT INTO sync_conflicts ("
            + String.join(", ", row.keySet())
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(row.size(), "?"))
            + ")",
        new ArrayList<>(row.values()).toArray());
  }

  /// Notes what both sides say now of a conflict that is still open.
  static void update(Tx tx, UUID id, Found found) throws SQLException {
    tx.update(
        "UPDATE sync_conflicts SET db_value = ?, file_value = ? WHERE id = ?",
        found.db(),
        found.file(),
        id);
  }

  /// Whether the same was noted before, and decided.
  static boolean isNoted(Tx tx, UUID session, Found found) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(List.of(session, found.field()));
    StringBuilder same = new StringBuilder();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("marker", found.marker());
    columns.put("db_value", found.db());
    columns.put("file_value", found.file());
    columns.forEach((name, value) -> {
      same.append(" AND ").append(name).append(value == null ? " IS NULL" : " = ?");
      if (value != null) {
        values.add(value);
      }
    });
    return tx.number(
            "SELECT count(*) AS n FROM sync_conflicts WHERE session_id = ? AND field = ? AND state <> 'open'"
                + same,
            values.toArray())
        > 0;
  }

  static void decide(Tx tx, UUID id, String by, String decision) throws SQLException {
    tx.update(
        "UPDATE sync_conflicts SET decided_at = ?, decided_by = ?, decision = ? WHERE id = ?",
        tx.now(),
        by,
        decision,
        id);
  }

  static void close(Tx tx, UUID id, String state, String by, @Nullable String decision)
      throws SQLException {
    tx.update(
        "UPDATE sync_conflicts SET state = ?, decided_at = ?, decided_by = ?, decision = ? WHERE id = ?",
        state,
        tx.now(),
        by,
        decision,
        id);
  }

  /// The sessions whose files are followed: those of tasks that are not archived.
  static List<UUID> followed(Tx tx, @Nullable UUID after, int limit) throws SQLException {
    return tx.list(
        "SELECT id FROM sessions WHERE kind = 'tasks' AND status <> 'archived'"
            + (after == null ? "" : " AND id > ?")
            + " ORDER BY id LIMIT ?",
        row -> row.id("id"),
        after == null ? new Object[] {limit} : new Object[] {after, limit});
  }
}
