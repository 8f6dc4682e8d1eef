package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a summary quotes of an interview.
class QuotesTest {
  private static final String LEFT = "We left Danzig in January 1945 with one suitcase.";
  private static final String LOST = "I lost my sister Hannah in the station at Stettin.";
  private static final String FOUND = "Three days later we found her in a school.";

  @EveryStore
  void quotesWhatTellsMostUnderPseudonymsAndSaysWhoChoseIt(TestStore store) {
    Seshat seshat = store.seshat();
    String event = event(seshat, Map.of("include_level", "full_detail"));
    String session = session(seshat, event);
    say(seshat, session, "It was cold, of course. " + LEFT + " The train was full.");
    say(seshat, session, "Let me think. " + LOST);
    say(seshat, session, FOUND + " It was yellow.");
    say(seshat, session, "One just went on.");
    String first = summary(seshat, session);
    assertThat(first)
        .contains(
            "In their words (chosen by rules): “"
                + LEFT
                + "” [1] “I lost my sister Lena in the station at Stettin.” [2] “"
                + FOUND
                + "” [3]");
    assertThat(first).doesNotContain("Hannah").doesNotContain("Last:");
    assertThat(summary(seshat, session)).isEqualTo(first);
  }

  @EveryStore
  void quotesNothingThatIsOffLimitsOrPrivate(TestStore store) {
    Seshat seshat = store.seshat();
    String event =
        event(
            seshat,
            Map.of(
                "details",
                List.of(
                    Map.of(
                        "detail_key", "rent", "detail_value", "Forty marks", "is_private", true))));
    String session = session(seshat, event);
    seshat.storytellers().changeBoundary("Rose", Map.of("off_limit_topics", List.of("sister")));
    say(seshat, session, LOST);
    say(seshat, session, "We paid forty marks for the room in those years.");
    assertThat(summary(seshat, session)).doesNotContain("In their words");
    say(seshat, session, LEFT);
    assertThat(summary(seshat, session)).contains("“" + LEFT + "” [3]").doesNotContain("marks");
  }

  @EveryStore
  void quotesNothingAboutAnEventThatIsLeftOutOrNotDeepened(TestStore store) {
    Seshat seshat = store.seshat();
    String event = event(seshat, Map.of("include_level", "omit"));
    String session = session(seshat, event);
    say(seshat, session, LEFT);
    assertThat(summary(seshat, session)).doesNotContain("In their words", "The flight");
    change(seshat, event, "include_level", "full_detail");
    assertThat(summary(seshat, session)).contains(LEFT, "The flight");
    change(seshat, event, "deepening_consent", false);
    assertThat(summary(seshat, session)).doesNotContain("In their words");
  }

  @EveryStore
  void quotesNobodyWhoseLanguageItCannotRead(TestStore store) {
    Seshat seshat = store.seshat();
    String session = session(seshat, event(seshat, Map.of()));
    say(seshat, session, "Im Januar sind wir mit einem einzigen Koffer aus Danzig geflohen.");
    assertThat(summary(seshat, session)).doesNotContain("In their words");
  }

  private static String event(Seshat seshat, Map<String, ? extends @Nullable Object> fields) {
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    Map<String, @Nullable Object> all = new java.util.LinkedHashMap<>();
    all.put("event_type", "war");
    all.put("event_name", "The flight");
    all.put(
        "participants",
        List.of(Map.of("person_name", "Hannah", "pseudonym", "Lena", "use_real_name", false)));
    all.putAll(fields);
    return seshat.lifeEvents().add("Rose", NewLifeEvent.fromJson(all)).id().toString();
  }

  private static void change(Seshat seshat, String event, String field, Object value) {
    seshat.lifeEvents().change(event, Map.of(field, value), null);
  }

  private static String session(Seshat seshat, String event) {
    UUID rose = seshat.storytellers().get("Rose").id();
    String session =
        seshat
            .sessions()
            .startUnfocused(
                NewSession.of("Hear of the flight")
                    .kind("interview")
                    .with(SessionField.STORYTELLER_ID, rose))
            .shortId();
    seshat.sessionEvents().link(session, event, true, null, null);
    return session;
  }

  private static void say(Seshat seshat, String session, String text) {
    seshat
        .interactions()
        .append(
            session, NewInteraction.fromJson(Map.of("agent_text", "And?", "person_text", text)));
  }

  private static String summary(Seshat seshat, String session) {
    return String.valueOf(seshat.sessions().summarize(session).summary());
  }
}
