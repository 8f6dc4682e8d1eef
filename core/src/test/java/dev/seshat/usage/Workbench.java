package dev.seshat.usage;

import dev.seshat.store.Environment;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.testing.TestStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A workspace with usage, at a fixed time, and what a test wants to look up in it.
final class Workbench {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  final Store store;
  final Usage usage;

  Workbench(TestStore test) {
    store = test.store(new Environment(Clock.fixed(NOW, ZoneOffset.UTC), new java.util.Random(7)));
    usage = new Usage(new Scope(store, "local"));
  }

  /// A session with the least that the table wants.
  UUID session(@Nullable String project) {
    return session(store.read(tx -> tx.newId()), project);
  }

  /// The same under a given id.
  UUID session(UUID id, @Nullable String project) {
    Long projectId = project == null ? null : usage.projects().findOrCreate(project).id();
    return store.write(tx -> {
      var empty = new dev.seshat.store.Json("[]");
      var object = new dev.seshat.store.Json("{}");
      tx.update(
          """
          INSERT INTO sessions (id, short_id, kind, intention, success_indicators, completion_indicators, constraints, tags,
            project_id, status, last_activity_at, created_at, updated_at, needs_followup, context, metadata)
          VALUES (?, ?, 'coding', ?, ?, ?, ?, ?, ?, 'completed', ?, ?, ?, ?, ?, ?)
          """,
          id,
          id.toString().substring(0, 8),
          "work of " + id,
          empty,
          empty,
          empty,
          empty,
          projectId,
          NOW,
          NOW,
          NOW,
          false,
          object,
          object);
      return id;
    });
  }

  record Counters(long tokens, long nanos, long unpriced, long lowerBound) {}

  Counters counters(UUID session) {
    return store.read(tx ->
        tx.first(
                "SELECT total_tokens, cost_nanos, unpriced_count, lower_bound_count FROM sessions WHERE id = ?",
                row ->
                    new Counters(
                        row.number("total_tokens"),
                        row.number("cost_nanos"),
                        row.number("unpriced_count"),
                        row.number("lower_bound_count")),
                session)
            .orElseThrow());
  }

  long count(String table) {
    return store.read(tx -> tx.number("SELECT COUNT(*) AS n FROM " + table));
  }

  long audits(String action) {
    return store.read(
        tx -> tx.number("SELECT COUNT(*) AS n FROM audit_log WHERE action = ?", action));
  }

  /// Every row of usage as text without its number and the time it came, in an order that does not depend on either.
  List<String> rows() {
    return store.read(tx ->
        tx
            .list(
                "SELECT timestamp, project, host, model, session_id, input_tokens, output_tokens, total_tokens, cost_grade, git_branch,"
                    + " request_id, user_id, source, is_batch, is_incomplete FROM v_usage",
                row ->
                    String.join(
                        " ",
                        row.time("timestamp").toString(),
                        row.text("project"),
                        row.text("host"),
                        row.text("model"),
                        String.valueOf(row.textOrNull("session_id")),
                        row.text("input_tokens"),
                        row.text("output_tokens"),
                        row.text("total_tokens"),
                        row.text("cost_grade"),
                        String.valueOf(row.textOrNull("git_branch")),
                        String.valueOf(row.textOrNull("request_id")),
                        String.valueOf(row.textOrNull("user_id")),
                        String.valueOf(row.textOrNull("source")),
                        String.valueOf(row.flag("is_batch")),
                        String.valueOf(row.flag("is_incomplete"))))
            .stream()
            .sorted()
            .toList());
  }
}
