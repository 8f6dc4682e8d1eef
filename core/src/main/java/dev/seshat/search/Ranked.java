package dev.seshat.search;

import dev.seshat.store.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of the index with its score for a question.
record Ranked(
    long id,
    String entityKind,
    @Nullable UUID entityId,
    UUID sessionId,
    @Nullable Long interactionSequence,
    String author,
    Instant createdAt,
    double score) {
  /// The best first; of equals the newest entry first.
  static final Comparator<Ranked> BEST_FIRST =
      Comparator.comparingDouble(Ranked::score)
          .reversed()
          .thenComparing(Comparator.comparingLong(Ranked::id).reversed());

  /// The columns that [#of] reads, of `search_entry e`.
  static final String COLUMNS =
      "e.id, e.entity_kind, e.entity_id, e.session_id, e.interaction_sequence, e.author, e.created_at";

  static Ranked of(Row row) throws SQLException {
    return new Ranked(
        row.number("id"),
        row.text("entity_kind"),
        row.idOrNull("entity_id"),
        row.id("session_id"),
        row.numberOrNull("interaction_sequence"),
        row.text("author"),
        row.time("created_at"),
        row.real("score"));
  }

  Ranked withScore(double other) {
    return new Ranked(
        id, entityKind, entityId, sessionId, interactionSequence, author, createdAt, other);
  }
}
