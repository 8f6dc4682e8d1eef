package dev.seshat.cli;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.process.Condition;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.ProcessVersion;
import dev.seshat.process.Processes;
import dev.seshat.process.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `process`: the processes that interviews follow.
@Command(
    name = "process",
    description = "The processes that interviews follow: nodes, ways between them, prompts",
    addMethodSubcommands = false)
final class ProcessCommand {
  static final String PROCESS = "A name, NAME@NUMBER, or the id of a version";

  private final SeshatCommand root;

  ProcessCommand(SeshatCommand root) {
    this.root = root;
  }

  private Processes processes() {
    return root.seshat().processes();
  }

  @Command(name = "list", description = "List every version of every process, the newest first")
  int list() {
    List<ProcessVersion> all = processes().list();
    if (root.printedAsJson(
        SessionReadVerbs.page(
            "processes", all.stream().map(ProcessVersion::toJson).toList(), null))) {
      return Cli.OK;
    }
    Table table =
        new Table().column("PROCESS").state("").number("NODES").column("MADE").flexible("TITLE");
    for (ProcessVersion each : all) {
      table.row(
          each.shown(),
          each.isActive() ? "active" : "",
          Numbers.grouped(each.nodes()),
          root.shown(each.createdAt()),
          each.title());
    }
    SessionView.printTable(root, table, null, "no processes yet");
    List<String> more =
        processes().shipped().stream()
            .filter(name -> all.stream().noneMatch(each -> each.name().equals(name)))
            .toList();
    if (!more.isEmpty()) {
      root.notice("come with Seshat, taken in when first used: " + String.join(", ", more));
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a process: its nodes, ways and prompts")
  int show(@Parameters(paramLabel = "PROCESS", description = PROCESS) String ref) {
    ProcessVersion version = processes().require(ref);
    ProcessGraph graph = processes().graph(version.id().toString());
    Map<String, @Nullable Object> json = new LinkedHashMap<>(version.toJson());
    json.put("graph", graph.toJson());
    if (!root.printedAsJson(json)) {
      print(version.shown(), graph);
    }
    return Cli.OK;
  }

  private void print(String name, ProcessGraph graph) {
    root.say(
        Ink.TITLE.on(root.terminal(), root.harmless(name))
            + (graph.title() == null ? "" : "  " + root.harmless(graph.title())));
    for (ProcessNode node : graph.nodes()) {
      root.say("");
      String about =
          node.type().word().replace('_', ' ')
              + (node.isOptional() ? ", optional" : "")
              + (node.durationMinutes() == null ? "" : ", " + node.durationMinutes() + " min");
      root.say(
          Ink.TITLE.on(root.terminal(), root.harmless(node.key()))
              + "  "
              + root.harmless(node.name())
              + Ink.DIM.on(root.terminal(), "  " + about));
      for (ProcessPrompt prompt : node.prompts()) {
        root.say(
            "  %-8s %d%s %s%s"
                .formatted(
                    prompt.category().word(),
                    prompt.tier(),
                    prompt.isRequired() ? "*" : " ",
                    root.harmless(prompt.text()),
                    when(prompt.condition())));
      }
      node.next()
          .forEach(each ->
              root.say(Ink.DIM.on(root.terminal(), "  → " + each.to() + when(each.condition()))));
    }
    root.notice("1 to 3: how near a question goes; *: required");
  }

  private static String when(Condition condition) {
    return condition.type() == Condition.Type.ALWAYS ? "" : "  (if " + condition.shown() + ")";
  }

  @Command(
      name = "import",
      description = "Take in the file of a process as its new, active version")
  int take(
      @Parameters(
              paramLabel = "FILE|-|NAME",
              description = "YAML; or the name of a process that comes with Seshat")
          String file)
      throws IOException {
    ProcessVersion made = processes().importText(Files.nameOf(file), text(file));
    return changed(made);
  }

  private String text(String file) throws IOException {
    return processes().shipped().contains(file)
        ? processes().shippedText(file)
        : Files.textOf(root.terminal(), "file", file);
  }

  private int changed(ProcessVersion version) {
    if (!root.printedAsJson(version.toJson())) {
      root.say(version.shown() + (version.isActive() ? "  active" : ""));
    }
    return Cli.OK;
  }

  @Command(name = "validate", description = "Say whether a file is a whole process; keep nothing")
  int validate(
      @Parameters(paramLabel = "FILE|-", description = "YAML; - reads it from stdin") String file)
      throws IOException {
    ProcessGraph graph = processes().validate(Files.nameOf(file), text(file));
    int prompts = graph.nodes().stream().mapToInt(each -> each.prompts().size()).sum();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("process", graph.name());
    json.put("nodes", graph.nodes().size());
    json.put("prompts", prompts);
    json.put("valid", true);
    if (!root.printedAsJson(json)) {
      root.say(
          "%s is whole: %s, %s"
              .formatted(
                  root.harmless(graph.name()),
                  Numbers.counted(graph.nodes().size(), "node"),
                  Numbers.counted(prompts, "prompt")));
    }
    return Cli.OK;
  }

  @Command(name = "export", description = "Print the file that a version was made of")
  int export(@Parameters(paramLabel = "PROCESS", description = PROCESS) String ref) {
    ProcessVersion version = processes().require(ref);
    String source = processes().source(version.id().toString());
    if (source == null) {
      throw new NotFound(version.shown() + " came without a file");
    }
    if (!root.printedAsJson(Map.of("process", version.shown(), "source", source))) {
      source.lines().forEach(line -> root.say(root.harmless(line)));
    }
    return Cli.OK;
  }

  @Command(name = "activate", description = "Have new sessions begin with a version")
  int activate(@Parameters(paramLabel = "PROCESS", description = PROCESS) String ref) {
    return changed(processes().activate(processes().require(ref).id().toString()));
  }

  @Command(name = "position", description = "How far somebody has come in a process")
  int position(
      @Parameters(paramLabel = "STORYTELLER", description = StorytellerCommand.WHO) String who,
      @Option(
              names = "--process",
              paramLabel = "PROCESS",
              description = "Default: that of the last interview")
          @Nullable String process) {
    UUID id = root.seshat().storytellers().get(who).id();
    Progress progress = root.seshat().positions().of(id, process == null ? last(id) : process);
    if (root.printedAsJson(progress.toJson())) {
      return Cli.OK;
    }
    ProcessGraph graph = processes().graph(progress.version().id().toString());
    root.say(Ink.TITLE.on(root.terminal(), progress.version().shown()));
    for (ProcessNode node : graph.nodes()) {
      boolean isCurrent = node.key().equals(progress.current());
      String mark =
          progress.done().contains(node.key())
              ? "done"
              : isCurrent
                  ? "here"
                  : progress.reachable().contains(node.key()) ? "can come" : "not on the way";
      Ink ink = isCurrent ? Ink.TITLE : mark.equals("done") ? Ink.GOOD : Ink.PLAIN;
      root.say(
          ink.on(
                  root.terminal(),
                  "%-20s %-34s"
                      .formatted(
                          root.harmless(node.key()), Texts.shorten(root.harmless(node.name()), 34)))
              + " "
              + mark);
    }
    return Cli.OK;
  }

  private String last(UUID storyteller) {
    return root.seshat()
        .planning()
        .lastFollowed(storyteller)
        .map(UUID::toString)
        .orElseThrow(() ->
            new NotFound("none of their interviews follows a process; say which with --process"));
  }
}
