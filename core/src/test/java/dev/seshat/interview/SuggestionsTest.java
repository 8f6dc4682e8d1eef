package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Answer;
import dev.seshat.session.Ending;
import dev.seshat.session.NewNote;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class SuggestionsTest {
  @EveryStore
  void weighEventsThatNobodyAskedAbout(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    event(seshat, "move", "Away", Map.of("significance", "minor"));
    event(seshat, "war", "The war", Map.of("significance", "formative"));
    event(seshat, "school", "School", Map.of("significance", "notable", "is_turning_point", true));
    event(seshat, "crime", "Never", Map.of("significance", "major", "include_level", "omit"));
    assertThat(seshat.suggestions().ofStoryteller("Rose"))
        .extracting(Suggestion::title)
        .containsExactly("The war: introduction", "School: introduction", "Away: introduction");
    Suggestion first = seshat.suggestions().ofStoryteller("Rose").getFirst();
    assertThat(first.reason()).isEqualTo("nothing was asked about this formative event yet");
    assertThat(first.weight()).isEqualTo(90);
  }

  @EveryStore
  void goOnWithTheNextLevelOfAnEvent(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    LifeEvent war = event(seshat, "war", "The war", Map.of("significance", "major"));
    Instant at = Instant.parse("2027-02-01T09:00:00Z");
    Suggestion introduction = seshat.suggestions().ofStoryteller("Rose").getFirst();
    Session one =
        seshat
            .suggestions()
            .scheduleWith("Rose", introduction.key(), at, Map.of())
            .sessions()
            .getFirst();
    assertThat(one.get(SessionField.SCHEDULED_AT)).isEqualTo(at);
    assertThat(one.intention()).isEqualTo("Establish timeline and key facts for The war");
    assertThat(seshat.suggestions().ofStoryteller("Rose")).isEmpty();
    assertThatThrownBy(
            () -> seshat.suggestions().scheduleWith("Rose", introduction.key(), at, Map.of()))
        .isInstanceOf(NotFound.class);

    seshat.sessions().activate(one.shortId());
    Suggestion deep = seshat.suggestions().ofSession(one.shortId()).getFirst();
    assertThat(deep.kind()).isEqualTo(Suggestion.Kind.COVERAGE);
    assertThat(deep.title()).isEqualTo("The war: deep dive");
    assertThat(deep.reason()).isEqualTo("this major event has had introduction and not deep dive");
    seshat.sessions().complete(one.shortId(), Ending.none());
    Session two =
        seshat
            .suggestions()
            .schedule(one.shortId(), deep.key(), null, Map.of("name", "Deeper"))
            .sessions()
            .getFirst();
    assertThat(two.previousSessionId()).isEqualTo(one.id());
    assertThat(two.name()).isEqualTo("Deeper");
    assertThat(seshat.sessionEvents().ofSession(two.shortId()))
        .extracting(SessionEvent::lifeEventId, SessionEvent::coverage)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(war.id(), Coverage.DEEP_DIVE));
  }

  @EveryStore
  void leaveAnEventAloneThatMayNotBeDeepened(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    LifeEvent war = event(seshat, "war", "The war", Map.of("deepening_consent", false));
    complete(
        seshat,
        seshat.planning().plan(Plan.ofEvent(id(war), null, Coverage.INTRODUCTION, null, 0)));
    assertThat(seshat.suggestions().ofStoryteller("Rose")).isEmpty();
    seshat.lifeEvents().change(id(war), Map.of("deepening_consent", true), null);
    assertThat(seshat.suggestions().ofStoryteller("Rose"))
        .extracting(Suggestion::coverage)
        .containsExactly(Coverage.DEEP_DIVE);
  }

  @EveryStore
  void comeBackToWhatWasLeft(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode("Rose", "life-story", "childhood", Map.of())
            .shortId();
    seshat.sessions().activate(session);
    seshat.interviews().nextPrompt(session);
    seshat.interviews().answer(session, null, Answer.of("A green door."));
    seshat
        .notes()
        .add(
            session,
            NewNote.fromJson(
                Map.of("note_content", "Ask for the photograph", "requires_followup", true)));
    Session ended = seshat.sessions().complete(session, Ending.none());
    assertThat(ended.get(SessionField.NEEDS_FOLLOWUP)).isTrue();
    assertThat(ended.get(SessionField.FOLLOWUP_NOTES)).contains("required question");
    List<Suggestion> suggested = seshat.suggestions().ofSession(session);
    assertThat(suggested)
        .extracting(Suggestion::kind)
        .containsExactly(
            Suggestion.Kind.NODE, Suggestion.Kind.FOLLOW_UP, Suggestion.Kind.FOLLOW_UP);
    assertThat(suggested.getFirst().node()).isEqualTo("childhood");
    assertThat(suggested.get(2).reason()).contains("Ask for the photograph");
    Session next =
        seshat
            .suggestions()
            .schedule(session, suggested.get(2).key(), null, Map.of())
            .sessions()
            .getFirst();
    assertThat(next.previousSessionId()).isEqualTo(ended.id());
    assertThat(next.intention()).isEqualTo("Follow up: Ask for the photograph");
    assertThat(seshat.interviews().step(next.shortId()).node()).isEqualTo("childhood");
    // what goes on with it already, and the node that it is at, are not suggested any more
    assertThat(seshat.suggestions().ofSession(session)).isEmpty();
  }

  @EveryStore
  void goOnWithTheProcess(TestStore store) {
    Seshat seshat = store.seshat();
    rose(seshat);
    String session =
        seshat
            .planning()
            .initializeSessionFromProcessNode("Rose", "life-story", "childhood", Map.of())
            .shortId();
    seshat.sessions().activate(session);
    while (seshat.interviews().nextPrompt(session).prompt() != null) {
      seshat.interviews().skip(session, null);
    }
    seshat.sessions().complete(session, Ending.none());
    Suggestion next = seshat.suggestions().ofSession(session).getFirst();
    assertThat(next.key()).isEqualTo("node:life-story@1:youth");
    assertThat(next.reason()).contains("it comes after");
    Planning.Made made = seshat.suggestions().schedule(session, next.key(), null, Map.of());
    assertThat(seshat.interviews().step(made.sessions().getFirst().shortId()).node())
        .isEqualTo("youth");
  }

  private static void complete(Seshat seshat, Planning.Made made) {
    for (Session each : made.sessions()) {
      seshat.sessions().activate(each.shortId());
      seshat.sessions().complete(each.shortId(), Ending.none());
    }
  }

  private static void rose(Seshat seshat) {
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
  }

  private static LifeEvent event(
      Seshat seshat, String type, String name, Map<String, Object> more) {
    LifeEvent made = seshat.lifeEvents().add("Rose", NewLifeEvent.of(type, name));
    return seshat.lifeEvents().change(id(made), more, null);
  }

  private static String id(LifeEvent event) {
    return event.id().toString();
  }
}
