package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.util.List;

/// What is in a session, and what is known of it, on every store.
final class SessionContentTest {
  private static String id(Session session) {
    return session.id().toString();
  }

  @EveryStore
  void appendingTwiceWithOneExternalIdAddsNothing(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Import"));
    List<NewInteraction> batch =
        List.of(
            NewInteraction.message("user", "a").withExternalId("1"),
            NewInteraction.message("agent", "b")
                .withExternalId("2")
                .withPayload("{\"k\": [1, 2.5, null]}"),
            NewInteraction.message("user", "a again").withExternalId("1"));
    List<Interaction> first = seshat.interactions().appendAll(id(session), batch);
    List<Interaction> again = seshat.interactions().appendAll(id(session), batch);
    assertThat(again).isEqualTo(first);
    assertThat(first).extracting(Interaction::interactionSequence).containsExactly(1L, 2L, 1L);
    assertThat(seshat.sessions().get(id(session)).interactionCount()).isEqualTo(2);
    Interaction next = seshat.interactions().append(id(session), NewInteraction.response("c"));
    assertThat(next.interactionSequence()).isEqualTo(3);
  }

  @EveryStore
  void anOpenPromptWaitsForItsAnswer(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Ask around"));
    seshat.interactions().append(id(session), NewInteraction.prompt("Where did you live?"));
    Interaction answered = seshat.interactions().answer(id(session), 1, Answer.of("By the river."));
    assertThat(answered.personText()).isEqualTo("By the river.");
    assertThatThrownBy(() -> seshat.interactions().answer(id(session), 1, Answer.skip()))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> seshat.interactions().answer(id(session), 2, Answer.skip()))
        .isInstanceOf(NotFound.class);
    assertThat(seshat.search().find(dev.seshat.search.SearchQuery.of("river")).hits()).hasSize(1);
  }

  @EveryStore
  void approvingAnArtifactStampsItAndChangingItUndoesThat(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Scenes"));
    Artifact made =
        seshat
            .artifacts()
            .add(id(session), NewArtifact.of("scene_capture", "The river", "We lived there."));
    assertThat(made.isProvisional()).isTrue();
    Artifact approved = seshat.artifacts().approve(made.id(), made.version());
    assertThat(approved.isApproved()).isTrue();
    assertThat(approved.isProvisional()).isFalse();
    assertThat(approved.approvedAt()).isNotNull();
    assertThatThrownBy(() ->
            seshat
                .artifacts()
                .change(made.id(), new ArtifactChange("n", null, null, null), made.version()))
        .isInstanceOf(Conflict.class);
    Artifact changed =
        seshat
            .artifacts()
            .change(made.id(), new ArtifactChange(null, "Elsewhere.", null, null), null);
    assertThat(changed.isApproved()).isFalse();
    assertThat(changed.approvedAt()).isNull();
    assertThat(seshat.sessions().get(id(session)).artifactCount()).isEqualTo(1);
  }

  @EveryStore
  void indicatorsAreMetByRuleByWordOrUnknown(TestStore test) {
    Seshat seshat = test.seshat();
    Session session =
        seshat
            .sessions()
            .start(
                NewSession.of("Scenes")
                    .successIndicators(
                        new Indicator("One scene", "artifacts('scene_capture') >= 1"),
                        Indicator.of("Felt heard"))
                    .completionIndicators(
                        new Indicator("Talked", "interactions() >= 1 and notes() = 0")));
    Progress before = seshat.progress().of(id(session));
    assertThat(before.successIndicators())
        .extracting(j -> j.state().word())
        .containsExactly("not_met", "unknown");
    assertThat(before.canComplete()).isFalse();
    seshat.artifacts().add(id(session), NewArtifact.of("scene_capture", "s", "c"));
    seshat.interactions().append(id(session), NewInteraction.message("user", "hello"));
    Progress judged =
        seshat.progress().judge(id(session), true, "Felt heard", true, "person:ada", "she said so");
    assertThat(judged.successIndicators())
        .extracting(j -> j.state().word())
        .containsExactly("met", "met");
    assertThat(judged.successIndicators().get(1).decidedBy()).isEqualTo("person:ada");
    assertThat(judged.canComplete()).isTrue();
    assertThatThrownBy(() ->
            seshat.progress().judge(id(session), true, "Unheard of", true, "person:ada", null))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void everyChangeIsInTheChainAndTamperingShows(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Watched"));
    seshat.interactions().append(id(session), NewInteraction.message("user", "hello"));
    seshat.notes().add(id(session), NewNote.of("decision", "Go."));
    seshat.sessions().complete(id(session), Ending.none());
    assertThat(seshat.audit().after(0, 100))
        .extracting(dev.seshat.audit.AuditEntry::action)
        .contains(
            "session.create",
            "session.focus",
            "interaction.append",
            "note.add",
            "session.complete");
    assertThat(seshat.audit().verify().intact()).isTrue();
    long entries = seshat.audit().newest();
    test.store().write(tx -> tx.update("UPDATE audit_log SET actor = 'someone' WHERE seq = 2"));
    assertThat(seshat.audit().verify().brokenAt()).isEqualTo(2);
    test.store().write(tx -> tx.update("UPDATE audit_log SET actor = 'local' WHERE seq = 2"));
    assertThat(seshat.audit().verify().intact()).isTrue();
    test.store().write(tx -> tx.update("DELETE FROM audit_log WHERE seq = ?", entries));
    assertThat(seshat.audit().verify().intact()).isFalse();
  }

  @EveryStore
  void aBriefFitsItsBudgetAndIsTheSameTwice(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    Session session =
        seshat
            .sessions()
            .start(
                NewSession.of("Release " + "the big thing ".repeat(40))
                    .constraints("Never break main"));
    for (int i = 0; i < 120; i++) {
      seshat
          .interactions()
          .append(
              id(session),
              NewInteraction.message(
                  i % 2 == 0 ? "user" : "agent", ("turn " + i + " ✓ ").repeat(i + 1)));
    }
    seshat
        .notes()
        .add(
            id(session),
            new NewNote("decision", "Ship on Monday", true, false, null, null, null, null));
    for (int tokens : new int[] {100, 250, 500, 2_000, 8_000, 50_000}) {
      String brief = seshat.briefs().brief(id(session), tokens);
      assertThat(dev.seshat.Tokens.count(brief)).isPositive().isLessThanOrEqualTo(tokens);
      assertThat(seshat.briefs().brief(id(session), tokens)).isEqualTo(brief);
      assertThat(brief).contains(session.id().toString());
    }
    assertThat(seshat.briefs().brief(id(session), 2_000))
        .contains("Never break main", "Ship on Monday", "#120");
    assertThatThrownBy(() -> seshat.briefs().brief(id(session), 99))
        .isInstanceOf(SeshatException.Invalid.class);
  }
}
