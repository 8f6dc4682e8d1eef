package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.session.Ending;
import dev.seshat.session.Kpis;
import dev.seshat.session.NewSession;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class EventCoverageTest {
  private static LifeEvent event(Seshat seshat, String name, Map<String, Object> more) {
    Map<String, Object> told = new java.util.HashMap<>(more);
    told.put("event_type", "other");
    told.put("event_name", name);
    return seshat.lifeEvents().add("Rose", NewLifeEvent.fromJson(told));
  }

  @EveryStore
  void isWhatTheSessionsAboutAnEventCameTo(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller rose = seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    event(seshat, "Nothing said", Map.of());
    event(seshat, "Small", Map.of("significance", "minor"));
    LifeEvent war = event(seshat, "The war", Map.of("significance", "formative"));
    event(seshat, "The wedding", Map.of("significance", "major"));
    List<Session> planned =
        seshat
            .planning()
            .planSessionsForEvent(war.id().toString(), Instant.parse("2026-12-01T09:00:00Z"), 7);
    String introduction = planned.get(0).shortId();
    seshat.sessions().activate(introduction);
    seshat.sessions().complete(introduction, Ending.of(Outcome.SUCCESS));
    seshat.sessions().activate(planned.get(1).shortId());
    Session stopped =
        seshat
            .sessions()
            .create(
                NewSession.of("Explore")
                    .with(SessionField.KIND, "interview")
                    .with(SessionField.STORYTELLER_ID, rose.id()));
    seshat
        .sessionEvents()
        .link(stopped.shortId(), war.id().toString(), true, Coverage.EXPLORATION, null);
    seshat.sessions().cancel(stopped.shortId(), Ending.none());

    List<EventCoverage> coverage = seshat.sessionEvents().coverageOf("Rose");
    assertThat(coverage)
        .extracting(each -> each.event().eventName())
        .containsExactly("The war", "The wedding", "Small", "Nothing said");
    EventCoverage ofWar = coverage.getFirst();
    assertThat(ofWar.done()).containsExactly(Coverage.INTRODUCTION);
    assertThat(ofWar.in(EventCoverage.State.IN_PROGRESS)).containsExactly(Coverage.DEEP_DIVE);
    assertThat(ofWar.in(EventCoverage.State.PLANNED)).containsExactly(Coverage.COMPLETION);
    assertThat(ofWar.open()).containsExactly(Coverage.EXPLORATION);
    assertThat(ofWar.sessions()).isEqualTo(4);
    assertThat(coverage.get(1).sessions()).isZero();
    assertThat(coverage.get(1).open()).hasSize(4);

    seshat.sessions().archive(introduction);
    seshat.sessions().archive(stopped.shortId());
    assertThat(seshat.sessionEvents().coverageOf("Rose").getFirst().done())
        .containsExactly(Coverage.INTRODUCTION);
  }

  @EveryStore
  void figuresAreThoseOfOneStoryteller(TestStore store) {
    Seshat seshat = store.seshat();
    for (String name : List.of("Rose", "Paul")) {
      Storyteller who = seshat.storytellers().add(NewStoryteller.of(name));
      seshat.storytellers().consent(name, true, null);
      NewSession interview =
          NewSession.of("Capture childhood")
              .with(SessionField.KIND, "interview")
              .with(SessionField.STORYTELLER_ID, who.id());
      seshat.sessions().create(interview);
      String done = seshat.sessions().start(interview).shortId();
      seshat
          .sessions()
          .complete(done, Ending.fromJson(Map.of("success_rating", name.equals("Rose") ? 5 : 3)));
    }
    seshat.sessions().create(NewSession.of("Nobody's"));
    Storyteller rose = seshat.storytellers().get("Rose");
    List<Kpis.Figures> hers =
        seshat.kpis().ofStoryteller(rose.id(), Kpis.Dimension.KIND, null, null);
    assertThat(hers).hasSize(1);
    assertThat(hers.getFirst().sessions()).isEqualTo(2);
    assertThat(hers.getFirst().scheduled()).isEqualTo(1);
    assertThat(hers.getFirst().completed()).isEqualTo(1);
    assertThat(hers.getFirst().averageRating()).isEqualTo(5.0);
    assertThat(seshat.kpis().by(Kpis.Dimension.STORYTELLER, null, null))
        .extracting(Kpis.Figures::key, Kpis.Figures::sessions)
        .contains(
            org.assertj.core.groups.Tuple.tuple("(none)", 1L),
            org.assertj.core.groups.Tuple.tuple(
                "Rose (" + rose.id().toString().substring(0, 8) + ")", 2L))
        .hasSize(3);
  }
}
