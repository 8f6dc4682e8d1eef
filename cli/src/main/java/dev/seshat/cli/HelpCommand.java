package dev.seshat.cli;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `help`: the help of a command, or a topic.
@Command(name = "help", description = "Show the help of a command, or a topic: exit-codes")
final class HelpCommand implements Runnable {
  static final String EXIT_CODES = "exit-codes";

  private final SeshatCommand root;

  @Spec @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND|TOPIC",
      arity = "0..*",
      description = "Such as: session list; exit-codes")
  List<String> words = new ArrayList<>();

  HelpCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    if (words.equals(List.of(EXIT_CODES))) {
      exitCodes();
      return;
    }
    CommandLine command = Objects.requireNonNull(spec).root().commandLine();
    for (String word : words) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        List<String> near = Nearest.to(word, command.getSubcommands().keySet());
        throw new NotFound(
            "no command '"
                + Texts.shorten(String.join(" ", words), 80)
                + "'"
                + (near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?"));
      }
      command = below;
    }
    if (!root.printedAsJson(CommandTree.json(command.getCommandSpec()))) {
      command.usage(command.getOut());
    }
  }

  private void exitCodes() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (ExitCode each : ExitCode.values()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("code", each.code());
      entry.put("meaning", each.meaning());
      json.add(entry);
    }
    if (!root.printedAsJson(Map.of("exit_codes", json))) {
      for (ExitCode each : ExitCode.values()) {
        root.say("%3d  %s".formatted(each.code(), each.meaning().replace("`", "'")));
      }
    }
  }
}
