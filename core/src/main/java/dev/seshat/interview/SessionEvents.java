package dev.seshat.interview;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Storytellers;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which life events sessions are about. A session may be about several, and an event may take several sessions.
public final class SessionEvents {
  private static final int MOST_SESSIONS = 500;

  private final Scope scope;
  private final Sessions sessions;

  public SessionEvents(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Puts an event to a session, or changes how it belongs to it.
  ///
  /// @param isPrimary whether prompts are about this one; then no other event of the session is
  /// @param notes of this session about this event; null leaves those that are there
  /// @throws Invalid if the event is of somebody else's life
  public SessionEvent link(
      String session,
      String event,
      boolean isPrimary,
      @Nullable Coverage coverage,
      @Nullable String notes) {
    String words = notes == null ? null : Texts.checked("notes", notes, 20_000);
    return scope
        .store()
        .write(tx -> {
          Session to = sessions.openIn(tx, session);
          return linkIn(tx, to, LifeEvents.resolveIn(tx, event), isPrimary, coverage, words);
        });
  }

  /// Has a session be about what another is about, in the same way, within a transaction.
  public void copyIn(Tx tx, Session from, Session to) throws SQLException {
    for (SessionEvent each : SessionEventTable.ofSession(tx, from.id())) {
      linkIn(
          tx,
          to,
          LifeEvents.getIn(tx, each.lifeEventId()),
          each.isPrimaryFocus(),
          each.coverage(),
          null);
    }
  }

  SessionEvent linkIn(
      Tx tx,
      Session session,
      LifeEvent event,
      boolean isPrimary,
      @Nullable Coverage coverage,
      @Nullable String notes)
      throws SQLException {
    if (!event.storytellerId().equals(session.get(SessionField.STORYTELLER_ID))) {
      throw new Invalid("life_event", "is not of the life of this session's storyteller");
    }
    SessionEventTable.put(tx, session.id(), event.id(), isPrimary, coverage, notes);
    scope.changed(
        tx,
        "session.link_event",
        "life_event",
        event.id(),
        session.id(),
        Json.write(Map.of("is_primary_focus", isPrimary)));
    return SessionEventTable.ofSession(tx, session.id()).stream()
        .filter(each -> each.lifeEventId().equals(event.id()))
        .findFirst()
        .orElseThrow();
  }

  /// @throws NotFound if the session is not about the event
  public void unlink(String session, String event) {
    scope
        .store()
        .write(tx -> {
          UUID from = sessions.openIn(tx, session).id();
          UUID id = LifeEvents.resolveIn(tx, event).id();
          if (!SessionEventTable.remove(tx, from, id)) {
            throw new NotFound("the session is not about this event");
          }
          scope.changed(tx, "session.unlink_event", "life_event", id, from, "{}");
          return true;
        });
  }

  /// What a session is about, the event in focus first.
  public List<SessionEvent> ofSession(String session) {
    UUID id = sessions.get(session).id();
    return scope.store().read(tx -> SessionEventTable.ofSession(tx, id));
  }

  /// Which sessions were about an event, the oldest first.
  public List<SessionEvent> ofEvent(String event) {
    return scope
        .store()
        .read(tx ->
            SessionEventTable.ofEvent(tx, LifeEvents.resolveIn(tx, event).id(), MOST_SESSIONS));
  }

  /// How far sessions have gone into each event of somebody's life, the heaviest events first.
  public List<EventCoverage> coverageOf(String storyteller) {
    return scope.store().read(tx -> coverageIn(tx, Storytellers.resolveIn(tx, storyteller).id()));
  }

  /// The same within a transaction.
  static List<EventCoverage> coverageIn(Tx tx, UUID storyteller) throws SQLException {
    Map<UUID, List<SessionEventTable.Count>> counts =
        SessionEventTable.counts(tx, storyteller).stream()
            .collect(Collectors.groupingBy(SessionEventTable.Count::lifeEventId));
    return LifeEvents.ofStorytellerIn(tx, storyteller).stream()
        .map(event -> coverage(event, counts.getOrDefault(event.id(), List.of())))
        .sorted(EventCoverage.BY_SIGNIFICANCE)
        .toList();
  }

  private static EventCoverage coverage(LifeEvent event, List<SessionEventTable.Count> counts) {
    Map<Coverage, EventCoverage.State> levels = new EnumMap<>(Coverage.class);
    for (SessionEventTable.Count each : counts) {
      if (each.coverage() != null) {
        levels.merge(
            each.coverage(), state(each), (one, other) -> one.compareTo(other) < 0 ? other : one);
      }
    }
    return new EventCoverage(
        event,
        levels,
        counts.stream().mapToLong(SessionEventTable.Count::sessions).sum(),
        counts.stream().mapToLong(SessionEventTable.Count::prompts).sum());
  }

  /// What was cut off covers nothing. An archived session counts as what it ended as.
  private static EventCoverage.State state(SessionEventTable.Count counted) {
    return switch (counted.status()) {
      case SCHEDULED -> EventCoverage.State.PLANNED;
      case ACTIVE, PAUSED -> EventCoverage.State.IN_PROGRESS;
      case COMPLETED -> EventCoverage.State.DONE;
      case ARCHIVED -> counted.isFulfilled() ? EventCoverage.State.DONE : EventCoverage.State.OPEN;
      case FAILED, CANCELLED -> EventCoverage.State.OPEN;
    };
  }
}
