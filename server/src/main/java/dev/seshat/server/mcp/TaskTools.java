package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.server.schema.Schema;
import dev.seshat.task.Complexity;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskClaims;
import dev.seshat.task.TaskContext;
import dev.seshat.task.TaskGuide;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `task_plan`, `task_next`, `task_update`: the tasks of a session.
final class TaskTools {
  private static final int MOST_READY = 50;
  private static final int MOST_CHANGED = 100;
  private static final int LINE = 300;
  private static final int MAX_SHOWN = 2_000;
  private static final int MAX_TEXT = 100_000;
  private static final int MOST_OTHERS = 200;

  private TaskTools() {}

  static Tool plan() {
    Schema task =
        Schema.object(
            field("title!", Schema.text("", 500)),
            field("ref", Schema.text("A name for the others to use", 64)),
            field("description", Schema.text("", MAX_TEXT)),
            field("parent", Schema.text("", 100)),
            field("depends_on", others()),
            field("task_group", Schema.text("", 200)),
            field("specialist_type", Schema.text("", 64)),
            field("complexity_level", Schema.word("", Complexity.class)),
            field("priority_level", Schema.integer("1 urgent to 5", 1, 5)),
            field("estimated_effort", Schema.integer("Hours", 0, 99_999)));
    return Tool.of(
        "task_plan",
        "Plan tasks",
        "Makes all tasks of a plan, or none. parent and depends_on name tasks by ref, or by marker if they are there already."
            + " Answers a marker for each.",
        true,
        Schema.object(
            Common.session(),
            field("tasks!", Schema.list("", task, Tasks.MOST_AT_ONCE)),
            Common.idempotencyKey()),
        answer(),
        TaskTools::plan);
  }

  static Tool next() {
    return Tool.of(
        "task_next",
        "Next task",
        "Claims the first ready task for you (status in_progress, until the lease ends) and tells what is above, before and under"
            + " it. With look: lists what is ready, claims nothing.",
        true,
        Schema.object(
            Common.session(),
            field("look", Schema.flag("")),
            field("task", Schema.text("This one instead", 100)),
            field("lease_minutes", Schema.integer("Default 15", 1, 43_200)),
            Common.idempotencyKey()),
        answer(),
        TaskTools::next);
  }

  static Tool update() {
    Schema change =
        Schema.object(
            field("task!", Schema.text("Marker", 100)),
            field("status", Schema.word("", TaskStatus.class)),
            field("progress_percentage", Schema.integer("", 0, 100)),
            field("title", Schema.text("", 500)),
            field("description", Schema.text("", MAX_TEXT)),
            field("priority_level", Schema.integer("", 1, 5)),
            field("actual_effort", Schema.integer("", 0, 99_999)),
            field("parent", Schema.text("'' for none", 100)),
            field("task_group", Schema.text("", 200)),
            field("before", Schema.text("Stand before it", 100)),
            field("add_depends_on", others()),
            field("remove_depends_on", others()),
            field("with_subtasks", Schema.flag("Complete those under it too")),
            field("force", Schema.flag("Though another's")));
    return Tool.of(
        "task_update",
        "Change tasks",
        "Changes tasks, all or none: in_progress, then completed, failed or blocked; pending gives it back or tries again;"
            + " cancelled in place of deleting. With task alone: you are still at it.",
        true,
        Schema.object(
            Common.session(),
            field("tasks!", Schema.list("", change, MOST_CHANGED)),
            Common.idempotencyKey()),
        answer(),
        TaskTools::update);
  }

  private static Schema others() {
    return Schema.list("", Schema.text("", 100), MOST_OTHERS);
  }

  private static Schema answer() {
    Schema task = Schema.answer(field("marker!", Schema.text("", 13)));
    return Schema.answer(field("tasks!", Schema.list("", task, Tasks.MOST_AT_ONCE)));
  }

