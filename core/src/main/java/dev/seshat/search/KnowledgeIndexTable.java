package dev.seshat.search;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The SQL of the index over patterns and keywords.
final class KnowledgeIndexTable {
  private static final String PATTERN =
      "SELECT p.id AS key, p.id AS a, p.category AS b, p.problem AS c, p.solution AS d, p.context AS e, p.notes AS f"
          + " FROM patterns p WHERE ";
  private static final String KEYWORD =
      "SELECT CAST(k.id AS text) AS key, k.keyword AS a, k.intended_effect AS b, k.actual_effect AS c, k.context AS d,"
          + " k.better_alternative AS e, k.notes AS f FROM keyword_effectiveness k WHERE ";

  private KnowledgeIndexTable() {}

  /// What is indexed of something.
  record Source(String key, String text) {}

  static void putPattern(Tx tx, String id, Set<String> words) throws SQLException {
    tx.update("DELETE FROM search_pattern WHERE pattern_id = ?", id);
    List<@Nullable Object[]> rows = new ArrayList<>();
    words.forEach(word -> rows.add(new Object[] {word, id}));
    tx.updateAll("INSERT INTO search_pattern (word, pattern_id) VALUES (?, ?)", rows);
  }

  static void putKeyword(Tx tx, long id, Set<String> words) throws SQLException {
    tx.update("DELETE FROM search_keyword WHERE keyword_id = ?", id);
    List<@Nullable Object[]> rows = new ArrayList<>();
    words.forEach(word -> rows.add(new Object[] {word, id}));
    tx.updateAll("INSERT INTO search_keyword (word, keyword_id) VALUES (?, ?)", rows);
  }

  static Map<String, Set<String>> patterns(Tx tx, Set<String> words) throws SQLException {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    if (!words.isEmpty()) {
      tx.each(
          "SELECT s.word, s.pattern_id FROM search_pattern s JOIN patterns p ON p.id = s.pattern_id"
              + " WHERE p.is_active = 1 AND s.word IN ("
              + marks(words)
              + ") ORDER BY s.pattern_id",
          row ->
              found
                  .computeIfAbsent(row.text("pattern_id"), id -> new LinkedHashSet<>())
                  .add(row.text("word")),
          words.toArray());
    }
    return found;
  }

  static Map<Long, Set<String>> keywords(Tx tx, Set<String> words) throws SQLException {
    Map<Long, Set<String>> found = new LinkedHashMap<>();
    if (!words.isEmpty()) {
      tx.each(
          "SELECT word, keyword_id FROM search_keyword WHERE word IN ("
              + marks(words)
              + ") ORDER BY keyword_id",
          row ->
              found
                  .computeIfAbsent(row.number("keyword_id"), id -> new LinkedHashSet<>())
                  .add(row.text("word")),
          words.toArray());
    }
    return found;
  }

  private static String marks(Set<String> words) {
    return String.join(", ", Collections.nCopies(words.size(), "?"));
  }

  /// How many things there are to find.
  static long count(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM patterns WHERE is_active = 1")
        + tx.number("SELECT count(*) AS n FROM keyword_effectiveness");
  }

  static List<Source> missingPatterns(Tx tx) throws SQLException {
    return tx.list(
        PATTERN + "NOT EXISTS (SELECT 1 FROM search_pattern s WHERE s.pattern_id = p.id)",
        KnowledgeIndexTable::source);
  }

  static List<Source> missingKeywords(Tx tx) throws SQLException {
    return tx.list(
        KEYWORD + "NOT EXISTS (SELECT 1 FROM search_keyword s WHERE s.keyword_id = k.id)",
        KnowledgeIndexTable::source);
  }

  static long countMissing(Tx tx) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM patterns p WHERE"
                + " NOT EXISTS (SELECT 1 FROM search_pattern s WHERE s.pattern_id = p.id)")
        + tx.number(
            "SELECT count(*) AS n FROM keyword_effectiveness k WHERE"
                + " NOT EXISTS (SELECT 1 FROM search_keyword s WHERE s.keyword_id = k.id)");
  }

  static void clear(Tx tx) throws SQLException {
    tx.update("DELETE FROM search_pattern");
    tx.update("DELETE FROM search_keyword");
  }

  /// What a pattern says, and how it stands, for who recalls it.
  record Recalled(
      String id, String problem, String solution, long tests, long successes, double bound) {}

  static List<Recalled> recalled(Tx tx, List<String> ids) throws SQLException {
    List<Recalled> all = new ArrayList<>();
    for (String id : ids) {
      tx.first(
              "SELECT id, problem, solution, times_tested, times_succeeded, lower_bound FROM patterns WHERE id = ?",
              row ->
                  new Recalled(
                      row.text("id"),
                      row.text("problem"),
                      row.text("solution"),
                      row.number("times_tested"),
                      row.number("times_succeeded"),
                      row.real("lower_bound")),
              id)
          .ifPresent(all::add);
    }
    return all;
  }

  private static Source source(Row row) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (String column : new String[] {"a", "b", "c", "d", "e", "f"}) {
      String part = row.textOrNull(column);
      if (part != null) {
        parts.add(part);
      }
    }
    return new Source(row.text("key"), String.join("\n", parts));
  }
}
