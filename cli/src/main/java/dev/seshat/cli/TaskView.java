package dev.seshat.cli;

import dev.seshat.task.Task;
import dev.seshat.task.TaskContext;
import dev.seshat.task.TaskGuide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How tasks are shown on a terminal.
final class TaskView {
  private TaskView() {}

  static Map<String, @Nullable Object> json(List<Task> tasks, @Nullable String next) {
    return SessionReadVerbs.page("tasks", tasks.stream().map(Task::toJson).toList(), next);
  }

  static int printAll(SeshatCommand root, List<Task> tasks, @Nullable String next, String nothing) {
    if (root.printedAsJson(json(tasks, next))) {
      return Cli.OK;
    }
    Table table =
        new Table()
            .dim("TASK")
            .state("STATUS")
            .number("DONE")
            .number("PRIORITY")
            .column("WHO")
            .column("GROUP")
            .flexible("TITLE");
    for (Task each : tasks) {
      table.row(
          each.marker(),
          state(each),
          percent(each),
          each.priority(),
          each.assignee(),
          each.group(),
          each.title());
    }
    SessionView.printTable(root, table, next, nothing);
    return Cli.OK;
  }

  /// The tasks as they stand under one another, their groups as headings.
  static int printTree(SeshatCommand root, List<Task> tasks) {
    if (root.printedAsJson(json(tasks, null))) {
      return Cli.OK;
    }
    if (tasks.isEmpty()) {
      root.notice("no tasks yet");
      return Cli.OK;
    }
    String group = null;
    int top = tasks.getFirst().level();
    for (Task each : tasks) {
      if (each.group() != null && !each.group().equals(group)) {
        root.say(Ink.TITLE.on(root.terminal(), root.harmless(each.group())));
      }
      group = each.group();
      root.say("  ".repeat(each.level() - top) + line(root, each));
    }
    return Cli.OK;
  }

  /// What became of a task, in one line.
  static int print(SeshatCommand root, Task task) {
    if (!root.printedAsJson(task.toJson())) {
      root.say(line(root, task));
    }
    return Cli.OK;
  }

  private static String line(SeshatCommand root, Task task) {
    List<String> more = new ArrayList<>();
    if (task.waitsFor() > 0 && task.status().word().equals("pending")) {
      more.add("waits for " + task.waitsFor());
    }
    if (task.assignee() != null) {
      more.add("@" + root.harmless(task.assignee()));
    }
    if (task.leaseUntil() != null) {
      more.add("until " + root.shown(task.leaseUntil()));
    }
    String state = state(task);
    return Ink.DIM.on(root.terminal(), task.marker())
        + "  "
        + Ink.ofState(state).on(root.terminal(), state)
        + (task.progress() > 0 && task.progress() < 100 ? "  " + percent(task) : "")
        + "  "
        + root.harmless(task.title())
        + (more.isEmpty()
            ? ""
            : Ink.DIM.on(root.terminal(), "  (" + String.join(", ", more) + ")"));
  }

  private static String state(Task task) {
    return task.isReady() ? "ready" : task.status().word();
  }

  private static String percent(Task task) {
    return String.format(Locale.ROOT, "%.0f %%", Math.floor(task.progress()));
  }

  /// A task and what is around it.
  static int printContext(SeshatCommand root, TaskContext context) {
    if (root.printedAsJson(context.toJson())) {
      return Cli.OK;
    }
    Task task = context.task();
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(task.title())));
    root.say(line(root, task));
    if (task.description() != null) {
      task.description().lines().forEach(each -> root.say(root.harmless(each)));
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", task.id());
    facts.put("group", task.group());
    facts.put("specialist", task.specialistType());
    facts.put("complexity", task.complexity().word());
    facts.put("priority", task.priority());
    facts.put("estimated", task.estimatedEffort() == null ? null : task.estimatedEffort() + " h");
    facts.put("spent", task.actualEffort() == null ? null : task.actualEffort() + " h");
    facts.put("reference", task.reference());
    facts.forEach((name, value) -> {
      if (value != null) {
        root.say(
            Ink.DIM.on(root.terminal(), "%-12s".formatted(name)) + root.harmless(value.toString()));
      }
    });
    printSome(root, "Stands under", context.above());
    printSome(root, "Comes after", context.before());
    printSome(root, "Is waited for by", context.after());
    printSome(root, "Has under it", context.under());
    printSome(root, "Has to do with", context.related());
    printGuide(root, context.guide());
    return Cli.OK;
  }

  private static void printGuide(SeshatCommand root, @Nullable TaskGuide guide) {
    if (guide == null) {
      return;
    }
    root.say("");
    root.say("In mode " + root.harmless(guide.mode()));
    if (guide.definition() != null) {
      root.say("  " + root.harmless(guide.role() + ": " + guide.definition()));
    }
    guide.approach().forEach(each -> root.say("  - " + root.harmless(each)));
    if (guide.outputFormat() != null) {
      root.say("  hands over: " + root.harmless(guide.outputFormat()));
    }
    guide.rules().forEach(each -> root.say("  before it is completed: " + root.harmless(each)));
  }

  private static void printSome(SeshatCommand root, String title, List<Task> tasks) {
    if (!tasks.isEmpty()) {
      root.say("");
      root.say(title);
      tasks.forEach(each -> root.say("  " + line(root, each)));
    }
  }
}
