package dev.seshat.search;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of the index over links, in the way of each database.
final class LinkIndexTable {
  /// The last position that PostgreSQL tells from others.
  private static final int LAST_POSITION = 16_383;

  private static final String SOURCE =
      "SELECT l.id, coalesce(l.title, '') AS title, l.url, coalesce(l.main_topic, '') AS topic,"
          + " coalesce(substr(l.text_content, 1, "
          + LinkIndex.MAX_TEXT
          + "), '') AS text FROM links l WHERE ";

  private LinkIndexTable() {}

  /// What is indexed of a link.
  record Source(long id, String title, String text) {}

  static void put(Tx tx, long link, List<String> title, List<String> text) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.update(
          "INSERT OR REPLACE INTO search_link (rowid, title, text) VALUES (?, ?, ?)",
          link,
          String.join(" ", title),
          String.join(" ", text));
    } else {
      tx.update(
          "INSERT INTO search_link (link_id, terms) VALUES (?, CAST(? AS tsvector))"
              + " ON CONFLICT (link_id) DO UPDATE SET terms = excluded.terms",
          link,
          terms(title, text));
    }
  }

  /// As PostgreSQL reads a tsvector. The words are letters and digits only, so nothing needs escaping.
  private static String terms(List<String> title, List<String> text) {
    Map<String, StringBuilder> positions = new LinkedHashMap<>();
    int at = 0;
    List<String> all = new ArrayList<>(title);
    all.addAll(text);
    for (String stem : all) {
      // a hole between title and text, so that no phrase spans the two
      at = Math.min(at + (at == title.size() ? 10 : 1), LAST_POSITION);
      StringBuilder list = positions.computeIfAbsent(stem, s -> new StringBuilder());
      (list.isEmpty() ? list : list.append(',')).append(at);
    }
    return positions.entrySet().stream()
        .map(each -> "'" + each.getKey() + "':" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  static void remove(Tx tx, long link) throws SQLException {
    String key = tx.dialect().isSqlite() ? "rowid" : "link_id";
    tx.update("DELETE FROM search_link WHERE " + key + " = ?", link);
  }

  static List<Long> find(Tx tx, Question question, @Nullable Long before, int limit)
      throws SQLException {
    boolean sqlite = tx.dialect().isSqlite();
    String key = sqlite ? "rowid" : "link_id";
    List<Object> values = new ArrayList<>();
    values.add(sqlite ? match(question) : tsquery(question));
    if (before != null) {
      values.add(before);
    }
    values.add(limit);
    return tx.list(
        "SELECT "
            + key
            + " AS id FROM search_link WHERE "
            + (sqlite ? "search_link MATCH ?" : "terms @@ CAST(? AS tsquery)")
            + (before == null ? "" : " AND " + key + " < ?")
            + " ORDER BY "
            + key
            + " DESC LIMIT ?",
        row -> row.number("id"),
        values.toArray());
  }

  private static String match(Question question) {
    String all =
        question.groups().stream()
            .map(group ->
                group.stream()
                    .map(LinkIndexTable::match)
                    .collect(Collectors.joining(" OR ", "(", ")")))
            .collect(Collectors.joining(" AND "));
    return question.excluded().stream()
        .map(term -> " NOT " + match(term))
        .collect(Collectors.joining("", "(" + all + ")", ""));
  }

  private static String match(Term term) {
    return switch (term) {
      case Term.Word(String stem) -> "\"" + stem + "\"";
      case Term.Prefix(String start, String stem) -> "(\"" + start + "\" * OR \"" + stem + "\")";
      case Term.Phrase(List<String> stems) -> "\"" + String.join(" ", stems) + "\"";
    };
  }

  private static String tsquery(Question question) {
    String all =
        question.groups().stream()
            .map(group ->
                group.stream()
                    .map(LinkIndexTable::tsquery)
                    .collect(Collectors.joining(" | ", "(", ")")))
            .collect(Collectors.joining(" & "));
    return question.excluded().stream()
        .map(term -> " & !" + tsquery(term))
        .collect(Collectors.joining("", all, ""));
  }

  private static String tsquery(Term term) {
    return switch (term) {
      case Term.Word(String stem) -> "'" + stem + "'";
      case Term.Prefix(String start, String stem) -> "('" + start + "':* | '" + stem + "')";
      case Term.Phrase(List<String> stems) ->
          stems.stream()
              .map(stem -> "'" + stem + "'")
              .collect(Collectors.joining(" <-> ", "(", ")"));
    };
  }

  static List<Source> sources(Tx tx, long after, int limit) throws SQLException {
    return tx.list(SOURCE + "l.id > ? ORDER BY l.id LIMIT ?", LinkIndexTable::source, after, limit);
  }

  /// Some links that the index does not have.
  static List<Source> missing(Tx tx, int limit) throws SQLException {
    return tx.list(
        SOURCE + isMissing(tx) + " ORDER BY l.id LIMIT ?", LinkIndexTable::source, limit);
  }

  private static Source source(Row row) throws SQLException {
    String title = row.text("title") + "\n" + row.text("url") + "\n" + row.text("topic");
    return new Source(row.number("id"), title, row.text("text"));
  }

  private static String isMissing(Tx tx) {
    return tx.dialect().isSqlite()
        ? "NOT EXISTS (SELECT 1 FROM search_link_docsize d WHERE d.id = l.id)"
        : "NOT EXISTS (SELECT 1 FROM search_link d WHERE d.link_id = l.id)";
  }

  static long countMissing(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM links l WHERE " + isMissing(tx));
  }

  private static final String ORPHANS =
      "FROM search_link_docsize d WHERE NOT EXISTS (SELECT 1 FROM links l WHERE l.id = d.id)";

  /// Words without a link, which only SQLite can have.
  static long countOrphans(Tx tx) throws SQLException {
    return tx.dialect().isSqlite() ? tx.number("SELECT count(*) AS n " + ORPHANS) : 0;
  }

  static void removeOrphans(Tx tx) throws SQLException {
    if (tx.dialect().isSqlite()) {
      tx.update("DELETE FROM search_link WHERE rowid IN (SELECT d.id " + ORPHANS + ")");
    }
  }
}
