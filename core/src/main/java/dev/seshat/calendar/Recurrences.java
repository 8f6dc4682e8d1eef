package dev.seshat.calendar;

import dev.seshat.interview.Planned;
import dev.seshat.interview.SessionEvents;
import dev.seshat.json.Fields;
import dev.seshat.preference.Preferences;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promises;
import dev.seshat.session.NewSession;
import dev.seshat.session.Recurrence;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionSteps;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The next session of one that comes again. It is made when that one has ended or its time has passed, once, with the same
/// purpose, storyteller and events, and the one before as its previous session. What was missed meanwhile is not made.
public final class Recurrences {
  /// The kind of its promises. Payload: `session`, `actor`, `zone`.
  public static final String KIND = "interview.recur";

  /// What the next takes over.
  private static final List<SessionField<?>> SAME =
      List.of(
          SessionField.KIND,
          SessionField.SESSION_TYPE,
          SessionField.NAME,
          SessionField.INTENTION,
          SessionField.DESCRIPTION,
          SessionField.SUCCESS_INDICATORS,
          SessionField.COMPLETION_INDICATORS,
          SessionField.CONSTRAINTS,
          SessionField.PROCEDURE_NOTES,
          SessionField.TAGS,
          SessionField.PROJECT,
          SessionField.STORYTELLER_ID,
          SessionField.TEMPLATE_ID,
          SessionField.PROCESS_VERSION_ID,
          SessionField.CURRENT_PROCESS_NODE_ID,
          SessionField.PARENT_SESSION_ID,
          SessionField.WORKING_DIRECTORY,
          SessionField.CHAT_ID,
          SessionField.USERNAME,
          SessionField.LLM_MODEL,
          SessionField.SCHEDULED_DURATION_MINUTES,
          SessionField.PRIORITY_LEVEL);

  private final Scope scope;
  private final Sessions sessions;
  private final Promises promises;
  private final SessionEvents events;

  public Recurrences(Scope scope, Sessions sessions, Promises promises) {
    this.scope = scope;
    this.sessions = sessions;
    this.promises = promises;
    this.events = new SessionEvents(scope, sessions);
  }

  /// What promises the next session when one that comes again is planned, and when it ends.
  ///
  /// @param recurrences asked for when they are needed: sessions are there before them
  public static SessionSteps steps(Supplier<Recurrences> recurrences) {
    return new SessionSteps() {
      @Override
      public void timed(Tx tx, @Nullable Session before, Session now) throws SQLException {
        recurrences.get().retime(tx, before, now);
      }

      @Override
      public void ended(Tx tx, UUID session) throws SQLException {
        recurrences.get().end(tx, session);
      }
    };
  }

  private static @Nullable Instant end(Session session) {
    Instant at = session.get(SessionField.SCHEDULED_AT);
    return at == null || session.get(SessionField.RECURRENCE) == null
        ? null
        : Planned.end(at, session.get(SessionField.SCHEDULED_DURATION_MINUTES));
  }

  private static String key(UUID session, Instant end) {
    return "recur:" + session + ":" + Times.text(end);
  }

  private void retime(Tx tx, @Nullable Session before, Session now) throws SQLException {
    Instant was = before == null ? null : end(before);
    Instant end = end(now);
    if (was != null && !was.equals(end)) {
      TimePromises.cancel(tx, promises, key(now.id(), was), "the session was moved");
    }
    if (end != null && now.status().isOpen()) {
      TimePromises.make(tx, promises, promise(tx, now).withRunAt(end), key(now.id(), end));
    }
  }

  private void end(Tx tx, UUID id) throws SQLException {
    Session session = sessions.getIn(tx, id);
    Instant end = end(session);
    if (end != null) {
      TimePromises.cancel(tx, promises, key(id, end), "the session has ended");
      TimePromises.make(tx, promises, promise(tx, session), "recur:" + id);
    }
  }

  private NewPromise promise(Tx tx, Session session) throws SQLException {
    ZoneId zone = Preferences.chosenIn(tx, scope.actor()).zone();
    return NewPromise.of(KIND, "Plan the session after " + session.shortId())
        .withPayload(
            Map.of(
                "session",
                session.id().toString(),
                "actor",
                scope.actor(),
                "zone",
                zone == null ? "UTC" : zone.getId()))
        .withSession(session.id())
        .withNotify(Notify.FAILED);
  }

  /// What keeps such promises.
  ///
  /// @param as this, in the name of an actor: what comes again is planned by whoever planned it first
  public static Handler handler(Function<String, Recurrences> as) {
    return run -> {
      Fields fields = new Fields(run.payload());
      UUID session = UUID.fromString(fields.required("session", 36));
      Recurrences own = as.apply(fields.required("actor", 200));
      ZoneId zone = ZoneId.of(fields.required("zone", 64));
      fields.done();
      return own.next(session, zone);
    };
  }

  private Map<String, ? extends @Nullable Object> next(UUID id, ZoneId zone) {
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.lockIn(tx, id);
          Instant end = end(session);
          Instant now = tx.databaseNow();
          if (end == null || (session.status().isOpen() && end.isAfter(now))) {
            return said(session, "does not come again, or was moved");
          }
          if (CalendarTable.hasNext(tx, id)) {
            return said(session, "has its next already");
          }
          Instant at = Objects.requireNonNull(session.get(SessionField.SCHEDULED_AT));
          Recurrence rule =
              Recurrence.parse(
                  "recurrence", Objects.requireNonNull(session.get(SessionField.RECURRENCE)));
          Recurrence.Next next =
              rule.afterUntilNotOver(at, zone, now, Duration.between(at, end)).orElse(null);
          if (next == null) {
            return said(session, "was the last of its kind");
          }
          Session made = sessions.createIn(tx, of(session, next));
          events.copyIn(tx, session, made);
          return Map.of(
              "session",
              made.id().toString(),
              "summary",
              "session " + made.shortId() + " follows " + session.shortId() + " at " + next.at());
        });
  }

  private static Map<String, ? extends @Nullable Object> said(Session session, String what) {
    return Map.of("summary", "session " + session.shortId() + " " + what);
  }

  private static NewSession of(Session session, Recurrence.Next next) {
    NewSession made = NewSession.of(session.intention());
    for (SessionField<?> field : SAME) {
      made = with(made, session, field);
    }
    return made.with(SessionField.SCHEDULED_AT, next.at())
        .with(SessionField.RECURRENCE, next.rule())
        .with(SessionField.PREVIOUS_SESSION_ID, session.id());
  }

  private static <T> NewSession with(NewSession made, Session session, SessionField<T> field) {
    T value = session.get(field);
    return value == null ? made : made.with(field, value);
  }
}
