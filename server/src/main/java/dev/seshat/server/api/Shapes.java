package dev.seshat.server.api;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.schema.Schema;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.Outcome;
import dev.seshat.session.ResponseMethod;
import dev.seshat.session.SessionField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What several operations take and answer.
public final class Shapes {
  private static final long MOST = Long.MAX_VALUE;

  /// Of the fields that nobody sets, those that always have a value.
  private static final Set<String> ALWAYS =
      Set.of(
          "id",
          "short_id",
          "kind",
          "status",
          "active_seconds",
          "last_activity_at",
          "created_at",
          "updated_at",
          "version",
          "interaction_count",
          "iteration_count",
          "image_count",
          "artifact_count",
          "note_count",
          "task_count",
          "completed_task_count",
          "progress_percentage",
          "total_tokens",
          "cost_usd",
          "unpriced_count");

  private Shapes() {}

  /// How many items a page has.
  public static Schema limit(int otherwise, int most) {
    return Schema.integer("How many at most", 1, most).otherwise(otherwise);
  }

  /// Where a page begins.
  public static Schema cursor() {
    return Schema.text("`next` of the page before", 500);
  }

  /// A day or a time.
  public static Schema moment(String description) {
    return Schema.text(description + ": a day (2026-01-31) or a time (2026-01-31T08:15:30Z)", 40)
        .with("anyOf", List.of(Map.of("format", "date"), Map.of("format", "date-time")));
  }

  /// An object without any field.
  public static Schema nothing() {
    return Schema.object();
  }

  /// One page of a list.
  public static Schema page(String name, Schema item) {
    return Schema.object(
        field(name + "!", Schema.list("", item, 100_000)),
        field("next!", Schema.text("The cursor of the next page; null at the end", 500).orNull()));
  }

  /// A list that is there as a whole.
  public static Schema list(String name, Schema item) {
    return Schema.object(field(name + "!", Schema.list("", item, 1_000_000)));
  }

  public static Schema session() {
    Map<String, Object> properties = sessionFields();
    return fields(properties).with("required", List.copyOf(properties.keySet())).named("Session");
  }

  /// The same for whoever made or changed it.
  public static Schema warnedSession() {
    Map<String, Object> properties = sessionFields();
    List<String> required = List.copyOf(properties.keySet());
    properties.put("warnings", warnings().toJson());
    return fields(properties).with("required", required).named("WarnedSession");
  }

  /// That the storyteller of sessions has others at their times.
  public static Schema warnings() {
    return Schema.list("That the storyteller is busy then", Schema.text("", 1_000), 20);
  }

