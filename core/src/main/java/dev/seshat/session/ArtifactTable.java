package dev.seshat.session;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the artifacts table.
final class ArtifactTable {
  static final String NAME = "session_artifact";
  static final String COLUMNS =
      "id, session_id, artifact_type, artifact_name, content, structured_data, is_provisional, is_approved, approved_at,"
          + " returned_at, return_reason, included_in_synthesis, external_id, created_at, updated_at, version";

  private ArtifactTable() {}

  static void insert(Tx tx, UUID id, UUID session, NewArtifact artifact, Instant at)
      throws SQLException {
    tx.update(
        "INSERT INTO session_artifact ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?, ?, ?, 1)",
        id,
        session,
        artifact.type(),
        artifact.name(),
        artifact.content(),
        json(artifact.structuredData()),
        true,
        false,
        false,
        artifact.externalId(),
        at,
        at);
    tx.update(
        "UPDATE sessions SET artifact_count = artifact_count + 1, updated_at = ?, last_activity_at ="
            + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
        tx.now(),
        at,
        at,
        session);
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : new Json(text);
  }

  static Optional<Artifact> findExternal(Tx tx, UUID session, String externalId)
      throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM session_artifact WHERE session_id = ? AND external_id = ?",
        ArtifactTable::artifact,
        session,
        externalId);
  }

  static Artifact get(Tx tx, UUID id) throws SQLException {
    return get(tx, id, "");
  }

  /// The artifact, which nobody else can change until the transaction ends.
  static Artifact lock(Tx tx, UUID id) throws SQLException {
    return get(tx, id, tx.dialect().isSqlite() ? "" : " FOR UPDATE");
  }

  private static Artifact get(Tx tx, UUID id, String forUpdate) throws SQLException {
    return tx.first(
            "SELECT " + COLUMNS + " FROM session_artifact WHERE id = ?" + forUpdate,
            ArtifactTable::artifact,
            id)
        .orElseThrow(() -> NotFound.of("artifact", id.toString()));
  }

  static void approve(Tx tx, UUID id) throws SQLException {
    tx.update(
        "UPDATE session_artifact SET is_approved = ?, is_provisional = ?, approved_at = ?, returned_at = NULL,"
            + " return_reason = NULL, updated_at = ?, version = version + 1 WHERE id = ?",
        true,
        false,
        tx.now(),
        tx.now(),
        id);
  }

  static void sendBack(Tx tx, UUID id, String reason) throws SQLException {
    tx.update(
        "UPDATE session_artifact SET is_provisional = ?, returned_at = ?, return_reason = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        false,
        tx.now(),
        reason,
        tx.now(),
        id);
  }

  /// Writes the changed fields; what changes the content undoes what was said of it.
  static void change(Tx tx, Artifact old, ArtifactChange change) throws SQLException {
    boolean same = change.content() == null && change.structuredData() == null;
    boolean approved = old.isApproved() && same;
    boolean returned = old.returnedAt() != null && same;
    String data = change.structuredData() == null ? old.structuredData() : change.structuredData();
    tx.update(
        "UPDATE session_artifact SET artifact_name = ?, content = ?, structured_data = ?, included_in_synthesis = ?,"
            + " is_approved = ?, is_provisional = ?, approved_at = CASE WHEN ? THEN approved_at END,"
            + " returned_at = CASE WHEN ? THEN returned_at END, return_reason = CASE WHEN ? THEN return_reason END, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        change.name() == null ? old.artifactName() : change.name(),
        change.content() == null ? old.content() : change.content(),
        json(data),
        change.includedInSynthesis() == null
            ? old.includedInSynthesis()
            : change.includedInSynthesis(),
        approved,
        !approved && !returned,
        approved,
        returned,
        returned,
        tx.now(),
        old.id());
  }

  static List<Artifact> newest(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM session_artifact WHERE session_id = ? ORDER BY created_at DESC, id LIMIT ?",
        ArtifactTable::artifact,
        session,
        limit);
  }

  /// Those of all sessions that a filter lets through, the oldest first; one more than its limit, if there are.
  ///
  /// @param session the filter's; null for all
  static List<Artifact> list(Tx tx, ArtifactFilter filter, @Nullable UUID session)
      throws SQLException {
    StringBuilder sql =
        new StringBuilder("SELECT " + COLUMNS + " FROM session_artifact WHERE 1 = 1");
    List<Object> values = new ArrayList<>();
    ArtifactState state = filter.state();
    if (state != null) {
      // as the indexes name it
      sql.append(" AND ")
          .append(
              switch (state) {
                case PROVISIONAL -> "is_provisional";
                case APPROVED -> "is_approved";
                case RETURNED -> "returned_at IS NOT NULL";
              });
    }
    and(sql, values, "artifact_type = ?", filter.type());
    and(sql, values, "session_id = ?", session);
    and(
        sql,
        values,
        "session_id IN (SELECT id FROM sessions WHERE storyteller_id = ?)",
        filter.storyteller());
    if (filter.cursor() != null) {
      ContentTable.Position after = ContentTable.Position.parse(filter.cursor());
      sql.append(" AND (created_at, id) > (?, ?)");
      values.add(after.time());
      values.add(after.id());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        sql + " ORDER BY created_at, id LIMIT ?", ArtifactTable::artifact, values.toArray());
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }

  static Artifact artifact(Row row) throws SQLException {
    return new Artifact(
        row.id("id"),
        row.id("session_id"),
        row.text("artifact_type"),
        row.textOrNull("artifact_name"),
        row.textOrNull("content"),
        row.textOrNull("structured_data"),
        row.flag("is_provisional"),
        row.flag("is_approved"),
        row.timeOrNull("approved_at"),
        row.timeOrNull("returned_at"),
        row.textOrNull("return_reason"),
        row.flag("included_in_synthesis"),
        row.textOrNull("external_id"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  /// Leaves what came of an event as it is, without the event.
  static void forgetEvent(Tx tx, UUID event) throws SQLException {
    tx.update("UPDATE session_artifact SET life_event_id = NULL WHERE life_event_id = ?", event);
  }
}
