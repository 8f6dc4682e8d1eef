package dev.seshat.legacy;

import static dev.seshat.legacy.SourceField.flag;
import static dev.seshat.legacy.SourceField.id;
import static dev.seshat.legacy.SourceField.list;
import static dev.seshat.legacy.SourceField.number;
import static dev.seshat.legacy.SourceField.text;
import static dev.seshat.legacy.SourceField.time;

import dev.seshat.legacy.SourceField.Kind;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Interviews of storytellers, planned and held in sessions, in a PostgreSQL database. Of the tables that its document only refers
/// to, whatever columns of theirs have the names that they have here are taken.
final class InterviewDatabase {
  static final String DOCUMENT = "interview-sessions";

  /// The columns that say how late a database is.
  static final List<String[]> MOMENTS =
      List.of(
          new String[] {"session", "updated_at"},
          new String[] {"session", "created_at"},
          new String[] {"session_interaction", "created_at"},
          new String[] {"session_artifact", "updated_at"},
          new String[] {"session_note", "created_at"});

  private static final SourceField MADE = time("created_at");
  private static final SourceField CHANGED = time("updated_at");

  private final Origins origins;
  private final LegacyOptions options;
  private final List<TableImport> tables = new ArrayList<>();

  private InterviewDatabase(LegacyOptions options) {
    this.origins = new Origins(DOCUMENT, options);
    this.options = options;
  }

  /// Its tables, each after those that it names rows of.
  static List<TableImport> tables(
      Homes homes, Artifacts artifacts, Notes notes, LegacyOptions options) {
    InterviewDatabase database = new InterviewDatabase(options);
    database.people();
    database.events();
    database.process();
    database.sessions(homes, artifacts, notes);
    return database.tables;
  }

  private void sessions(Homes homes, Artifacts artifacts, Notes notes) {
    tables.add(new InterviewSessions(origins, homes.sessions(), options));
    rows(
        "session_life_event",
        Map.of("session_id", "sessions", "life_event_id", "life_event"),
        id("id").needed(),
        id("session_id").needed(),
        id("life_event_id").needed(),
        flag("is_primary_focus", false),
        text("coverage_level").oneOf("introduction", "exploration", "deep_dive", "completion"),
        number("prompts_completed").usual(0L),
        text("notes"),
        MADE);
    tables.add(new InterviewTurns(origins, homes.sessions(), homes.interactions(), options));
    tables.add(new InterviewArtifacts(origins, homes.sessions(), artifacts, options));
    tables.add(new InterviewNotes(origins, homes.sessions(), notes, options));
  }

  private void people() {
    rows(
        "storyteller",
        Map.of(),
        id("id").needed(),
        text("full_name", "name", "display_name", "storyteller_name")
            .usual("Somebody without a name"),
        text("preferred_name", "nickname"),
        list("other_names"),
        number("birth_year"),
        number("birth_month"),
        number("birth_day"),
        text("birth_place", "birthplace"),
        list("profile_flags"),
        list("selected_sections"),
        text("notes"),
        flag("consent_given", false),
        time("consent_date"),
        time("deleted_at"),
        MADE,
        CHANGED);
    rows(
        "storyteller_boundary",
        Map.of("storyteller_id", "storyteller"),
        id("storyteller_id").needed(),
        flag("allow_romance", true),
        flag("allow_loss", true),
        flag("allow_illness", true),
        flag("allow_conflict", true),
        flag("allow_faith", true),
        flag("allow_intimacy", false),
        flag("allow_trauma", false),
        flag("allow_finances", false),
        number("maximum_tier").oneOf("1", "2", "3").usual(2L),
        list("off_limit_topics"),
        CHANGED);
  }

