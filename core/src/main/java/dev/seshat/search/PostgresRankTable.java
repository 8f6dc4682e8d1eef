package dev.seshat.search;

import dev.seshat.search.Plan.Counted;
import dev.seshat.store.Dialect;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Ranks with PostgreSQL: candidates by the GIN index, a rough order in SQL, BM25 from the best ones' words here.
final class PostgresRankTable implements Ranker {
  private static final int EXACT_STATISTICS = 20_000;
  private static final int SAMPLE = 2_000;

  private final TermCounts counts = new TermCounts();

  /// How many entries there are, and how many words they have on average.
  private record Statistics(double entries, double averageLength) {}

  @Override
  public List<Ranked> rank(Tx tx, Question question, SearchFilter filter) throws SQLException {
    long newest = tx.number("SELECT max(id) AS n FROM search_entry");
    Statistics statistics = statistics(tx, newest);
    List<Counted> counted = new ArrayList<>();
    for (Term term : question.terms()) {
      double entries =
          counts.count(tx, of(term, question.strict()), newest, PostgresRankTable::count);
      counted.add(new Counted(term, entries, Bm25.idf(statistics.entries(), entries)));
    }
    Plan plan = Plan.of(counted, question.strict(), newest);
    Map<Long, Double> lengths = new LinkedHashMap<>();
    List<Ranked> rough = candidates(tx, question, filter, plan, counted, statistics, lengths);
    if (rough.isEmpty()) {
      return rough;
    }
    Map<Long, TermPositions> positions = positions(tx, rough, question.terms());
    List<Ranked> exact = new ArrayList<>(rough.size());
    for (Ranked entry : rough) {
      TermPositions words = positions.getOrDefault(entry.id(), new TermPositions());
      double relativeLength = lengths.getOrDefault(entry.id(), 0.0) / statistics.averageLength();
      double score = 0;
      for (Counted term : counted) {
        double frequency = words.frequency(term.term(), question.strict());
        score += frequency == 0 ? 0 : term.idf() * Bm25.saturation(frequency, relativeLength);
      }
      exact.add(entry.withScore(score));
    }
    return exact.stream().sorted(Ranked.BEST_FIRST).toList();
  }

  private static Statistics statistics(Tx tx, long newest) throws SQLException {
    boolean exact = newest <= EXACT_STATISTICS;
    String sql =
        exact
            ? "SELECT count(*) AS n, coalesce(avg(length), 1) AS average FROM search_entry"
            : "SELECT "
                + newest
                + " AS n, coalesce(avg(length), 1) AS average FROM"
                + " (SELECT length FROM search_entry ORDER BY id DESC LIMIT "
                + SAMPLE
                + ") newest";
    return tx.first(sql, row -> new Statistics(row.number("n"), Math.max(1, row.real("average"))))
        .orElseThrow();
  }

  private static double count(Tx tx, String expression, long newest) throws SQLException {
    int most = newest <= Plan.SMALL ? Plan.SMALL : Plan.CANDIDATES;
    return tx.first(
            """
            SELECT count(*) AS n, max(id) AS last FROM (
              SELECT id FROM search_entry WHERE terms @@ CAST(? AS tsquery) LIMIT ?) found
            """,
            row -> {
              long n = row.number("n");
              return n <= most ? (double) n : (double) n * newest / row.number("last");
            },
            expression,
            most + 1)
        .orElse(0.0);
  }

