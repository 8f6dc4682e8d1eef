package dev.seshat.legacy;

import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.Validator;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Evidence, each row known by what it says and by which of several that say the same it is. What it says of a pattern is
/// never changed here: another row there is more evidence.
final class PromptEvidence extends RowImport {
  private final Origins origins;
  private final Sessions sessions;
  private final Patterns patterns;
  private final PromptIterations iterations;
  private final LegacyTexts texts;
  private final Map<String, Integer> alike = new HashMap<>();

  PromptEvidence(
      Origins origins,
      Sessions sessions,
      Patterns patterns,
      PromptIterations iterations,
      LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.patterns = patterns;
    this.iterations = iterations;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "pattern_evidence";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "pattern_id",
        "session_id",
        "iteration_id",
        "iteration_number",
        "outcome",
        "validated_by",
        "mj_version",
        "notes",
        "created_at");
  }

  @Override
  public List<String> order() {
    return List.of("created_at", "pattern_id", "session_id", "iteration_id", "outcome");
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    alike.clear();
    iterations.number(file);
  }

  /// Gives a row its key, as it is read, once: which of several that say the same it is depends on those before it.
  @Override
  public SourceRow read(SourceRow row) {
    String says =
        SourceRow.hash(
            row.text("pattern_id"),
            row.text("session_id"),
            iterations.named(row),
            row.text("outcome"),
            row.text("notes"),
            row.text("created_at"));
    return row.withKey(SourceRow.hash(says, alike.merge(says, 1, Integer::sum)));
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String pattern = PromptPatterns.line(row, "pattern_id", 100);
    if (pattern == null || patterns.findIn(tx, pattern).isEmpty()) {
      throw new Unfit("its pattern is not there", pattern);
    }
    UUID session = PromptSessions.here(tx, sessions, row.text("session_id"));
    Long iteration = session == null ? null : iterations.here(tx, session, iterations.named(row));
    NewEvidence told = told(row, file, session, iteration);
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            row.key(),
            Objects.requireNonNullElse(row.time("created_at"), file.asOf()),
            outcomes,
            earlier -> new Became(patterns.addEvidenceIn(tx, pattern, told), session)),
        1);
    remark(row, session, iteration, outcomes);
  }

  private NewEvidence told(
      SourceRow row, OpenSource file, @Nullable UUID session, @Nullable Long iteration) {
    Instant at = row.time("created_at");
    Instant known = file.asOf().equals(Instant.EPOCH) ? null : file.asOf();
    return NewEvidence.of(outcome(row), validator(row))
        .in(session, iteration)
        .withMjVersion(PromptPatterns.line(row, "mj_version", 64))
        .withNotes(texts.text(row, "notes", NewPattern.MAX_TEXT))
        .withKey(PromptDatabase.DOCUMENT + ":" + row.key())
        .at(at == null ? known : at);
  }

  /// What a row says of its pattern; nothing is proved by a word that nobody knows.
  static EvidenceOutcome outcome(SourceRow row) {
    return switch (PromptPatterns.word(row, "outcome")) {
      case "supported", "support", "success", "succeeded", "worked" -> EvidenceOutcome.SUPPORTED;
      case "contradicted", "contradict", "failure", "failed" -> EvidenceOutcome.CONTRADICTED;
      default -> EvidenceOutcome.NEUTRAL;
    };
  }

  private static Validator validator(SourceRow row) {
    return switch (PromptPatterns.word(row, "validated_by")) {
      case "person", "user", "human" -> Validator.PERSON;
      case "agent", "assistant", "model", "auto" -> Validator.AGENT;
      default -> Validator.IMPORT;
    };
  }

  private static void remark(
      SourceRow row, @Nullable UUID session, @Nullable Long iteration, Outcomes outcomes) {
    String word = PromptPatterns.word(row, "outcome");
    if (outcome(row) == EvidenceOutcome.NEUTRAL && !word.equals("neutral")) {
      outcomes.note(row, "outcome is none that is known; it is neutral", row.raw("outcome"));
    }
    if (row.has("session_id") && session == null) {
      outcomes.note(row, "its session is not there; the evidence is kept", row.raw("session_id"));
    } else if (row.has("iteration_id") && iteration == null) {
      outcomes.note(
          row, "its iteration is not there; the evidence is kept", row.raw("iteration_id"));
    }
    noteTimes(row, outcomes, List.of("created_at"));
  }
}
