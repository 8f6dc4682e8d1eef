package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.server.schema.Schema;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.Tasks;

/// What operations on tasks and their groups take and answer.
final class TaskShapes {
  static final int MAX_TEXT = 100_000;
  private static final long MOST = Long.MAX_VALUE;
  private static final int MOST_OTHERS = 100_000;

  static final Schema STATUS = Schema.word("", TaskStatus.class);
  static final Schema REF = Schema.text("The task: its id, or a prefix of 4 or more", 100);
  static final Schema GROUP = Schema.text("The name of the group", 200);

  private static final Schema TITLE = Schema.text("One line", 500);
  private static final Schema DESCRIPTION = Schema.text("", MAX_TEXT);
  private static final Schema SPECIALIST =
      Schema.text("The kind of specialist that it is for", 64)
          .with("pattern", "^[a-z][a-z0-9_-]{0,63}$");
  private static final Schema COMPLEXITY =
      Schema.word("What it weighs in progress: 1, 3, 5, 8", Complexity.class);
  private static final Schema PRIORITY = Schema.integer("1 urgent to 5 someday", 1, 5);
  private static final Schema HOURS = Schema.integer("In hours", 0, 99_999);
  private static final Schema PERCENT =
      Schema.number("0 to 100").with("maximum", 100).with("examples", java.util.List.of(50));
  private static final Schema REFERENCE =
      Schema.text("What another system calls it", 64)
          .with("pattern", "^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$");

  private TaskShapes() {}

  private static Schema others(String description) {
    return Schema.list(description, Schema.text("", 100), 200);
  }

  private static Schema ids(String description) {
    return Schema.list(description, Schema.id(""), MOST_OTHERS);
  }

