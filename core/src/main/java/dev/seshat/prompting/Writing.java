package dev.seshat.prompting;

import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.Validator;
import dev.seshat.prompting.Look.Verdict;
import dev.seshat.prompting.Plan.Finding;
import dev.seshat.prompting.Plan.KeywordUse;
import dev.seshat.prompting.Plan.Lesson;
import dev.seshat.prompting.Proposals.Asked;
import dev.seshat.prompting.Proposals.Proposal;
import dev.seshat.session.Session;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reflection's writing, within its transaction.
///
/// Whoever has already told what an iteration showed of a pattern, a person or an import, is not repeated: an iteration is
/// one test of a pattern, and so is a session in which no iteration tells.
final class Writing {
  private static final int MAX_KEYWORD = 500;

  private final Tx tx;
  private final Session session;
  private final Taught taught;
  private final @Nullable String version;
  private final Map<Long, Iteration> rows = new HashMap<>();
  private final Map<Integer, Iteration> numbers = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final List<String> added = new ArrayList<>();
  private final Set<String> supported = new LinkedHashSet<>();
  private int evidence;
  private int keywords;

  Writing(Tx tx, Session session, List<Iteration> iterations, Taught taught) throws SQLException {
    this.tx = tx;
    this.session = session;
    this.taught = taught;
    this.version = iterations.isEmpty() ? null : iterations.getLast().mjVersion();
    for (Iteration each : iterations) {
      rows.put(each.id(), each);
      numbers.put(each.iterationNumber(), each);
    }
    for (Evidence each : taught.knowledge().evidenceIn(tx, session.id())) {
      told.add(each.patternId() + "\0" + each.iterationId());
      told.add(each.patternId() + "\0any");
    }
  }

  void write(Plan plan) throws SQLException {
    for (Lesson lesson : plan.lessons()) {
      add(lesson);
    }
    for (Finding finding : plan.evidence()) {
      add(finding);
    }
    for (Map.Entry<String, Boolean> each : plan.applied().entrySet()) {
      taught.applied().setEffectiveIn(tx, session.id(), each.getKey(), each.getValue());
    }
    count(plan.keywords());
  }

  private record Meant(String keyword, String effect) {}

  /// Counts the uses of keywords: to what a keyword is known to be meant for, and to nothing in particular where that is
  /// not known.
  private void count(List<KeywordUse> uses) throws SQLException {
    Map<String, List<Meant>> known = new HashMap<>();
    for (Keyword each : taught.keywords().allIn(tx)) {
      known
          .computeIfAbsent(each.keyword().toLowerCase(Locale.ROOT), k -> new ArrayList<>())
          .add(new Meant(each.keyword(), each.intendedEffect()));
    }
    for (KeywordUse use : uses) {
      Iteration iteration = Objects.requireNonNull(rows.get(use.iteration()));
      if (use.keyword().length() > MAX_KEYWORD) {
        continue;
      }
      boolean isNew = false;
      Meant otherwise = new Meant(use.keyword(), "");
      for (Meant meant : known.getOrDefault(use.keyword(), List.of(otherwise))) {
        isNew |=
            taught
                .keywords()
                .countIn(
                    tx,
                    meant.keyword(),
                    meant.effect(),
                    use.iteration(),
                    use.effective(),
                    iteration.createdAt());
      }
      keywords += isNew ? 1 : 0;
    }
  }

  private void add(Lesson lesson) throws SQLException {
    NewPattern pattern =
        NewPattern.of(lesson.category(), lesson.problem(), lesson.solution())
            .withId(lesson.id())
            .withContext(lesson.context())
            .withNotes(lesson.notes())
            .withSubcategory(lesson.subcategory())
            .extractedFrom(session.id(), version);
    taught.patterns().addIn(tx, pattern);
    added.add(lesson.id());
  }

  private void add(Finding finding) throws SQLException {
    String place =
        finding.pattern() + "\0" + (finding.iteration() == null ? "any" : finding.iteration());
    if (told.contains(place)) {
      return;
    }
    EvidenceOutcome outcome =
        switch (finding.side()) {
          case FOR -> EvidenceOutcome.SUPPORTED;
          case AGAINST -> EvidenceOutcome.CONTRADICTED;
          case NEITHER -> EvidenceOutcome.NEUTRAL;
        };
    add(finding.pattern(), outcome, finding.iteration(), finding.notes());
  }

  private void add(
      String pattern, EvidenceOutcome outcome, @Nullable Long iteration, @Nullable String notes)
      throws SQLException {
    Iteration row = iteration == null ? null : rows.get(iteration);
    String of = row == null ? "session" : String.valueOf(row.iterationNumber());
    NewEvidence found =
        NewEvidence.of(outcome, Validator.AGENT)
            .in(session.id(), iteration)
            .withMjVersion(row == null ? version : row.mjVersion())
            .withNotes(notes)
            .withKey("reflect:" + session.id() + ":" + of + ":" + pattern)
            .at(row == null ? tx.now() : row.createdAt());
    if (taught.patterns().addEvidenceIn(tx, pattern, found)) {
      evidence++;
      if (!added.contains(pattern)) {
        supported.add(pattern);
      }
    }
  }

  /// Takes what a model proposes: low whatever it cites, since none of it is a test.
  void propose(List<Proposal> proposals) throws SQLException {
    for (Proposal proposal : proposals) {
      String pattern = place(proposal);
      if (pattern == null) {
        continue;
      }
      for (int number : proposal.iterations()) {
        Iteration cited = numbers.get(number);
        if (cited != null && !told.contains(pattern + "\0" + cited.id())) {
          add(pattern, EvidenceOutcome.NEUTRAL, cited.id(), "cited by a model");
        }
      }
    }
  }

  /// The pattern that a proposal is, new or there; null for one that somebody has taken out of use.
  private @Nullable String place(Proposal proposal) throws SQLException {
    Optional<Pattern> like =
        taught.patterns().findLikeIn(tx, proposal.problem(), proposal.solution());
    if (like.isPresent()) {
      return like.get().id();
    }
    for (Pattern each : taught.knowledge().everyIn(tx)) {
      if (Technique.likeness(each.solution(), proposal.solution()) > 0) {
        return each.isActive() ? each.id() : null;
      }
    }
    Pattern made =
        taught
            .patterns()
            .addIn(
                tx,
                NewPattern.of(proposal.category(), proposal.problem(), proposal.solution())
                    .withNotes("Proposed by a model on session " + session.shortId() + ".")
                    .extractedFrom(session.id(), version));
    added.add(made.id());
    return made.id();
  }

  ReflectionResult result(List<Look> looks, Plan plan, Asked asked) {
    return new ReflectionResult(
        session.id(),
        true,
        looks.size(),
        count(looks, Verdict.SUCCESS),
        count(looks, Verdict.FAILURE),
        added,
        List.copyOf(supported),
        evidence,
        keywords,
        plan.applied(),
        plan.forgotten(),
        asked.by(),
        asked.callId(),
        asked.problem() == null ? List.of() : List.of("the model: " + asked.problem()));
  }

  private static int count(List<Look> looks, Verdict verdict) {
    return (int) looks.stream().filter(look -> look.verdict() == verdict).count();
  }
}