  private static Tool.Answer plan(Call call) {
    List<Map<String, @Nullable Object>> told = some(call);
    List<NewTask> plan = items(told, NewTask::fromJson);
    List<Task> made = call.seshat().tasks().add(call.needed("session"), plan);
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < made.size(); i++) {
      Map<String, @Nullable Object> json = json(made.get(i));
      json.remove("description");
      String ref = plan.get(i).ref();
      if (ref != null) {
        json.put("ref", ref);
      }
      shown.add(json);
      text.append(text.isEmpty() ? "" : "\n").append(line(made.get(i)));
    }
    return new Tool.Answer(Map.of("tasks", shown), text.toString());
  }

  private static List<Map<String, @Nullable Object>> some(Call call) {
    List<Map<String, @Nullable Object>> told = call.objects("tasks");
    if (told.isEmpty()) {
      throw new Invalid("tasks", "is empty; name one at least");
    }
    return told;
  }

  /// What each object stands for; a problem names it.
  private static <T> List<T> items(
      List<Map<String, @Nullable Object>> told, Function<Map<String, @Nullable Object>, T> parse) {
    List<T> items = new ArrayList<>();
    for (Map<String, @Nullable Object> each : told) {
      try {
        items.add(parse.apply(each));
      } catch (Invalid e) {
        throw e.within("tasks[" + items.size() + "]");
      }
    }
    return items;
  }

  private static Tool.Answer next(Call call) {
    String session = call.needed("session");
    if (call.flag("look")) {
      List<Task> ready = call.seshat().tasks().ready(session, MOST_READY);
      return many(ready, "Nothing is ready.");
    }
    Duration lease = Duration.ofMinutes(call.integer("lease_minutes", 15));
    TaskClaims claims = call.seshat().taskClaims();
    String named = call.text("task");
    Optional<Task> claimed =
        named == null
            ? claims.claim(session, lease)
            : Optional.of(claims.claim(session, named, lease));
    if (claimed.isEmpty()) {
      return many(List.of(), "Nothing is ready.");
    }
    return context(call.seshat().tasks().context(null, claimed.get().id().toString()));
  }

  private static Tool.Answer context(TaskContext context) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("tasks", List.of(json(context.task())));
    StringBuilder text = new StringBuilder("Yours: ").append(line(context.task()));
    if (context.task().description() != null) {
      text.append('\n').append(context.task().description());
    }
    around(structured, text, "above", context.above());
    around(structured, text, "before", context.before());
    around(structured, text, "under", context.under());
    around(structured, text, "after", context.after());
    guide(structured, text, context.guide());
    return new Tool.Answer(structured, text.toString());
  }

  private static void guide(
      Map<String, @Nullable Object> structured, StringBuilder text, @Nullable TaskGuide guide) {
    if (guide == null) {
      return;
    }
    structured.put("guide", guide.toJson());
    if (guide.definition() != null) {
      text.append("\nrole: ").append(guide.definition());
    }
    guide.approach().forEach(each -> text.append("\n  - ").append(each));
    if (guide.outputFormat() != null) {
      text.append("\nhand over: ").append(guide.outputFormat());
    }
    guide.rules().forEach(each -> text.append("\nbefore it is completed: ").append(each));
  }

  private static void around(
      Map<String, @Nullable Object> structured, StringBuilder text, String name, List<Task> tasks) {
    if (!tasks.isEmpty()) {
      structured.put(name, tasks.stream().map(TaskTools::json).toList());
      text.append('\n').append(name).append(':');
      tasks.forEach(each -> text.append("\n  ").append(line(each)).append(about(each)));
    }
  }

  private static String about(Task task) {
    return task.description() == null ? "" : ": " + Texts.shorten(task.description(), LINE);
  }

  private static Tool.Answer update(Call call) {
    String session = call.needed("session");
    List<Map<String, @Nullable Object>> told = some(call);
    List<TaskChange> changes =
        items(
            told,
            each -> {
              Map<String, @Nullable Object> change = new LinkedHashMap<>(each);
              change.remove("task");
              return TaskChange.fromJson(change);
            });
    List<Task> now = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      String task = String.valueOf(told.get(i).get("task"));
      now.add(changed(call.seshat(), session, task, told.get(i).size() == 1, changes.get(i)));
    }
    return many(now, "Nothing was changed.");
  }

  private static Task changed(
      Seshat seshat, String session, String task, boolean isAlive, TaskChange change) {
    return isAlive
        ? seshat.taskClaims().heartbeat(session, task, TaskClaims.LEASE)
        : seshat.tasks().change(session, task, change, null);
  }

  private static Tool.Answer many(List<Task> tasks, String none) {
    String text = tasks.stream().map(TaskTools::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(
        Map.of("tasks", tasks.stream().map(TaskTools::json).toList()),
        text.isEmpty() ? none : text);
  }

  /// What an agent wants to know: no nulls, and nothing that it can do nothing with.
  private static Map<String, @Nullable Object> json(Task task) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(task.toJson());
    json.keySet()
        .retainAll(
            Set.of(
                "id",
                "marker",
                "title",
                "description",
                "status",
                "task_group",
                "specialist_type",
                "complexity_level",
                "priority_level",
                "progress_percentage",
                "waits_for",
                "children",
                "assignee",
                "lease_until",
                "reference"));
    json.values().removeIf(value -> value == null);
    if (task.description() != null) {
      json.put("description", Texts.shorten(task.description(), MAX_SHOWN));
    }
    if (task.leaseUntil() != null) {
      json.put("lease_until", task.leaseUntil().toString());
    }
    return json;
  }

  private static String line(Task task) {
    return "%s %s%s %s%s"
        .formatted(
            task.marker(),
            task.isReady() ? "ready" : task.status().word(),
            task.progress() > 0 ? " " + Math.round(Math.floor(task.progress())) + "%" : "",
            Texts.shorten(task.title(), LINE),
            task.waitsFor() > 0 ? " (waits for " + task.waitsFor() + ")" : "");
  }
}