  static Schema task() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("marker!", Schema.text("By which its line in a file is known", 13)),
            field("parent_task_id!", Schema.id("").orNull()),
            field("root_task_id!", Schema.id("")),
            field("task_group!", Schema.text("The name of its group", 200).orNull()),
            field("level!", Schema.integer("How many tasks it stands under", 0, MOST)),
            field("hierarchy_path!", Schema.text("The markers from its root to it", 10_000)),
            field("position_in_group!", Schema.integer("", Long.MIN_VALUE, MOST)),
            field("title!", TITLE),
            field("description!", DESCRIPTION.orNull()),
            field("specialist_type!", Schema.text("", 64).orNull()),
            field("complexity_level!", COMPLEXITY),
            field("priority_level!", PRIORITY),
            field("status!", STATUS),
            field("progress_percentage!", PERCENT),
            field("estimated_effort!", HOURS.orNull()),
            field("actual_effort!", HOURS.orNull()),
            field("is_ready!", Schema.flag("Whether it may be begun")),
            field("waits_for!", Schema.integer("Tasks before or under it that are open", 0, MOST)),
            field("children!", Schema.integer("Tasks directly under it", 0, MOST)),
            field("assignee!", Schema.text("", 200).orNull()),
            field("lease_until!", Schema.time("Until when the assignee has it").orNull()),
            field("markdown_section!", Schema.text("", MAX_TEXT).orNull()),
            field("is_off_file!", Schema.flag("Whether its line was taken out of the file")),
            field("file_operations_count!", Schema.integer("", 0, MOST)),
            field("verification_status!", Schema.text("", 64)),
            field("reference!", Schema.text("", 64).orNull()),
            field("external_id!", Schema.text("", 500).orNull()),
            field("created_at!", Schema.time("")),
            field("started_at!", Schema.time("").orNull()),
            field("completed_at!", Schema.time("").orNull()),
            field("last_updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST)),
            field("depends_on!", ids("What it waits for")),
            field("blocks!", ids("What waits for it")),
            field("related_tasks!", ids("What has to do with it")))
        .named("Task");
  }

  /// How a task is to be done, by the mode of its session.
  private static Schema guide() {
    Schema texts = Schema.list("", Schema.text("", MAX_TEXT), 200);
    return Schema.object(
            field("mode!", Schema.text("", 64)),
            field(
                "role!",
                Schema.text("Its `specialist_type`, if the mode has such a role", 64).orNull()),
            field("role_definition!", Schema.text("", MAX_TEXT).orNull()),
            field("expertise!", texts),
            field("approach!", texts),
            field("output_format!", Schema.text("", MAX_TEXT).orNull()),
            field("validation_rules!", texts.saying("What is to be true before it is completed")))
        .named("TaskGuide");
  }

  /// A task with those around it.
  static Schema context() {
    Schema brief =
        Schema.object(
                field("id!", Schema.id("")),
                field("marker!", Schema.text("", 13)),
                field("title!", TITLE),
                field("status!", STATUS),
                field("description!", DESCRIPTION.orNull()))
            .named("BriefTask");
    return Schema.object(
            field("task!", task()),
            field("above!", Schema.list("What it stands under, the root first", brief, 200)),
            field("before!", Schema.list("What it depends on", brief, 200)),
            field("after!", Schema.list("What waits for it", brief, 200)),
            field("under!", Schema.list("What stands directly under it", brief, 200)),
            field("related!", Schema.list("", brief, 200)),
            field("guide!", guide().orNull()))
        .named("TaskContext");
  }

  /// A plan: tasks that name one another.
  static Schema plan() {
    Schema task =
        Schema.object(
                field("title!", TITLE),
                field("ref", Schema.text("A name by which others of the plan call it", 64)),
                field("description", DESCRIPTION),
                field("parent", Schema.text("What it stands under: a ref, marker or id", 100)),
                field("task_group", Schema.text("Made if it is not there", 200)),
                field("depends_on", others("What it waits for: refs, markers or ids")),
                field("related_tasks", others("")),
                field("specialist_type", SPECIALIST),
                field("complexity_level", COMPLEXITY.saying("Default `moderate`")),
                field("priority_level", PRIORITY.saying("1 urgent to 5 someday; default 3")),
                field("estimated_effort", HOURS),
                field("reference", REFERENCE),
                field("external_id", Schema.text("One that is there is not made again", 500)))
            .named("NewTask");
    return Schema.object(field("tasks!", Schema.list("", task, Tasks.MOST_AT_ONCE)))
        .named("TaskPlan");
  }

  static Schema change() {
    return Schema.object(
            field("title", TITLE),
            field("description", DESCRIPTION.orNull()),
            field("specialist_type", SPECIALIST.orNull()),
            field("complexity_level", COMPLEXITY),
            field("priority_level", PRIORITY),
            field("estimated_effort", HOURS.orNull()),
            field("actual_effort", HOURS.orNull()),
            field("verification_status", Schema.text("", 64)),
            field("reference", REFERENCE.orNull()),
            field("status", STATUS),
            field("progress_percentage", PERCENT),
            field("parent", Schema.text("To stand under; null for none", 100).orNull()),
            field("task_group", Schema.text("To stand in; null for none", 200).orNull()),
            field("before", Schema.text("The task to stand before", 100)),
            field("add_depends_on", others("To wait for as well")),
            field("remove_depends_on", others("To wait for no longer")),
            field("related_tasks", others("All of them")),
            field("with_subtasks", Schema.flag("Finish what is open under it too")),
            field("force", Schema.flag("Whoever has claimed it")))
        .named("TaskChange");
  }

  static Schema lease() {
    return Schema.object(field("lease_seconds", Schema.integer("Default 900", 1, 30L * 24 * 3600)));
  }

  static Schema group() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("group_name!", Schema.text("", 200)),
            field("description!", DESCRIPTION.orNull()),
            field("parent_group_id!", Schema.id("").orNull()),
            field("group_level!", Schema.integer("", 0, MOST)),
            field("position_in_session!", Schema.integer("", Long.MIN_VALUE, MOST)),
            field("specialist_focus!", Schema.text("", 64).orNull()),
            field("estimated_effort!", HOURS.orNull()),
            field("priority_level!", PRIORITY),
            field("total_tasks!", Schema.integer("Without those cancelled", 0, MOST)),
            field("completed_tasks!", Schema.integer("", 0, MOST)),
            field("progress_percentage!", PERCENT),
            field("markdown_section!", Schema.text("", MAX_TEXT).orNull()),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST)))
        .named("TaskGroup");
  }

  static Schema newGroup() {
    return Schema.object(
        field("group_name!", GROUP), field("parent_group", Schema.text("It stands in", 200)));
  }

  static Schema groupChange() {
    return Schema.object(
            field("group_name", GROUP),
            field("description", DESCRIPTION.orNull()),
            field("specialist_focus", SPECIALIST.orNull()),
            field("estimated_effort", HOURS.orNull()),
            field("priority_level", PRIORITY),
            field("before", Schema.text("The group to come before", 200)))
        .named("TaskGroupChange");
  }
}
