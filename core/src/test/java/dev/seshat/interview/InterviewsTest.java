package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Answer;
import dev.seshat.session.AnswerAnalysis;
import dev.seshat.session.Interaction;
import dev.seshat.session.ResponseMethod;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

class InterviewsTest {
  @EveryStore
  void isLedPromptByPrompt(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    Step first = seshat.interviews().nextPrompt(session);
    assertThat(first.prompt()).isNotNull();
    assertThat(first.toJson()).containsEntry("prompt_category", "scene");
    assertThat(seshat.interviews().nextPrompt(session)).isEqualTo(first);
    seshat.interviews().saveDraft(session, 1, "I remember a");
    assertThat(seshat.interviews().step(session).draft()).isEqualTo("I remember a");
    assertThat(seshat.interviews().saveDraft(session, 1, "I remember", "I"))
        .isEqualTo("I remember a");
    assertThat(seshat.interviews().saveDraft(session, 1, "I remember a door", "I remember a"))
        .isEqualTo("I remember a door");
    assertThat(seshat.interviews().draft(session, 1)).isEqualTo("I remember a door");
    seshat.interviews().saveDraft(session, 1, " I remember \n");
    assertThat(seshat.interviews().saveDraft(session, 1, "I remember a door", "I remember"))
        .as("what is blank around a draft is no other draft")
        .isEqualTo("I remember a door");
    Interaction answered =
        seshat
            .interviews()
            .answer(
                session,
                null,
                Answer.of("A green door.")
                    .withAnalysis(
                        new AnswerAnalysis(
                            "positive", List.of("home"), List.of(), List.of(), "agent", null)));
    assertThat(answered.personText()).isEqualTo("A green door.");
    assertThat(seshat.interviews().step(session).prompt()).isNull();
    assertThatThrownBy(() -> seshat.interviews().answer(session, null, Answer.of("again")))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> seshat.interviews().saveDraft(session, 1, "late"))
        .isInstanceOf(Conflict.class);

