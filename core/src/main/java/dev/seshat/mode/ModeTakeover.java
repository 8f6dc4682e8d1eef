package dev.seshat.mode;

import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Modes as another system knew them, and which sessions were worked on in which: for importers, within their transactions.
///
/// Their files are not here. Such a mode is missing, and known by the hash that its file had there, until a file of its name comes
/// into the folder.
public record ModeTakeover(Scope scope, Sessions sessions) {
  /// Characters of what is different in a session, as JSON, at most.
  public static final int MAX_CONTEXT = ModeBindings.MAX_CONTEXT;

  /// What another system says of a mode.
  ///
  /// @param hash of its file there
  /// @param roles a JSON list of words
  public record Told(
      @Nullable String hash,
      @Nullable String description,
      @Nullable String roles,
      boolean isRouted,
      boolean isValid,
      @Nullable Instant createdAt,
      @Nullable Instant updatedAt) {}

  /// Takes a mode, unless one of this name is here; one that comes with Seshat gets the file that comes with it.
  ///
  /// @param name a word
  /// @return whether it is new
  public boolean mode(Tx tx, String name, Told told) throws SQLException {
    ModeFolder files = new ModeFolder(scope.store().folder());
    if (ModeTable.known(tx, name).isPresent()) {
      return false;
    }
    ModeFolder.Found found = files.find(name).orElse(null);
    if (found == null && ModeFolder.SHIPPED.contains(name)) {
      String text = ModeFolder.shipped(name);
      found = ModeFolder.found(name, text.getBytes(StandardCharsets.UTF_8));
      // after the commit, so that a trial that is taken back leaves no file
      tx.afterCommit(() -> files.write(name, text));
    }
    if (found != null) {
      ModeTable.put(tx, found);
    } else {
      ModeTable.tell(tx, name, told);
    }
    new KnownModes(scope, files).changed(tx, "mode.import", name, null, Map.of("mode", name));
    return true;
  }

  /// Has a session that came from another store name the mode that it is bound to here, where one of that name was here already.
  public static void correctIn(Tx tx, UUID session) throws SQLException {
    ModeTable.correct(tx, session);
  }

  /// Takes that a session was worked on in a mode from a moment on, until the next one or still.
  public void bind(
      Tx tx, UUID session, String name, Instant at, Map<String, @Nullable Object> context)
      throws SQLException {
    UUID mode = Objects.requireNonNull(ModeTable.named(tx, name).orElseThrow().id());
    Session of = sessions.lockIn(tx, session);
    Optional<Instant> next = ModeTable.nextBound(tx, session, at);
    if (next.isEmpty()) {
      ModeTable.unbind(tx, session, at);
      sessions.inModeIn(tx, of, mode);
    }
    ModeTable.bind(
        tx,
        new ModeBinding(
            tx.newId(), session, mode, name, context, at, scope.actor(), next.orElse(null)));
    scope.changed(tx, "mode.import", "mode", mode, session, Json.write(Map.of("mode", name)));
  }
}
