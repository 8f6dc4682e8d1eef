package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of the things that a session has: its name, its rule, its column, and when it may be set.
///
/// This catalogue is the one place where a session's fields are named. The table's SQL, the JSON of every door and the
/// schemas that describe them are made from it.
public final class SessionField<T> {
  private static final Map<String, SessionField<?>> BY_NAME = new LinkedHashMap<>();
  private static final int LONG = 100_000;

  // identity
  public static final SessionField<UUID> ID = kept("id", FieldType.id());
  public static final SessionField<String> SHORT_ID = kept("short_id", FieldType.text(8));
  public static final SessionField<String> KIND = given("kind", FieldType.word());
  public static final SessionField<String> SESSION_TYPE =
      changeable("session_type", FieldType.text(100));

  // purpose
  public static final SessionField<String> NAME = changeable("name", FieldType.text(200));
  public static final SessionField<String> INTENTION =
      needed("intention", FieldType.requiredText(LONG));
  public static final SessionField<String> DESCRIPTION =
      changeable("description", FieldType.text(LONG));
  public static final SessionField<List<Indicator>> SUCCESS_INDICATORS =
      needed("success_indicators", FieldType.indicators());
  public static final SessionField<List<Indicator>> COMPLETION_INDICATORS =
      needed("completion_indicators", FieldType.indicators());
  public static final SessionField<List<String>> CONSTRAINTS =
      needed("constraints", FieldType.texts(100, 2_000));
  public static final SessionField<String> PROCEDURE_NOTES =
      changeable("procedure_notes", FieldType.text(LONG));
  public static final SessionField<List<String>> TAGS = needed("tags", FieldType.texts(100, 100));

  // place
  public static final SessionField<String> PROJECT =
      changeable("project", FieldType.requiredText(200));
  public static final SessionField<UUID> STORYTELLER_ID = given("storyteller_id", FieldType.id());
  public static final SessionField<UUID> TEMPLATE_ID = given("template_id", FieldType.id());
  public static final SessionField<UUID> PROCESS_VERSION_ID =
      given("process_version_id", FieldType.id());
  public static final SessionField<UUID> CURRENT_PROCESS_NODE_ID =
      given("current_process_node_id", FieldType.id());
  public static final SessionField<UUID> MODE_ID = kept("mode_id", FieldType.id());
  public static final SessionField<UUID> PREVIOUS_SESSION_ID =
      given("previous_session_id", FieldType.id());
  public static final SessionField<UUID> FORKED_FROM_ID =
      imported("forked_from_id", FieldType.id());
  public static final SessionField<Long> FORKED_AT_SEQUENCE =
      imported("forked_at_sequence", FieldType.count());
  public static final SessionField<UUID> PARENT_SESSION_ID =
      given("parent_session_id", FieldType.id());
  public static final SessionField<String> WORKING_DIRECTORY =
      changeable("working_directory", FieldType.text(4_096));

  /// The folder of a project, in which the file of the session's tasks stands.
  public static final SessionField<String> PROJECT_ROOT_PATH =
      changeable("project_root_path", FieldType.folder());

  public static final SessionField<String> GIT_BRANCH =
      changeable("git_branch", FieldType.text(1_000));
  public static final SessionField<String> TOOL_NAME = given("tool_name", FieldType.text(100));
  public static final SessionField<String> EXTERNAL_SESSION_ID =
      given("external_session_id", FieldType.text(500));
  public static final SessionField<String> CHAT_ID = changeable("chat_id", FieldType.text(500));
  public static final SessionField<String> USERNAME = changeable("username", FieldType.text(200));
  public static final SessionField<String> LLM_MODEL = changeable("llm_model", FieldType.text(200));

  // schedule
  public static final SessionField<Instant> SCHEDULED_AT =
      changeable("scheduled_at", FieldType.time());
  public static final SessionField<Integer> SCHEDULED_DURATION_MINUTES =
      changeable("scheduled_duration_minutes", FieldType.integer(1, 10_080));
  public static final SessionField<String> RECURRENCE =
      changeable("recurrence", FieldType.recurrence());

  // life
  public static final SessionField<SessionStatus> STATUS =
      imported(
          "status",
          FieldType.word(words(SessionStatus.values()), SessionStatus::of, SessionStatus::word));
  public static final SessionField<Outcome> OUTCOME =
      imported("outcome", FieldType.word(words(Outcome.values()), Outcome::of, Outcome::word));
  public static final SessionField<Instant> STARTED_AT = imported("started_at", FieldType.time());
  public static final SessionField<Instant> ENDED_AT = imported("ended_at", FieldType.time());
  public static final SessionField<Instant> PAUSED_AT = kept("paused_at", FieldType.time());
  public static final SessionField<Instant> ARCHIVED_AT = kept("archived_at", FieldType.time());
  public static final SessionField<Long> ACTIVE_SECONDS =
      imported("active_seconds", FieldType.count());
  public static final SessionField<Instant> LAST_ACTIVITY_AT =
      imported("last_activity_at", FieldType.time());
  public static final SessionField<Instant> CREATED_AT = imported("created_at", FieldType.time());
  public static final SessionField<Instant> UPDATED_AT = kept("updated_at", FieldType.time());
  public static final SessionField<Long> VERSION = kept("version", FieldType.count());

  // result
  public static final SessionField<String> SUMMARY = changeable("summary", FieldType.text(LONG));
  public static final SessionField<Integer> SUCCESS_RATING =
      changeable("success_rating", FieldType.integer(1, 5));
  public static final SessionField<Integer> COMPLETION_PERCENTAGE =
      changeable("completion_percentage", FieldType.integer(0, 100));
  public static final SessionField<Boolean> NEEDS_FOLLOWUP =
      needed("needs_followup", FieldType.flag());
  public static final SessionField<String> FOLLOWUP_NOTES =
      changeable("followup_notes", FieldType.text(LONG));
  public static final SessionField<String> NEXT_SESSION_SUGGESTION =
      changeable("next_session_suggestion", FieldType.text(LONG));
  public static final SessionField<String> FINAL_SUCCESSFUL_PROMPT =
      changeable("final_successful_prompt", FieldType.text(LONG));

