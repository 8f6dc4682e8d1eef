package dev.seshat.legacy;

import dev.seshat.knowledge.Confidence;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.KnowledgeTakeover.ToldPattern;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Specificity;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Patterns under the ids that they have there. What they say of their own counters is compared with their evidence, which
/// counts.
final class PromptPatterns extends RowImport {
  private final Origins origins;
  private final KnowledgeTakeover knowledge;
  private final LegacyTexts texts;
  private final Map<String, long[]> counted = new HashMap<>();

  PromptPatterns(Origins origins, KnowledgeTakeover knowledge, LegacyOptions options) {
    this.origins = origins;
    this.knowledge = knowledge;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "patterns";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "category",
        "subcategory",
        "problem",
        "solution",
        "example_bad",
        "example_good",
        "specificity",
        "tags",
        "notes",
        "is_active",
        "auto_extracted",
        "is_reviewed",
        "mj_version_discovered",
        "discovered_at",
        "last_validated_at",
        "last_failed_at",
        "times_tested",
        "times_succeeded",
        "success_rate",
        "confidence",
        "created_at",
        "updated_at");
  }

  /// Counts the evidence that a pattern has there: what the counters beside it should say.
  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    counted.clear();
    if (file.columns("pattern_evidence").containsAll(List.of("pattern_id", "outcome"))) {
      file.source()
          .each(
              "pattern_evidence",
              List.of("pattern_id", "outcome"),
              List.of(),
              cells -> {
                SourceRow row = new SourceRow("pattern_evidence", "", cells);
                long[] count =
                    counted.computeIfAbsent(
                        String.valueOf(row.text("pattern_id")), id -> new long[2]);
                switch (PromptEvidence.outcome(row)) {
                  case SUPPORTED -> {
                    count[0]++;
                    count[1]++;
                  }
                  case CONTRADICTED -> count[0]++;
                  case NEUTRAL -> {
                    // no test
                  }
                }
              });
    }
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    ToldPattern told = told(row, outcomes);
    String id = Objects.requireNonNull(told.pattern().id());
    Instant updated = row.time("updated_at");
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            updated == null ? file.asOf() : updated,
            outcomes,
            earlier ->
                new Became(
                    knowledge.patternIn(
                        tx, told, earlier == null ? null : told(earlier.row(), new Outcomes(null))),
                    null)),
        1);
    remark(row, id, outcomes);
  }

  private ToldPattern told(SourceRow row, Outcomes outcomes) {
    String problem = texts.text(row, "problem", NewPattern.MAX_TEXT);
    String solution = texts.text(row, "solution", NewPattern.MAX_TEXT);
    if (problem == null && solution == null) {
      throw new Unfit("has neither a problem nor a solution", null);
    }
    String id = line(row, "id", 100);
    if (id == null) {
      throw new Unfit("has no id", null);
    }
    return new ToldPattern(
        new NewPattern(
            id,
            Objects.requireNonNullElse(line(row, "category", 64), "general"),
            line(row, "subcategory", 64),
            Objects.requireNonNullElse(problem, "(no problem is named)"),
            Objects.requireNonNullElse(solution, "(no solution is named)"),
            texts.text(row, "example_bad", NewPattern.MAX_TEXT),
            texts.text(row, "example_good", NewPattern.MAX_TEXT),
            specificity(row, outcomes),
            tags(row),
            null,
            texts.text(row, "notes", NewPattern.MAX_TEXT),
            Boolean.TRUE.equals(row.flag("auto_extracted")),
            Boolean.TRUE.equals(row.flag("is_reviewed")),
            line(row, "mj_version_discovered", 64),
            null,
            row.time("discovered_at") == null ? row.time("created_at") : row.time("discovered_at"),
            confidence(row)),
        !Boolean.FALSE.equals(row.flag("is_active")));
  }

  /// A text in one line.
  static @Nullable String line(SourceRow row, String column, int max) {
    String text = row.text(column, max);
    return text == null ? null : text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
  }

  private static Specificity specificity(SourceRow row, Outcomes outcomes) {
    String word = word(row, "specificity");
    if (word.isEmpty()) {
      return Specificity.GENERAL;
    }
    return Arrays.stream(Specificity.values())
        .filter(each -> each.word().equals(word.replace('_', '-')))
        .findFirst()
        .orElseGet(() -> {
          outcomes.note(row, "specificity is none that is known; it is general", word);
          return Specificity.GENERAL;
        });
  }

  private static @Nullable Confidence confidence(SourceRow row) {
    String word = word(row, "confidence");
    return Arrays.stream(Confidence.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  static String word(SourceRow row, String column) {
    return Objects.requireNonNullElse(row.text(column), "").strip().toLowerCase(Locale.ROOT);
  }

  /// A JSON array, or words with commas between them.
  private List<String> tags(SourceRow row) {
    return texts.texts(row, "tags").stream()
        .flatMap(each -> Arrays.stream(each.split(",", -1)))
        .map(each -> each.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip())
        .filter(each -> !each.isEmpty())
        .map(each -> String.valueOf(SourceRow.cut(each, 64)))
        .distinct()
        .limit(NewPattern.MAX_TAGS)
        .collect(Collectors.toList());
  }

  private void remark(SourceRow row, String id, Outcomes outcomes) {
    long[] count = counted.getOrDefault(id, new long[2]);
    counter(row, "times_tested", count[0], outcomes);
    counter(row, "times_succeeded", count[1], outcomes);
    noteTimes(
        row,
        outcomes,
        List.of(
            "discovered_at", "created_at", "updated_at", "last_validated_at", "last_failed_at"));
  }

  private static void counter(SourceRow row, String column, long rows, Outcomes outcomes) {
    Long said = row.whole(column);
    if (row.has(column) && (said == null || said != rows)) {
      outcomes.note(
          row,
          column + " disagrees with its rows in pattern_evidence, which count",
          row.name() + ": " + row.raw(column) + ", its rows say " + rows);
    }
  }
}
