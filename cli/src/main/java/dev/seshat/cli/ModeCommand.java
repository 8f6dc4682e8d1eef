package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.mode.Mode;
import dev.seshat.mode.ModeBackup;
import dev.seshat.mode.ModeBinding;
import dev.seshat.mode.ModeCheck;
import dev.seshat.mode.ModeContent;
import dev.seshat.mode.ModeError;
import dev.seshat.mode.ModeScan;
import dev.seshat.mode.Modes;
import dev.seshat.mode.Role;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mode`: files of roles that sessions of tasks are worked on in.
@Command(
    name = "mode",
    description = "Files of roles: who tasks go to, and by which rules",
    addMethodSubcommands = false)
final class ModeCommand {
  private static final String NAME = "The name of its file, without the ending";

  private final SeshatCommand root;

  ModeCommand(SeshatCommand root) {
    this.root = root;
  }

  private Modes modes() {
    return root.seshat().modes();
  }

  @Command(name = "list", description = "List all modes, and whether their files are right")
  int list() {
    List<Mode> all = modes().list();
    if (root.printedAsJson(
        SessionReadVerbs.page("modes", all.stream().map(Mode::toJson).toList(), null))) {
      return Cli.OK;
    }
    Table table =
        new Table()
            .column("MODE")
            .state("STATE")
            .number("ROLES")
            .number("SESSIONS")
            .flexible("TITLE");
    for (Mode each : all) {
      table.row(
          each.name(),
          each.state(),
          each.content() == null ? "" : Numbers.grouped(each.content().roles().size()),
          Numbers.grouped(each.sessions()),
          each.title());
    }
    SessionView.printTable(root, table, null, "no modes");
    for (Mode each : all) {
      each.errors().stream().limit(3).forEach(error -> notice(each.file(), error));
    }
    return Cli.OK;
  }

  private void notice(String file, ModeError error) {
    root.notice(root.harmless(file + ":" + error));
  }

  @Command(name = "show", description = "Show a mode: its roles and rules")
  int show(
      @Parameters(paramLabel = "MODE", description = NAME) String name,
      @Option(names = "--file", description = "The file itself instead") boolean file) {
    if (file) {
      String text = modes().text(name);
      if (!root.printedAsJson(Map.of("name", name, "text", text))) {
        text.lines().forEach(line -> root.say(root.harmless(line)));
      }
      return Cli.OK;
    }
    Mode mode = modes().get(name);
    if (!root.printedAsJson(mode.toJson())) {
      print(mode);
    }
    return Cli.OK;
  }

  private void print(Mode mode) {
    root.say(
        Ink.TITLE.on(root.terminal(), root.harmless(mode.name()))
            + "  "
            + root.harmless(mode.title())
            + Ink.DIM.on(root.terminal(), "  " + mode.state() + "  " + mode.file()));
    mode.errors().forEach(error -> notice(mode.file(), error));
    ModeContent content = mode.content();
    if (content == null) {
      return;
    }
    if (content.description() != null) {
      say(content.description());
    }
    root.say("");
    say("tasks are " + content.defaultComplexity().word() + " unless somebody says otherwise");
    say(
        content.maxSubtaskDepth() == null
            ? "tasks stand under one another as deep as anybody likes"
            : "tasks stand under one another at most " + content.maxSubtaskDepth() + " deep");
    say(
        "new tasks "
            + (content.autoTaskRouting() ? "go" : "do not go")
            + " to roles by their words");
    for (Role role : content.roles()) {
      root.say("");
      root.say(Ink.TITLE.on(root.terminal(), root.harmless(role.name())));
      say("  " + role.definition());
      String words =
          content.routing().stream()
              .filter(rule -> rule.role().equals(role.name()))
              .flatMap(rule -> rule.keywords().stream())
              .collect(Collectors.joining(", "));
      if (!words.isEmpty()) {
        say("  words: " + words);
      }
    }
    if (!content.validation().isEmpty()) {
      root.say("");
      say("before a task is completed");
      content
          .validation()
          .forEach(rule ->
              say(
                  "  - "
                      + (rule.roles().isEmpty() ? "" : String.join(", ", rule.roles()) + ": ")
                      + rule.rule()));
    }
  }

  private void say(String line) {
    root.say(root.harmless(line));
  }

  @Command(name = "validate", description = "Say all that is wrong with a file; keep nothing")
  int validate(
      @Parameters(
              paramLabel = "FILE|-|MODE",
              description = "YAML; - reads it from stdin; or the name of a mode")
          String file)
      throws IOException {
    boolean isMode = file.matches("[a-z][a-z0-9_-]*");
    ModeCheck check =
        isMode
            ? modes().validateFile(file)
            : modes().validate(Files.textOf(root.terminal(), "file", file));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.putAll(check.toJson());
    if (!root.printedAsJson(json)) {
      if (check.isValid()) {
        say(file + " is right");
      } else {
        check.errors().forEach(error -> say(Files.nameOf(file) + ":" + error));
      }
    }
    return check.isValid() ? Cli.OK : Cli.FAILED;
  }

  @Command(name = "create", description = "Make a mode: write its file")
  int create(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(
              names = "--from",
              paramLabel = "MODE",
              description = "A mode to begin with; default: default")
          @Nullable String from,
      @Option(
              names = "--text",
              paramLabel = "FILE|-",
              description = "The file to begin with; - reads it from stdin")
          @Nullable String file)
      throws IOException {
    String text = file == null ? null : Files.textOf(root.terminal(), "text", file);
    Mode made = modes().create(name, from, text);
    if (!root.printedAsJson(made.toJson())) {
      say(root.seshat().folder().resolve(made.file()).toString());
    }
    return Cli.OK;
  }

  @Command(name = "remove", description = "Remove a mode and its file; a copy of the file is kept")
  int remove(@Parameters(paramLabel = "NAME", description = NAME) String name) {
    modes().remove(name);
    if (!root.printedAsJson(Map.of("removed", name))) {
      say("removed " + name);
    }
    return Cli.OK;
  }

  @Command(name = "select", description = "Work on a session in a mode")
  int select(
      @Parameters(paramLabel = "MODE", description = NAME) String name,
      @Parameters(
              paramLabel = "SESSION",
              arity = "0..1",
              defaultValue = "current",
              description = "Default: the one in focus")
          String session,
      @Option(
              names = "--context",
              paramLabel = "JSON",
              description = "What is different in this session, such as {\"max_subtask_depth\":2}")
          @Nullable String context) {
    Map<String, @Nullable Object> different =
        context == null ? Map.of() : Json.parseObject("--context", context);
    return print(modes().select(session, name, different));
  }

  private int print(ModeBinding binding) {
    if (!root.printedAsJson(binding.toJson())) {
      say(binding.sessionId().toString().substring(0, 8) + "  " + binding.mode());
    }
    return Cli.OK;
  }

  @Command(name = "unselect", description = "Work on a session in no mode")
  int unselect(
      @Parameters(
              paramLabel = "SESSION",
              arity = "0..1",
              defaultValue = "current",
              description = "Default: the one in focus")
          String session) {
    boolean was = modes().unselect(session);
    if (!root.printedAsJson(Map.of("unselected", was))) {
      say(was ? "in no mode now" : "was in no mode");
    }
    return Cli.OK;
  }

  @Command(name = "of", description = "The modes that a session is and was worked on in")
  int of(
      @Parameters(
              paramLabel = "SESSION",
              arity = "0..1",
              defaultValue = "current",
              description = "Default: the one in focus")
          String session) {
    List<ModeBinding> history = modes().history(session);
    if (root.printedAsJson(
        SessionReadVerbs.page(
            "bindings", history.stream().map(ModeBinding::toJson).toList(), null))) {
      return Cli.OK;
    }
    Table table = new Table().column("MODE").column("FROM").column("TO").column("BY");
    for (ModeBinding each : history) {
      table.row(
          each.mode(),
          root.shown(each.boundAt()),
          each.unboundAt() == null ? "now" : root.shown(each.unboundAt()),
          each.boundBy());
    }
    SessionView.printTable(root, table, null, "in no mode");
    return Cli.OK;
  }

  @Command(name = "scan", description = "Look at all files now; a server does so by itself")
  int scan() {
    ModeScan scan = modes().scan();
    if (root.printedAsJson(scan.toJson())) {
      return Cli.OK;
    }
    scan.added().forEach(name -> say("new      " + name));
    scan.changed().forEach(name -> say("changed  " + name));
    scan.gone().forEach(name -> say("gone     " + name));
    scan.invalid()
        .forEach(
            name -> root.notice(root.harmless(name + " is not right; seshat mode show " + name)));
    scan.ignored().forEach((file, why) -> root.notice(root.harmless(file + " " + why)));
    if (scan.isNothing()) {
      say("nothing new");
    }
    return Cli.OK;
  }

  @Command(name = "backup", description = "Copy all files of modes")
  int backup() {
    ModeBackup made = modes().backups().make();
    if (!root.printedAsJson(made.toJson())) {
      say(made.name() + "  " + String.join(", ", made.modes()));
    }
    return Cli.OK;
  }

  @Command(name = "backups", description = "List the copies, the newest first")
  int backups() {
    List<ModeBackup> all = modes().backups().list();
    if (root.printedAsJson(
        SessionReadVerbs.page("backups", all.stream().map(ModeBackup::toJson).toList(), null))) {
      return Cli.OK;
    }
    Table table = new Table().column("COPY").column("MADE").flexible("MODES");
    for (ModeBackup each : all) {
      table.row(each.name(), root.shown(each.at()), String.join(", ", each.modes()));
    }
    SessionView.printTable(root, table, null, "no copies; seshat mode backup makes one");
    return Cli.OK;
  }

  @Command(
      name = "restore",
      description = "Put files back from a copy, or the last right file of a mode")
  int restore(
      @Parameters(
              paramLabel = "COPY",
              arity = "0..1",
              description = "Its name; without one, the last right file of --mode")
          @Nullable String copy,
      @Option(names = "--mode", paramLabel = "MODE", description = "Only this one")
          @Nullable String mode) {
    if (copy == null && mode == null) {
      throw new Invalid("", "say which copy, or which mode: --mode MODE");
    }
    List<String> names = copy == null ? revert(mode) : modes().backups().restore(copy, mode);
    if (!root.printedAsJson(Map.of("restored", names))) {
      say("put back: " + String.join(", ", names));
    }
    return Cli.OK;
  }

  private List<String> revert(@Nullable String mode) {
    return modes().backups().revert(String.valueOf(mode));
  }
}
