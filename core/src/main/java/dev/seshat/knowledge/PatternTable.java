package dev.seshat.knowledge;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.search.KnowledgeIndex;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the patterns table.
final class PatternTable {
  private static final String SELECT =
      """
      SELECT p.id, p.category, p.subcategory, p.problem, p.solution, p.example_bad, p.example_good, p.specificity, p.tags, p.context,
        p.notes, p.is_active, p.forgotten_reason, p.auto_extracted, p.is_reviewed, p.mj_version_discovered, p.discovered_in,
        p.discovered_at, p.last_validated_at, p.last_failed_at, p.times_tested, p.times_succeeded, p.confidence,
        p.stated_confidence, p.updated_at, p.version,
        (SELECT count(*) FROM pattern_evidence e WHERE e.pattern_id = p.id AND e.validated_by = 'person'
          AND e.outcome = 'supported') AS person_for,
        (SELECT count(*) FROM pattern_evidence e WHERE e.pattern_id = p.id AND e.validated_by = 'person'
          AND e.outcome = 'contradicted') AS person_against,
        (SELECT count(*) FROM pattern_evidence e WHERE e.pattern_id = p.id AND e.validated_by = 'agent'
          AND e.outcome = 'supported') AS agent_for,
        (SELECT count(*) FROM pattern_evidence e WHERE e.pattern_id = p.id AND e.validated_by = 'agent'
          AND e.outcome = 'contradicted') AS agent_against
      FROM patterns p\
      """;

  private PatternTable() {}

