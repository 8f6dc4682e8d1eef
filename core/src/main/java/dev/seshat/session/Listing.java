package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.RowMapper;
import dev.seshat.store.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of what a session holds, oldest first: by the time it was made, then by its id.
record Listing(String table, String columns, @Nullable Instant afterTime, @Nullable UUID afterId, int limit) {

  static Listing of(String table, String columns, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
    if (cursor == null) {
      return new Listing(table, columns, null, null, limit);
    }
    try {
      int bar = cursor.indexOf('_');
      Instant time = Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar))));
      return new Listing(table, columns, time, UUID.fromString(cursor.substring(bar + 1)), limit);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
  }

  static String cursor(Instant time, UUID id) {
    return time.toEpochMilli() + "_" + id;
  }

  <T> Page<T> page(Scope scope, Sessions sessions, String ref, RowMapper<T> mapper, Function<T, String> cursor) {
    List<T> found = scope.store().read(tx -> {
      UUID session = SessionTable.get(tx, sessions.resolve(tx, ref)).id();
      List<Object> values = new ArrayList<>(List.of(session));
      String after = "";
      if (afterTime != null && afterId != null) {
        after = " AND (created_at, id) > (?, ?)";
        values.add(afterTime);
        values.add(afterId);
      }
      values.add(limit + 1);
      return tx.list(
          "SELECT " + columns + " FROM " + table + " WHERE session_id = ?" + after + " ORDER BY created_at, id LIMIT ?",
          mapper,
          values.toArray());
    });
    return Page.cut(found, limit, cursor);
  }
}
