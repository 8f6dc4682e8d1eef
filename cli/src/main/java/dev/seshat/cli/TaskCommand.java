package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.json.Yaml;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskFilter;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `task`: the tasks of a session.
@Command(
    name = "task",
    description = "Tasks of a session: planned, waiting for one another, claimed, done",
    addMethodSubcommands = false)
final class TaskCommand extends TaskWorkVerbs {
  private static final Set<String> WHOLE =
      Set.of("priority_level", "estimated_effort", "actual_effort");
  private static final Set<String> LISTS =
      Set.of("add_depends_on", "remove_depends_on", "related_tasks");

  TaskCommand(SeshatCommand root) {
    super(root);
  }

  private static String in(@Nullable String session) {
    return Objects.requireNonNullElse(session, "current");
  }

  @Command(name = "add", description = "Make a task")
  int add(
      @Parameters(paramLabel = "TITLE", description = "One line") String title,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Mixin TaskOptions told) {
    Task made =
        root.seshat()
            .tasks()
            .add(in(session), List.of(NewTask.fromJson(told.fields(title))))
            .getFirst();
    return TaskView.print(root, made);
  }

  @Command(
      name = "plan",
      description = "Make all tasks of a file (YAML or JSON), which may name one another")
  int plan(
      @Parameters(
              paramLabel = "FILE|-",
              description = "tasks: a list of {title, ref, parent, depends_on, task_group, …}")
          String file,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session)
      throws IOException {
    String text = Files.textOf(root.terminal(), "file", file);
    Yaml yaml = Yaml.parse(Files.nameOf(file), text);
    Fields fields = new Fields(yaml.object(Files.nameOf(file)));
    List<Map<String, @Nullable Object>> told = fields.objects("tasks", Tasks.MOST_AT_ONCE);
    fields.done();
    List<NewTask> plan = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      String at = "tasks[" + i + "]";
      try {
        plan.add(NewTask.fromJson(told.get(i)));
      } catch (Invalid e) {
        throw e.within(at + " in line " + yaml.line(at));
      }
    }
    if (plan.isEmpty()) {
      throw new Invalid("tasks", "is empty; there is nothing to plan");
    }
    return TaskView.printAll(
        root, root.seshat().tasks().add(in(session), plan), null, "nothing planned");
  }

  @Command(name = "list", description = "List tasks, the most urgent first")
  int list(
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              split = ",",
              description =
                  "open, pending, in_progress, blocked, completed, failed, cancelled; several with commas",
              completionCandidates = Choices.TaskStatuses.class)
          @Nullable List<String> status,
      @Option(names = "--ready", description = "Only those that may be begun") boolean ready,
      @Option(names = "--group", paramLabel = "NAME", description = "Only of this group")
          @Nullable String group,
      @Option(names = "--assignee", paramLabel = "NAME", description = "Only this one's")
          @Nullable String assignee,
      @Option(names = "--specialist", paramLabel = "WORD", description = "Only for these")
          @Nullable String specialist,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    TaskFilter filter =
        new TaskFilter(
            TaskFilter.statuses(status == null ? null : String.join(",", status)),
            ready,
            group,
            assignee,
            specialist,
            cursor,
            limit);
    Page<Task> page = root.seshat().tasks().list(in(session), filter);
    return TaskView.printAll(root, page.items(), page.next(), "no tasks");
  }

  @Command(name = "ready", description = "List what may be begun, the most urgent first")
  int ready(
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 1000 (default 20)")
          int limit) {
    Page<Task> page = root.seshat().tasks().list(in(session), TaskFilter.all(limit).ready());
    return TaskView.printAll(root, page.items(), page.next(), "nothing is ready");
  }

  @Command(name = "tree", description = "Show all tasks under one another, in their groups")
  int tree(
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(
              names = "--under",
              paramLabel = "TASK",
              description = "Only this one and those under it")
          @Nullable String under) {
    Tasks tasks = root.seshat().tasks();
    return TaskView.printTree(
        root, under == null ? tasks.tree(in(session)) : tasks.tree(in(session), under));
  }

  @Command(name = "show", description = "Show a task, what it waits for, and what stands around it")
  int show(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return TaskView.printContext(
        root, root.seshat().tasks().context(null, found(ref, session).id().toString()));
  }

  @Command(
      name = "edit",
      description = "Change a task: title='Write notes' priority_level=2 progress_percentage=50")
  int edit(
      @Parameters(index = "0", paramLabel = "TASK", description = TASK) String ref,
      @Parameters(
              index = "1..*",
              paramLabel = "FIELD=VALUE",
              description =
                  "title, description, specialist_type, complexity_level, priority_level, estimated_effort, actual_effort, reference, verification_status, progress_percentage, status, related_tasks (with commas)")
          @Nullable List<String> fields,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "Set a field to nothing; may be repeated")
          @Nullable List<String> clear,
      @Option(
              names = "--expect-version",
              paramLabel = "N",
              description = "Refuse if it was changed since")
          @Nullable Long version,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    Map<String, @Nullable Object> json = told(fields);
    if (clear != null) {
      clear.forEach(name -> json.put(name, null));
    }
    if (json.isEmpty()) {
      throw new Invalid("", "nothing is to change; give FIELD=VALUE or --clear FIELD");
    }
    return change(found(ref, session), TaskChange.fromJson(json), version);
  }

  private static Map<String, @Nullable Object> told(@Nullable List<String> fields) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String each : fields == null ? List.<String>of() : fields) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw new Invalid("", "'" + each + "' is no FIELD=VALUE");
      }
      String name = each.substring(0, equals);
      json.put(name, value(name, each.substring(equals + 1)));
    }
    return json;
  }

  private static Object value(String name, String text) {
    try {
      if (WHOLE.contains(name)) {
        return Long.valueOf(text);
      }
      if (name.equals("progress_percentage")) {
        return Double.valueOf(text.replace("%", "").strip());
      }
    } catch (NumberFormatException e) {
      throw new Invalid(name, "must be a number, not '" + dev.seshat.Texts.shorten(text, 40) + "'");
    }
    return LISTS.contains(name)
        ? Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList()
        : text;
  }

  @Command(name = "move", description = "Have a task, with all under it, stand elsewhere")
  int move(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--under", paramLabel = "TASK", description = "Last under this one")
          @Nullable String under,
      @Option(names = "--group", paramLabel = "NAME", description = "Last in this group")
          @Nullable String group,
      @Option(names = "--before", paramLabel = "TASK", description = "Beside this one, before it")
          @Nullable String before,
      @Option(names = "--out", description = "Under none and in no group") boolean out,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    long said = java.util.stream.Stream.of(under, group, before).filter(Objects::nonNull).count();
    if (said + (out ? 1 : 0) != 1) {
      throw new Invalid("", "say one of --under, --group, --before and --out");
    }
    return change(ref, session, TaskChange.to(new TaskPlace(under, group, before)));
  }

  @Command(name = "depend", description = "Have a task wait for others")
  int depend(
      @Parameters(index = "0", paramLabel = "TASK", description = TASK) String ref,
      @Parameters(index = "1..*", arity = "1..*", paramLabel = "OTHER", description = "For these")
          List<String> others,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.after(others.toArray(String[]::new)));
  }

  @Command(name = "undepend", description = "Have a task no longer wait for others")
  int undepend(
      @Parameters(index = "0", paramLabel = "TASK", description = TASK) String ref,
      @Parameters(index = "1..*", arity = "1..*", paramLabel = "OTHER", description = "For these")
          List<String> others,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.fromJson(Map.of("remove_depends_on", others)));
  }
}