  private void events() {
    Map<String, String> ofEvent = Map.of("life_event_id", "life_event");
    SourceField event = id("life_event_id").needed();
    rows(
        "life_event",
        Map.of("storyteller_id", "storyteller"),
        id("id").needed(),
        id("storyteller_id").needed(),
        text("event_type", "type").usual("event"),
        text("event_name", "name", "title").needed(),
        text("description"),
        text("category"),
        text("significance").oneOf("formative", "major", "notable", "minor"),
        text("emotional_tone"),
        flag("is_turning_point", false),
        text("include_level")
            .oneOf("full_detail", "summary", "mention", "omit")
            .usual("full_detail"),
        SourceField.of(Kind.FLAG, "deepening_consent", "consent_to_deepen"),
        MADE,
        CHANGED);
    List<SourceField> span = new ArrayList<>(List.of(event, text("label")));
    for (String end : List.of("start", "end")) {
      for (String part : List.of("year", "month", "day")) {
        span.add(number(end + "_" + part));
        span.add(flag(end + "_" + part + "_approximate", false));
      }
    }
    rows("life_event_timespan", ofEvent, span.toArray(SourceField[]::new));
    rows(
        "life_event_location",
        ofEvent,
        event,
        text("place_name", "name", "location_name").needed(),
        text("city"),
        text("region", "state"),
        text("country"),
        flag("is_approximate", false),
        text("notes"));
    rows(
        "life_event_participant",
        ofEvent,
        event,
        text("person_name", "name", "participant_name").needed(),
        text("relationship"),
        text("role"),
        text("pseudonym"),
        flag("use_real_name", true),
        text("notes"));
    rows(
        "life_event_detail",
        ofEvent,
        event,
        text("detail_key", "key").needed(),
        text("detail_value", "value").needed(),
        flag("is_private", false));
    rows(
        "life_event_trauma",
        ofEvent,
        event,
        text("trauma_status", "status")
            .oneOf("ongoing", "processing", "resolved", "unknown")
            .usual("unknown"),
        flag("consent_given", false),
        time("consent_date"),
        text("notes"));
  }

  private void process() {
    rows(
        "process_version",
        Map.of(),
        id("id").needed(),
        text("process_name", "name").usual("imported"),
        number("version_number", "version").usual(1L),
        text("title"),
        text("description"),
        flag("is_active", false),
        text("created_by").usual(DOCUMENT),
        MADE);
    rows(
        "process_node",
        Map.of("process_version_id", "process_version"),
        id("id").needed(),
        id("process_version_id").needed(),
        text("node_key", "key", "id").needed(),
        text("node_name", "name").usual("Without a name"),
        text("node_type")
            .oneOf("informational", "fork", "data_collection", "iterative", "synthesis")
            .usual("data_collection"),
        number("order_index").usual(0L),
        text("purpose"),
        text("outcome"),
        text("user_facing_text"),
        flag("is_optional", false),
        text("agent_objective"),
        text("agent_constraints"),
        SourceField.of(Kind.JSON, "scope")
            .usual(SourceField.json(Map.of("event_types", List.of(), "categories", List.of()))),
        list("success_indicators"),
        list("completion_indicators"),
        number("duration_minutes"));
    SourceField condition =
        text("condition_type")
            .oneOf("always", "scope_match", "profile_flag", "section_selected")
            .usual("always");
    rows(
        "process_flow_edge",
        Map.of(
            "process_version_id",
            "process_version",
            "from_node_id",
            "process_node",
            "to_node_id",
            "process_node"),
        id("process_version_id").needed(),
        id("from_node_id").needed(),
        id("to_node_id").needed(),
        condition,
        text("condition_value"),
        number("order_index").usual(0L));
    rows(
        "process_prompt",
        Map.of("process_node_id", "process_node"),
        id("id").needed(),
        id("process_node_id").needed(),
        text("prompt_category", "category")
            .oneOf("scene", "people", "tension", "change", "meaning")
            .usual("scene"),
        text("prompt_text", "text").needed(),
        number("sensitivity_tier", "tier").oneOf("1", "2", "3").usual(1L),
        flag("is_required", false, "required"),
        condition,
        text("condition_value"),
        list("topics"),
        number("order_index").usual(0L));
    rows(
        "session_template",
        Map.of("process_version_id", "process_version"),
        id("id").needed(),
        id("process_version_id"),
        text("template_name").needed(),
        text("template_description"),
        list("suggested_for_event_types"),
        list("suggested_for_process_nodes"),
        text("default_intention"),
        list("default_success_indicators"),
        list("default_completion_indicators"),
        list("default_constraints"),
        text("default_procedure_notes"),
        number("default_duration_minutes"),
        flag("is_active", true),
        MADE,
        CHANGED);
  }

  private void rows(String table, Map<String, String> owners, SourceField... fields) {
    tables.add(new InterviewRows(table, origins, options, List.of(fields), owners));
  }
}