    List<String> categories = new ArrayList<>(List.of("scene"));
    for (Step step = seshat.interviews().nextPrompt(session);
        step.prompt() != null;
        step = seshat.interviews().nextPrompt(session)) {
      assertThat(Objects.requireNonNull(step.source()).tier()).isLessThanOrEqualTo(2);
      categories.add(Objects.requireNonNull(step.source()).category().word());
      seshat.interviews().skip(session, null);
    }
    assertThat(categories)
        .containsExactly("scene", "scene", "people", "people", "tension", "change", "meaning");
    assertThat(seshat.interactions().last(session, 1).getFirst().responseMethod())
        .isEqualTo(ResponseMethod.SKIP);
    Step over = seshat.interviews().step(session);
    assertThat(over.isNodeDone()).isTrue();
    assertThat(over.next()).isEqualTo("youth");
    assertThat(over.left()).isZero();
  }

  @EveryStore
  void whatWasPassedOverAndWhatWaitsIsSaidToBe(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    seshat.interviews().nextPrompt(session);
    seshat.interviews().skip(session, null);
    seshat.interviews().nextPrompt(session);
    assertThat(seshat.interactions().last(session, 2).stream().map(Interaction::unanswered))
        .containsExactlyInAnyOrder("skipped", "waits for an answer");
    assertThat(seshat.briefs().brief(session, 4_000))
        .containsPattern("#1 .*\\(skipped\\)\n")
        .containsPattern("#2 .*\\(waits for an answer\\)\n");
    assertThat(seshat.markdown().text(session, 10_000)).contains("`skipped`");
  }

  @EveryStore
  void anAnswerToTheTurnItselfIsOneToThePrompt(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    seshat.interviews().nextPrompt(session);
    seshat.interactions().answer(session, 1, Answer.of("A green door."));
    assertThat(seshat.interviews().step(session).prompt()).isNull();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void whatWasAnsweredOnceIsNotAskedInTheNextSession(TestStore store) {
    Seshat seshat = store.seshat();
    String one = childhood(seshat);
    String asked = Objects.requireNonNull(seshat.interviews().nextPrompt(one).prompt()).agentText();
    seshat.interviews().answer(one, null, Answer.of("A green door."));
    seshat.sessions().pause(one);
    String two = childhood(seshat);
    assertThat(Objects.requireNonNull(seshat.interviews().nextPrompt(two).prompt()).agentText())
        .isNotEqualTo(asked);
  }

  @EveryStore
  void whatIsAskedAboutAnEventSaysSo(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    UUID school = seshat.lifeEvents().add("Rose", NewLifeEvent.of("school", "First school")).id();
    String session =
        seshat
            .planning()
            .planSessionsForEvent(school.toString(), null, 7, "life-story")
            .getFirst()
            .shortId();
    seshat.sessions().activate(session);
    Interaction asked = Objects.requireNonNull(seshat.interviews().nextPrompt(session).prompt());
    assertThat(asked.lifeEventId()).isEqualTo(school);
    assertThat(asked.toJson()).containsEntry("life_event_id", school.toString());
    seshat.interviews().answer(session, null, Answer.of("It was far."));
    assertThat(seshat.interactions().get(session, 1).lifeEventId()).isEqualTo(school);
    seshat.lifeEvents().delete(school.toString());
    assertThat(seshat.interactions().get(session, 1).lifeEventId()).isNull();
  }

  @EveryStore
  void goesOnAlongTheFirstWayThatHolds(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    seshat.storytellers().change("Rose", Map.of("profile_flags", List.of("served")), null);
    assertThatThrownBy(() -> seshat.interviews().advance(session, false))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("required prompts are left; answer or skip");
    seshat.interviews().advance(session, true);
    assertThat(seshat.interviews().step(session).node()).isEqualTo("youth");
    seshat.interviews().advance(session, true);
    assertThat(seshat.interviews().step(session).node()).isEqualTo("service");
    var position = seshat.positions().of(seshat.storytellers().get("Rose").id(), "life-story");
    assertThat(position.done()).containsExactly("childhood", "youth");
    assertThat(position.current()).isEqualTo("service");
    assertThat(position.reachable()).contains("turning_points").doesNotContain("youth");
  }

  @EveryStore
  void asksNobodyWhoIsNotInAnInterview(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    seshat.sessions().pause(session);
    assertThatThrownBy(() -> seshat.interviews().nextPrompt(session))
        .isInstanceOf(IllegalTransition.class)
        .hasMessageContaining("resume it first");
    // what was asked before may be answered while it is paused
    seshat.sessions().activate(session);
    seshat.interviews().nextPrompt(session);
    seshat.sessions().pause(session);
    seshat.interviews().answer(session, 1L, Answer.of("Later, by letter."));
    assertThat(seshat.interactions().get(session, 1).personText()).isEqualTo("Later, by letter.");
  }

  @EveryStore
  void takesBackWhatIsNoLongerAllowed(TestStore store) {
    Seshat seshat = store.seshat();
    String session = childhood(seshat);
    Step asked = seshat.interviews().nextPrompt(session);
    while (Objects.requireNonNull(asked.source()).tier() < 2) {
      seshat.interviews().skip(session, null);
      asked = seshat.interviews().nextPrompt(session);
    }
    long sequence = Objects.requireNonNull(asked.prompt()).interactionSequence();
    seshat.storytellers().changeBoundary("Rose", Map.of("maximum_tier", 1));
    assertThat(seshat.interviews().step(session).prompt()).isNull();
    Step after = seshat.interviews().nextPrompt(session);
    assertThat(seshat.interactions().get(session, sequence).responseMethod())
        .isEqualTo(ResponseMethod.SKIP);
    assertThat(after.prompt() == null || Objects.requireNonNull(after.source()).tier() == 1)
        .isTrue();
  }

  private static String childhood(Seshat seshat) {
    if (seshat.storytellers().list(false, null, 1).items().isEmpty()) {
      seshat.storytellers().add(NewStoryteller.of("Rose"));
      seshat.storytellers().consent("Rose", true, null);
    }
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode("Rose", "life-story", "childhood", Map.of())
            .shortId();
    seshat.sessions().activate(session);
    return session;
  }
}
