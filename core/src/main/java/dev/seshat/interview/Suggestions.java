package dev.seshat.interview;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.people.Storytellers;
import dev.seshat.process.Processes;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What could come next with a storyteller: events that nobody asked about, levels of coverage that are missing, what is to
/// be followed up, the next node of the process. Each can be scheduled as it is.
public final class Suggestions {
  private final Scope scope;
  private final Sessions sessions;
  private final Planning planning;

  public Suggestions(Scope scope, Sessions sessions, Planning planning) {
    this.scope = scope;
    this.sessions = sessions;
    this.planning = planning;
  }

  /// Those with a storyteller, the weightiest first, at most 20.
  public List<Suggestion> ofStoryteller(String ref) {
    return scope
        .store()
        .read(tx -> Suggested.of(tx, sessions, Storytellers.resolveIn(tx, ref).id(), null));
  }

  /// Those with the storyteller of a session; none for a session that has none. One that still goes on counts as ended.
  public List<Suggestion> ofSession(String ref) {
    UUID id = sessions.get(ref).id();
    return scope.store().read(tx -> ofSessionIn(tx, sessions.getIn(tx, id)));
  }

  private List<Suggestion> ofSessionIn(Tx tx, Session session) throws SQLException {
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    return whose == null ? List.of() : Suggested.of(tx, sessions, whose, session);
  }

  /// Makes the session that was suggested after another, with all its links.
  ///
  /// @param key as the suggestion has it
  /// @param at when it is to be; null leaves that open
  /// @param changes fields of the session by their names, which take the place of what was suggested
  /// @throws NotFound if that is not suggested any more
  public Planning.Made schedule(
      String ref,
      String key,
      @Nullable Instant at,
      Map<String, ? extends @Nullable Object> changes) {
    UUID id = sessions.get(ref).id();
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.getIn(tx, id);
          Suggestion chosen = chosen(ofSessionIn(tx, session), key);
          UUID whose = Objects.requireNonNull(session.get(SessionField.STORYTELLER_ID));
          return makeIn(tx, whose, chosen, at, changes);
        });
  }

  /// The same of what was suggested with a storyteller.
  public Planning.Made scheduleWith(
      String storyteller,
      String key,
      @Nullable Instant at,
      Map<String, ? extends @Nullable Object> changes) {
    return scope
        .store()
        .write(tx -> {
          UUID whose = Storytellers.resolveIn(tx, storyteller).id();
          return makeIn(
              tx, whose, chosen(Suggested.of(tx, sessions, whose, null), key), at, changes);
        });
  }

  private static Suggestion chosen(List<Suggestion> all, String key) {
    return all.stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new NotFound(
                "'"
                    + Texts.shorten(key, 100)
                    + "' is not suggested; ask for the suggestions as they are now"));
  }

  private Planning.Made makeIn(
      Tx tx,
      UUID whose,
      Suggestion chosen,
      @Nullable Instant at,
      Map<String, ? extends @Nullable Object> changes)
      throws SQLException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (chosen.previous() != null) {
      fields.put("previous_session_id", chosen.previous().toString());
    }
    fields.putAll(changes);
    if (chosen.kind() == Suggestion.Kind.FOLLOW_UP) {
      return planning.followUpIn(tx, whose, chosen, at, fields);
    }
    UUID version = chosen.process() == null ? null : Processes.idIn(tx, chosen.process());
    Plan plan =
        new Plan(
            whose.toString(),
            null,
            chosen.process(),
            chosen.node(),
            chosen.event() == null ? null : chosen.event().toString(),
            chosen.coverage(),
            at,
            0,
            fields);
    return planning.planIn(tx, plan, version);
  }
}
