package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Finds turns, notes, artifacts, tasks, sessions and summaries by what was said in and around them.
///
/// Ranked by BM25 over an entry's own words (weight 1) and its neighbours' (0.4), then by whether the question names the
/// speaker or the date (0.2 each, where the best score by words is 1). The first 300 hits can be paged through. In a
/// store of more than 5,000 entries, the rarest words of a question choose the 1,500 entries that are scored.
public final class Search {
  private static final int BEST = 3;

  private final Scope scope;
  private final Ranker ranker;

  public Search(Scope scope) {
    this.scope = scope;
    this.ranker =
        scope.store().dialect().isSqlite() ? new SqliteRankTable() : new PostgresRankTable();
  }

  /// One page of hits, the best first. Pages are stable as long as nothing is written.
  ///
  /// @throws Invalid if the text is empty, longer than 1,000 characters, or breaks the query language it is said to be in
  public SearchPage find(SearchQuery query) {
    Question question = question(query);
    Cursor cursor = Cursor.read(query.cursor());
    return scope.store().read(tx -> page(tx, question, query, cursor));
  }

  private SearchPage page(Tx tx, Question question, SearchQuery query, @Nullable Cursor cursor)
      throws SQLException {
    List<Ranked> rest =
        ranked(tx, question, query.filter()).stream()
            .filter(e -> cursor == null || cursor.isBefore(e))
            .toList();
    List<Ranked> shown = rest.subList(0, Math.min(rest.size(), query.limit()));
    return new SearchPage(
        new Hits(tx, question.terms()).of(shown),
        rest.size() > shown.size() ? Cursor.of(shown.getLast()) : null);
  }

  /// The sessions whose three best hits together score best.
  ///
  /// @throws Invalid as [#find]
  public List<SessionHit> findSessions(SearchQuery query) {
    Question question = question(query);
    return scope.store().read(tx -> sessions(tx, question, query));
  }

  private List<SessionHit> sessions(Tx tx, Question question, SearchQuery query)
      throws SQLException {
    Map<UUID, List<Ranked>> bySession = new LinkedHashMap<>();
    for (Ranked entry : ranked(tx, question, query.filter())) {
      List<Ranked> best = bySession.computeIfAbsent(entry.sessionId(), id -> new ArrayList<>());
      if (best.size() < BEST) {
        best.add(entry);
      }
    }
    Map<UUID, Double> scores = new HashMap<>();
    bySession.forEach((id, best) -> scores.put(id, best.stream().mapToDouble(Ranked::score).sum()));
    List<UUID> order =
        scores.entrySet().stream()
            .sorted(
                Map.Entry.<UUID, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry::getKey))
            .limit(query.limit())
            .map(Map.Entry::getKey)
            .toList();
    Hits hits = new Hits(tx, question.terms());
    List<SessionHit> sessions = new ArrayList<>();
    for (UUID id : order) {
      List<Hit> best = hits.of(bySession.getOrDefault(id, List.of()));
      if (!best.isEmpty()) {
        Hit first = best.getFirst();
        sessions.add(
            new SessionHit(
                id,
                first.shortId(),
                first.sessionName(),
                first.kind(),
                scores.getOrDefault(id, 0.0),
                best));
      }
    }
    return sessions;
  }

  /// The entries that fit best, in order.
  List<Ranked> ranked(Tx tx, Question question, SearchFilter filter) throws SQLException {
    return Boosts.applied(ranker.rank(tx, question, filter), question);
  }

  private static Question question(SearchQuery query) {
    return QuestionParser.parse(query.text(), query.queryLanguage(), query.asYouType());
  }

  /// Compares the index with what it indexes.
  public SearchCheck check() {
    return scope.store().read(SearchCheckTable::check);
  }

  /// Takes the words of what was erased out of the index's own files, a bounded piece at a time; until then they only
  /// cannot be found.
  public void forgetErased() {
    if (scope.store().dialect().isSqlite()) {
      SearchTable.INDEXES.forEach(this::forgetErased);
    }
    scope.store().forget();
  }

  private void forgetErased(String index) {
    boolean more = true;
    boolean first = true;
    while (more) {
      boolean begins = first;
      more = scope.store().write(tx -> SearchTable.merge(tx, index, begins));
      first = false;
    }
  }

  /// Writes the index anew, session by session, each in one transaction; searches in between miss at most that session.
  ///
  /// @param progress told after each session how many entries were written so far
  /// @return how many entries were written
  public long reindex(LongConsumer progress) {
    return Reindex.all(scope.store(), progress);
  }
}
