package dev.seshat.interview;

import dev.seshat.Texts;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.process.ProcessNode;
import dev.seshat.session.FollowUp;
import dev.seshat.session.FollowUps;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Works out what could come next with a storyteller, from what was done and what is planned already.
final class Suggested {
  private static final int MOST = 20;
  private static final int FOLLOW_UP = 65;
  private static final int UNFINISHED_NODE = 75;
  private static final int NEXT_NODE = 55;

  private final Map<UUID, Session> sessions = new HashMap<>();
  private final List<Session> newestFirst;
  private final @Nullable Session ending;
  private final List<Suggestion> found = new ArrayList<>();

  private Suggested(List<Session> newestFirst, @Nullable Session ending) {
    this.newestFirst = newestFirst;
    this.ending = ending;
    newestFirst.forEach(each -> sessions.put(each.id(), each));
  }

  /// The weightiest first.
  ///
  /// @param ending a session that counts as ended, though its row does not say so yet; null for none
  static List<Suggestion> of(Tx tx, Sessions sessions, UUID storyteller, @Nullable Session ending)
      throws SQLException {
    Suggested suggested =
        new Suggested(sessions.withStorytellers().withIn(tx, storyteller), ending);
    suggested.addEvents(tx, storyteller);
    suggested.addFollowUps(tx, storyteller);
    suggested.addNode(tx, storyteller);
    List<Suggestion> best = new ArrayList<>();
    for (Suggestion each :
        suggested.found.stream()
            .sorted(Comparator.comparingInt(Suggestion::weight).reversed())
            .limit(MOST)
            .toList()) {
      best.add(each.previous() == null ? suggested.after(tx, each) : each);
    }
    return List.copyOf(best);
  }

  /// What goes on with an event continues the last session about it; what is new continues the one that ends.
  private Suggestion after(Tx tx, Suggestion suggestion) throws SQLException {
    UUID self = ending == null ? null : ending.id();
    UUID event = suggestion.event();
    return suggestion.after(
        event == null ? self : SessionEventTable.lastOver(tx, event, self).orElse(self));
  }

  private boolean isEnding(Session session) {
    return ending != null && ending.id().equals(session.id());
  }

  private boolean isOver(Session session) {
    return isEnding(session)
        || session.status() == SessionStatus.COMPLETED
        || session.status() == SessionStatus.ARCHIVED;
  }

  private boolean isToCome(Session session) {
    return !isEnding(session)
        && (session.status() == SessionStatus.SCHEDULED
            || session.status() == SessionStatus.ACTIVE
            || session.status() == SessionStatus.PAUSED);
  }

  private void addEvents(Tx tx, UUID storyteller) throws SQLException {
    Map<UUID, SessionEvent> own = new HashMap<>();
    if (ending != null) {
      SessionEventTable.ofSession(tx, ending.id())
          .forEach(each -> own.put(each.lifeEventId(), each));
    }
    for (EventCoverage each : SessionEvents.coverageIn(tx, storyteller)) {
      if (!each.event().told().includeLevel().equals("omit")) {
        addEvent(each, own.get(each.event().id()));
      }
    }
  }

  /// @param own how the session that counts as ended belongs to the event; null if it does not
  private void addEvent(EventCoverage covered, @Nullable SessionEvent own) {
    LifeEvent event = covered.event();
    Set<Coverage> done = EnumSet.noneOf(Coverage.class);
    done.addAll(covered.done());
    if (own != null && own.coverage() != null) {
      done.add(own.coverage());
    }
    if (done.isEmpty() && covered.promptsCompleted() > 0) {
      done.add(Coverage.INTRODUCTION);
    }
    boolean isNew = done.isEmpty();
    Coverage next = isNew ? Coverage.INTRODUCTION : nextAfter(done);
    if (next == null
        || covered.state(next) != EventCoverage.State.OPEN
        || isNew && covered.open().size() < Coverage.values().length
        || !isNew && !event.told().canDeepen()) {
      return;
    }
    EventStep step = EventStep.of(next);
    String name = event.eventName();
    String weighty = event.told().significance() == null ? "" : event.told().significance() + " ";
    String reason =
        isNew
            ? "nothing was asked about this %sevent yet".formatted(weighty)
            : "this %sevent has had %s and not %s"
                .formatted(weighty, words(done), next.word().replace('_', ' '));
    found.add(
        new Suggestion(
            "event:" + event.id() + ":" + next.word(),
            isNew ? Suggestion.Kind.EVENT : Suggestion.Kind.COVERAGE,
            weight(event) - (isNew ? 0 : 5),
            name + ": " + next.word().replace('_', ' '),
            reason,
            step.intention().formatted(name),
            step.minutes(),
            event.id(),
            next,
            null,
            null,
            null));
  }

