package dev.seshat.session;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions in which an agent codes for somebody: what the same chat and person ask of the same tool in the same directory
/// goes on in the same session.
///
/// Each task that is asked counts in `task_count` and stands in the session as a prompt.
public final class CodingSessions {
  /// The kind of these sessions.
  public static final String KIND = "coding";

  /// How long after its last activity a session is still gone on with: up to and including this.
  public static final Duration REUSE = Duration.ofHours(2);

  private final Scope scope;
  private final Sessions sessions;
  private final Interactions interactions;

  public CodingSessions(Scope scope, Sessions sessions, Interactions interactions) {
    this.scope = scope;
    this.sessions = sessions;
    this.interactions = interactions;
  }

  /// The session of a task.
  ///
  /// @param reused whether it was there
  public record Begun(Session session, boolean reused) {
    /// It as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("session", session.toJson());
      json.put("reused", reused);
      return json;
    }
  }

  /// Begins a task: in the active session of the same chat, person, tool and directory whose last activity is no more than
  /// [#REUSE] ago, else in a new one. Two who begin at once get the same session. The focus stays where it is.
  ///
  /// @param task its intention is what is asked; its directory must be named, its tool is the actor if it names none; the
  ///     other fields are for a new session only
  /// @throws Invalid if no directory is named, or another kind
  public Begun begin(NewSession task) {
    NewSession wanted = checked(task);
    return scope
        .store()
        .write(tx -> {
          CodingTable.lock(tx, wanted);
          Optional<UUID> fit = CodingTable.latest(tx, wanted, tx.now().minus(REUSE));
          return fit.isPresent() ? again(tx, fit.get(), wanted) : anew(tx, wanted);
        });
  }

  /// Goes on with the last session of the same chat, person, tool and directory, however long ago that was and in
  /// whatever state it is.
  ///
  /// @throws NotFound if there is none
  /// @throws IllegalTransition if it was cancelled
  public Begun resume(NewSession task) {
    NewSession wanted = checked(task);
    return scope
        .store()
        .write(tx -> {
          CodingTable.lock(tx, wanted);
          UUID last =
              CodingTable.latest(tx, wanted, null)
                  .orElseThrow(() ->
                      new NotFound(
                          "no coding session of this chat, person and tool in "
                              + wanted.get(SessionField.WORKING_DIRECTORY)
                              + "; begin one"));
          Session session = SessionTable.lock(tx, last);
          if (session.status() != SessionStatus.ACTIVE) {
            sessions.moveIn(tx, session, SessionStatus.ACTIVE, FieldValues.NONE);
          }
          return again(tx, last, wanted);
        });
  }

  /// Ends a session, so that the next task begins a new one; one that has ended stays as it is.
  ///
  /// @throws Invalid if it is of another kind
  public Session deactivate(String ref) {
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, sessions.resolve(tx, ref));
          if (!session.kind().equals(KIND)) {
            throw new Invalid("kind", "is " + session.kind() + ", and not " + KIND);
          }
          return session.status().next().contains(SessionStatus.COMPLETED)
              ? sessions.moveIn(tx, session, SessionStatus.COMPLETED, FieldValues.NONE)
              : session;
        });
  }

  private NewSession checked(NewSession task) {
    if (task.get(SessionField.WORKING_DIRECTORY) == null) {
      throw new Invalid("working_directory", "is missing; say where the work is done");
    }
    String kind = task.get(SessionField.KIND);
    if (kind != null && !kind.equals(KIND)) {
      throw new Invalid("kind", "must be " + KIND + " for a session that is gone on with");
    }
    String tool = task.get(SessionField.TOOL_NAME);
    return task.kind(KIND)
        .with(SessionField.TOOL_NAME, Objects.requireNonNullElse(tool, scope.actor()));
  }

  private Begun anew(Tx tx, NewSession wanted) throws SQLException {
    Session made =
        sessions
            .writing()
            .insert(
                tx,
                sessions.here(tx, wanted.with(SessionField.TASK_COUNT, 1L)),
                SessionStatus.ACTIVE,
                null);
    return new Begun(asked(tx, made.id(), wanted), false);
  }

  private Begun again(Tx tx, UUID id, NewSession wanted) throws SQLException {
    Session session = SessionTable.lock(tx, id);
    long tasks = Objects.requireNonNullElse(session.get(SessionField.TASK_COUNT), 0L) + 1;
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("task_count", tasks);
    sessions.writing().update(tx, session, columns);
    sessions.writing().changed(tx, "session.task", session, Map.of("task_count", tasks));
    return new Begun(asked(tx, id, wanted), true);
  }

  /// Keeps what was asked as a prompt of the session.
  private Session asked(Tx tx, UUID id, NewSession wanted) throws SQLException {
    String task = Objects.requireNonNull(wanted.get(SessionField.INTENTION));
    String person = wanted.get(SessionField.USERNAME);
    NewInteraction prompt =
        NewInteraction.of(InteractionType.PROMPT)
            .withAuthor(Objects.requireNonNullElse(person, "user"))
            .withPersonText(task);
    interactions.appendIn(tx, id, List.of(prompt));
    return sessions.writing().written(tx, id);
  }
}
