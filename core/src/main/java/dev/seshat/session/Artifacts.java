package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Row;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What sessions brought forth.
public final class Artifacts {
  private static final String COLUMNS =
      "id, session_id, artifact_type, artifact_name, content, structured_data, is_provisional, is_approved, approved_at,"
          + " included_in_synthesis, external_id, created_at, updated_at, version";

  private final Scope scope;
  private final Sessions sessions;

  public Artifacts(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Adds an artifact; one with an external id that the session has already is that one.
  ///
  /// @throws IllegalTransition if the session has ended
  public Artifact add(String ref, NewArtifact artifact) {
    return scope.store().write(tx -> {
      Session session = SessionTable.lock(tx, sessions.resolve(tx, ref));
      requireOpen(session);
      return addIn(tx, session.id(), artifact).artifact();
    });
  }

  private static void requireOpen(Session session) {
    if (!session.status().isOpen()) {
      throw new IllegalTransition(
          "session " + session.shortId(), session.status().word(), "add", "it takes no new content but notes; resume it first");
    }
  }

  /// An artifact, and whether it is new.
  public record Added(Artifact artifact, boolean isNew) {}

  /// The same within another feature's transaction, to a session in any state.
  public Added addIn(Tx tx, UUID session, NewArtifact artifact) throws SQLException {
    SessionTable.lock(tx, session);
    Optional<Artifact> known =
        artifact.externalId() == null
            ? Optional.empty()
            : tx.first(
                "SELECT " + COLUMNS + " FROM session_artifact WHERE session_id = ? AND external_id = ?",
                Artifacts::artifact, session, artifact.externalId());
    if (known.isPresent()) {
      return new Added(known.get(), false);
    }
    UUID id = tx.newId();
    Instant at = Objects.requireNonNullElseGet(artifact.createdAt(), tx::now);
    tx.update(
        "INSERT INTO session_artifact (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, 1)",
        id, session, artifact.type(), artifact.name(), artifact.content(), json(artifact.structuredData()), true, false, false,
        artifact.externalId(), at, at);
    tx.update(
        "UPDATE sessions SET artifact_count = artifact_count + 1, updated_at = ?, last_activity_at ="
            + " CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END WHERE id = ?",
        tx.now(), at, at, session);
    scope.changed(tx, "artifact.add", "artifact", id, session, Json.write(Map.of("artifact_type", artifact.type())));
    return new Added(indexed(tx, id), true);
  }

  private static dev.seshat.store.@Nullable Json json(@Nullable String text) {
    return text == null ? null : new dev.seshat.store.Json(text);
  }

  private Artifact indexed(Tx tx, UUID id) throws SQLException {
    Artifact made = find(tx, id, false);
    String text = Objects.requireNonNullElse(made.artifactName(), "") + "\n" + Objects.requireNonNullElse(made.content(), "");
    SearchIndex.put(tx, new Entry(made.sessionId(), "artifact", id, scope.actor(), made.createdAt(), text));
    return made;
  }

  /// The artifact with this id.
  public Artifact get(UUID id) {
    return scope.store().read(tx -> find(tx, id, false));
  }

  private static Artifact find(Tx tx, UUID id, boolean lock) throws SQLException {
    String forUpdate = lock && !tx.dialect().isSqlite() ? " FOR UPDATE" : "";
    return tx.first("SELECT " + COLUMNS + " FROM session_artifact WHERE id = ?" + forUpdate, Artifacts::artifact, id)
        .orElseThrow(() -> NotFound.of("artifact", id.toString()));
  }

  /// Confirms an artifact; one that is approved stays so.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  public Artifact approve(UUID id, @Nullable Long expectedVersion) {
    return scope.store().write(tx -> {
      Artifact artifact = locked(tx, id, expectedVersion);
      if (artifact.isApproved()) {
        return artifact;
      }
      tx.update(
          "UPDATE session_artifact SET is_approved = ?, is_provisional = ?, approved_at = ?, updated_at = ?, version = version + 1"
              + " WHERE id = ?",
          true, false, tx.now(), tx.now(), id);
      scope.changed(tx, "artifact.approve", "artifact", id, artifact.sessionId(), "{}");
      return find(tx, id, false);
    });
  }

  /// Changes an artifact; one whose content changes is provisional again.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  public Artifact change(UUID id, ArtifactChange change, @Nullable Long expectedVersion) {
    return scope.store().write(tx -> {
      Artifact old = locked(tx, id, expectedVersion);
      String content = change.content() == null ? old.content() : change.content();
      String data = change.structuredData() == null ? old.structuredData() : change.structuredData();
      boolean approved = old.isApproved() && change.content() == null && change.structuredData() == null;
      tx.update(
          "UPDATE session_artifact SET artifact_name = ?, content = ?, structured_data = ?, included_in_synthesis = ?,"
              + " is_approved = ?, is_provisional = ?, approved_at = CASE WHEN ? THEN approved_at END, updated_at = ?,"
              + " version = version + 1 WHERE id = ?",
          change.name() == null ? old.artifactName() : change.name(), content, json(data),
          change.includedInSynthesis() == null ? old.includedInSynthesis() : change.includedInSynthesis(),
          approved, !approved, approved, tx.now(), id);
      scope.changed(tx, "artifact.change", "artifact", id, old.sessionId(), "{}");
      return indexed(tx, id);
    });
  }

  private static Artifact locked(Tx tx, UUID id, @Nullable Long expectedVersion) throws SQLException {
    Artifact artifact = find(tx, id, true);
    if (expectedVersion != null && expectedVersion != artifact.version()) {
      throw new Conflict(
          "artifact " + id + " is at version " + artifact.version() + ", not " + expectedVersion + "; read it again");
    }
    return artifact;
  }

  /// A page of a session's artifacts, oldest first.
  ///
  /// @param limit 1 to 1,000
  public Page<Artifact> list(String ref, @Nullable String cursor, int limit) {
    return Listing.of("session_artifact", COLUMNS, cursor, limit)
        .page(scope, sessions, ref, Artifacts::artifact, a -> Listing.cursor(a.createdAt(), a.id()));
  }

  static List<Artifact> newest(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM session_artifact WHERE session_id = ? ORDER BY created_at DESC, id LIMIT ?",
        Artifacts::artifact, session, limit);
  }

  private static Artifact artifact(Row row) throws SQLException {
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
