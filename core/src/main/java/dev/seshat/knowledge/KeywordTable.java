package dev.seshat.knowledge;

import dev.seshat.search.KnowledgeIndex;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of keywords and their uses.
final class KeywordTable {
  /// The rank of what is not rated: after all that is.
  static final int UNRATED = Effectiveness.values().length;

  private static final String SELECT =
      "SELECT k.id, k.keyword, k.intended_effect, k.actual_effect, k.effectiveness, k.better_alternative, k.context, k.notes,"
          + " k.mj_version, k.rated_by, k.times_used, k.times_effective, k.last_used_at, k.created_at, k.updated_at"
          + " FROM keyword_effectiveness k";

  private static final String RANK =
      "CASE k.effectiveness WHEN 'excellent' THEN 0 WHEN 'good' THEN 1 WHEN 'moderate' THEN 2 WHEN 'poor' THEN 3"
          + " WHEN 'counterproductive' THEN 4 ELSE 5 END";

  private KeywordTable() {}

  static Optional<Keyword> find(Tx tx, long id) throws SQLException {
    return tx.first(SELECT + " WHERE k.id = ?", KeywordTable::keyword, id);
  }

  static Optional<Keyword> find(Tx tx, String keyword, String effect) throws SQLException {
    return tx.first(
        SELECT + " WHERE k.keyword = ? AND k.intended_effect = ?",
        KeywordTable::keyword,
        keyword,
        effect);
  }

  /// Keywords of these letters, in whatever case.
  static List<Keyword> named(Tx tx, String keyword) throws SQLException {
    return tx.list(
        SELECT + " WHERE lower(k.keyword) = ? ORDER BY " + RANK + ", k.keyword, k.id",
        KeywordTable::keyword,
        keyword.toLowerCase(Locale.ROOT));
  }

  /// Makes sure that there is a row of this keyword and effect.
  ///
  /// @return whether it is new
  static boolean make(Tx tx, String keyword, String effect) throws SQLException {
    boolean isNew =
        tx.update(
                "INSERT INTO keyword_effectiveness (keyword, intended_effect, created_at, updated_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                keyword,
                effect,
                tx.now(),
                tx.now())
            == 1;
    if (isNew) {
      KnowledgeIndex.putKeyword(
          tx, find(tx, keyword, effect).orElseThrow().id(), keyword + "\n" + effect);
    }
    return isNew;
  }

  static Keyword lock(Tx tx, String keyword, String effect) throws SQLException {
    String sql = SELECT + " WHERE k.keyword = ? AND k.intended_effect = ?";
    return tx.first(
            tx.dialect().isSqlite() ? sql : sql + " FOR UPDATE",
            KeywordTable::keyword,
            keyword,
            effect)
        .orElseThrow();
  }

  static void update(Tx tx, Keyword row) throws SQLException {
    tx.update(
        """
        UPDATE keyword_effectiveness SET actual_effect = ?, effectiveness = ?, better_alternative = ?, context = ?, notes = ?,
          mj_version = ?, rated_by = ?, times_used = ?, times_effective = ?, last_used_at = ?, updated_at = ?
        WHERE id = ?
        """,
        row.actualEffect(),
        row.effectiveness() == null ? null : row.effectiveness().word(),
        row.betterAlternative(),
        row.context(),
        row.notes(),
        row.mjVersion(),
        row.ratedBy(),
        row.timesUsed(),
        row.timesEffective(),
        row.lastUsedAt(),
        tx.now(),
        row.id());
    KnowledgeIndex.putKeyword(
        tx,
        row.id(),
        java.util.stream.Stream.of(
                row.keyword(),
                row.intendedEffect(),
                row.actualEffect(),
                row.context(),
                row.betterAlternative(),
                row.notes())
            .filter(java.util.Objects::nonNull)
            .collect(java.util.stream.Collectors.joining("\n")));
  }

  /// Notes that an iteration used a keyword.
  ///
  /// @return whether that is news
  static boolean use(Tx tx, long keyword, long iteration, @Nullable Boolean effective)
      throws SQLException {
    return tx.update(
            "INSERT INTO keyword_use (keyword_id, iteration_id, was_effective) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING",
            keyword,
            iteration,
            effective)
        == 1;
  }

  static List<Keyword> list(Tx tx, KeywordFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder();
    List<Object> values = new ArrayList<>();
    and(
        where,
        values,
        "k.effectiveness = ?",
        filter.effectiveness() == null ? null : filter.effectiveness().word());
    and(where, values, "lower(k.intended_effect) LIKE ? ESCAPE '!'", like(filter.effect()));
    and(
        where,
        values,
        "lower(k.keyword || ' ' || k.intended_effect || ' ' || coalesce(k.actual_effect, '') || ' '"
            + " || coalesce(k.context, '') || ' ' || coalesce(k.notes, '')) LIKE ? ESCAPE '!'",
        like(filter.text()));
    if (filter.cursor() != null) {
      KeywordFilter.Position last = KeywordFilter.Position.of(filter.cursor());
      and(where, values, "(" + RANK + ", k.keyword, k.id) > (?, ?, ?)", last.rank());
      values.add(last.keyword());
      values.add(last.id());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        SELECT + where + " ORDER BY " + RANK + ", k.keyword, k.id LIMIT ?",
        KeywordTable::keyword,
        values.toArray());
  }

  private static @Nullable String like(@Nullable String piece) {
    return piece == null
        ? null
        : "%" + PatternTable.escaped(piece.strip().toLowerCase(Locale.ROOT)) + "%";
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }

  static List<Keyword> all(Tx tx) throws SQLException {
    return tx.list(SELECT + " ORDER BY " + RANK + ", k.keyword, k.id", KeywordTable::keyword);
  }

  /// Which keywords the iterations of a session used.
  static List<Long> usedIn(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT DISTINCT u.keyword_id AS n FROM keyword_use u JOIN iterations i ON i.id = u.iteration_id"
            + " WHERE i.session_id = ?",
        row -> row.number("n"),
        session);
  }

  private static Keyword keyword(Row row) throws SQLException {
    String effectiveness = row.textOrNull("effectiveness");
    Instant used = row.timeOrNull("last_used_at");
    return new Keyword(
        row.number("id"),
        row.text("keyword"),
        row.text("intended_effect"),
        row.textOrNull("actual_effect"),
        effectiveness == null ? null : Effectiveness.of(effectiveness),
        row.textOrNull("better_alternative"),
        row.textOrNull("context"),
        row.textOrNull("notes"),
        row.textOrNull("mj_version"),
        row.textOrNull("rated_by"),
        new Tally(row.number("times_used"), row.number("times_effective")),
        used,
        row.time("created_at"),
        row.time("updated_at"));
  }
}
