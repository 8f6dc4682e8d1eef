package dev.seshat.interview;

import dev.seshat.session.SessionStatus;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of which sessions are about which life events.
final class SessionEventTable {
  private static final String ALL =
      "SELECT s.id, s.session_id, s.life_event_id, e.event_name, s.is_primary_focus, s.coverage_level, s.prompts_completed,"
          + " s.notes, s.created_at FROM session_life_event s JOIN life_event e ON e.id = s.life_event_id";

  private SessionEventTable() {}

  /// Puts an event to a session, or changes how it belongs to it.
  static void put(
      Tx tx,
      UUID session,
      UUID event,
      boolean isPrimary,
      @Nullable Coverage coverage,
      @Nullable String notes)
      throws SQLException {
    if (isPrimary) {
      tx.update(
          "UPDATE session_life_event SET is_primary_focus = ? WHERE session_id = ?",
          false,
          session);
    }
    tx.update(
        "INSERT INTO session_life_event (id, session_id, life_event_id, is_primary_focus, coverage_level, notes, created_at,"
            + " prompts_completed) VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM session_prompt p WHERE p.session_id = ?"
            + " AND p.life_event_id = ? AND p.state = 'answered')) ON CONFLICT (session_id, life_event_id) DO UPDATE SET"
            + " is_primary_focus = excluded.is_primary_focus,"
            + " coverage_level = coalesce(excluded.coverage_level, session_life_event.coverage_level),"
            + " notes = coalesce(excluded.notes, session_life_event.notes)",
        tx.newId(),
        session,
        event,
        isPrimary,
        coverage == null ? null : coverage.word(),
        notes,
        tx.now(),
        session,
        event);
  }

  static boolean remove(Tx tx, UUID session, UUID event) throws SQLException {
    return tx.update(
            "DELETE FROM session_life_event WHERE session_id = ? AND life_event_id = ?",
            session,
            event)
        > 0;
  }

  /// Those of a session, the one in focus first.
  static List<SessionEvent> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        ALL + " WHERE s.session_id = ? ORDER BY s.is_primary_focus DESC, s.created_at, s.id",
        SessionEventTable::row,
        session);
  }

  static Optional<SessionEvent> primary(Tx tx, UUID session) throws SQLException {
    return tx.first(
        ALL + " WHERE s.session_id = ? AND s.is_primary_focus = ?",
        SessionEventTable::row,
        session,
        true);
  }

  /// Which sessions were about an event, the oldest first.
  static List<SessionEvent> ofEvent(Tx tx, UUID event, int limit) throws SQLException {
    return tx.list(
        ALL + " WHERE s.life_event_id = ? ORDER BY s.created_at, s.id LIMIT ?",
        SessionEventTable::row,
        event,
        limit);
  }

  /// Sessions about one event that are alike in level and state.
  record Count(
      UUID lifeEventId,
      @Nullable Coverage coverage,
      SessionStatus status,
      boolean isFulfilled,
      long sessions,
      long prompts) {}

  /// How many sessions are about each event of somebody's life.
  static List<Count> counts(Tx tx, UUID storyteller) throws SQLException {
    return tx.list(
        "SELECT c.life_event_id, c.coverage_level, s.status, CASE WHEN s.outcome IN ('success', 'partial') THEN 1 ELSE 0 END"
            + " AS fulfilled, count(*) AS sessions, sum(c.prompts_completed) AS prompts FROM life_event e"
            + " JOIN session_life_event c ON c.life_event_id = e.id JOIN sessions s ON s.id = c.session_id"
            + " WHERE e.storyteller_id = ? GROUP BY 1, 2, 3, 4",
        row -> {
          String coverage = row.textOrNull("coverage_level");
          return new Count(
              row.id("life_event_id"),
              coverage == null ? null : Coverage.of(coverage),
              SessionStatus.of(row.text("status")),
              row.number("fulfilled") == 1,
              row.number("sessions"),
              row.number("prompts"));
        },
        storyteller);
  }

  /// The types and categories of the events that a session is about.
  static Set<String> kindsOfSession(Tx tx, UUID session) throws SQLException {
    return kinds(
        tx,
        "SELECT DISTINCT e.event_type, e.category FROM session_life_event s JOIN life_event e ON e.id = s.life_event_id"
            + " WHERE s.session_id = ?",
        session);
  }

  /// The types and categories of all events of somebody's life.
  static Set<String> kindsOfLife(Tx tx, UUID storyteller) throws SQLException {
    return kinds(
        tx,
        "SELECT DISTINCT event_type, category FROM life_event WHERE storyteller_id = ?",
        storyteller);
  }

  private static Set<String> kinds(Tx tx, String sql, UUID of) throws SQLException {
    Set<String> kinds = new HashSet<>();
    tx.each(
        sql,
        row -> {
          kinds.add(row.text("event_type"));
          String category = row.textOrNull("category");
          if (category != null) {
            kinds.add(category);
          }
        },
        of);
    return kinds;
  }

  /// The last session about an event that has ended, this one counted as such.
  static Optional<UUID> lastOver(Tx tx, UUID event, @Nullable UUID ending) throws SQLException {
    return tx.first(
        "SELECT s.id FROM session_life_event c JOIN sessions s ON s.id = c.session_id WHERE c.life_event_id = ?"
            + " AND (s.status IN ('completed', 'archived') OR s.id = ?) ORDER BY s.last_activity_at DESC, s.id",
        row -> row.id("id"),
        event,
        ending);
  }

  static void countPrompt(Tx tx, UUID session, UUID event) throws SQLException {
    tx.update(
        "UPDATE session_life_event SET prompts_completed = prompts_completed + 1 WHERE session_id = ? AND life_event_id = ?",
        session,
        event);
  }

  private static SessionEvent row(Row row) throws SQLException {
    String coverage = row.textOrNull("coverage_level");
    return new SessionEvent(
        row.id("id"),
        row.id("session_id"),
        row.id("life_event_id"),
        row.text("event_name"),
        row.flag("is_primary_focus"),
        coverage == null ? null : Coverage.of(coverage),
        row.number("prompts_completed"),
        row.textOrNull("notes"),
        row.time("created_at"));
  }
}
