package dev.seshat.promise;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of the promises: their rows, and how they are read.
final class PromiseTable {
  private static final String KEPT =
      "id, chat_id, message_id, task_description, status, created_at, completed_at, result_summary, error_message, kind,"
          + " payload, priority, run_at, ready_at, timeout_at, attempts, max_attempts, lease_owner, lease_until, lease_ms, fence,"
          + " idempotency_key, parent_id, retry_of, schedule_id, session_id, notify, progress, progress_note, progress_at, result,"
          + " started_at, created_by, updated_at, ";

  private PromiseTable() {}

  /// What [#promise] reads of a row; also for `RETURNING`.
  static String columns(Tx tx) {
    String joined =
        tx.dialect().isSqlite()
            ? "group_concat(d.depends_on_id)"
            : "string_agg(CAST(d.depends_on_id AS text), ',')";
    return KEPT
        + "(SELECT "
        + joined
        + " FROM promise_dependencies d WHERE d.promise_id = promises.id) AS depends_on";
  }

  static long insert(
      Tx tx,
      NewPromise asked,
      PromiseStatus status,
      Instant now,
      @Nullable Long retryOf,
      @Nullable Long scheduleId,
      String actor)
      throws SQLException {
    Instant runAt = asked.runAt() == null ? now : asked.runAt();
    return tx.insert(
        "INSERT INTO promises (chat_id, message_id, task_description, status, created_at, kind, payload, priority, run_at,"
            + " ready_at, timeout_at, max_attempts, idempotency_key, parent_id, retry_of, schedule_id, session_id, notify,"
            + " created_by, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        asked.chatId(),
        asked.messageId(),
        asked.taskDescription(),
        status.word(),
        now,
        asked.kind(),
        json(asked.payload()),
        asked.priority(),
        runAt,
        status == PromiseStatus.PENDING ? runAt : null,
        asked.timeoutAt(),
        asked.maxAttempts(),
        asked.key(),
        asked.parentId(),
        retryOf,
        scheduleId,
        asked.sessionId(),
        asked.notifyOrDefault().word(),
        actor,
        now);
  }

  static void depend(Tx tx, long promise, long on) throws SQLException {
    tx.update(
        "INSERT INTO promise_dependencies (promise_id, depends_on_id) VALUES (?, ?)", promise, on);
  }

  static Optional<Promise> find(Tx tx, long id) throws SQLException {
    return one(tx, "id = ?", "", id);
  }

  static boolean isOpen(Tx tx, long id) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM promises WHERE id = ? AND status IN ('waiting', 'pending', 'in_progress')",
            id)
        > 0;
  }

  static Promise get(Tx tx, long id) throws SQLException {
    return find(tx, id).orElseThrow(() -> NotFound.of("promise", Long.toString(id)));
  }

  static Optional<Promise> findKey(Tx tx, String key) throws SQLException {
    return one(tx, "idempotency_key = ?", "", key);
  }

  static Optional<Promise> findRetry(Tx tx, long of) throws SQLException {
    return one(tx, "retry_of = ?", "", of);
  }

  /// The promise, which nobody else can change until the transaction ends.
  static Promise lock(Tx tx, long id) throws SQLException {
    return one(tx, "id = ?", tx.dialect().isSqlite() ? "" : " FOR UPDATE", id)
        .orElseThrow(() -> NotFound.of("promise", Long.toString(id)));
  }

  /// The promise as it is, and stays until the transaction ends.
  static Optional<Promise> hold(Tx tx, long id) throws SQLException {
    return one(tx, "id = ?", tx.dialect().isSqlite() ? "" : " FOR SHARE", id);
  }

  private static Optional<Promise> one(Tx tx, String where, String lock, Object value)
      throws SQLException {
    return tx.first(
        "SELECT " + columns(tx) + " FROM promises WHERE " + where + lock,
        PromiseTable::promise,
        value);
  }

  /// Rows by a condition, locked where others might change them meanwhile; what others hold is left out.
  static List<Promise> lockFree(Tx tx, String where, String order, int limit, Object... values)
      throws SQLException {
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE SKIP LOCKED";
    return select(tx, where, order, limit, lock, values);
  }

  /// Rows by a condition, locked where others might change them meanwhile.
  static List<Promise> lockAll(Tx tx, String where, String order, int limit, Object... values)
      throws SQLException {
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE";
    return select(tx, where, order, limit, lock, values);
  }

  private static List<Promise> select(
      Tx tx, String where, String order, int limit, String lock, Object... values)
      throws SQLException {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = limit;
    return tx.list(
        "SELECT "
            + columns(tx)
            + " FROM promises WHERE "
            + where
            + " ORDER BY "
            + order
            + " LIMIT ?"
            + lock,
        PromiseTable::promise,
        all);
  }

  static List<Promise> list(Tx tx, PromiseFilter filter, @Nullable Long before)
      throws SQLException {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    List<Object> values = new ArrayList<>();
    if (!filter.statuses().isEmpty()) {
      conditions.add("status IN (" + marks(filter.statuses().size()) + ")");
      filter.statuses().forEach(status -> values.add(status.word()));
    }
    add(conditions, values, "kind = ?", filter.kind());
    add(conditions, values, "session_id = ?", filter.sessionId());
    add(conditions, values, "chat_id = ?", filter.chatId());
    add(conditions, values, "parent_id = ?", filter.parentId());
    add(conditions, values, "schedule_id = ?", filter.scheduleId());
    add(conditions, values, "id < ?", before);
    return select(
        tx, String.join(" AND ", conditions), "id DESC", filter.limit() + 1, "", values.toArray());
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  static boolean isSession(Tx tx, Object id) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM sessions WHERE id = ?", id) > 0;
  }

  static @Nullable Json json(@Nullable Map<String, @Nullable Object> object) {
    return object == null ? null : new Json(Payloads.text(object));
  }

  static Promise promise(Row row) throws SQLException {
    String owner = row.textOrNull("lease_owner");
    String result = row.textOrNull("result");
    return new Promise(
        row.number("id"),
        request(row),
        PromiseStatus.of(row.text("status")),
        row.time("run_at"),
        row.timeOrNull("ready_at"),
        row.integer("attempts"),
        row.number("fence"),
        owner == null
            ? null
            : new Promise.Lease(owner, row.time("lease_until"), row.number("lease_ms")),
        row.numberOrNull("retry_of"),
        row.numberOrNull("schedule_id"),
        new Promise.Progress(
            row.integer("progress"),
            row.textOrNull("progress_note"),
            row.timeOrNull("progress_at")),
        result == null ? null : Payloads.stored(result),
        row.textOrNull("result_summary"),
        row.textOrNull("error_message"),
        row.text("created_by"),
        row.time("created_at"),
        row.time("updated_at"),
        row.timeOrNull("started_at"),
        row.timeOrNull("completed_at"));
  }

  private static NewPromise request(Row row) throws SQLException {
    String others = row.textOrNull("depends_on");
    return new NewPromise(
        row.text("kind"),
        row.text("task_description"),
        Payloads.stored(row.text("payload")),
        row.integer("priority"),
        row.time("run_at"),
        row.timeOrNull("timeout_at"),
        row.integer("max_attempts"),
        row.textOrNull("idempotency_key"),
        row.numberOrNull("parent_id"),
        others == null
            ? List.of()
            : Arrays.stream(others.split(",")).map(Long::valueOf).collect(Collectors.toList()),
        row.idOrNull("session_id"),
        row.textOrNull("chat_id"),
        row.textOrNull("message_id"),
        Notify.of(row.text("notify")));
  }
}
