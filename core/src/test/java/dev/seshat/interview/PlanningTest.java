package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Answer;
import dev.seshat.session.Indicator;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class PlanningTest {
  @EveryStore
  void aNodeMakesASession(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    LifeEvent school = seshat.lifeEvents().add("Rose", NewLifeEvent.of("school", "First school"));
    seshat.lifeEvents().add("Rose", NewLifeEvent.of("retirement", "The last day"));
    Session made =
        seshat
            .planning()
            .initializeSessionFromProcessNode(
                "Rose", "life-story", "childhood", Map.of("name", "Rose as a child"));
    assertThat(made.status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(made.kind()).isEqualTo("interview");
    assertThat(made.get(SessionField.NAME)).isEqualTo("Rose as a child");
    assertThat(made.intention()).startsWith("Capture three to five particular moments");
    assertThat(made.get(SessionField.CONSTRAINTS))
        .contains("Ask for one moment, not for what usually happened.");
    assertThat(made.get(SessionField.SUCCESS_INDICATORS))
        .contains(new Indicator("Three scenes are captured", "artifacts('scene_capture') >= 3"));
    assertThat(made.get(SessionField.SCHEDULED_DURATION_MINUTES)).isEqualTo(45);
    assertThat(seshat.sessionEvents().ofSession(made.shortId()))
        .extracting(SessionEvent::lifeEventId)
        .containsExactly(school.id());
    assertThatThrownBy(() ->
            seshat
                .planning()
                .initializeSessionFromProcessNode("Rose", "life-story", "nowhere", Map.of()))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void anEventTakesThreeSessions(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    LifeEvent war = seshat.lifeEvents().add("Rose", NewLifeEvent.of("war", "The war"));
    Instant first = Instant.parse("2026-12-01T09:00:00Z");
    List<Session> planned = seshat.planning().planSessionsForEvent(war.id().toString(), first, 7);
    assertThat(planned)
        .extracting(each -> each.get(SessionField.SCHEDULED_DURATION_MINUTES))
        .containsExactly(20, 45, 30);
    assertThat(planned)
        .extracting(each -> each.get(SessionField.SCHEDULED_AT))
        .containsExactly(first, first.plus(Duration.ofDays(7)), first.plus(Duration.ofDays(14)));
    assertThat(planned.get(2).previousSessionId()).isEqualTo(planned.get(1).id());
    assertThat(seshat.sessionEvents().ofEvent(war.id().toString()))
        .extracting(SessionEvent::coverage)
        .containsExactlyInAnyOrder(Coverage.INTRODUCTION, Coverage.DEEP_DIVE, Coverage.COMPLETION);
  }

  @EveryStore
  void anEventsSessionsMayFollowAProcess(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    String school =
        seshat.lifeEvents().add("Rose", NewLifeEvent.of("school", "School")).id().toString();
    List<Session> planned = seshat.planning().planSessionsForEvent(school, null, 0, "life-story");
    String first = planned.getFirst().shortId();
    seshat.sessions().activate(first);
    Step step = seshat.interviews().nextPrompt(first);
    assertThat(step.node()).isEqualTo("childhood");
    seshat.interviews().answer(first, null, Answer.of("The smell of chalk."));
    assertThat(seshat.sessionEvents().ofSession(first).getFirst().promptsCompleted()).isEqualTo(1);
    seshat.lifeEvents().delete(school);
    assertThat(
            seshat
                .query()
                .run(
                    "SELECT 1 FROM v_interactions WHERE life_event_id IS NOT NULL",
                    10,
                    Duration.ofSeconds(10))
                .rows())
        .isEmpty();
    assertThat(seshat.interactions().get(first, 1).personText()).isEqualTo("The smell of chalk.");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    String odd =
        seshat.lifeEvents().add("Rose", NewLifeEvent.of("flood", "The flood")).id().toString();
    assertThatThrownBy(() -> seshat.planning().planSessionsForEvent(odd, null, 0, "life-story"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("no node about an event of the type 'flood'");
  }

  @EveryStore
  void oneEventOfASessionIsInFocus(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().add(NewStoryteller.of("Paul"));
    String one = seshat.lifeEvents().add("Rose", NewLifeEvent.of("war", "The war")).id().toString();
    String two = seshat.lifeEvents().add("Rose", NewLifeEvent.of("move", "Away")).id().toString();
    String his = seshat.lifeEvents().add("Paul", NewLifeEvent.of("move", "Away")).id().toString();
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode("Rose", "life-story", "welcome", Map.of())
            .shortId();
    seshat.sessionEvents().link(session, one, true, Coverage.EXPLORATION, "gently");
    seshat.sessionEvents().link(session, two, true, null, null);
    assertThat(seshat.sessionEvents().ofSession(session))
        .extracting(SessionEvent::eventName, SessionEvent::isPrimaryFocus)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Away", true),
            org.assertj.core.groups.Tuple.tuple("The war", false));
    seshat.sessionEvents().link(session, one, false, null, null);
    assertThat(seshat.sessionEvents().ofSession(session).get(1).coverage())
        .isEqualTo(Coverage.EXPLORATION);
    assertThatThrownBy(() -> seshat.sessionEvents().link(session, his, false, null, null))
        .isInstanceOf(Invalid.class);
    seshat.sessionEvents().unlink(session, two);
    assertThat(seshat.sessionEvents().ofSession(session)).hasSize(1);
  }
}
