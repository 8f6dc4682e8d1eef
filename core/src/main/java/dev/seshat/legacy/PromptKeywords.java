package dev.seshat.legacy;

import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Tally;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keywords with what they are meant for, and their counts. Of two counts the greater stays.
final class PromptKeywords extends RowImport {
  private final Origins origins;
  private final Keywords keywords;
  private final LegacyTexts texts;

  PromptKeywords(Origins origins, Keywords keywords, LegacyOptions options) {
    this.origins = origins;
    this.keywords = keywords;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "keyword_effectiveness";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "keyword",
        "intended_effect",
        "actual_effect",
        "effectiveness",
        "better_alternative",
        "context",
        "notes",
        "mj_version",
        "times_used",
        "times_effective",
        "last_used_at",
        "created_at",
        "updated_at");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String keyword = PromptPatterns.line(row, "keyword", 500);
    if (keyword == null) {
      throw new Unfit("has no keyword", row.raw("keyword"));
    }
    String effect = Objects.requireNonNullElse(texts.text(row, "intended_effect", 2_000), "");
    Effectiveness rated = effectiveness(row);
    NewKeyword told =
        new NewKeyword(
            keyword,
            effect,
            texts.text(row, "actual_effect", NewPattern.MAX_TEXT),
            rated,
            texts.text(row, "better_alternative", NewPattern.MAX_TEXT),
            texts.text(row, "context", NewPattern.MAX_TEXT),
            texts.text(row, "notes", NewPattern.MAX_TEXT),
            PromptPatterns.line(row, "mj_version", 64));
    Tally uses = uses(row, outcomes);
    Instant last = row.time("last_used_at");
    Instant updated = row.time("updated_at") == null ? last : row.time("updated_at");
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(keyword, effect),
            updated == null ? file.asOf() : updated,
            outcomes,
            earlier -> {
              boolean isNew =
                  keywords.importIn(
                      tx, told, uses, last, rated == null ? null : PromptDatabase.DOCUMENT);
              return new Became(isNew || earlier != null, null);
            }),
        1);
    if (row.has("effectiveness") && rated == null) {
      outcomes.note(
          row, "effectiveness is none that is known; its counts rate it", row.raw("effectiveness"));
    }
    noteTimes(row, outcomes, List.of("last_used_at", "created_at", "updated_at"));
  }

  private static Tally uses(SourceRow row, Outcomes outcomes) {
    long used = count(row, "times_used", outcomes);
    long effective = count(row, "times_effective", outcomes);
    if (effective > used) {
      outcomes.note(
          row, "times_effective is more than times_used; it was used as often", effective);
      return new Tally(effective, effective);
    }
    return new Tally(used, effective);
  }

  private static long count(SourceRow row, String column, Outcomes outcomes) {
    Long count = row.whole(column);
    if (row.has(column) && (count == null || count < 0)) {
      outcomes.note(row, column + " is no count; it is taken as 0", row.raw(column));
    }
    return count == null || count < 0 ? 0 : count;
  }

  private static @Nullable Effectiveness effectiveness(SourceRow row) {
    String word = PromptPatterns.word(row, "effectiveness");
    return Arrays.stream(Effectiveness.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
