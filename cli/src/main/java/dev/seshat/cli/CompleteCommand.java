package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.Texts;
import dev.seshat.schema.Schema;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.usage.Host;
import dev.seshat.usage.Model;
import dev.seshat.usage.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `complete`: what a shell asks for to complete the name of a thing in the store. It makes no store, changes none, and
/// says nothing rather than complain.
@Command(
    name = "complete",
    hidden = true,
    description = "Print what a shell may complete a word to, and after a tab what it means")
final class CompleteCommand implements Runnable {
  private static final int MOST = 200;
  private static final int TITLE = 60;

  private final SeshatCommand root;

  @Parameters(
      paramLabel = "WHAT",
      completionCandidates = Things.class,
      description = "sessions, projects, models or hosts")
  String what = "";

  CompleteCommand(SeshatCommand root) {
    this.root = root;
  }

  /// What the store has names of.
  static final class Things extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Things() {
      super(Arrays.asList("sessions", "projects", "models", "hosts"));
    }
  }

  @Override
  public void run() {
    Map<String, String> words = new LinkedHashMap<>();
    try {
      Schema schema = Schema.of(root.where(), root.workspace());
      if (!schema.applied().isEmpty() && schema.outstanding().isEmpty()) {
        words = words(root.seshat());
      }
    } catch (SeshatException e) {
      // there is nothing to complete to; whoever runs the command will be told why
    }
    if (!root.printedAsJson(Map.of("words", words))) {
      words.forEach((word, meaning) ->
          root.say(
              Texts.shorten(word, 200)
                  + (meaning.isEmpty() ? "" : "\t" + Texts.shorten(meaning, TITLE))));
    }
  }

  private Map<String, String> words(Seshat seshat) {
    Map<String, String> words = new LinkedHashMap<>();
    switch (what.toLowerCase(Locale.ROOT)) {
      case "sessions" -> {
        if (seshat.focus().current().isPresent()) {
          words.put("current", "the one in focus");
        }
        for (Session each : seshat.sessions().list(SessionFilter.all().withLimit(MOST)).items()) {
          words.put(each.shortId(), each.title());
        }
      }
      case "projects" -> {
        for (Project each : seshat.usage().projects().list()) {
          words.put(each.name(), "");
        }
      }
      case "models" -> {
        for (Model each : seshat.usage().models()) {
          words.put(each.name(), "");
        }
      }
      case "hosts" -> {
        for (Host each : seshat.usage().hosts()) {
          words.put(each.name(), "");
        }
      }
      default -> {
        // a shell with a newer script asks for what this program does not know
        return Map.of();
      }
    }
    return words;
  }

  /// What the value of an option or a parameter is completed to: `@sessions`, `@files`…, the words that it takes joined by
  /// commas, or nothing.
  static String kindOf(picocli.CommandLine.Model.ArgSpec arg) {
    List<String> choices = Choices.of(arg);
    if (!choices.isEmpty()) {
      return String.join(",", choices);
    }
    String label = arg.paramLabel().toUpperCase(Locale.ROOT);
    if (label.contains("FILE") || label.contains("DIR")) {
      return "@files";
    }
    return switch (label) {
      case "SESSION" -> "@sessions";
      case "PROJECT" -> "@projects";
      case "MODEL" -> "@models";
      case "HOST" -> "@hosts";
      default -> "";
    };
  }
}
