package dev.seshat.cli;

import dev.seshat.interview.Planning;
import dev.seshat.interview.Step;
import dev.seshat.interview.Suggestion;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Interviews as they are shown at the shell: the question with space around it, and what can be done next.
final class InterviewView {
  private static final int WIDTH = 72;

  private InterviewView() {}

  static int print(SeshatCommand root, String ref, Step step) {
    if (root.printedAsJson(step.toJson())) {
      return Cli.OK;
    }
    if (step.prompt() == null && isPaused(root, ref)) {
      root.say("it is kept, and the session is paused");
      root.notice("seshat session resume " + ref);
      return Cli.OK;
    }
    if (step.prompt() == null) {
      root.say(over(step));
      root.notice(
          step.next() == null
              ? "seshat session complete " + ref
              : "seshat session advance " + ref + "  or  seshat session complete " + ref);
      return Cli.OK;
    }
    ProcessPrompt source = step.source();
    String head =
        step.node()
            + (source == null ? "" : " · " + source.category().word())
            + (source != null && source.isRequired() ? " · required" : "")
            + (step.left() == 0 ? "" : " · " + step.left() + " may follow");
    root.say(Ink.DIM.on(root.terminal(), head));
    root.say("");
    wrapped(root.harmless(Objects.requireNonNull(step.prompt().agentText())), width(root))
        .forEach(line -> root.say("  " + Ink.TITLE.on(root.terminal(), line)));
    root.say("");
    String draft = step.draft();
    if (draft != null) {
      root.say(Ink.DIM.on(root.terminal(), "a draft is kept: " + root.harmless(draft)));
    }
    root.notice("seshat session answer " + ref + " TEXT|-   or   seshat session skip " + ref);
    return Cli.OK;
  }

  private static boolean isPaused(SeshatCommand root, String ref) {
    return root.seshat().sessions().get(ref).status() == SessionStatus.PAUSED;
  }

  private static int width(SeshatCommand root) {
    return Math.min(WIDTH, root.terminal().width() - 4);
  }

  private static String over(Step step) {
    return (step.isNodeDone()
            ? "'" + step.node() + "' is done"
            : "nothing waits at '" + step.node() + "', and it is not done")
        + (step.next() == null ? "; the process ends here" : "; next comes '" + step.next() + "'");
  }

  /// Lines of at most `width` characters, cut between words.
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().lines().toList()) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split("\\s+", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static int printMade(SeshatCommand root, Planning.Made made) {
    if (root.printedAsJson(made.toJson())) {
      return Cli.OK;
    }
    for (Session each : made.sessions()) {
      String at = root.shown(each.get(SessionField.SCHEDULED_AT));
      root.say(
          Ink.DIM.on(root.terminal(), each.shortId())
              + "  "
              + (at.isEmpty() ? "" : at + "  ")
              + root.harmless(each.title()));
    }
    SessionView.printWarnings(root, made.warnings());
    return Cli.OK;
  }

  static int printSuggestions(SeshatCommand root, List<Suggestion> suggestions) {
    List<Map<String, @Nullable Object>> json =
        suggestions.stream().map(Suggestion::toJson).toList();
    if (root.printedAsJson(Map.of("suggestions", json))) {
      return Cli.OK;
    }
    Table table =
        new Table().number("NO").flexible("WHAT").number("MIN").flexible("WHY").number("WEIGHT");
    for (int i = 0; i < suggestions.size(); i++) {
      Suggestion each = suggestions.get(i);
      table.row(
          String.valueOf(i + 1),
          each.title(),
          String.valueOf(each.minutes()),
          each.reason(),
          String.valueOf(each.weight()));
    }
    SessionView.printTable(root, table, null, "nothing is suggested");
    if (!suggestions.isEmpty()) {
      root.notice("--schedule NO makes the session");
    }
    return Cli.OK;
  }
}
