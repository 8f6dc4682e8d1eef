package dev.seshat.cli;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.prompting.Delta;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.Logged;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.PromptKeyword;
import dev.seshat.prompting.Reference;
import dev.seshat.prompting.Scores;
import dev.seshat.prompting.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Iterations as they look at the shell.
final class IterationView {
  private static final int BAR = 20;

  private IterationView() {}

  static int print(SeshatCommand root, Logged logged) {
    if (!root.printedAsJson(logged.toJson())) {
      root.say(line(root, logged.iteration()));
      if (logged.delta() != null) {
        say(root, logged.delta());
      }
      say(root, logged.suggestion());
    }
    return Cli.OK;
  }

  private static String line(SeshatCommand root, Iteration iteration) {
    Double score = iteration.score();
    String scored =
        score == null
            ? "not scored"
            : "batch "
                + score(score)
                + ", best image "
                + score(iteration.bestScore())
                + (iteration.scoresValidated() ? ", confirmed" : ", preliminary");
    return "iteration "
        + iteration.iterationNumber()
        + "  "
        + iteration.actionType()
        + "  "
        + (iteration.success() ? Ink.GOOD.on(root.terminal(), "success") + "  " : "")
        + scored;
  }

  private static String score(@Nullable Double score) {
    return score == null ? "" : String.format(Locale.ROOT, "%.2f", score);
  }

  static int printAll(SeshatCommand root, List<Iteration> iterations, @Nullable String next) {
    List<Map<String, @Nullable Object>> items =
        root.isJson() ? iterations.stream().map(Iteration::toJson).toList() : List.of();
    if (!root.printedAsJson(SessionReadVerbs.page("iterations", items, next))) {
      Table table =
          new Table()
              .number("N")
              .column("ACTION")
              .number("BATCH")
              .number("BEST")
              .column("SCORES")
              .dim("AT")
              .flexible("PROMPT");
      for (Iteration each : iterations) {
        table.row(
            each.iterationNumber(),
            each.actionType() + (each.parentImage() == null ? "" : " of " + each.parentImage()),
            score(each.score()),
            score(each.bestScore()),
            each.score() == null ? "" : each.scoresValidated() ? "confirmed" : "preliminary",
            root.shown(each.createdAt()),
            each.prompt());
      }
      SessionView.printTable(root, table, next);
    }
    return Cli.OK;
  }

  static int print(SeshatCommand root, Iteration iteration) {
    if (root.printedAsJson(iteration.toJson())) {
      return Cli.OK;
    }
    root.say(line(root, iteration));
    root.say(root.harmless(iteration.prompt()));
    Scores scores = iteration.scores();
    if (scores != null) {
      scores
          .scores()
          .forEach((name, value) -> {
            long filled = Math.round(value * BAR);
            root.say(
                "  %-14s %s  %s%s"
                    .formatted(
                        name,
                        score(value),
                        "#".repeat((int) filled) + "·".repeat((int) (BAR - filled)),
                        "low".equals(scores.confidence().get(name)) ? "  (low confidence)" : ""));
          });
      root.say("  by " + scores.method());
    }
    fields(root, iteration.toJson(), List.of("parameters", "mj_version", "parent_image"));
    fields(
        root,
        iteration.toJson(),
        List.of("user_feedback", "what_worked", "what_failed", "gap_analysis", "patterns"));
    return Cli.OK;
  }

  private static void fields(
      SeshatCommand root, Map<String, @Nullable Object> json, List<String> names) {
    for (String name : names) {
      Object value = json.get(name);
      if (value != null && !List.of().equals(value) && !Map.of().equals(value)) {
        String shown = value instanceof String text ? text : Json.write(value);
        String label = "%-24s".formatted(name.replace('_', ' '));
        root.say(Ink.DIM.on(root.terminal(), label) + root.harmless(shown));
      }
    }
  }

  static int print(SeshatCommand root, Delta delta) {
    if (!root.printedAsJson(delta.toJson())) {
      say(root, delta);
    }
    return Cli.OK;
  }

  private static void say(SeshatCommand root, Delta delta) {
    root.say("since iteration " + delta.from() + ":");
    if (delta.isSamePrompt()) {
      root.say("  the same prompt and parameters");
    }
    phrases(root, "+", delta.added());
    phrases(root, "-", delta.removed());
    delta
        .modified()
        .forEach(each ->
            root.say("  ~ " + root.harmless(each.from().shown() + " → " + each.to().shown())));
    delta
        .parameters()
        .forEach(each ->
            root.say(
                "  %s: %s → %s"
                    .formatted(
                        root.harmless(each.name()),
                        value(root, each.from()),
                        value(root, each.to()))));
    Double moved = delta.scoreDelta();
    if (moved != null) {
      root.say(String.format(Locale.ROOT, "  score %+.2f", moved));
      dimensions(root, "improved", Ink.GOOD, delta.improved(), delta);
      dimensions(root, "degraded", Ink.BAD, delta.degraded(), delta);
    }
  }

  private static String value(SeshatCommand root, @Nullable Object value) {
    return value == null
        ? "(none)"
        : root.harmless(
            Texts.shorten(value instanceof String text ? text : Json.write(value), 200));
  }

  private static void phrases(SeshatCommand root, String sign, List<PromptKeyword> phrases) {
    phrases.forEach(each -> root.say("  " + sign + " " + root.harmless(each.shown())));
  }

  private static void dimensions(
      SeshatCommand root, String what, Ink ink, List<String> names, Delta delta) {
    for (String name : names) {
      double change = Objects.requireNonNull(delta.changes().get(name));
      root.say(
          "  "
              + ink.on(root.terminal(), what)
              + String.format(Locale.ROOT, " %s %+.2f", name, change));
    }
  }

  static int print(SeshatCommand root, Suggestion suggestion) {
    if (!root.printedAsJson(suggestion.toJson())) {
      say(root, suggestion);
    }
    return Cli.OK;
  }

  private static void say(SeshatCommand root, Suggestion suggestion) {
    String type = suggestion.actionType();
    Integer image = suggestion.parentImage();
    root.say(
        "next: "
            + Ink.TITLE.on(root.terminal(), suggestion.action().word().replace('_', ' '))
            + (type == null || type.equals(suggestion.action().word()) ? "" : " (" + type + ")")
            + (image == null ? "" : ", from image " + image));
    root.say("  " + suggestion.reason());
    if (suggestion.milestone() != null && suggestion.milestone() != suggestion.action()) {
      root.say("  their number also asks: " + suggestion.milestone().word().replace('_', ' '));
    }
  }

  static int print(SeshatCommand root, Reference reference) {
    Map<String, @Nullable Object> json = reference.toJson();
    if (!root.printedAsJson(json)) {
      fields(root, json, List.copyOf(json.keySet()));
    }
    return Cli.OK;
  }

  static int printProfiles(SeshatCommand root, List<Profile> profiles) {
    if (!root.printedAsJson(Map.of("profiles", profiles.stream().map(Profile::toJson).toList()))) {
      Table table =
          new Table().column("NAME").number("BATCH").flexible("DIMENSIONS").flexible("ABOUT");
      for (Profile each : profiles) {
        table.row(
            each.name(),
            each.batch(),
            String.join(", ", each.dimensionNames()),
            each.description());
      }
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }
}
