package dev.seshat.calendar;

import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Fields;
import dev.seshat.people.Storytellers;
import dev.seshat.preference.Chosen;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.preference.Preferences;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Run;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.SessionSteps;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// News that a planned session is near, for the person's inbox: one for each time that it is planned for.
public final class Reminders {
  /// The kind of its promises. Payload: `session`, `at`, `zone`.
  public static final String KIND = "interview.remind";

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final Scope scope;
  private final Sessions sessions;
  private final Promises promises;
  private final Inbox inbox;

  public Reminders(Scope scope, Sessions sessions, Promises promises, Inbox inbox) {
    this.scope = scope;
    this.sessions = sessions;
    this.promises = promises;
    this.inbox = inbox;
  }

  /// What promises a reminder when a session is planned, and moves or takes it back with the session.
  ///
  /// @param reminders asked for when they are needed: sessions are there before them
  public static SessionSteps steps(Supplier<Reminders> reminders) {
    return new SessionSteps() {
      @Override
      public void timed(Tx tx, @Nullable Session before, Session now) throws SQLException {
        reminders.get().retime(tx, before, now);
      }

      @Override
      public void ended(Tx tx, UUID session) throws SQLException {
        reminders.get().drop(tx, session);
      }
    };
  }

  private void retime(Tx tx, @Nullable Session before, Session now) throws SQLException {
    Instant was = before == null ? null : before.get(SessionField.SCHEDULED_AT);
    Instant at = now.get(SessionField.SCHEDULED_AT);
    if (was != null && !was.equals(at)) {
      TimePromises.cancel(tx, promises, key(now.id(), was), "the session was moved");
    }
    if (at == null || now.status() != SessionStatus.SCHEDULED) {
      return;
    }
    Chosen chosen = Preferences.chosenIn(tx, scope.actor());
    int minutes = chosen.number(PreferenceKey.REMINDER_MINUTES);
    Instant due = at.minus(Duration.ofMinutes(minutes));
    if (minutes == 0 || !due.isAfter(tx.databaseNow())) {
      return;
    }
    ZoneId zone = chosen.zone();
    TimePromises.make(
        tx,
        promises,
        NewPromise.of(KIND, "Remind of session " + now.shortId())
            .withPayload(
                Map.of(
                    "session",
                    now.id().toString(),
                    "at",
                    Times.text(at),
                    "zone",
                    zone == null ? "UTC" : zone.getId()))
            .withSession(now.id())
            .withRunAt(due)
            .withNotify(Notify.NEVER),
        key(now.id(), at));
  }

  private void drop(Tx tx, UUID session) throws SQLException {
    Instant at = sessions.getIn(tx, session).get(SessionField.SCHEDULED_AT);
    if (at != null) {
      TimePromises.cancel(tx, promises, key(session, at), "the session has ended");
    }
  }

  private static String key(UUID session, Instant at) {
    return "remind:" + session + ":" + Times.text(at);
  }

  /// What keeps such promises.
  public Handler handler() {
    return this::handle;
  }

  private Map<String, ? extends @Nullable Object> handle(Run run) {
    Fields fields = new Fields(run.payload());
    UUID id = UUID.fromString(fields.required("session", 36));
    Instant at = Times.parse(fields.required("at", 40));
    ZoneId zone = ZoneId.of(fields.required("zone", 64));
    fields.done();
    return scope
        .store()
        .write(tx -> {
          Session session = sessions.lockIn(tx, id);
          if (session.status() != SessionStatus.SCHEDULED
              || !at.equals(session.get(SessionField.SCHEDULED_AT))) {
            return Map.of("summary", "session " + session.shortId() + " is no longer planned so");
          }
          String text = text(tx, session, at, zone);
          String chat = session.get(SessionField.CHAT_ID);
          String where = chat == null || chat.isBlank() ? NewMessage.INBOX : chat;
          inbox.addIn(
              tx,
              NewMessage.notification(where, key(id, at), text)
                  .withSession(id)
                  .withAbout("session", id));
          return Map.of("summary", text);
        });
  }

  private static String text(Tx tx, Session session, Instant at, ZoneId zone) throws SQLException {
    UUID who = session.get(SessionField.STORYTELLER_ID);
    String with = who == null ? "" : " with " + Storytellers.getIn(tx, who).shownName();
    String place = zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    return "'%s'%s begins on %s (%s)"
        .formatted(session.title(), with, SHOWN.format(at.atZone(zone)), place);
  }
}
