package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A task to be made.
///
/// @param ref a name by which other tasks that are made with it call it; null for none
/// @param parent the task that it is to stand under: a name of those made with it, an id, or a marker; null for none
/// @param group the name of its group, which is made if it is not there; null for the parent's, or none
/// @param dependsOn what it waits for, named like the parent
/// @param related what it has to do with, named like the parent
/// @param specialistType who is to do it; null for whom the rules of its session say, or nobody
/// @param complexity null for what the rules of its session say, else moderate
/// @param estimatedEffort in hours
/// @param reference what another system calls it
/// @param externalId unique in the session: one that the session has already is not made again
/// @param marker by which its line in a file is known already; null for a new one
public record NewTask(
    String title,
    @Nullable String ref,
    @Nullable String description,
    @Nullable String parent,
    @Nullable String group,
    List<String> dependsOn,
    List<String> related,
    @Nullable String specialistType,
    @Nullable Complexity complexity,
    int priority,
    @Nullable Integer estimatedEffort,
    @Nullable String reference,
    @Nullable String externalId,
    @Nullable String marker) {
  static final int MAX_TITLE = 500;
  static final int MAX_TEXT = 100_000;
  static final int MAX_OTHERS = 200;
  static final int MAX_HOURS = 99_999;

  /// @throws Invalid naming the field that breaks its rule
  public NewTask {
    title = title(title);
    ref = ref == null ? null : Texts.required("ref", ref, 64);
    description = description == null ? null : Texts.checked("description", description, MAX_TEXT);
    group =
        group == null || group.isBlank() ? null : Texts.required("task_group", group.strip(), 200);
    specialistType = specialist(specialistType);
    reference = reference == null ? null : reference(reference);
    externalId = externalId == null ? null : Texts.required("external_id", externalId, 500);
    dependsOn = List.copyOf(dependsOn);
    related = List.copyOf(related);
    if (priority < 1 || priority > 5) {
      throw new Invalid("priority_level", "must be 1 (urgent) to 5 (someday)");
    }
    if (estimatedEffort != null && (estimatedEffort < 0 || estimatedEffort > MAX_HOURS)) {
      throw new Invalid("estimated_effort", "must be 0 to " + MAX_HOURS + " hours");
    }
  }

  public static NewTask of(String title) {
    return new NewTask(
        title, null, null, null, null, List.of(), List.of(), null, null, 3, null, null, null, null);
  }

  static String title(String text) {
    String title = Texts.required("title", text.strip(), MAX_TITLE);
    if (title.lines().count() != 1) {
      throw new Invalid("title", "must be one line");
    }
    return title;
  }

  static @Nullable String specialist(@Nullable String word) {
    return word == null || word.isBlank() ? null : Texts.word("specialist_type", word.strip());
  }

  static String reference(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
      throw new Invalid("reference", "must be letters, digits and ._/- , at most 64");
    }
    return text;
  }

  public NewTask under(String parent) {
    return with(ref, parent, group, dependsOn, specialistType, complexity);
  }

  public NewTask in(String group) {
    return with(ref, parent, group, dependsOn, specialistType, complexity);
  }

  public NewTask after(String... others) {
    return with(ref, parent, group, List.of(others), specialistType, complexity);
  }

  public NewTask called(String ref) {
    return with(ref, parent, group, dependsOn, specialistType, complexity);
  }

  /// The same, done by somebody else.
  public NewTask by(@Nullable String specialist) {
    return with(ref, parent, group, dependsOn, specialist, complexity);
  }

  public NewTask weighing(Complexity complexity) {
    return with(ref, parent, group, dependsOn, specialistType, complexity);
  }

  private NewTask with(
      @Nullable String ref,
      @Nullable String parent,
      @Nullable String group,
      List<String> dependsOn,
      @Nullable String specialistType,
      @Nullable Complexity complexity) {
    return new NewTask(
        title,
        ref,
        description,
        parent,
        group,
        dependsOn,
        related,
        specialistType,
        complexity,
        priority,
        estimatedEffort,
        reference,
        externalId,
        marker);
  }

  /// From the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown, or breaks its rule
  public static NewTask fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String complexity = fields.text("complexity_level", 20);
    Long priority = fields.number("priority_level", 1, 5);
    Long effort = fields.number("estimated_effort", 0, MAX_HOURS);
    NewTask task =
        new NewTask(
            fields.required("title", MAX_TITLE),
            fields.text("ref", 64),
            fields.text("description", MAX_TEXT),
            fields.text("parent", 100),
            fields.text("task_group", 200),
            fields.texts("depends_on", MAX_OTHERS, 100),
            fields.texts("related_tasks", MAX_OTHERS, 100),
            fields.text("specialist_type", 64),
            complexity == null ? null : Complexity.of(complexity),
            priority == null ? 3 : priority.intValue(),
            effort == null ? null : effort.intValue(),
            fields.text("reference", 64),
            fields.text("external_id", 500),
            null);
    fields.done();
    return task;
  }
}
