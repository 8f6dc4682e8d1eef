package dev.seshat.promise;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the schedules.
final class ScheduleTable {
  private static final String COLUMNS =
      "id, name, cron, zone, kind, task_description, payload, priority, max_attempts, chat_id, notify, missed, overlap,"
          + " is_enabled, next_at, last_at, created_by, created_at, updated_at, version";

  private ScheduleTable() {}

  static long insert(Tx tx, NewSchedule asked, @Nullable Instant nextAt, String actor)
      throws SQLException {
    NewPromise promise = asked.promise();
    return tx.insert(
        "INSERT INTO promise_schedules (name, cron, zone, kind, task_description, payload, priority, max_attempts, chat_id,"
            + " notify, missed, overlap, is_enabled, next_at, created_by, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        asked.name(),
        asked.cron(),
        asked.zone(),
        promise.kind(),
        promise.taskDescription(),
        PromiseTable.json(promise.payload()),
        promise.priority(),
        promise.maxAttempts(),
        promise.chatId(),
        promise.notifyOrDefault().word(),
        asked.missed().word(),
        asked.mayOverlap() ? "allow" : "skip",
        asked.isEnabled(),
        nextAt,
        actor,
        tx.now(),
        tx.now());
  }

  static void update(Tx tx, long id, NewSchedule asked, @Nullable Instant nextAt)
      throws SQLException {
    NewPromise promise = asked.promise();
    tx.update(
        "UPDATE promise_schedules SET name = ?, cron = ?, zone = ?, kind = ?, task_description = ?, payload = ?, priority = ?,"
            + " max_attempts = ?, chat_id = ?, notify = ?, missed = ?, overlap = ?, is_enabled = ?, next_at = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        asked.name(),
        asked.cron(),
        asked.zone(),
        promise.kind(),
        promise.taskDescription(),
        PromiseTable.json(promise.payload()),
        promise.priority(),
        promise.maxAttempts(),
        promise.chatId(),
        promise.notifyOrDefault().word(),
        asked.missed().word(),
        asked.mayOverlap() ? "allow" : "skip",
        asked.isEnabled(),
        nextAt,
        tx.now(),
        id);
  }

  /// Moves a schedule on.
  static void ran(Tx tx, long id, @Nullable Instant nextAt, @Nullable Instant lastAt)
      throws SQLException {
    tx.update(
        "UPDATE promise_schedules SET next_at = ?, last_at = coalesce(?, last_at) WHERE id = ?",
        nextAt,
        lastAt,
        id);
  }

  static void delete(Tx tx, long id) throws SQLException {
    tx.updateOne("the schedule", "DELETE FROM promise_schedules WHERE id = ?", id);
  }

  static List<Schedule> all(Tx tx) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM promise_schedules ORDER BY name LIMIT 1000",
        ScheduleTable::schedule);
  }

  static long count(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM promise_schedules");
  }

  static Optional<Schedule> named(Tx tx, String name) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM promise_schedules WHERE name = ?",
        ScheduleTable::schedule,
        name);
  }

  static Schedule get(Tx tx, long id) throws SQLException {
    return one(tx, id, "");
  }

  static Schedule lock(Tx tx, long id) throws SQLException {
    return one(tx, id, tx.dialect().isSqlite() ? "" : " FOR UPDATE");
  }

  private static Schedule one(Tx tx, long id, String lock) throws SQLException {
    return tx.first(
            "SELECT " + COLUMNS + " FROM promise_schedules WHERE id = ?" + lock,
            ScheduleTable::schedule,
            id)
        .orElseThrow(() -> NotFound.of("schedule", Long.toString(id)));
  }

  /// The schedules whose time has come.
  static List<Long> due(Tx tx, Instant now, int limit) throws SQLException {
    return tx.list(
        "SELECT id FROM promise_schedules WHERE next_at <= ? ORDER BY next_at, id LIMIT ?",
        row -> row.number("id"),
        now,
        limit);
  }

  /// A promise of a schedule that is not finished.
  static Optional<Long> open(Tx tx, long schedule) throws SQLException {
    return tx.first(
        "SELECT id FROM promises WHERE schedule_id = ? AND status IN ('waiting', 'pending', 'in_progress')"
            + " ORDER BY id DESC LIMIT 1",
        row -> row.number("id"),
        schedule);
  }

  private static Schedule schedule(Row row) throws SQLException {
    NewPromise promise =
        new NewPromise(
            row.text("kind"),
            row.text("task_description"),
            Payloads.stored(row.text("payload")),
            row.integer("priority"),
            null,
            null,
            row.integer("max_attempts"),
            null,
            null,
            List.of(),
            null,
            row.textOrNull("chat_id"),
            null,
            Notify.of(row.text("notify")));
    return new Schedule(
        row.number("id"),
        new NewSchedule(
            row.text("name"),
            row.text("cron"),
            row.text("zone"),
            promise,
            MissedRuns.of(row.text("missed")),
            row.text("overlap").equals("allow"),
            row.flag("is_enabled")),
        row.timeOrNull("next_at"),
        row.timeOrNull("last_at"),
        row.text("created_by"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }
}