  static void insert(Tx tx, String id, NewPattern row) throws SQLException {
    tx.update(
        """
        INSERT INTO patterns (id, category, subcategory, problem, solution, example_bad, example_good, specificity, tags, context,
          notes, is_active, auto_extracted, is_reviewed, mj_version_discovered, discovered_in, discovered_at, stated_confidence,
          fingerprint, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        row.category(),
        row.subcategory(),
        row.problem(),
        row.solution(),
        row.exampleBad(),
        row.exampleGood(),
        row.specificity().word(),
        new Json(dev.seshat.json.Json.write(row.tags())),
        row.context(),
        row.notes(),
        row.autoExtracted() ? 1 : 0,
        row.isReviewed() ? 1 : 0,
        row.mjVersionDiscovered(),
        row.discoveredIn(),
        row.discoveredAt() == null ? tx.now() : row.discoveredAt(),
        row.statedConfidence() == null ? null : row.statedConfidence().word(),
        Likeness.fingerprint(row.problem(), row.solution()),
        tx.now());
    KnowledgeIndex.putPattern(tx, id, indexed(id, row));
  }

  static void update(Tx tx, String id, NewPattern row, boolean active, @Nullable String reason)
      throws SQLException {
    tx.update(
        """
        UPDATE patterns SET category = ?, subcategory = ?, problem = ?, solution = ?, example_bad = ?, example_good = ?,
          specificity = ?, tags = ?, context = ?, notes = ?, is_active = ?, forgotten_reason = ?, is_reviewed = ?,
          stated_confidence = ?, fingerprint = ?, updated_at = ?, version = version + 1
        WHERE id = ?
        """,
        row.category(),
        row.subcategory(),
        row.problem(),
        row.solution(),
        row.exampleBad(),
        row.exampleGood(),
        row.specificity().word(),
        new Json(dev.seshat.json.Json.write(row.tags())),
        row.context(),
        row.notes(),
        active ? 1 : 0,
        reason,
        row.isReviewed() ? 1 : 0,
        row.statedConfidence() == null ? null : row.statedConfidence().word(),
        Likeness.fingerprint(row.problem(), row.solution()),
        tx.now(),
        id);
    KnowledgeIndex.putPattern(tx, id, indexed(id, row));
  }

  private static String indexed(String id, NewPattern row) {
    return java.util.stream.Stream.of(
            id, row.category(), row.problem(), row.solution(), row.context(), row.notes())
        .filter(java.util.Objects::nonNull)
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  /// Writes what the evidence makes of a pattern.
  static void setStanding(
      Tx tx, String id, Tally all, @Nullable Instant validated, @Nullable Instant failed)
      throws SQLException {
    tx.update(
        """
        UPDATE patterns SET times_tested = ?, times_succeeded = ?, success_rate = ?, lower_bound = ?, confidence = ?,
          last_validated_at = ?, last_failed_at = ?, updated_at = ?, version = version + 1
        WHERE id = ?
        """,
        all.tests(),
        all.successes(),
        all.rate(),
        all.lowerBound(),
        Confidence.earned(all.tests(), all.successes()).word(),
        validated,
        failed,
        tx.now(),
        id);
  }

  static Optional<Pattern> find(Tx tx, String id) throws SQLException {
    return tx.first(SELECT + " WHERE p.id = ?", row -> pattern(row, tx.now()), id);
  }

  /// Keeps others from changing a pattern until the transaction ends.
  static void lock(Tx tx, String id) throws SQLException {
    String sql = "SELECT 1 AS n FROM patterns WHERE id = ?";
    if (tx.number(tx.dialect().isSqlite() ? sql : sql + " FOR UPDATE", id) == 0) {
      throw NotFound.of("pattern", id);
    }
  }

  static List<Pattern> list(Tx tx, PatternFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder();
    List<Object> values = new ArrayList<>();
    and(where, values, "p.category = ?", filter.category());
    and(where, values, "p.is_active = ?", filter.active() == null ? null : active(filter));
    if (filter.health() != null) {
      and(where, values, "? = " + health(tx), filter.health().word());
    }
    if (filter.text() != null) {
      String like = "%" + escaped(filter.text().toLowerCase(Locale.ROOT)) + "%";
      and(
          where,
          values,
          "lower(p.id || ' ' || p.problem || ' ' || p.solution || ' ' || coalesce(p.context, '') || ' '"
              + " || coalesce(p.notes, '')) LIKE ? ESCAPE '!'",
          like);
    }
    if (filter.cursor() != null) {
      PatternFilter.Position last = PatternFilter.Position.of(filter.cursor());
      and(where, values, "(p.lower_bound < ? OR (p.lower_bound = ? AND p.id > ?))", last.bound());
      values.add(last.bound());
      values.add(last.id());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        SELECT + where + " ORDER BY p.lower_bound DESC, p.id LIMIT ?",
        row -> pattern(row, tx.now()),
        values.toArray());
  }

  private static Integer active(PatternFilter filter) {
    return Boolean.TRUE.equals(filter.active()) ? 1 : 0;
  }

  static String escaped(String piece) {
    return piece.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /// The health of a pattern as [Health#of] has it.
  private static String health(Tx tx) {
    String trap =
        tx.dialect().isSqlite()
            ? "EXISTS (SELECT 1 FROM json_each(p.tags) t WHERE t.value = '" + Health.TAG + "')"
            : "p.tags @> CAST('[\"" + Health.TAG + "\"]' AS jsonb)";
    return "CASE WHEN p.times_tested = 0 THEN 'untested' WHEN p.success_rate >= "
        + Health.HEALTHY_FROM
        + " THEN 'healthy' WHEN p.success_rate >= "
        + Health.MIXED_FROM
        + " THEN 'mixed' WHEN p.category = '"
        + Health.FAILURE_MODE
        + "' OR "
        + trap
        + " OR (p.times_succeeded = 0 AND p.times_tested >= "
        + Health.HOPELESS_FROM
        + ") THEN 'anti-pattern' ELSE 'failing' END";
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }

  /// The active ones of one fingerprint, the best first.
  static List<Pattern> ofFingerprint(Tx tx, String fingerprint) throws SQLException {
    return tx.list(
        SELECT
            + " WHERE p.fingerprint = ? AND p.is_active = 1 ORDER BY p.lower_bound DESC, p.id LIMIT 10",
        row -> pattern(row, tx.now()),
        fingerprint);
  }

  /// All of them in the order of their categories, the best of each first.
  static List<Pattern> all(Tx tx, boolean activeOnly) throws SQLException {
    return tx.list(
        SELECT
            + (activeOnly ? " WHERE p.is_active = 1" : "")
            + " ORDER BY p.category, p.lower_bound DESC, p.id",
        row -> pattern(row, tx.now()));
  }

  static Pattern pattern(Row row, Instant now) throws SQLException {
    String stated = row.textOrNull("stated_confidence");
    Tally persons = tally(row, "person");
    Tally agents = tally(row, "agent");
    return new Pattern(
        row.text("id"),
        row.text("category"),
        row.textOrNull("subcategory"),
        row.text("problem"),
        row.text("solution"),
        row.textOrNull("example_bad"),
        row.textOrNull("example_good"),
        Specificity.of(row.text("specificity")),
        texts(row.text("tags")),
        row.textOrNull("context"),
        row.textOrNull("notes"),
        row.integer("is_active") == 1,
        row.textOrNull("forgotten_reason"),
        row.integer("auto_extracted") == 1,
        row.integer("is_reviewed") == 1,
        row.textOrNull("mj_version_discovered"),
        row.idOrNull("discovered_in"),
        row.time("discovered_at"),
        row.timeOrNull("last_validated_at"),
        row.timeOrNull("last_failed_at"),
        new Tally(row.number("times_tested"), row.number("times_succeeded")),
        persons,
        agents,
        Confidence.of(row.text("confidence")),
        stated == null ? null : Confidence.of(stated),
        now,
        row.time("updated_at"),
        row.number("version"));
  }

  private static Tally tally(Row row, String who) throws SQLException {
    long successes = row.number(who + "_for");
    return new Tally(successes + row.number(who + "_against"), successes);
  }

  private static List<String> texts(String json) {
    return dev.seshat.json.Json.parse("tags", json) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
