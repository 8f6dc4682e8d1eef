package dev.seshat.interview;

import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Pseudonyms;
import dev.seshat.people.Storytellers;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Insight;
import dev.seshat.session.InterviewProgress;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What interviews know of their sessions: how far the process has come, which events they were about, what is left.
///
/// @param sessions known only once they are made, which takes this
public record InterviewInsight(Supplier<Sessions> sessions) implements Insight {
  private static final int MOST_NAMED = 5;

  @Override
  public @Nullable InterviewProgress interview(Tx tx, Session session) throws SQLException {
    Place place = Place.find(tx, session).orElse(null);
    if (place == null) {
      return null;
    }
    Limits limits = place.limits(tx);
    Map<String, Long> counts = SessionPromptTable.counts(tx, session.id());
    Optional<UUID> open = SessionPromptTable.open(tx, session.id()).map(each -> each.prompt());
    List<ProcessPrompt> left = limits.left(place.node());
    long others = left.stream().filter(each -> !open.equals(Optional.of(each.id()))).count();
    ProcessNode next = place.graph().after(place.node(), limits.facts()).orElse(null);
    return new InterviewProgress(
        place.version().shown(),
        place.node().key(),
        place.node().name(),
        counts.values().stream().mapToLong(Long::longValue).sum(),
        counts.getOrDefault("answered", 0L),
        counts.getOrDefault("skipped", 0L),
        (int) others,
        Place.requiredLeft(limits, place.node()),
        open.isPresent(),
        next == null ? null : next.key());
  }

  @Override
  public List<String> about(Tx tx, Session session) throws SQLException {
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    Set<UUID> omitted =
        whose == null
            ? Set.of()
            : LifeEvents.ofStorytellerIn(tx, whose).stream()
                .filter(each -> each.told().includeLevel().equals("omit"))
                .map(LifeEvent::id)
                .collect(Collectors.toSet());
    List<SessionEvent> events =
        SessionEventTable.ofSession(tx, session.id()).stream()
            .filter(each -> !omitted.contains(each.lifeEventId()))
            .toList();
    if (events.isEmpty()) {
      return List.of();
    }
    String names =
        events.stream()
            .limit(MOST_NAMED)
            .map(SessionEvent::eventName)
            .collect(Collectors.joining("; "));
    return List.of(
        "%d life event%s explored (%s%s)"
            .formatted(
                events.size(),
                events.size() == 1 ? "" : "s",
                names,
                events.size() > MOST_NAMED ? "; …" : ""));
  }

  @Override
  public List<String> said(Tx tx, Session session) throws SQLException {
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    return whose == null ? List.of() : Quotes.of(tx, session, whose);
  }

  /// That required prompts are left, and the first of what is suggested.
  @Override
  public Outlook outlook(Tx tx, Session session) throws SQLException {
    InterviewProgress progress = interview(tx, session);
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    if (whose == null) {
      return Insight.super.outlook(tx, session);
    }
    String followUp = null;
    if (progress != null && progress.requiredLeft() > 0) {
      followUp =
          "%d required question%s of '%s' %s left"
              .formatted(
                  progress.requiredLeft(),
                  progress.requiredLeft() == 1 ? "" : "s",
                  progress.nodeName(),
                  progress.requiredLeft() == 1 ? "is" : "are");
    }
    String next =
        Suggested.of(tx, sessions.get(), whose, session).stream()
            .findFirst()
            .map(each -> each.title() + ", since " + each.reason())
            .orElse(null);
    return new Outlook(followUp, next);
  }

  /// With the pseudonyms of those who are to have one.
  @Override
  public String shareable(Tx tx, Session session, String text) throws SQLException {
    UUID whose = session.get(SessionField.STORYTELLER_ID);
    return whose == null
        ? text
        : Pseudonyms.of(Storytellers.getIn(tx, whose), LifeEvents.ofStorytellerIn(tx, whose))
            .applied(text);
  }
}
