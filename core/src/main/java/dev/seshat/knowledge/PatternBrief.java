package dev.seshat.knowledge;

import dev.seshat.Texts;
import dev.seshat.search.KnowledgeIndex;
import dev.seshat.session.BriefPart;
import dev.seshat.session.Session;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The patterns in the brief of a session: those that it has applied, and those that its intention asks for.
public final class PatternBrief implements BriefPart {
  private static final String PROMPTING = "prompting";
  private static final int MOST_WORTH = 5;
  private static final int MOST_APPLIED = 20;
  private static final int LINE = 400;

  @Override
  public String heading() {
    return "## Patterns";
  }

  @Override
  public List<String> lines(Tx tx, Session session) throws SQLException {
    List<String> lines = new ArrayList<>();
    Set<String> applied = new LinkedHashSet<>();
    for (AppliedPattern each : AppliedTable.ofSession(tx, session.id())) {
      applied.add(each.patternId());
      if (applied.size() <= MOST_APPLIED) {
        lines.add(line("applied", PatternTable.find(tx, each.patternId()).orElseThrow()));
      }
    }
    if (!session.kind().equals(PROMPTING) && applied.isEmpty()) {
      return List.of();
    }
    List<Set<String>> phrases = KnowledgeIndex.phrases(Texts.shorten(session.intention(), 1_000));
    Set<String> words =
        phrases.stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    new Fitter(tx, phrases, words)
        .applied(session.intention()).patterns().stream()
            .map(Applied.Fitting::pattern)
            .filter(each -> !applied.contains(each.id()))
            .limit(MOST_WORTH)
            .forEach(each -> lines.add(line("worth applying", each)));
    return lines;
  }

  private static String line(String what, Pattern pattern) {
    String kind = pattern.health() == Health.ANTI_PATTERN ? "anti-pattern, " : "";
    String said = pattern.problem() + " → " + pattern.solution();
    return "- %s: %s (%s%d of %d, %s): %s"
        .formatted(
            what,
            pattern.id(),
            kind,
            pattern.timesSucceeded(),
            pattern.timesTested(),
            pattern.currentConfidence().word(),
            Texts.shorten(said, LINE));
  }
}
