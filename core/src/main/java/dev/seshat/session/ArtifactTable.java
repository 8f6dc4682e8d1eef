package dev.seshat.session;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the artifacts table.
final class ArtifactTable {
  static final String NAME = "session_artifact";
  static final String COLUMNS =
      "id, session_id, artifact_type, artifact_name, content, structured_data, is_provisional, is_approved, approved_at,"
          + " included_in_synthesis, external_id, created_at, updated_at, version";

  private ArtifactTable() {}

  static void insert(Tx tx, UUID id, UUID session, NewArtifact artifact, Instant at)
      throws SQLException {
    tx.update(
        "INSERT INTO session_artifact ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, 1)",
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
        "UPDATE session_artifact SET is_approved = ?, is_provisional = ?, approved_at = ?, updated_at = ?, version = version + 1"
            + " WHERE id = ?",
        true,
        false,
        tx.now(),
        tx.now(),
        id);
  }

  /// Writes the changed fields; what changes the content undoes the approval.
  static void change(Tx tx, Artifact old, ArtifactChange change) throws SQLException {
    boolean approved =
        old.isApproved() && change.content() == null && change.structuredData() == null;
    String data = change.structuredData() == null ? old.structuredData() : change.structuredData();
    tx.update(
        "UPDATE session_artifact SET artifact_name = ?, content = ?, structured_data = ?, included_in_synthesis = ?,"
            + " is_approved = ?, is_provisional = ?, approved_at = CASE WHEN ? THEN approved_at END, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        change.name() == null ? old.artifactName() : change.name(),
        change.content() == null ? old.content() : change.content(),
        json(data),
        change.includedInSynthesis() == null
            ? old.includedInSynthesis()
            : change.includedInSynthesis(),
        approved,
        !approved,
        approved,
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
        row.flag("included_in_synthesis"),
        row.textOrNull("external_id"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }
}
