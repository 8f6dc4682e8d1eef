package dev.seshat.prompting;

import dev.seshat.Texts;
import dev.seshat.session.BriefPart;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the brief of a session that iterates says of it: the next action, the best iteration and its scores, and what
/// the latest ones taught.
record IterationBrief(Iterations iterations, Profiles profiles) implements BriefPart {
  private static final int LAST = 5;
  private static final int MAX_PROMPT = 2_000;

  @Override
  public String heading() {
    return "## Iterations";
  }

  @Override
  public List<String> lines(Tx tx, Session session) throws SQLException {
    List<String> items = new ArrayList<>();
    Optional<Reference> reference = ReferenceTable.find(tx, session.id());
    if (reference.isEmpty()) {
      return items;
    }
    Optional<Iteration> best = IterationTable.best(tx, session.id());
    if (session.status().isOpen() && profiles.find(reference.get().profile()).isPresent()) {
      items.add(next(iterations.suggestionIn(tx, session.id())));
    }
    if (best.isPresent()) {
      items.add(best(best.get()));
    }
    if (reference.get().referenceDescription() != null) {
      items.add(
          "- reference: "
              + Texts.shorten(
                  Objects.requireNonNull(reference.get().referenceDescription()), MAX_PROMPT));
    }
    long count = Objects.requireNonNullElse(session.get(SessionField.ITERATION_COUNT), 0L);
    for (Iteration each :
        IterationTable.from(tx, session.id(), Math.max(1, count - LAST + 1), LAST).reversed()) {
      items.add(lessons(each));
    }
    return items;
  }

  private static String next(Suggestion next) {
    return "- next: **"
        + next.action().word().replace('_', ' ')
        + "**"
        + (next.actionType() == null ? "" : " (`" + next.actionType() + "`)")
        + (next.parentImage() == null ? "" : " from image " + next.parentImage())
        + ", since "
        + next.reason();
  }

  private static String best(Iteration best) {
    Scores scores = best.scores();
    String scored =
        scores == null
            ? "not scored"
            : "best image %s, batch %s (%s)%s"
                .formatted(
                    Numbers.shown(scores.best().avg()),
                    Numbers.shown(scores.avg()),
                    scores.scores().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + " " + Numbers.shown(each.getValue()))
                        .collect(Collectors.joining(", ")),
                    best.scoresValidated() ? "" : ", preliminary");
    return "- best: iteration "
        + best.iterationNumber()
        + (best.success() ? ", a success" : "")
        + ", "
        + scored
        + ": "
        + Texts.shorten(best.prompt(), MAX_PROMPT);
  }

  private static String lessons(Iteration each) {
    StringBuilder line = new StringBuilder("- iteration ");
    line.append(each.iterationNumber()).append(", ").append(each.actionType());
    if (each.score() != null) {
      line.append(", ").append(Numbers.shown(each.score()));
    }
    named(line, "worked", each.whatWorked());
    named(line, "failed", each.whatFailed());
    if (each.userFeedback() != null) {
      line.append("; said: ").append(Texts.shorten(each.userFeedback(), 300));
    }
    return line.toString();
  }

  private static void named(StringBuilder line, String what, List<String> texts) {
    if (!texts.isEmpty()) {
      line.append("; ").append(what).append(": ");
      line.append(Texts.shorten(String.join(", ", texts), 300));
    }
  }
}