  private static List<Ranked> candidates(
      Tx tx,
      Question question,
      SearchFilter filter,
      Plan plan,
      List<Counted> all,
      Statistics statistics,
      Map<Long, Double> lengths)
      throws SQLException {
    Conditions conditions = Conditions.of(filter, Dialect.POSTGRES);
    List<Object> values = new ArrayList<>();
    StringBuilder score = new StringBuilder("CAST(0 AS float8)");
    for (Counted term : all) {
      score.append(
          """
          + CAST(? AS float8) * CASE WHEN e.terms @@ CAST(? AS tsquery) THEN 2.2 / (1 + n.norm)
            WHEN e.terms @@ CAST(? AS tsquery) THEN 0.88 / (0.4 + n.norm) ELSE 0 END\
          """);
      values.add(term.idf());
      values.add(of(term.term(), true));
      values.add(of(term.term(), question.strict()));
    }
    values.add(statistics.averageLength());
    values.add(
        question.strict()
            ? strict(question)
            : anyOf(plan.base().stream().map(Counted::term).toList(), false));
    values.addAll(conditions.values());
    values.add(plan.candidates());
    values.add(Plan.RANKED);
    return tx.list(
        "SELECT "
            + Ranked.COLUMNS
            + ", e.length, e.score FROM (SELECT e.*, "
            + score
            + " AS score FROM search_entry e"
            + conditions.joins()
            + " CROSS JOIN LATERAL (SELECT 0.3 + 0.9 * e.length / CAST(? AS float8) AS norm) n"
            + " WHERE e.terms @@ CAST(? AS tsquery)"
            + conditions.where()
            + " ORDER BY e.id DESC LIMIT ?) e ORDER BY e.score DESC, e.id DESC LIMIT ?",
        row -> {
          Ranked entry = Ranked.of(row);
          lengths.put(entry.id(), (double) row.number("length"));
          return entry;
        },
        values.toArray());
  }

  /// Where the terms' words stand in each entry.
  private static Map<Long, TermPositions> positions(Tx tx, List<Ranked> entries, List<Term> terms)
      throws SQLException {
    List<String> words = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    values.add(
        entries.stream().map(entry -> Long.toString(entry.id())).collect(Collectors.joining(",")));
    StringBuilder prefixes = new StringBuilder();
    List<Object> starts = new ArrayList<>();
    for (Term term : terms) {
      switch (term) {
        case Term.Word(String stem) -> words.add(stem);
        case Term.Phrase(List<String> stems) -> words.addAll(stems);
        case Term.Prefix(String start, String stem) -> {
          words.add(stem);
          prefixes.append(" OR starts_with(u.lexeme, ?)");
          starts.add(start);
        }
      }
    }
    values.add(String.join(" ", words));
    values.addAll(starts);
    Map<Long, TermPositions> found = new HashMap<>();
    tx.each(
        """
        SELECT e.id, u.lexeme, array_to_string(u.positions, ',') AS positions, array_to_string(u.weights, '') AS weights
        FROM search_entry e CROSS JOIN LATERAL unnest(e.terms) u
        WHERE e.id = ANY (CAST(string_to_array(?, ',') AS bigint[]))
          AND (u.lexeme = ANY (string_to_array(?, ' '))\
        """
            + prefixes
            + ")",
        row ->
            found
                .computeIfAbsent(row.number("id"), id -> new TermPositions())
                .add(row.text("lexeme"), row.text("positions"), row.text("weights")),
        values.toArray());
    return found;
  }

  private static String strict(Question question) {
    String all =
        question.groups().stream()
            .map(group -> "(" + anyOf(group, true) + ")")
            .collect(Collectors.joining(" & "));
    return question.excluded().isEmpty()
        ? all
        : all + " & !(" + anyOf(question.excluded(), true) + ")";
  }

  private static String anyOf(List<Term> terms, boolean ownOnly) {
    return terms.stream().map(term -> of(term, ownOnly)).collect(Collectors.joining(" | "));
  }

  /// A term as a tsquery, of an entry's own words only if so wanted. Words are letters and digits: nothing to escape.
  private static String of(Term term, boolean ownOnly) {
    String weight = ownOnly ? ":A" : "";
    return switch (term) {
      case Term.Word(String stem) -> "'" + stem + "'" + weight;
      case Term.Prefix(String start, String stem) ->
          "('" + start + "':*" + (ownOnly ? "A" : "") + " | '" + stem + "'" + weight + ")";
      case Term.Phrase(List<String> stems) ->
          stems.stream()
              .map(stem -> "'" + stem + "'" + weight)
              .collect(Collectors.joining(" <-> ", "(", ")"));
    };
  }
}
