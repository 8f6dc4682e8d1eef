package dev.seshat.prompting;

import dev.seshat.Page;
import dev.seshat.session.MarkdownPart;
import dev.seshat.session.SessionMarkdown;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The iterations in the Markdown of a session.
record IterationMarkdown(Iterations iterations) implements MarkdownPart<Iteration> {
  @Override
  public String name() {
    return "Iterations";
  }

  @Override
  public Page<Iteration> page(String ref, @Nullable String cursor, int limit) {
    return iterations.list(ref, cursor, limit);
  }

  @Override
  public String show(Iteration each, int max) {
    StringBuilder text = new StringBuilder("\n### ");
    text.append(each.iterationNumber()).append(" · ").append(each.actionType());
    if (each.parentImage() != null) {
      text.append(" of image ").append(each.parentImage());
    }
    if (each.success()) {
      text.append(" · success");
    }
    text.append("\n\n").append(SessionMarkdown.quoted(each.prompt(), max)).append('\n');
    Scores scores = each.scores();
    if (scores != null) {
      scored(text, each, scores);
    }
    if (!each.parameters().equals("{}")) {
      fact(text, "Parameters", each.parameters(), max);
    }
    each.whatWorked().forEach(lesson -> fact(text, "Worked", lesson, max));
    each.whatFailed().forEach(lesson -> fact(text, "Failed", lesson, max));
    if (each.userFeedback() != null) {
      fact(text, "Feedback", each.userFeedback(), max);
    }
    if (!each.patterns().isEmpty()) {
      fact(text, "Patterns", String.join(", ", each.patterns()), max);
    }
    return text.toString();
  }

  private static void scored(StringBuilder text, Iteration each, Scores scores) {
    text.append("- Scores: batch ").append(Numbers.shown(scores.avg()));
    text.append(", best image ").append(Numbers.shown(scores.best().avg()));
    text.append(" (number ").append(scores.best().position()).append("), ");
    text.append(each.scoresValidated() ? "confirmed" : "preliminary");
    text.append(", by ").append(scores.method()).append('\n');
    Map<String, Double> sorted = new TreeMap<>(scores.scores());
    List<String> parts =
        sorted.entrySet().stream()
            .map(one -> one.getKey() + " " + Numbers.shown(one.getValue()))
            .toList();
    text.append("- ").append(String.join(", ", parts)).append('\n');
  }

  private static void fact(StringBuilder text, String name, String said, int max) {
    String line = SessionMarkdown.line(said, Math.min(max, 2_000));
    text.append("- ").append(name).append(": ").append(line).append('\n');
  }
}
