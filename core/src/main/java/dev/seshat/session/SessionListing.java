package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [SessionFilter] as the SQL of one page.
record SessionListing(SessionFilter filter, @Nullable Position after) {
  /// Where the page before ended.
  private record Position(Instant activity, UUID id) {
    String cursor() {
      byte[] bytes = (activity.toEpochMilli() + "|" + id).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Position parse(String cursor) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                .split("\\|", 2);
        return new Position(
            Instant.ofEpochMilli(Long.parseLong(parts[0])), UUID.fromString(parts[1]));
      } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }
  }

  static SessionListing of(SessionFilter filter) {
    String cursor = filter.cursor();
    return new SessionListing(filter, cursor == null ? null : Position.parse(cursor));
  }

  Page<Session> page(Tx tx) throws SQLException {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    List<Object> values = new ArrayList<>();
    add(conditions, values, "s.kind = ?", filter.kind());
    add(
        conditions,
        values,
        "s.project_id = (SELECT id FROM projects WHERE name = ?)",
        filter.project());
    add(conditions, values, "s.tool_name = ?", filter.tool());
    add(conditions, values, "s.last_activity_at >= ?", filter.from());
    add(conditions, values, "s.last_activity_at < ?", filter.to());
    if (filter.tag() != null) {
      conditions.add(tagCondition(tx));
      values.add(filter.tag());
    }
    if (!filter.statuses().isEmpty()) {
      conditions.add(
          "s.status IN ("
              + filter.statuses().stream().map(s -> "?").collect(Collectors.joining(", "))
              + ")");
      filter.statuses().forEach(status -> values.add(status.word()));
    }
    if (filter.rootsOnly()) {
      conditions.add("s.parent_session_id IS NULL");
    }
    if (after != null) {
      conditions.add("(s.last_activity_at, s.id) < (?, ?)");
      values.add(after.activity());
      values.add(after.id());
    }
    List<Session> found =
        SessionTable.list(
            tx,
            String.join(" AND ", conditions),
            "s.last_activity_at DESC, s.id DESC",
            filter.limit() + 1,
            values);
    return Page.cut(found, filter.limit(), s -> new Position(s.lastActivityAt(), s.id()).cursor());
  }

  private static String tagCondition(Tx tx) {
    return tx.dialect().isSqlite()
        ? "EXISTS (SELECT 1 FROM json_each(s.tags) t WHERE t.value = ?)"
        : "jsonb_exists(s.tags, ?)";
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }
}
