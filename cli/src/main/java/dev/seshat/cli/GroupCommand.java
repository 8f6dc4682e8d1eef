package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.task.TaskGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `group`: the groups that a session's tasks stand in.
@Command(
    name = "group",
    description = "The groups that a session's tasks stand in",
    addMethodSubcommands = false)
final class GroupCommand {
  private final SeshatCommand root;

  GroupCommand(SeshatCommand root) {
    this.root = root;
  }

  private static String in(@Nullable String session) {
    return Objects.requireNonNullElse(session, "current");
  }

  @Command(name = "add", description = "Make a group; one of the name that is there is that one")
  int add(
      @Parameters(paramLabel = "NAME", description = "One in the session") String name,
      @Option(names = "--in", paramLabel = "GROUP", description = "The group that it stands in")
          @Nullable String parent,
      @Option(names = "--session", paramLabel = "SESSION", description = TaskWorkVerbs.SESSION)
          @Nullable String session) {
    return print(root.seshat().taskGroups().add(in(session), name, parent));
  }

  private int print(TaskGroup group) {
    if (!root.printedAsJson(group.toJson())) {
      root.say(
          "%s  %d of %d done, %s %%"
              .formatted(
                  root.harmless(group.name()), group.completed(), group.total(), percent(group)));
    }
    return Cli.OK;
  }

  private static String percent(TaskGroup group) {
    return String.format(Locale.ROOT, "%.0f", Math.floor(group.progress()));
  }

  @Command(name = "list", description = "List the groups of a session, in their order")
  int list(
      @Option(names = "--session", paramLabel = "SESSION", description = TaskWorkVerbs.SESSION)
          @Nullable String session) {
    List<TaskGroup> groups = root.seshat().taskGroups().list(in(session));
    if (root.printedAsJson(
        SessionReadVerbs.page("groups", groups.stream().map(TaskGroup::toJson).toList(), null))) {
      return Cli.OK;
    }
    Table table = new Table().number("TASKS").number("DONE").number("PROGRESS").flexible("GROUP");
    for (TaskGroup each : groups) {
      table.row(
          Numbers.grouped(each.total()),
          Numbers.grouped(each.completed()),
          percent(each) + " %",
          "  ".repeat(each.level()) + each.name());
    }
    SessionView.printTable(root, table, null, "no groups");
    return Cli.OK;
  }

  @Command(name = "edit", description = "Rename, order or describe a group")
  int edit(
      @Parameters(paramLabel = "GROUP", description = "Its name") String name,
      @Option(names = "--name", paramLabel = "NAME", description = "A new one")
          @Nullable String newName,
      @Option(names = "--before", paramLabel = "GROUP", description = "Have it come before this")
          @Nullable String before,
      @Option(names = "--description", paramLabel = "TEXT", description = "What it is for")
          @Nullable String description,
      @Option(names = "--specialist", paramLabel = "WORD", description = "Who mostly works on it")
          @Nullable String specialist,
      @Option(names = "--priority", paramLabel = "N", description = "1 urgent to 5 someday")
          @Nullable Long priority,
      @Option(names = "--effort", paramLabel = "HOURS", description = "What it will take")
          @Nullable Long effort,
      @Option(names = "--session", paramLabel = "SESSION", description = TaskWorkVerbs.SESSION)
          @Nullable String session) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put("group_name", newName);
    changes.put("before", before);
    changes.put("description", description);
    changes.put("specialist_focus", specialist);
    changes.put("priority_level", priority);
    changes.put("estimated_effort", effort);
    changes.values().removeIf(Objects::isNull);
    if (changes.isEmpty()) {
      throw new Invalid("", "nothing is to change; give --name, --before or another option");
    }
    return print(root.seshat().taskGroups().change(in(session), name, changes));
  }

  @Command(name = "remove", description = "Take a group away that has nothing in it")
  int remove(
      @Parameters(paramLabel = "GROUP", description = "Its name") String name,
      @Option(names = "--session", paramLabel = "SESSION", description = TaskWorkVerbs.SESSION)
          @Nullable String session) {
    TaskGroup gone = root.seshat().taskGroups().remove(in(session), name);
    if (!root.printedAsJson(Map.of("removed", gone.name()))) {
      root.say("'" + root.harmless(gone.name()) + "' removed");
    }
    return Cli.OK;
  }
}
