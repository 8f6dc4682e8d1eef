package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Indicator;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class TemplatesTest {
  private static final Map<String, Object> GENTLE =
      Map.of(
          "template_name",
          "Gentle approach",
          "template_description",
          "For what still hurts",
          "suggested_for_event_types",
          List.of("Loss", "illness"),
          "suggested_for_process_nodes",
          List.of("hard_times"),
          "default_intention",
          "Let {storyteller} tell of {event} at their own pace",
          "default_success_indicators",
          List.of("They feel heard"),
          "default_completion_indicators",
          List.of(Map.of("text", "All is asked", "check", "prompts_open() = 0")),
          "default_constraints",
          List.of("Offer a pause after each answer"),
          "default_procedure_notes",
          "Begin with what helps.",
          "default_duration_minutes",
          25);

  @EveryStore
  void areKeptChangedAndForgotten(TestStore store) {
    Seshat seshat = store.seshat();
    Template made = seshat.templates().add(NewTemplate.fromJson(GENTLE));
    assertThat(made.told().eventTypes()).containsExactly("loss", "illness");
    assertThat(made.told().isActive()).isTrue();
    assertThat(seshat.templates().get("Gentle approach")).isEqualTo(made);
    assertThat(seshat.templates().get(made.id().toString().substring(0, 8))).isEqualTo(made);
    assertThatThrownBy(() -> seshat.templates().add(NewTemplate.fromJson(GENTLE)))
        .isInstanceOf(Conflict.class);
    Template changed =
        seshat
            .templates()
            .change("Gentle approach", Map.of("default_duration_minutes", 15), made.version());
    assertThat(changed.told().durationMinutes()).isEqualTo(15);
    assertThat(changed.version()).isEqualTo(2);
    assertThatThrownBy(() ->
            seshat.templates().change("Gentle approach", Map.of("default_duration_minutes", 5), 1L))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() ->
            seshat
                .templates()
                .change(
                    "Gentle approach",
                    Map.of("process_version_id", UUID.randomUUID().toString()),
                    null))
        .isInstanceOf(Invalid.class);
    seshat.templates().change("Gentle approach", Map.of("is_active", false), null);
    assertThat(seshat.templates().list(false, null, 10).items()).isEmpty();
    assertThat(seshat.templates().list(true, null, 10).items()).hasSize(1);
    seshat.templates().delete("Gentle approach", null);
    assertThatThrownBy(() -> seshat.templates().get("Gentle approach"))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void arePagedByName(TestStore store) {
    Seshat seshat = store.seshat();
    for (String name : List.of("c", "a", "b")) {
      seshat.templates().add(NewTemplate.fromJson(Map.of("template_name", name)));
    }
    var first = seshat.templates().list(false, null, 2);
    assertThat(first.items()).extracting(Template::name).containsExactly("a", "b");
    assertThat(seshat.templates().list(false, first.next(), 2).items())
        .extracting(Template::name)
        .containsExactly("c");
  }

  @EveryStore
  void suitEventsAndNodes(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.templates().add(NewTemplate.fromJson(GENTLE));
    seshat
        .templates()
        .add(
            NewTemplate.fromJson(
                Map.of(
                    "template_name",
                    "Any node",
                    "suggested_for_process_nodes",
                    List.of("hard_times"))));
    assertThat(seshat.templates().suggestedFor("loss", "hard_times"))
        .extracting(Template::name)
        .containsExactly("Gentle approach", "Any node");
    assertThat(seshat.templates().suggestedFor("Illness", null))
        .extracting(Template::name)
        .containsExactly("Gentle approach");
    assertThat(seshat.templates().suggestedFor("wedding", null)).isEmpty();
  }

  @EveryStore
  void makeSessionsWhoseEveryDefaultCanBeReplaced(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    String loss =
        seshat.lifeEvents().add("Rose", NewLifeEvent.of("loss", "The fire")).id().toString();
    Template gentle = seshat.templates().add(NewTemplate.fromJson(GENTLE));
    Instant at = Instant.parse("2027-01-15T10:00:00Z");
    Session made =
        seshat
            .planning()
            .plan(
                Plan.fromJson(
                    Map.of(
                        "storyteller", "Rose",
                        "template", "Gentle approach",
                        "event", loss,
                        "coverage_level", "deep_dive",
                        "scheduled_at", "2027-01-15T10:00:00Z")))
            .sessions()
            .getFirst();
    assertThat(made.intention()).isEqualTo("Let Rose tell of The fire at their own pace");
    assertThat(made.name()).isEqualTo("The fire: Gentle approach");
    assertThat(made.get(SessionField.TEMPLATE_ID)).isEqualTo(gentle.id());
    assertThat(made.get(SessionField.SCHEDULED_AT)).isEqualTo(at);
    assertThat(made.get(SessionField.SCHEDULED_DURATION_MINUTES)).isEqualTo(25);
    assertThat(made.completionIndicators())
        .containsExactly(new Indicator("All is asked", "prompts_open() = 0"));
    assertThat(seshat.sessionEvents().ofSession(made.shortId()).getFirst().coverage())
        .isEqualTo(Coverage.DEEP_DIVE);

    Session replaced =
        seshat
            .planning()
            .fromTemplate(
                "Gentle approach",
                "Rose",
                Map.of(
                    "intention",
                    "Something else",
                    "name",
                    "Mine",
                    "success_indicators",
                    List.of("Another"),
                    "completion_indicators",
                    List.of(),
                    "constraints",
                    List.of("Be short"),
                    "procedure_notes",
                    "Ask.",
                    "scheduled_duration_minutes",
                    10));
    assertThat(replaced.intention()).isEqualTo("Something else");
    assertThat(replaced.name()).isEqualTo("Mine");
    assertThat(replaced.successIndicators()).containsExactly(Indicator.of("Another"));
    assertThat(replaced.completionIndicators()).isEmpty();
    assertThat(replaced.constraints()).containsExactly("Be short");
    assertThat(replaced.get(SessionField.PROCEDURE_NOTES)).isEqualTo("Ask.");
    assertThat(replaced.get(SessionField.SCHEDULED_DURATION_MINUTES)).isEqualTo(10);

    seshat.templates().delete("Gentle approach", null);
    assertThat(seshat.sessions().get(made.shortId()).get(SessionField.TEMPLATE_ID)).isNull();
  }

  @EveryStore
  void goTogetherWithANode(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.templates().add(NewTemplate.fromJson(GENTLE));
    Session made =
        seshat
            .planning()
            .plan(
                Plan.fromJson(
                    Map.of(
                        "storyteller", "Rose",
                        "template", "Gentle approach",
                        "process", "life-story",
                        "node", "hard_times")))
            .sessions()
            .getFirst();
    assertThat(made.intention())
        .isEqualTo("Let Rose tell of the life as a whole at their own pace");
    assertThat(seshat.interviews().step(made.shortId()).node()).isEqualTo("hard_times");
  }

  @EveryStore
  void plansAreRefusedThatSayTooLittle(TestStore store) {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.templates().add(NewTemplate.fromJson(Map.of("template_name", "Bare")));
    assertThatThrownBy(() -> Plan.fromJson(Map.of("storyteller", "Rose")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() ->
            seshat.planning().plan(Plan.fromJson(Map.of("storyteller", "Rose", "node", "youth"))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("process");
    assertThatThrownBy(() ->
            seshat
                .planning()
                .plan(Plan.fromJson(Map.of("storyteller", "Rose", "template", "Bare"))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("intention");
    assertThat(seshat.planning().fromTemplate("Bare", "Rose", Map.of("intention", "Talk")).name())
        .isEqualTo("Bare");
  }
}
