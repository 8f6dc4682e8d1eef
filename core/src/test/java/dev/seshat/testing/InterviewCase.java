package dev.seshat.testing;

import dev.seshat.Seshat;
import dev.seshat.interview.Coverage;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Answer;
import dev.seshat.session.AnswerAnalysis;
import dev.seshat.session.Session;
import java.util.List;
import java.util.Map;

/// Somebody with a life, limits, and an interview that is under way: one prompt answered, one skipped, one open with a
/// draft.
///
/// @param event that the interview is about
/// @param other one that it is not about
public record InterviewCase(Session session, LifeEvent event, LifeEvent other) {
  /// Makes all of it.
  ///
  /// @param name of the storyteller, of whom there may be one already
  public static InterviewCase in(Seshat seshat, String name) {
    if (seshat.storytellers().list(false, null, 200).items().stream()
        .noneMatch(each -> each.told().fullName().equals(name))) {
      seshat
          .storytellers()
          .add(NewStoryteller.fromJson(Map.of("full_name", name, "birth_year", 1938)));
      seshat.storytellers().consent(name, true, "by letter");
      seshat
          .storytellers()
          .changeBoundary(name, Map.of("off_limit_topics", List.of("the fire"), "maximum_tier", 1));
    }
    LifeEvent event = seshat.lifeEvents().add(name, whole("The house by the river"));
    LifeEvent other = seshat.lifeEvents().add(name, NewLifeEvent.of("work", "The sawmill"));
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode(name, "life-story", "childhood", Map.of())
            .shortId();
    seshat.sessionEvents().ofSession(session).stream()
        .filter(each -> !each.lifeEventId().equals(event.id()))
        .forEach(each -> seshat.sessionEvents().unlink(session, each.lifeEventId().toString()));
    seshat
        .sessionEvents()
        .link(session, event.id().toString(), true, Coverage.EXPLORATION, "the kitchen first");
    seshat.sessions().activate(session);
    seshat.interviews().nextPrompt(session);
    seshat
        .interviews()
        .answer(
            session,
            null,
            Answer.of("A green door.")
                .withAnalysis(
                    new AnswerAnalysis(
                        "positive",
                        List.of("home"),
                        List.of("Ada"),
                        List.of("Steyr"),
                        "agent",
                        null)));
    seshat.interviews().nextPrompt(session);
    seshat.interviews().skip(session, null);
    seshat.interviews().nextPrompt(session);
    seshat.interviews().saveDraft(session, 3, "My grandmother");
    seshat.interviews().advance(session, true);
    return new InterviewCase(seshat.sessions().get(session), event, other);
  }

  private static NewLifeEvent whole(String name) {
    return NewLifeEvent.fromJson(
        Map.of(
            "event_type", "childhood",
            "event_name", name,
            "significance", "formative",
            "timespans", List.of(Map.of("start_year", 1938, "start_year_approximate", true)),
            "locations", List.of(Map.of("place_name", "Steyr")),
            "participants",
                List.of(
                    Map.of(
                        "person_name", "Ada Kern", "pseudonym", "Clara", "use_real_name", false)),
            "details", List.of(Map.of("detail_key", "smell", "detail_value", "resin")),
            "trauma", Map.of("trauma_status", "resolved")));
  }
}