  private static String words(Set<Coverage> levels) {
    return String.join(", ", levels.stream().map(each -> each.word().replace('_', ' ')).toList());
  }

  /// The level after the farthest; an introduction is followed by the deep dive.
  private static @Nullable Coverage nextAfter(Set<Coverage> done) {
    if (done.contains(Coverage.COMPLETION)) {
      return null;
    }
    return done.contains(Coverage.DEEP_DIVE) ? Coverage.COMPLETION : Coverage.DEEP_DIVE;
  }

  private static int weight(LifeEvent event) {
    NewLifeEvent told = event.told();
    int weight =
        switch (Objects.requireNonNullElse(told.significance(), "")) {
          case "formative" -> 90;
          case "major" -> 80;
          case "notable" -> 50;
          case "minor" -> 20;
          default -> 40;
        };
    return told.isTurningPoint() ? weight + 10 : weight;
  }

  /// Sessions that said so themselves, unless one goes on from them, and their notes.
  private void addFollowUps(Tx tx, UUID storyteller) throws SQLException {
    Set<UUID> continued = new HashSet<>();
    newestFirst.forEach(each -> {
      if (each.previousSessionId() != null && each.status() != SessionStatus.CANCELLED) {
        continued.add(each.previousSessionId());
      }
    });
    for (Session each : newestFirst) {
      boolean isWanted = Boolean.TRUE.equals(each.get(SessionField.NEEDS_FOLLOWUP));
      if (isWanted && isOver(each) && !continued.contains(each.id())) {
        String said = each.get(SessionField.FOLLOWUP_NOTES);
        followUp("session:" + each.id(), each, said == null ? each.intention() : said);
      }
    }
    for (FollowUp note : FollowUps.ofNotesWithIn(tx, storyteller, MOST)) {
      Session session = sessions.get(note.sessionId());
      if (session != null && !continued.contains(session.id())) {
        followUp("note:" + note.noteId(), session, note.text());
      }
    }
  }

  private void followUp(String key, Session session, String text) {
    found.add(
        new Suggestion(
            "follow_up:" + key,
            Suggestion.Kind.FOLLOW_UP,
            FOLLOW_UP,
            "Follow up " + Texts.shorten(session.title(), 150),
            "session " + session.shortId() + " asks for it: " + Texts.shorten(text, 200),
            Texts.shorten("Follow up: " + text, 5_000),
            Math.toIntExact(Planned.USUAL.toMinutes()) / 2,
            null,
            null,
            null,
            null,
            session.id()));
  }

  /// The node where the last interview that follows a process was, if it has something to ask, or else the one after it.
  private void addNode(Tx tx, UUID storyteller) throws SQLException {
    Session last =
        newestFirst.stream()
            .filter(each -> each.get(SessionField.PROCESS_VERSION_ID) != null)
            .filter(each -> isOver(each) || isToCome(each))
            .filter(each -> each.status() != SessionStatus.SCHEDULED)
            .findFirst()
            .orElse(null);
    Optional<Place> at = last == null ? Optional.empty() : Place.find(tx, last);
    if (at.isEmpty() || isToCome(Objects.requireNonNull(last))) {
      return;
    }
    Place place = at.get();
    Limits limits = place.limits(tx);
    int left = Place.requiredLeft(limits, place.node());
    ProcessNode next =
        left > 0 ? place.node() : place.graph().after(place.node(), limits.facts()).orElse(null);
    if (next == null || isPlannedAt(next)) {
      return;
    }
    String objective = next.agentObjective() == null ? next.purpose() : next.agentObjective();
    found.add(
        new Suggestion(
            "node:" + place.version().shown() + ":" + next.key(),
            Suggestion.Kind.NODE,
            left > 0 ? UNFINISHED_NODE : NEXT_NODE,
            next.name(),
            left > 0
                ? left == 1
                    ? "one required question of this part is left"
                    : left + " required questions of this part are left"
                : "it comes after '" + place.node().name() + "', which is done",
            objective == null ? next.name() : objective,
            next.durationMinutes() == null
                ? Math.toIntExact(Planned.USUAL.toMinutes())
                : next.durationMinutes(),
            null,
            null,
            place.version().shown(),
            next.key(),
            last.id()));
  }

  private boolean isPlannedAt(ProcessNode node) {
    return newestFirst.stream()
        .anyMatch(each ->
            isToCome(each) && node.id().equals(each.get(SessionField.CURRENT_PROCESS_NODE_ID)));
  }
}
