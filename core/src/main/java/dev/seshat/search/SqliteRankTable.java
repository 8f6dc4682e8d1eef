package dev.seshat.search;

import dev.seshat.search.Plan.Counted;
import dev.seshat.store.Dialect;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Ranks with FTS5: its `bm25` for the candidates, and what common words add.
final class SqliteRankTable implements Ranker {
  /// Words that a prefix stands for: the first ones that begin with it.
  private static final int PREFIX_WORDS = 24;

  /// What a common word is worth where it stands: as once, in an entry of average length.
  private static final double IN_TEXT = Bm25.saturation(1, 1);

  private final TermCounts counts = new TermCounts();

  @Override
  public List<Ranked> rank(Tx tx, Question question, SearchFilter filter) throws SQLException {
    long newest = tx.number("SELECT max(id) AS n FROM search_entry");
    Expressions expressions = new Expressions(tx);
    if (question.strict()) {
      return candidates(tx, filter, expressions.strict(question), Plan.CANDIDATES);
    }
    List<Counted> counted = new ArrayList<>();
    for (Term term : question.terms()) {
      double entries =
          newest <= Plan.SMALL
              ? 0
              : counts.count(tx, expressions.of(term), newest, SqliteRankTable::count);
      counted.add(new Counted(term, entries, Bm25.idf(newest, entries)));
    }
    Plan plan = Plan.of(counted, false, newest);
    String base = expressions.anyOf(plan.base().stream().map(Counted::term).toList());
    List<Ranked> ranked = candidates(tx, filter, base, plan.candidates());
    for (Counted common : plan.common()) {
      ranked =
          ranked.isEmpty() || common.idf() < 0.1
              ? ranked
              : added(tx, ranked, base, common, expressions);
    }
    return plan.common().isEmpty() ? ranked : ranked.stream().sorted(Ranked.BEST_FIRST).toList();
  }

  private static double count(Tx tx, String expression, long newest) throws SQLException {
    return tx.first(
            """
            SELECT count(*) AS n, min(id) AS oldest FROM (
              SELECT rowid AS id FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC LIMIT ?)
            """,
            row -> {
              long n = row.number("n");
              return n <= Plan.CANDIDATES
                  ? (double) n
                  : (double) n * newest / (newest - row.number("oldest") + 1);
            },
            expression,
            Plan.CANDIDATES + 1)
        .orElse(0.0);
  }

  private static List<Ranked> candidates(Tx tx, SearchFilter filter, String expression, int limit)
      throws SQLException {
    Conditions conditions = Conditions.of(filter, Dialect.SQLITE);
    String entry =
        conditions.isEmpty()
            ? ""
            : " CROSS JOIN search_entry e ON e.id = search_text.rowid" + conditions.joins();
    List<Object> values = new ArrayList<>();
    values.add(expression);
    values.addAll(conditions.values());
    values.add(limit);
    values.add(Plan.RANKED);
    return tx.list(
        "SELECT "
            + Ranked.COLUMNS
            + ", m.score FROM (SELECT id, score FROM (SELECT search_text.rowid AS id,"
            + " -bm25(search_text, 1.0, "
            + Bm25.CONTEXT_WEIGHT
            + ") AS score FROM search_text"
            + entry
            + " WHERE search_text MATCH ?"
            + conditions.where()
            + " ORDER BY search_text.rowid DESC LIMIT ?)"
            + " ORDER BY score DESC, id DESC LIMIT ?) m CROSS JOIN search_entry e ON e.id = m.id"
            + " ORDER BY m.score DESC, m.id DESC",
        Ranked::of,
        values.toArray());
  }

  /// The entries with what a common word adds to those that say it themselves. That a neighbour says a common word tells
  /// too little to look it up.
  private static List<Ranked> added(
      Tx tx, List<Ranked> ranked, String base, Counted common, Expressions expressions)
      throws SQLException {
    Set<Long> having =
        having(tx, ranked, "(" + base + ") AND {text} : (" + expressions.of(common.term()) + ")");
    List<Ranked> result = new ArrayList<>(ranked.size());
    for (Ranked entry : ranked) {
      result.add(
          having.contains(entry.id())
              ? entry.withScore(entry.score() + common.idf() * IN_TEXT)
              : entry);
    }
    return result;
  }

  private static Set<Long> having(Tx tx, List<Ranked> ranked, String expression)
      throws SQLException {
    long oldest = ranked.stream().mapToLong(Ranked::id).min().orElseThrow();
    long newest = ranked.stream().mapToLong(Ranked::id).max().orElseThrow();
    Set<Long> ids = new HashSet<>();
    tx.each(
        "SELECT rowid AS id FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?",
        row -> ids.add(row.number("id")),
        expression,
        oldest,
        newest);
    return ids;
  }

  /// Terms in FTS5's language. Words are letters and digits only, so quotes around them suffice.
  private record Expressions(Tx tx) {
    String strict(Question question) throws SQLException {
      List<String> parts = new ArrayList<>();
      for (List<Term> group : question.groups()) {
        parts.add("(" + anyOf(group) + ")");
      }
      String all = "{text} : (" + String.join(" AND ", parts) + ")";
      return question.excluded().isEmpty()
          ? all
          : all + " NOT ({text} : (" + anyOf(question.excluded()) + "))";
    }

    String anyOf(List<Term> terms) throws SQLException {
      List<String> parts = new ArrayList<>();
      for (Term term : terms) {
        parts.add(of(term));
      }
      return String.join(" OR ", parts);
    }

    String of(Term term) throws SQLException {
      return switch (term) {
        case Term.Word(String stem) -> quoted(stem);
        case Term.Phrase(List<String> stems) -> quoted(String.join(" ", stems));
        case Term.Prefix(String start, String stem) ->
            wordsFrom(start, stem).stream()
                .map(Expressions::quoted)
                .collect(Collectors.joining(" OR ", "(", ")"));
      };
    }

    private static String quoted(String words) {
      return '"' + words + '"';
    }

    /// The first words of the index that begin with `start`, each found by one look into it, and the stem itself.
    private List<String> wordsFrom(String start, String stem) throws SQLException {
      List<String> words = new ArrayList<>();
      String from = start;
      while (words.size() < PREFIX_WORDS) {
        String word =
            tx.first(
                    "SELECT term FROM search_word WHERE term >= ? ORDER BY term LIMIT 1",
                    row -> row.text("term"),
                    from)
                .orElse("");
        if (!word.startsWith(start)) {
          break;
        }
        words.add(word);
        from = word + '\u0001';
      }
      if (!words.contains(stem)) {
        words.add(stem);
      }
      return words;
    }
  }
}