  // priority
  public static final SessionField<Integer> PRIORITY_LEVEL =
      needed("priority_level", FieldType.integer(1, 5));
  public static final SessionField<Instant> ESTIMATED_COMPLETION_DATE =
      changeable("estimated_completion_date", FieldType.time());

  // counters
  public static final SessionField<Long> INTERACTION_COUNT =
      kept("interaction_count", FieldType.count());
  public static final SessionField<Long> ITERATION_COUNT =
      kept("iteration_count", FieldType.count());
  public static final SessionField<Long> IMAGE_COUNT = kept("image_count", FieldType.count());
  public static final SessionField<Long> ARTIFACT_COUNT = kept("artifact_count", FieldType.count());
  public static final SessionField<Long> NOTE_COUNT = kept("note_count", FieldType.count());
  public static final SessionField<Long> TASK_COUNT = imported("task_count", FieldType.count());
  public static final SessionField<Long> COMPLETED_TASK_COUNT =
      kept("completed_task_count", FieldType.count());
  public static final SessionField<Double> PROGRESS_PERCENTAGE =
      kept("progress_percentage", FieldType.percentage());
  public static final SessionField<Long> TOTAL_TOKENS = kept("total_tokens", FieldType.count());

  /// What its priced requests cost, in billionths of a US dollar.
  public static final SessionField<Long> COST = kept("cost_usd", "cost_nanos", FieldType.money());

  /// How many of its requests have no known price; they are in no cost.
  public static final SessionField<Long> UNPRICED_COUNT = kept("unpriced_count", FieldType.count());

  /// How many of its requests cost at least what is counted: some of their tokens or prices are not known.
  public static final SessionField<Long> LOWER_BOUND_COUNT =
      kept("lower_bound_count", FieldType.count());

  // open data
  public static final SessionField<Map<String, Object>> CONTEXT =
      needed("context", FieldType.object());
  public static final SessionField<Map<String, Object>> METADATA =
      needed("metadata", FieldType.object());

  /// When a field may be set.
  private enum Set {
    /// At creation and later; may be cleared.
    CHANGEABLE,
    /// At creation and later; always has a value.
    NEEDED,
    /// At creation only.
    GIVEN,
    /// By importers, which tell of sessions that took place elsewhere.
    IMPORTED,
    /// Never from outside.
    KEPT
  }

  private final String name;
  private final String column;
  private final FieldType<T> type;
  private final Set set;

  private SessionField(String name, String column, FieldType<T> type, Set set) {
    this.name = name;
    this.column = column;
    this.type = type;
    this.set = set;
    BY_NAME.put(name, this);
  }

  private static <T> SessionField<T> changeable(String name, FieldType<T> type) {
    return new SessionField<>(name, name, type, Set.CHANGEABLE);
  }

  private static <T> SessionField<T> needed(String name, FieldType<T> type) {
    return new SessionField<>(name, name, type, Set.NEEDED);
  }

  private static <T> SessionField<T> given(String name, FieldType<T> type) {
    return new SessionField<>(name, name, type, Set.GIVEN);
  }

  private static <T> SessionField<T> imported(String name, FieldType<T> type) {
    return new SessionField<>(name, name, type, Set.IMPORTED);
  }

  private static <T> SessionField<T> kept(String name, FieldType<T> type) {
    return kept(name, name, type);
  }

  private static <T> SessionField<T> kept(String name, String column, FieldType<T> type) {
    return new SessionField<>(name, column, type, Set.KEPT);
  }

  private static Map<String, Object> words(Enum<?>[] values) {
    return Map.of(
        "type",
        "string",
        "enum",
        java.util.Arrays.stream(values)
            .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
            .toList());
  }

  /// Every field, in the order in which they are shown.
  public static List<SessionField<?>> all() {
    return List.copyOf(BY_NAME.values());
  }

  /// The field that goes by a name.
  ///
  /// @throws Invalid if there is none
  public static SessionField<?> named(String name) {
    SessionField<?> field = BY_NAME.get(name);
    if (field == null) {
      throw new Invalid(Texts.shorten(name, 80), "is no field of a session");
    }
    return field;
  }

  /// The name, as every door shows it.
  public String name() {
    return name;
  }

  /// Whether a new session may be given it.
  public boolean isCreatable() {
    return set != Set.KEPT && set != Set.IMPORTED;
  }

  /// Whether an importer may give it.
  public boolean isImportable() {
    return set != Set.KEPT;
  }

  /// Whether it may be changed later.
  public boolean isChangeable() {
    return set == Set.CHANGEABLE || set == Set.NEEDED;
  }

  /// Whether it may be changed to nothing.
  public boolean isClearable() {
    return set == Set.CHANGEABLE;
  }

  /// What JSON Schema says of its value.
  public Map<String, Object> schema() {
    return type.schema();
  }

  String column() {
    return column;
  }

  FieldType<T> type() {
    return type;
  }

  /// The value that a JSON value stands for, checked.
  T parse(Object json) {
    return type.parse().parse(name, json);
  }

  /// The value as JSON shows it.
  @Nullable Object show(@Nullable T value) {
    return value == null ? null : type.show().apply(value);
  }

  /// The value as its column holds it.
  @Nullable Object toColumn(@Nullable T value) {
    return value == null ? null : type.column().apply(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
