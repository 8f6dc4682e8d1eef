package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.RowMapper;
import dev.seshat.store.Scope;
import dev.seshat.store.Work;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The SQL of a page of what a session holds, oldest first: by the time it was made, then by its id.
record ContentTable<T>(
    String table,
    String columns,
    RowMapper<T> mapper,
    Function<T, Instant> time,
    Function<T, UUID> id) {

  /// Where a page ended.
  record Position(Instant time, UUID id) {
    static String cursor(Instant time, UUID id) {
      return time.toEpochMilli() + "_" + id;
    }

    static Position parse(String cursor) {
      try {
        int bar = cursor.indexOf('_');
        Instant time = Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar))));
        return new Position(time, UUID.fromString(cursor.substring(bar + 1)));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }
  }

  Page<T> page(Scope scope, Work<UUID> resolve, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
    Position position = cursor == null ? null : Position.parse(cursor);
    List<T> found =
        scope
            .store()
            .read(tx -> {
              List<Object> values =
                  new ArrayList<>(List.of(SessionTable.get(tx, resolve.run(tx)).id()));
              String after = "";
              if (position != null) {
                after = " AND (created_at, id) > (?, ?)";
                values.add(position.time());
                values.add(position.id());
              }
              values.add(limit + 1);
              return tx.list(
                  "SELECT "
                      + columns
                      + " FROM "
                      + table
                      + " WHERE session_id = ?"
                      + after
                      + " ORDER BY created_at, id LIMIT ?",
                  mapper,
                  values.toArray());
            });
    return Page.cut(found, limit, item -> Position.cursor(time.apply(item), id.apply(item)));
  }
}
