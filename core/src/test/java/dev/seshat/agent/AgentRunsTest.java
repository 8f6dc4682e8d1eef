package dev.seshat.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.session.Ending;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class AgentRunsTest {
  private final TestClock clock = new TestClock();

  @EveryStore
  void runsFollowTheLifeOfTheSession(TestStore store) {
    Seshat ada = store.seshat(clock).as("ada").through("claude-code 2.1");
    String session =
        ada.sessions()
            .start(NewSession.of("dig").with(SessionField.LLM_MODEL, "claude-sonnet-4-5"))
            .shortId();
    AgentRun first = only(ada.agentRuns().of(session, 10));
    assertThat(first.agent()).isEqualTo("ada");
    assertThat(first.client()).isEqualTo("claude-code 2.1");
    assertThat(first.model()).isEqualTo("claude-sonnet-4-5");
    assertThat(first.endedAt()).isNull();
    assertThat(first.resumedFromRunId()).isNull();
    assertThat(ada.briefs().brief(session, 2_000)).doesNotContain("## Agents");

    clock.advance(Duration.ofMinutes(5));
    Instant said = clock.instant();
    ada.interactions().append(session, NewInteraction.message("ada", "found a shard"));
    clock.advance(Duration.ofMinutes(1));
    // whoever else writes is not the agent
    ada.as("visitor").notes().add(session, NewNote.of("insight", "from elsewhere"));
    assertThat(only(ada.agentRuns().of(session, 10)).lastSeenAt()).isEqualTo(said);
    clock.advance(Duration.ofMinutes(1));
    ada.sessions().pause(session);
    AgentRun rested = only(ada.agentRuns().of(session, 10));
    assertThat(rested.lastSeenAt()).isEqualTo(said);
    assertThat(rested.endedAt()).isEqualTo(clock.instant());

    clock.advance(Duration.ofHours(20));
    Seshat bob = store.seshat(clock).as("bob").through("cli");
    bob.sessions().activate(session);
    List<AgentRun> runs = bob.agentRuns().of(session, 10);
    assertThat(runs).extracting(AgentRun::agent).containsExactly("bob", "ada");
    assertThat(runs.getFirst().resumedFromRunId()).isEqualTo(first.id());
    assertThat(bob.briefs().brief(session, 2_000))
        .contains("## Agents", "ada through claude-code 2.1 (claude-sonnet-4-5), from ");
    clock.advance(Duration.ofMinutes(1));
    bob.sessions().complete(session, Ending.none());
    assertThat(bob.agentRuns().of(session, 10)).noneMatch(each -> each.endedAt() == null);
    assertThat(bob.doctor().examine().problems()).isEmpty();
    assertThat(bob.query().run("SELECT agent FROM v_agent_runs", 10, Duration.ofSeconds(20)).rows())
        .hasSize(2);
  }

  @EveryStore
  void whoIsLostIsFollowedByAnother(TestStore store) {
    Seshat ada = store.seshat(clock).as("ada");
    String session = ada.sessions().startUnfocused(NewSession.of("dig")).shortId();
    clock.advance(Duration.ofMinutes(30));
    assertThat(ada.agentRuns().endSilent()).isZero();
    AgentRun next = ada.as("bob").agentRuns().begin(session);
    assertThat(next.agent()).isEqualTo("bob");
    assertThat(ada.agentRuns().of(session, 10).getLast().endedAt()).isEqualTo(clock.instant());
    Instant begun = clock.instant();
    clock.advance(Duration.ofHours(3));
    assertThat(ada.agentRuns().endSilent()).isOne();
    assertThat(ada.agentRuns().endSilent()).isZero();
    assertThat(ada.agentRuns().of(session, 10).getFirst().endedAt()).isEqualTo(begun);
    ada.sessions().pause(session);
    assertThatThrownBy(() -> ada.agentRuns().begin(session))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("is paused");
  }

  @EveryStore
  void whoGoesOnWithTheWorkOfAnotherHasARunOfTheirOwn(TestStore store) {
    Seshat ada = store.seshat(clock).as("ada").through("claude-code 2.1");
    UUID session = ada.sessions().startUnfocused(NewSession.of("dig")).id();
    AgentRun first = only(ada.agentRuns().of(session.toString(), 10));
    ada.agentRuns().goOn(session);
    assertThat(only(ada.agentRuns().of(session.toString(), 10))).isEqualTo(first);

    clock.advance(Duration.ofMinutes(1));
    Seshat bob = ada.as("bob");
    bob.agentRuns().goOn(session);
    List<AgentRun> two = ada.agentRuns().of(session.toString(), 10);
    assertThat(two).extracting(AgentRun::agent).containsExactly("bob", "ada");
    assertThat(two.getFirst().resumedFromRunId()).isEqualTo(first.id());
    assertThat(two.getLast().endedAt()).isEqualTo(clock.instant());

    // side by side, neither takes over from the other
    clock.advance(Duration.ofMinutes(1));
    ada.agentRuns().goOn(session);
    bob.agentRuns().goOn(session);
    assertThat(ada.agentRuns().of(session.toString(), 10)).hasSize(2);
    clock.advance(Duration.ofMinutes(11));
    ada.agentRuns().goOn(session);
    ada.as("bob").through("codex 1").agentRuns().goOn(session);
    assertThat(ada.agentRuns().of(session.toString(), 10))
        .extracting(AgentRun::shown)
        .containsExactly(
            "bob through codex 1",
            "ada through claude-code 2.1",
            "bob through claude-code 2.1",
            "ada through claude-code 2.1");
  }

  @EveryStore
  void whoGoesOnAfterASilenceHasANewRunAndOneInASessionAtRestHasNone(TestStore store) {
    Seshat ada = store.seshat(clock).as("ada");
    UUID session = ada.sessions().startUnfocused(NewSession.of("dig")).id();
    clock.advance(Duration.ofHours(3));
    assertThat(ada.agentRuns().endSilent()).isOne();
    ada.agentRuns().goOn(session);
    List<AgentRun> runs = ada.agentRuns().of(session.toString(), 10);
    assertThat(runs).hasSize(2);
    assertThat(runs.getFirst().resumedFromRunId()).isEqualTo(runs.getLast().id());
    ada.sessions().pause(session.toString());
    ada.as("bob").agentRuns().goOn(session);
    assertThat(ada.agentRuns().of(session.toString(), 10)).hasSize(2);
  }

  @EveryStore
  void isMadeTogetherWithTheSessionOrNotAtAll(TestStore store) {
    Seshat ada = store.seshat(clock).as("ada").through("mcp 1");
    assertThatThrownBy(() ->
            ada.together(within -> {
              within.sessions().start(NewSession.of("dig"));
              throw new Conflict("no");
            }))
        .isInstanceOf(Conflict.class);
    String session =
        ada.together(within -> within.sessions().start(NewSession.of("dig")).shortId());
    assertThat(only(ada.agentRuns().of(session, 10)).client()).isEqualTo("mcp 1");
    assertThat(ada.query().run("SELECT id FROM v_agent_runs", 10, Duration.ofSeconds(20)).rows())
        .hasSize(1);
  }

  private static AgentRun only(List<AgentRun> runs) {
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }
}
