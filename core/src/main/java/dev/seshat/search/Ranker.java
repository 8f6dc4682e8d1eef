package dev.seshat.search;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

/// Scores the entries that fit a question best by BM25, in the way of one database.
interface Ranker {
  /// At most [Plan#RANKED] entries, the best first.
  List<Ranked> rank(Tx tx, Question question, SearchFilter filter) throws SQLException;
}
