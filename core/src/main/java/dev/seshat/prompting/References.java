package dev.seshat.prompting;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules of what sessions work towards.
record References(Scope scope, Sessions sessions, Profiles profiles) {

  Reference get(String ref) {
    return scope
        .store()
        .read(tx -> {
          UUID session = sessions.existing(tx, ref);
          return ReferenceTable.find(tx, session)
              .orElseThrow(() -> new NotFound("session " + session + " has no reference"));
        });
  }

  /// Says what a session that is locked works towards.
  Reference setIn(Tx tx, UUID session, ReferenceChange change, @Nullable Long expectedVersion)
      throws SQLException {
    Optional<Reference> old = ReferenceTable.find(tx, session);
    if (expectedVersion != null && (old.isEmpty() || old.get().version() != expectedVersion)) {
      throw new Conflict("the reference is not at version " + expectedVersion + "; read it again");
    }
    String profile = change.profile();
    if (profile != null) {
      requireFitting(tx, session, profiles.get(profile), old.orElse(null));
    }
    if (old.isEmpty()) {
      ReferenceTable.insert(tx, session, Objects.requireNonNullElse(profile, Profiles.usual()));
    }
    if (!change.isEmpty()) {
      ReferenceTable.change(tx, session, change.values());
    }
    String detail = Json.write(Map.of("changed", List.copyOf(change.values().keySet())));
    scope.changed(tx, "reference.set", "reference", session, session, detail);
    return ReferenceTable.find(tx, session).orElseThrow();
  }

  private static void requireFitting(Tx tx, UUID session, Profile profile, @Nullable Reference old)
      throws SQLException {
    if (old != null
        && !old.profile().equals(profile.name())
        && IterationTable.next(tx, session) > 1) {
      throw new Conflict(
          "the session has iterated by the profile "
              + old.profile()
              + ", whose dimensions its scores have; begin another session for "
              + profile.name());
    }
  }

  /// The reference of a session that is locked, made if there is none.
  static Reference kept(Tx tx, UUID session) throws SQLException {
    Optional<Reference> known = ReferenceTable.find(tx, session);
    if (known.isPresent()) {
      return known.get();
    }
    ReferenceTable.insert(tx, session, Profiles.usual());
    return ReferenceTable.find(tx, session).orElseThrow();
  }
}
