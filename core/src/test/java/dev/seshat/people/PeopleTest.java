package dev.seshat.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {
  private static final Map<String, @Nullable Object> ROSE =
      Map.of(
          "full_name",
          "Rosa Lindner",
          "preferred_name",
          "Rose",
          "other_names",
          List.of("R. Kern"),
          "birth_year",
          1938,
          "birth_month",
          2,
          "birth_place",
          "Steyr",
          "profile_flags",
          List.of("Served"),
          "notes",
          "hears badly on the left");

  @EveryStore
  void isReadBackAsItWasTold(TestStore store) {
    Storytellers people = store.seshat().storytellers();
    Storyteller rose = people.add(NewStoryteller.fromJson(ROSE));
    assertThat(rose.consentGiven()).isFalse();
    assertThat(rose.shownName()).isEqualTo("Rose");
    assertThat(rose.told().profileFlags()).containsExactly("served");
    assertThat(people.get(rose.id().toString().substring(0, 8))).isEqualTo(rose);
    assertThat(people.get("Rosa Lindner")).isEqualTo(rose);
    assertThat(people.get("Rose")).isEqualTo(rose);
    assertThatThrownBy(() -> people.get("Ros")).isInstanceOf(NotFound.class);
    Storyteller full = people.add(NewStoryteller.of("Rose"));
    assertThat(people.get("Rose")).as("a full name comes first").isEqualTo(full);

    Map<String, @Nullable Object> changes = new HashMap<>();
    changes.put("birth_place", null);
    changes.put("birth_day", 29);
    assertThatThrownBy(() -> people.change("Rosa Lindner", changes, null))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("no day 29 in month 2 of the year 1938");
    changes.put("birth_day", 27);
    Storyteller changed = people.change("Rosa Lindner", changes, rose.version());
    assertThat(changed.told().birthPlace()).isNull();
    assertThat(changed.told().birthDay()).isEqualTo(27);
    assertThat(changed.told().notes()).isEqualTo("hears badly on the left");
    assertThatThrownBy(() -> people.change("Rosa Lindner", changes, rose.version()))
        .isInstanceOf(Conflict.class);
  }

  @EveryStore
  void isListedByNameAPageAtATime(TestStore store) {
    Storytellers people = store.seshat().storytellers();
    for (String name : List.of("C", "A", "B", "A")) {
      people.add(NewStoryteller.of(name));
    }
    var first = people.list(false, null, 3);
    assertThat(first.items()).extracting(Storyteller::shownName).containsExactly("A", "A", "B");
    var second = people.list(false, first.next(), 3);
    assertThat(second.items()).extracting(Storyteller::shownName).containsExactly("C");
    assertThat(second.next()).isNull();
    people.delete("C");
    assertThat(people.list(false, null, 10).items()).hasSize(3);
    assertThat(people.list(true, null, 10).items()).hasSize(4);
    assertThatThrownBy(() -> people.get("A"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("several");
  }

  @EveryStore
  void noInterviewIsActiveWithoutConsent(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller rose = seshat.storytellers().add(NewStoryteller.of("Rose"));
    NewSession interview = NewSession.of("Capture childhood").with(SessionField.KIND, "interview");
    assertThatThrownBy(() -> seshat.sessions().start(interview))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("needs a storyteller");
    NewSession hers = interview.with(SessionField.STORYTELLER_ID, rose.id());
    Session planned = seshat.sessions().create(hers);
    assertThatThrownBy(() -> seshat.sessions().activate(planned.shortId()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("has not agreed");
    assertThatThrownBy(() -> seshat.sessions().start(hers)).isInstanceOf(Conflict.class);
    assertThat(seshat.sessions().get(planned.shortId()).status())
        .isEqualTo(SessionStatus.SCHEDULED);

    seshat.storytellers().consent("Rose", true, "signed on paper");
    seshat.sessions().activate(planned.shortId());
    seshat.storytellers().consent("Rose", false, null);
    assertThat(seshat.sessions().get(planned.shortId()).status()).isEqualTo(SessionStatus.PAUSED);
    assertThatThrownBy(() -> seshat.sessions().activate(planned.shortId()))
        .isInstanceOf(Conflict.class);
    seshat.storytellers().consent("Rose", true, null);
    seshat.sessions().activate(planned.shortId());
    seshat.storytellers().delete("Rose");
    assertThat(seshat.sessions().get(planned.shortId()).status()).isEqualTo(SessionStatus.PAUSED);
    assertThatThrownBy(() -> seshat.sessions().activate(planned.shortId()))
        .hasMessageContaining("was taken out of use; `seshat storyteller restore ");
  }

  @EveryStore
  void whatIsAllowedIsAsUsualUntilSomebodySays(TestStore store) {
    Storytellers people = store.seshat().storytellers();
    people.add(NewStoryteller.of("Rose"));
    Boundary usual = people.boundary("Rose");
    assertThat(usual).isEqualTo(Boundary.USUAL);
    assertThat(usual.maximumTier()).isEqualTo(2);
    assertThat(usual.permits(2, List.of("romance", "loss", "illness", "conflict", "faith")))
        .isTrue();
    assertThat(usual.permits(1, List.of("intimacy"))).isFalse();
    assertThat(usual.permits(1, List.of("childhood trauma"))).isFalse();
    assertThat(usual.permits(1, List.of("finances"))).isFalse();
    assertThat(usual.permits(3, List.of())).isFalse();

    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put("allow_romance", false);
    changes.put("allow_trauma", true);
    changes.put("maximum_tier", 3);
    changes.put("off_limit_topics", List.of("The War", "brother"));
    Boundary own = people.changeBoundary("Rose", changes);
    assertThat(people.boundary("Rose")).isEqualTo(own);
    assertThat(own.permits(3, List.of("trauma"))).isTrue();
    assertThat(own.refusedOf(List.of("romance", "the-war", "brothers", "her brother", "faith")))
        .containsExactlyInAnyOrder("romance", "the-war", "her brother");
    assertThat(people.changeBoundary("Rose", Map.of("maximum_tier", 1)).offLimitTopics())
        .containsExactly("the war", "brother");
  }

  @EveryStore
  void anEventIsKeptWithAllThatBelongsToIt(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("event_type", "Move");
    told.put("event_name", "The move to Vienna");
    told.put("category", "Youth");
    told.put("significance", "major");
    told.put("is_turning_point", true);
    told.put(
        "timespans",
        List.of(
            Map.of("start_year", 1952, "start_year_approximate", true, "start_month", 3),
            Map.of("label", "the first winter", "start_year", 1951, "end_year", 1952)));
    told.put("locations", List.of(Map.of("place_name", "Favoriten", "country", "Austria")));
    told.put(
        "participants",
        List.of(Map.of("person_name", "Karl", "pseudonym", "K.", "use_real_name", false)));
    told.put(
        "details", List.of(Map.of("detail_key", "rent", "detail_value", "40", "is_private", true)));
    told.put("trauma", Map.of("trauma_status", "ongoing"));
    LifeEvent event = seshat.lifeEvents().add("Rose", NewLifeEvent.fromJson(told));
    assertThat(seshat.lifeEvents().get(event.id().toString())).isEqualTo(event);
    assertThat(event.told().start().shown()).isEqualTo("1951");
    assertThat(event.told().timespans().get(1).start().shown()).isEqualTo("~1952-03");
    assertThat(event.told().participants().getFirst().usesRealName()).isFalse();
    assertThat(event.told().canDeepen()).isFalse();
    LifeEvent early =
        seshat
            .lifeEvents()
            .add(
                "Rose",
                NewLifeEvent.fromJson(
                    Map.of(
                        "event_type",
                        "birth",
                        "event_name",
                        "Born",
                        "timespans",
                        List.of(Map.of("start_year", 1938)))));
    LifeEvent undated = seshat.lifeEvents().add("Rose", NewLifeEvent.of("other", "Sometime"));
    assertThat(seshat.lifeEvents().ofStoryteller("Rose"))
        .extracting(LifeEvent::id)
        .containsExactly(early.id(), event.id(), undated.id());

    LifeEvent changed =
        seshat.lifeEvents().change(event.id().toString(), Map.of("deepening_consent", true), 1L);
    assertThat(changed.told().canDeepen()).isTrue();
    assertThat(changed.told().timespans()).isEqualTo(event.told().timespans());
    assertThat(changed.version()).isEqualTo(2);
    seshat.lifeEvents().delete(event.id().toString());
    assertThat(seshat.lifeEvents().ofStoryteller("Rose")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, false, true",
        "true, ongoing, false, true",
        "false, -, true, false",
        "false, ongoing, true, false",
        "-, ongoing, false, false",
        "-, ongoing, true, true",
        "-, resolved, false, true"
      })
  void anEventIsDeepenedWithConsent(
      @Nullable Boolean own, @Nullable String trauma, boolean consent, boolean can) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("event_type", "loss");
    told.put("event_name", "Something");
    told.put("deepening_consent", own);
    if (trauma != null) {
      told.put("trauma", Map.of("trauma_status", trauma, "consent_given", consent));
    }
    assertThat(NewLifeEvent.fromJson(told).canDeepen()).isEqualTo(can);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1952-03-17, 1952-03-17, -",
        "1952, 1952, -",
        "~1956-05, ~1956-05, -",
        "about 1956, ~1956, -",
        "c. 1956-5, ~1956-05, -",
        "1952-~03, 1952-~03, -",
        "?-05, ?-05, -",
        "1952-03 – ~1955, 1952-03 – ~1955, -",
        "1952-03 - 1955-01-02, 1952-03 – 1955-01-02, -",
        "1952..1955, 1952 – 1955, -",
        "1952/1955, 1952 – 1955, -",
        "1952 to about 1955, 1952 – ~1955, -",
        "1950s, ~1950 – ~1959, -",
        "..1955, – 1955, -",
        "the first winter: 1951, 1951, the first winter",
      })
  void datesAreWrittenAsPeopleDo(String written, String shown, @Nullable String label) {
    Timespan span = Timespan.of("when", written);
    assertThat(span.shown()).isEqualTo(shown);
    assertThat(span.label()).isEqualTo(label);
    assertThat(Timespan.of("when", span.written())).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "once", "1950-13", "1951-02-29", "19500", "1955 – 1950", "~", "12.3.1950"})
  void whatIsNoDateIsRefused(String written) {
    assertThatThrownBy(() -> Timespan.of("when", written)).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void whatSaysNothingIsNotKept(TestStore store) {
    Storyteller rose =
        store
            .seshat()
            .storytellers()
            .add(
                NewStoryteller.fromJson(
                    Map.of("full_name", " Rosa Lindner ", "preferred_name", " ")));
    assertThat(rose.shownName()).isEqualTo("Rosa Lindner");
    assertThatThrownBy(() -> NewStoryteller.of("Rosa\nLindner"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("one line");
    Map<String, Object> told =
        Map.of(
            "event_type", "journey",
            "event_name", "To sea",
            "category", " ",
            "emotional_tone", "",
            "participants", List.of(Map.of("person_name", "Wilhelmina", "pseudonym", "")));
    NewLifeEvent event =
        store.seshat().lifeEvents().add(rose.id().toString(), NewLifeEvent.fromJson(told)).told();
    assertThat(event.category()).isNull();
    assertThat(event.emotionalTone()).isNull();
    assertThat(event.participants().getFirst().pseudonym()).isNull();
  }

  @EveryStore
  void aPieceOfANameFindsThem(TestStore store) {
    Storytellers people = store.seshat().storytellers();
    people.add(NewStoryteller.fromJson(ROSE));
    people.add(NewStoryteller.of("René Öhler"));
    people.add(NewStoryteller.of("Renate"));
    assertThat(people.list(false, "rene", null, 10).items()).hasSize(1);
    assertThat(people.list(false, "ohl", null, 10).items()).hasSize(1);
    assertThat(people.list(false, "kern", null, 10).items())
        .extracting(Storyteller::shownName)
        .containsExactly("Rose");
    var first = people.list(false, "ren", null, 1);
    assertThat(first.items()).extracting(Storyteller::shownName).containsExactly("Renate");
    assertThat(people.list(false, "ren", first.next(), 1).items())
        .extracting(Storyteller::shownName)
        .containsExactly("René Öhler");
  }

  @EveryStore
  void aLifeIsReadAPageAtATime(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    for (int year = 1990; year > 1985; year--) {
      seshat
          .lifeEvents()
          .add(
              "Rose",
              NewLifeEvent.fromJson(
                  Map.of(
                      "event_type",
                      "other",
                      "event_name",
                      "In " + year,
                      "timespans",
                      List.of(Map.of("when", "" + year)))));
    }
    var first = seshat.lifeEvents().list("Rose", null, 3);
    assertThat(first.items())
        .extracting(LifeEvent::eventName)
        .containsExactly("In 1986", "In 1987", "In 1988");
    assertThat(seshat.lifeEvents().list("Rose", first.next(), 3).items())
        .extracting(LifeEvent::eventName)
        .containsExactly("In 1989", "In 1990");
    assertThatThrownBy(() -> seshat.lifeEvents().list("Rose", "x", 3)).isInstanceOf(Invalid.class);
  }
}
