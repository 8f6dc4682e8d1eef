package dev.seshat.search;

import dev.seshat.store.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A filter as SQL on `search_entry e`: joins, conditions that begin with `AND`, and the conditions' values.
record Conditions(String joins, String where, List<Object> values) {
  static Conditions of(SearchFilter filter, Dialect dialect) {
    Builder builder = new Builder();
    builder.and("e.author = ?", filter.author());
    builder.and("e.created_at >= ?", filter.from());
    builder.and("e.created_at < ?", filter.to());
    builder.and("s.kind = ?", filter.kind());
    builder.and("s.project_id = (SELECT id FROM projects WHERE name = ?)", filter.project());
    builder.and("e.session_id = ?", filter.sessionId());
    if (filter.sessionId() != null && dialect.isSqlite()) {
      // lets FTS5 skip what is before and after the session
      builder.and(
          "search_text.rowid >= (SELECT min(id) FROM search_entry WHERE session_id = ?)",
          filter.sessionId());
      builder.and(
          "search_text.rowid <= (SELECT max(id) FROM search_entry WHERE session_id = ?)",
          filter.sessionId());
    }
    if (!filter.entityKinds().isEmpty()) {
      List<String> kinds = filter.entityKinds().stream().sorted().toList();
      builder.where.append(" AND e.entity_kind IN (").append(marks(kinds.size())).append(')');
      builder.values.addAll(kinds);
    }
    boolean ofSession = filter.kind() != null || filter.project() != null;
    return new Conditions(
        ofSession ? " JOIN sessions s ON s.id = e.session_id" : "",
        builder.where.toString(),
        List.copyOf(builder.values));
  }

  boolean isEmpty() {
    return where.isEmpty();
  }

  /// So many question marks with commas between them.
  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static final class Builder {
    private final StringBuilder where = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    void and(String condition, @Nullable Object value) {
      if (value != null) {
        where.append(" AND ").append(condition);
        values.add(value);
      }
    }
  }
}
