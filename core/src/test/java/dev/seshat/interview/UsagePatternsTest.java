package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessVersion;
import dev.seshat.session.Answer;
import dev.seshat.session.AnswerAnalysis;
import dev.seshat.session.Artifact;
import dev.seshat.session.Ending;
import dev.seshat.session.Indicator;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import dev.seshat.session.InterviewProgress;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewSession;
import dev.seshat.session.Progress;
import dev.seshat.session.Progress.State;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;

/// The ways in which sessions are used that the design of interviews shows, each with its steps and its outcome.
class UsagePatternsTest {
  @EveryStore
  void createsAScheduledSession(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller storyteller = rose(seshat);
    LifeEvent childhood = event(seshat, "childhood", "Childhood in Boston");
    LifeEvent family = event(seshat, "family", "The family");
    ProcessVersion active = seshat.processes().require("life-story");
    ProcessNode capture = seshat.processes().graph("life-story").node("childhood").orElseThrow();
    Instant at = Instant.parse("2027-01-15T10:00:00Z");

    Session session =
        seshat
            .sessions()
            .create(
                NewSession.of("Capture 3-5 specific childhood scenes with rich sensory details")
                    .kind("interview")
                    .name("Childhood in Boston exploration")
                    .with(SessionField.STORYTELLER_ID, storyteller.id())
                    .with(SessionField.PROCESS_VERSION_ID, active.id())
                    .with(SessionField.CURRENT_PROCESS_NODE_ID, capture.id())
                    .successIndicators(
                        Indicator.of("Storyteller recalls specific moments, not generalizations"),
                        Indicator.of("At least 3 scenes captured with who/where/when details"),
                        Indicator.of("Key family members identified with descriptions"))
                    .completionIndicators(
                        Indicator.of("Storyteller says they've covered the main memories"),
                        Indicator.of("We have enough material for a draft section"),
                        Indicator.of("No major gaps in the childhood period"))
                    .constraints(
                        "Keep session to 30 minutes max",
                        "Don't push on sensitive family topics without consent",
                        "Allow storyteller to skip any question")
                    .with(
                        SessionField.PROCEDURE_NOTES,
                        """
                        1. Start with scene-setting (where did you live, what did it look like)
                        2. Use photo if available to trigger memories
                        3. Progress from general to specific
                        4. End with reflection question
                        """)
                    .with(SessionField.SCHEDULED_AT, at)
                    .with(SessionField.SCHEDULED_DURATION_MINUTES, 30));
    seshat.sessionEvents().link(session.shortId(), id(childhood), true, null, null);
    seshat.sessionEvents().link(session.shortId(), id(family), false, null, null);

    Session kept = seshat.sessions().get(session.shortId());
    assertThat(kept.status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(kept.get(SessionField.SCHEDULED_AT)).isEqualTo(at);
    assertThat(kept.successIndicators()).hasSize(3);
    assertThat(kept.completionIndicators()).hasSize(3);
    assertThat(kept.constraints()).hasSize(3);
    assertThat(seshat.sessionEvents().ofSession(session.shortId()))
        .extracting(SessionEvent::eventName, SessionEvent::isPrimaryFocus)
        .containsExactly(
            Tuple.tuple("Childhood in Boston", true), Tuple.tuple("The family", false));
  }

  @EveryStore
  void conductsASession(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    LifeEvent childhood = event(seshat, "childhood", "Childhood in Boston");
    String session = childhoodSession(seshat);
    seshat.sessionEvents().link(session, id(childhood), true, null, null);
    Session started = seshat.sessions().activate(session);
    assertThat(started.status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(started.startedAt()).isNotNull();

    List<Long> sequences = new ArrayList<>();
    for (Step step = seshat.interviews().nextPrompt(session);
        step.prompt() != null;
        step = seshat.interviews().nextPrompt(session)) {
      Interaction asked = Objects.requireNonNull(step.prompt());
      assertThat(asked.type()).isEqualTo(InteractionType.PROMPT);
      sequences.add(asked.interactionSequence());
      Interaction answered =
          seshat
              .interviews()
              .answer(
                  session,
                  asked.interactionSequence(),
                  Answer.of("My father opened the green door.")
                      .withAnalysis(
                          new AnswerAnalysis(
                              "positive",
                              List.of("home", "father"),
                              List.of("my father"),
                              List.of(),
                              AnswerAnalysis.AGENT,
                              null)));
      assertThat(answered.sentiment()).isEqualTo("positive");
      if (Objects.equals(Objects.requireNonNull(step.source()).category().word(), "scene")) {
        Artifact scene =
            seshat
                .artifacts()
                .add(session, NewArtifact.of("scene_capture", "The door", "The green door."));
        assertThat(scene.isApproved()).isFalse();
      }
      if (seshat.progress().of(session).completionIndicators().stream()
          .allMatch(each -> each.state() == State.MET)) {
        break;
      }
    }
    assertThat(sequences).isSorted().doesNotHaveDuplicates().hasSize(7);
    assertThat(seshat.sessionEvents().ofSession(session).getFirst().promptsCompleted())
        .isEqualTo(7);

    Session ended = seshat.sessions().complete(session, Ending.none());
    assertThat(ended.status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(ended.endedAt()).isNotNull();
    assertThat(ended.summary()).isNotNull();
  }

  @EveryStore
  void writesASummaryAfterASession(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    event(seshat, "school", "First school");
    String session = childhoodSession(seshat);
    seshat.sessions().activate(session);
    for (int i = 0; i < 3; i++) {
      seshat.interviews().nextPrompt(session);
      seshat
          .interviews()
          .answer(
              session,
              null,
              Answer.of("By the river.")
                  .withAnalysis(
                      new AnswerAnalysis(
                          "neutral",
                          i == 0 ? List.of("River", "home") : List.of("river"),
                          List.of(),
                          List.of(),
                          AnswerAnalysis.AGENT,
                          null)));
      seshat
          .artifacts()
          .add(session, NewArtifact.of("scene_capture", "Scene " + i, "By the river."));
    }
    seshat.interviews().nextPrompt(session);
    seshat.interviews().skip(session, null);
    Session ended = seshat.sessions().complete(session, Ending.none());
    assertThat(ended.summary())
        .contains("Goal: Capture three to five particular moments")
        .contains("active, 1 life event explored (First school), 3 answered and 1 skipped")
        .contains("3 scene capture artifacts")
        .contains("Success: 1 of 1 met (Three scenes are captured)")
        .contains("Themes: river (3), home")
        .contains("To follow up: 1 required question of 'Childhood' is left")
        .contains("Next: Childhood, since one required question of this part is left");
    assertThat(ended.get(SessionField.NEXT_SESSION_SUGGESTION)).startsWith("Childhood");
  }

  @EveryStore
  void coversAnEventInSeveralSessions(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    LifeEvent war = event(seshat, "war", "The war");
    List<Session> planned = seshat.planning().planSessionsForEvent(id(war), null, 7);
    assertThat(planned)
        .extracting(Session::intention, each -> each.get(SessionField.SCHEDULED_DURATION_MINUTES))
        .containsExactly(
            Tuple.tuple("Establish timeline and key facts for The war", 20),
            Tuple.tuple("Capture rich scenes and emotional experiences from The war", 45),
            Tuple.tuple("Explore what The war meant and how it changed you", 30));
    assertThat(planned)
        .extracting(each -> each.successIndicators().stream().map(Indicator::text).toList())
        .containsExactly(
            List.of("Basic timespan identified", "Major milestones noted"),
            List.of("3+ detailed scenes", "Key people described"),
            List.of("Identified personal growth", "Connected to broader story"));
    assertThat(planned)
        .extracting(each -> seshat.sessionEvents().ofSession(each.shortId()).getFirst().coverage())
        .containsExactly(Coverage.INTRODUCTION, Coverage.DEEP_DIVE, Coverage.COMPLETION);
  }

  @EveryStore
  void checksTheProgressOfASession(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    String session = childhoodSession(seshat);
    seshat.sessions().activate(session);
    Progress before = seshat.progress().of(session);
    assertThat(before.status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(before.successIndicators())
        .extracting(each -> each.indicator().text(), Progress.Judged::state)
        .containsExactly(Tuple.tuple("Three scenes are captured", State.NOT_MET));
    assertThat(before.completionIndicators())
        .extracting(Progress.Judged::state)
        .containsExactly(State.NOT_MET, State.UNKNOWN);
    assertThat(before.canComplete()).isFalse();
    InterviewProgress interview = Objects.requireNonNull(before.interview());
    assertThat(interview.node()).isEqualTo("childhood");
    assertThat(interview.asked()).isZero();
    assertThat(interview.requiredLeft()).isPositive();

    while (seshat.interviews().nextPrompt(session).prompt() != null) {
      seshat.interviews().answer(session, null, Answer.of("A green door."));
    }
    seshat
        .progress()
        .judge(
            session,
            false,
            "The person says that the memories that matter most are told",
            true,
            "person:Rose",
            "That is all, she said");
    Progress after = seshat.progress().of(session);
    assertThat(after.completionIndicators())
        .extracting(Progress.Judged::state, Progress.Judged::decidedBy)
        .containsExactly(Tuple.tuple(State.MET, "rule"), Tuple.tuple(State.MET, "person:Rose"));
    assertThat(after.canComplete()).isTrue();
    assertThat(after.interactionCount()).isEqualTo(7);
    assertThat(Objects.requireNonNull(after.interview()).requiredLeft()).isZero();
  }

  @EveryStore
  void beginsASessionAtANodeOfTheProcess(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller storyteller = rose(seshat);
    LifeEvent school = event(seshat, "school", "First school");
    LifeEvent work = event(seshat, "work", "The mill");
    Session session =
        seshat.planning().initializeSessionFromProcessNode("Rose", "life-story", "youth", Map.of());
    ProcessGraph graph = seshat.processes().graph("life-story");
    ProcessNode node = graph.node("youth").orElseThrow();
    assertThat(session.get(SessionField.STORYTELLER_ID)).isEqualTo(storyteller.id());
    assertThat(session.get(SessionField.CURRENT_PROCESS_NODE_ID)).isEqualTo(node.id());
    assertThat(session.name()).isEqualTo(node.name() + " session");
    assertThat(session.intention()).isEqualTo(node.agentObjective());
    assertThat(session.constraints()).isEqualTo(node.constraints()).isNotEmpty();
    assertThat(session.get(SessionField.PROCEDURE_NOTES)).isEqualTo(node.userFacingText());
    assertThat(session.successIndicators()).isNotEmpty();
    assertThat(session.completionIndicators())
        .containsExactly(
            new Indicator("Every required prompt is answered or skipped", "prompts_open() = 0"));
    assertThat(seshat.sessionEvents().ofSession(session.shortId()))
        .extracting(SessionEvent::lifeEventId)
        .containsExactly(school.id())
        .doesNotContain(work.id());
  }

  private static Storyteller rose(Seshat seshat) {
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    return seshat.storytellers().consent("Rose", true, null);
  }

  private static LifeEvent event(Seshat seshat, String type, String name) {
    return seshat.lifeEvents().add("Rose", NewLifeEvent.of(type, name));
  }

  private static String childhoodSession(Seshat seshat) {
    return seshat
        .planning()
        .initializeSessionFromProcessNode("Rose", "life-story", "childhood", Map.of())
        .shortId();
  }

  private static String id(LifeEvent event) {
    return event.id().toString();
  }
}