  private static Map<String, Object> sessionFields() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (SessionField<?> field : SessionField.all()) {
      Schema schema = Schema.of(field.schema());
      boolean always =
          ALWAYS.contains(field.name()) || (field.isChangeable() && !field.isClearable());
      properties.put(field.name(), (always ? schema : schema.orNull()).toJson());
    }
    return properties;
  }

  public static Schema newSession() {
    return fields(SessionField::isCreatable)
        .with("required", List.of("intention"))
        .named("NewSession");
  }

  public static Schema sessionChange() {
    Map<String, Object> properties = new LinkedHashMap<>();
    SessionField.all().stream()
        .filter(SessionField::isChangeable)
        .forEach(field -> {
          Schema schema = Schema.of(field.schema());
          properties.put(field.name(), (field.isClearable() ? schema.orNull() : schema).toJson());
        });
    return fields(properties)
        .saying("The fields that change; null clears one")
        .named("SessionChange");
  }

  /// How a session ends.
  public static Schema ending() {
    Set<String> names =
        Set.of(
            "outcome",
            "summary",
            "success_rating",
            "completion_percentage",
            "followup_notes",
            "next_session_suggestion");
    return fields(field -> names.contains(field.name())).named("Ending");
  }

  private static Schema fields(Predicate<SessionField<?>> wanted) {
    Map<String, Object> properties = new LinkedHashMap<>();
    SessionField.all().stream()
        .filter(wanted)
        .forEach(field -> properties.put(field.name(), field.schema()));
    return fields(properties);
  }

  private static Schema fields(Map<String, Object> properties) {
    return Schema.object().with("properties", properties);
  }

  public static Schema interaction() {
    return Schema.object(
            field("id!", Schema.integer("", 1, MOST)),
            field("session_id!", Schema.id("")),
            field("interaction_sequence!", Schema.integer("Its number in the session", 1, MOST)),
            field("interaction_type!", Schema.word("", InteractionType.class)),
            field("author!", Schema.text("", 200)),
            field("agent_text!", Schema.text("", NewInteraction.MAX_TEXT).orNull()),
            field("person_text!", Schema.text("", NewInteraction.MAX_TEXT).orNull()),
            field("prompt_category!", Schema.text("", 100).orNull()),
            field("response_method!", Schema.word("", ResponseMethod.class).orNull()),
            field("sentiment!", Schema.text("", 50).orNull()),
            field("key_themes!", texts()),
            field("mentions_people!", texts()),
            field("mentions_places!", texts()),
            field("analysed_by!", Schema.text("`agent`, `model:NAME` or `rules`", 200).orNull()),
            field("analysis_confidence!", Schema.text("low, medium or high", 20).orNull()),
            field("life_event_id!", Schema.id("What of a life it is about").orNull()),
            field("duration_seconds!", Schema.integer("", 0, MOST).orNull()),
            field("payload!", Schema.any("")),
            field("external_id!", Schema.text("", 500).orNull()),
            field("created_at!", Schema.time("")))
        .named("Interaction");
  }

  public static Schema newInteraction() {
    return Schema.object(
            field("interaction_type", Schema.word("Default `message`", InteractionType.class)),
            field("author", Schema.text("`user` for the person; default whoever asks", 200)),
            field("text", Schema.text("What the author said or did", NewInteraction.MAX_TEXT)),
            field("agent_text", Schema.text("In place of `text`", NewInteraction.MAX_TEXT)),
            field("person_text", Schema.text("In place of `text`", NewInteraction.MAX_TEXT)),
            field("prompt_category", Schema.text("", 100)),
            field("response_method", Schema.word("", ResponseMethod.class)),
            field("sentiment", Schema.text("", 50)),
            field("key_themes", texts()),
            field("mentions_people", texts()),
            field("mentions_places", texts()),
            field("duration_seconds", Schema.integer("", 0, Integer.MAX_VALUE)),
            field("payload", Schema.open("The tool call, or other data")),
            field("external_id", Schema.text("Unique in the session", 500)),
            field("created_at", Schema.time("Default now")))
        .named("NewInteraction");
  }

  /// An answer to a prompt.
  public static Schema answer() {
    return Schema.object(
            field("text", Schema.text("", NewInteraction.MAX_TEXT)),
            field("response_method", Schema.word("Default `text`", ResponseMethod.class)),
            field("sentiment", Schema.text("positive, neutral, difficult or emotional", 50)),
            field("key_themes", texts()),
            field("mentions_people", texts()),
            field("mentions_places", texts()),
            field("duration_seconds", Schema.integer("", 0, Integer.MAX_VALUE)))
        .named("Answer");
  }

  private static Schema texts() {
    return Schema.list("", Schema.text("", 200), 100);
  }

  public static Schema note() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("note_type!", Schema.text("", 64)),
            field("note_content!", Schema.text("", NewNote.MAX_CONTENT)),
            field("noted_at_interaction_sequence!", Schema.integer("", 1, MOST).orNull()),
            field("is_important!", Schema.flag("")),
            field("requires_followup!", Schema.flag("")),
            field("noted_by!", Schema.text("", 200)),
            field("external_id!", Schema.text("", 500).orNull()),
            field("created_at!", Schema.time("")),
            field("followed_up_at!", Schema.time("When what it asks for was done").orNull()))
        .named("Note");
  }

  public static Schema newNote() {
    return Schema.object(
            field(
                "note_type",
                word("decision, insight, concern, observation (the default), technical…")),
            field("note_content", Schema.text("Or `text`", NewNote.MAX_CONTENT)),
            field("text", Schema.text("In place of `note_content`", NewNote.MAX_CONTENT)),
            field("is_important", Schema.flag("")),
            field("requires_followup", Schema.flag("")),
            field("noted_at_interaction_sequence", Schema.integer("", 1, MOST)),
            field("noted_by", Schema.text("Default whoever asks", 200)),
            field("author", Schema.text("In place of `noted_by`", 200)),
            field("external_id", Schema.text("Unique in the session", 500)),
            field("created_at", Schema.time("Default now")))
        .named("NewNote");
  }

  public static Schema artifact() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("artifact_type!", Schema.text("", 64)),
            field("artifact_name!", Schema.text("", 200).orNull()),
            field("content!", Schema.text("", NewArtifact.MAX_CONTENT).orNull()),
            field("structured_data!", Schema.any("")),
            field("is_provisional!", Schema.flag("")),
            field("is_approved!", Schema.flag("")),
            field("approved_at!", Schema.time("").orNull()),
            field("returned_at!", Schema.time("").orNull()),
            field("return_reason!", Schema.text("", 2_000).orNull()),
            field("included_in_synthesis!", Schema.flag("")),
            field("external_id!", Schema.text("", 500).orNull()),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST)))
        .named("Artifact");
  }

  public static Schema newArtifact() {
    return Schema.object(
            field("artifact_type!", word("plan, code, draft, image…")),
            field("artifact_name", Schema.text("", 200)),
            field("name", Schema.text("In place of `artifact_name`", 200)),
            field("content", Schema.text("", NewArtifact.MAX_CONTENT)),
            field("text", Schema.text("In place of `content`", NewArtifact.MAX_CONTENT)),
            field("structured_data", Schema.open("")),
            field("external_id", Schema.text("Unique in the session", 500)),
            field("created_at", Schema.time("Default now")))
        .named("NewArtifact");
  }

  public static Schema artifactChange() {
    return Schema.object(
            field("artifact_name", Schema.text("", 200)),
            field("content", Schema.text("", NewArtifact.MAX_CONTENT)),
            field("structured_data", Schema.open("")),
            field("included_in_synthesis", Schema.flag("")))
        .named("ArtifactChange");
  }

  private static Schema word(String description) {
    return Schema.text(description, 64).with("pattern", "^[a-z][a-z0-9_-]{0,63}$");
  }

  /// The outcome of a session.
  public static Schema outcome() {
    return Schema.word("", Outcome.class);
  }
}
