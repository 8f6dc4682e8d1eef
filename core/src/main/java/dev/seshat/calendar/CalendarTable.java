package dev.seshat.calendar;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.interview.Planned;
import dev.seshat.session.SessionStatus;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of sessions by their times.
final class CalendarTable {
  private static final String NEXT =
      "EXISTS (SELECT 1 FROM sessions n WHERE n.previous_session_id = s.id AND n.recurrence IS NOT NULL)";
  private static final String ALL =
      "SELECT s.id, s.short_id, s.kind, s.name, s.intention, s.status, s.scheduled_at, s.scheduled_duration_minutes,"
          + " CASE WHEN s.recurrence IS NULL OR "
          + NEXT
          + " THEN NULL ELSE s.recurrence END AS recurrence, s.storyteller_id, coalesce(t.preferred_name, t.full_name) AS storyteller,"
          + " p.name AS project, s.created_at, s.updated_at, s.version FROM sessions s"
          + " LEFT JOIN projects p ON p.id = s.project_id LEFT JOIN storyteller t ON t.id = s.storyteller_id"
          + " WHERE s.scheduled_at IS NOT NULL";

  private CalendarTable() {}

  /// Where a page ended.
  private record Position(Instant time, UUID id) {
    static Position parse(String cursor) {
      try {
        int bar = cursor.indexOf('_');
        return new Position(
            Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar)))),
            UUID.fromString(cursor.substring(bar + 1)));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }
  }

  static String cursor(CalendarEntry entry) {
    return entry.start().toEpochMilli() + "_" + entry.session();
  }

  /// Those that a filter lets through; one more than its limit, if there are.
  static List<CalendarEntry> list(Tx tx, CalendarFilter filter) throws SQLException {
    StringBuilder sql = new StringBuilder(ALL);
    List<Object> values = new ArrayList<>();
    and(sql, values, "s.scheduled_at >= ?", filter.from());
    narrow(sql, values, filter);
    if (filter.cursor() != null) {
      Position after = Position.parse(filter.cursor());
      sql.append(" AND (s.scheduled_at, s.id) > (?, ?)");
      values.add(after.time());
      values.add(after.id());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        sql + " ORDER BY s.scheduled_at, s.id LIMIT ?", CalendarTable::entry, values.toArray());
  }

  /// Those that come again, begin before the filter's end, and have nobody after them yet.
  static List<CalendarEntry> recurring(Tx tx, CalendarFilter filter, int limit)
      throws SQLException {
    // found first, since without statistics SQLite would go through all times instead
    StringBuilder sql =
        new StringBuilder(ALL)
            .append(" AND s.id IN (SELECT r.id FROM sessions r WHERE r.recurrence IS NOT NULL)")
            .append(" AND NOT ")
            .append(NEXT);
    List<Object> values = new ArrayList<>();
    narrow(sql, values, filter);
    values.add(limit);
    return tx.list(
        sql + " ORDER BY s.scheduled_at, s.id LIMIT ?", CalendarTable::entry, values.toArray());
  }

  /// A time or a storyteller finds few; the coalesced ones find many, and must not be gone by.
  private static void narrow(StringBuilder sql, List<Object> values, CalendarFilter filter) {
    and(sql, values, "s.scheduled_at < ?", filter.to());
    and(sql, values, "coalesce(s.kind, '') = ?", filter.kind());
    and(sql, values, "coalesce(p.name, '') = ?", filter.project());
    and(sql, values, "s.storyteller_id = ?", filter.storyteller());
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }

  private static CalendarEntry entry(Row row) throws SQLException {
    String name = row.textOrNull("name");
    String intention = row.text("intention");
    Instant start = row.time("scheduled_at");
    return new CalendarEntry(
        row.id("id"),
        row.text("short_id"),
        row.text("kind"),
        name == null || name.isBlank() ? Texts.shorten(intention, 80) : name,
        intention,
        SessionStatus.of(row.text("status")),
        start,
        Planned.end(start, row.integerOrNull("scheduled_duration_minutes")),
        row.textOrNull("recurrence"),
        row.idOrNull("storyteller_id"),
        row.textOrNull("storyteller"),
        row.textOrNull("project"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  /// Whether the occurrence after a session is there.
  static boolean hasNext(Tx tx, UUID session) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM sessions WHERE previous_session_id = ? AND recurrence IS NOT NULL",
            session)
        > 0;
  }
}
