package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
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
  private static final int MAX_REASON = 2_000;

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
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, sessions.resolve(tx, ref));
          session.status().requireOpen(session.id());
          return addIn(tx, session.id(), artifact).artifact();
        });
  }

  /// An artifact, and whether it is new.
  public record Added(Artifact artifact, boolean isNew) {}

  /// The same within another feature's transaction, to a session in any state.
  public Added addIn(Tx tx, UUID session, NewArtifact artifact) throws SQLException {
    SessionTable.lock(tx, session);
    Optional<Artifact> known =
        artifact.externalId() == null
            ? Optional.empty()
            : ArtifactTable.findExternal(tx, session, artifact.externalId());
    if (known.isPresent()) {
      return new Added(known.get(), false);
    }
    UUID id = tx.newId();
    Instant at = Objects.requireNonNullElseGet(artifact.createdAt(), tx::now);
    ArtifactTable.insert(tx, id, session, artifact, at);
    scope.changed(
        tx,
        "artifact.add",
        "artifact",
        id,
        session,
        Json.write(Map.of("artifact_type", artifact.type())));
    return new Added(indexed(tx, id), true);
  }

  private Artifact indexed(Tx tx, UUID id) throws SQLException {
    Artifact made = ArtifactTable.get(tx, id);
    String text =
        Objects.requireNonNullElse(made.artifactName(), "")
            + "\n"
            + Objects.requireNonNullElse(made.content(), "");
    SearchIndex.put(
        tx, new Entry(made.sessionId(), "artifact", id, scope.actor(), made.createdAt(), text));
    return made;
  }

  /// The artifact with this id.
  public Artifact get(UUID id) {
    return scope.store().read(tx -> ArtifactTable.get(tx, id));
  }

  /// Confirms an artifact; one that is approved stays so.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  public Artifact approve(UUID id, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> {
          Artifact artifact = locked(tx, id, expectedVersion);
          if (artifact.isApproved()) {
            return artifact;
          }
          ArtifactTable.approve(tx, id);
          scope.changed(tx, "artifact.approve", "artifact", id, artifact.sessionId(), "{}");
          return ArtifactTable.get(tx, id);
        });
  }

  /// Sends an artifact back to be made better. It is approved later, or its content changes and it is provisional again.
  ///
  /// @param reason what is to be better, 1 to 2,000 characters
  /// @param expectedVersion the version that the caller read; null for whatever is there
  /// @throws IllegalTransition if it is approved
  public Artifact sendBack(UUID id, String reason, @Nullable Long expectedVersion) {
    String why = Texts.required("reason", reason, MAX_REASON).strip();
    return scope
        .store()
        .write(tx -> {
          Artifact artifact = locked(tx, id, expectedVersion);
          if (artifact.isApproved()) {
            throw new IllegalTransition(
                "artifact " + id,
                ArtifactState.APPROVED.word(),
                ArtifactState.RETURNED.word(),
                "change its content, and it is provisional again");
          }
          if (!why.equals(artifact.returnReason())) {
            ArtifactTable.sendBack(tx, id, why);
            scope.changed(tx, "artifact.return", "artifact", id, artifact.sessionId(), "{}");
          }
          return ArtifactTable.get(tx, id);
        });
  }

  /// A page of the artifacts of all sessions that the filter lets through, the oldest first.
  public Page<Artifact> list(ArtifactFilter filter) {
    String ref = filter.session();
    List<Artifact> found =
        scope
            .store()
            .read(tx ->
                ArtifactTable.list(tx, filter, ref == null ? null : sessions.existing(tx, ref)));
    return Page.cut(
        found, filter.limit(), each -> ContentTable.Position.cursor(each.createdAt(), each.id()));
  }

  /// Changes an artifact; one whose content changes is provisional again.
  ///
  /// @param expectedVersion the version that the caller read; null for whatever is there
  public Artifact change(UUID id, ArtifactChange change, @Nullable Long expectedVersion) {
    return scope
        .store()
        .write(tx -> {
          Artifact old = locked(tx, id, expectedVersion);
          ArtifactTable.change(tx, old, change);
          scope.changed(tx, "artifact.change", "artifact", id, old.sessionId(), "{}");
          return indexed(tx, id);
        });
  }

  private static Artifact locked(Tx tx, UUID id, @Nullable Long expectedVersion)
      throws SQLException {
    Artifact artifact = ArtifactTable.lock(tx, id);
    if (expectedVersion != null && expectedVersion != artifact.version()) {
      throw new Conflict(
          "artifact "
              + id
              + " is at version "
              + artifact.version()
              + ", not "
              + expectedVersion
              + "; read it again");
    }
    return artifact;
  }

  /// A page of a session's artifacts, oldest first.
  ///
  /// @param limit 1 to 1,000
  public Page<Artifact> list(String ref, @Nullable String cursor, int limit) {
    return new ContentTable<>(
            ArtifactTable.NAME,
            ArtifactTable.COLUMNS,
            ArtifactTable::artifact,
            Artifact::createdAt,
            Artifact::id)
        .page(scope, tx -> sessions.existing(tx, ref), cursor, limit);
  }
}
