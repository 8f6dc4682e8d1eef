package dev.seshat.usage;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of token usage and of what it adds to sessions' counters.
final class UsageTable {
  /// Every time zone's offset is a whole number of these.
  static final long QUARTER_SECONDS = 900;

  private static final String SELECT =
      """
      SELECT u.id, u.timestamp, u.project_id, p.name AS project, u.host_id, h.name AS host, u.model_id, m.name AS model, u.session_id,
        u.interaction_id, u.input_tokens, u.cache_read_tokens, u.cache_write_5m_tokens, u.cache_write_1h_tokens, u.output_tokens,
        u.reasoning_tokens, u.total_tokens, u.cost_nanos, u.cost_grade, u.price_snapshot, u.is_batch, u.is_incomplete, u.git_branch,
        u.request_id, u.user_id, u.source
      FROM token_usage u JOIN projects p ON p.id = u.project_id JOIN hosts h ON h.id = u.host_id JOIN models m ON m.id = u.model_id
      """;

  private UsageTable() {}

  static long quarter(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), QUARTER_SECONDS);
  }

  static Instant startOf(long quarter) {
    return Instant.ofEpochSecond(quarter * QUARTER_SECONDS);
  }

  /// The number of the new row, or nothing if the request is known at its host.
  static Optional<Long> insert(Tx tx, UsageEntry e) throws SQLException {
    TokenCounts t = e.tokens();
    return tx.first(
        """
        INSERT INTO token_usage (timestamp, quarter, project_id, host_id, model_id, session_id, interaction_id, input_tokens,
          cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, total_tokens, cost_nanos,
          cost_grade, price_snapshot, is_batch, is_incomplete, git_branch, request_id, user_id, source, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (host_id, request_id) WHERE request_id IS NOT NULL DO NOTHING
        RETURNING id
        """,
        row -> row.number("id"),
        e.at(),
        quarter(e.at()),
        e.projectId(),
        e.hostId(),
        e.modelId(),
        e.sessionId(),
        e.interactionId(),
        t.inputTokens(),
        t.cacheReadTokens(),
        t.cacheWrite5mTokens(),
        t.cacheWrite1hTokens(),
        t.outputTokens(),
        t.reasoningTokens(),
        t.totalTokens(),
        e.cost().nanos(),
        e.cost().grade().word(),
        e.priceSnapshot(),
        e.batch(),
        e.incomplete(),
        e.gitBranch(),
        e.requestId(),
        e.userId(),
        e.source(),
        tx.now());
  }

  static void replace(Tx tx, UsageEntry e) throws SQLException {
    TokenCounts t = e.tokens();
    tx.updateOne(
        "the usage",
        """
        UPDATE token_usage SET timestamp = ?, quarter = ?, project_id = ?, model_id = ?, session_id = ?, interaction_id = ?,
          input_tokens = ?, cache_read_tokens = ?, cache_write_5m_tokens = ?, cache_write_1h_tokens = ?, output_tokens = ?,
          reasoning_tokens = ?, total_tokens = ?, cost_nanos = ?, cost_grade = ?, price_snapshot = ?, is_batch = ?, is_incomplete = ?,
          git_branch = ?, user_id = ?, source = ?
        WHERE id = ?
        """,
        e.at(),
        quarter(e.at()),
        e.projectId(),
        e.modelId(),
        e.sessionId(),
        e.interactionId(),
        t.inputTokens(),
        t.cacheReadTokens(),
        t.cacheWrite5mTokens(),
        t.cacheWrite1hTokens(),
        t.outputTokens(),
        t.reasoningTokens(),
        t.totalTokens(),
        e.cost().nanos(),
        e.cost().grade().word(),
        e.priceSnapshot(),
        e.batch(),
        e.incomplete(),
        e.gitBranch(),
        e.userId(),
        e.source(),
        e.id());
  }

  /// Gives a request to another session.
  static void setSession(Tx tx, long id, UUID session) throws SQLException {
    tx.updateOne("the usage", "UPDATE token_usage SET session_id = ? WHERE id = ?", session, id);
  }

  /// The record there is of a request, locked until the transaction ends.
  static UsageEntry ofRequest(Tx tx, long host, String request) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      // first the lock, then the row with its names: a locked row that changed meanwhile is joined
      // with names of before
      tx.number(
          "SELECT id AS n FROM token_usage WHERE host_id = ? AND request_id = ? FOR UPDATE",
          host,
          request);
    }
    return findRequest(tx, host, request).orElseThrow();
  }

  static Optional<UsageEntry> findRequest(Tx tx, long host, String request) throws SQLException {
    return tx.first(
        SELECT + " WHERE u.host_id = ? AND u.request_id = ?", UsageTable::entry, host, request);
  }

  static void setCost(Tx tx, long id, Cost cost, long snapshot) throws SQLException {
    tx.updateOne(
        "the usage",
        "UPDATE token_usage SET cost_nanos = ?, cost_grade = ?, price_snapshot = ? WHERE id = ?",
        cost.nanos(),
        cost.grade().word(),
        snapshot,
        id);
  }

  /// Up to `limit` requests after `id` whose cost was computed with another snapshot, by number.
  static List<UsageEntry> pricedOtherwise(Tx tx, long snapshot, long id, int limit)
      throws SQLException {
    return tx.list(
        SELECT
            + " WHERE u.id > ? AND u.cost_grade <> 'reported' AND u.price_snapshot <> ? ORDER BY u.id LIMIT ?",
        UsageTable::entry,
        id,
        snapshot,
        limit);
  }

  /// @param projectId its project, if any
  record SessionFacts(@Nullable Long projectId, @Nullable String project) {}

  static Optional<SessionFacts> session(Tx tx, UUID id) throws SQLException {
    return tx.first(
        "SELECT s.project_id, p.name AS project FROM sessions s LEFT JOIN projects p ON p.id = s.project_id WHERE s.id = ?",
        row -> new SessionFacts(row.numberOrNull("project_id"), row.textOrNull("project")),
        id);
  }

  static boolean isInteraction(Tx tx, long id) throws SQLException {
    return tx.number("SELECT COUNT(*) AS n FROM session_interaction WHERE id = ?", id) == 1;
  }

  static void addToSession(
      Tx tx, UUID session, long tokens, long nanos, long unpriced, long lowerBound)
      throws SQLException {
    tx.update(
        """
        UPDATE sessions SET total_tokens = total_tokens + ?, cost_nanos = cost_nanos + ?, unpriced_count = unpriced_count + ?,
          lower_bound_count = lower_bound_count + ?
        WHERE id = ?
        """,
        tokens,
        nanos,
        unpriced,
        lowerBound,
        session);
  }

  static void correct(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE sessions SET total_tokens = (SELECT coalesce(sum(total_tokens), 0) FROM token_usage WHERE session_id = ?),"
            + " cost_nanos = (SELECT coalesce(sum(cost_nanos), 0) FROM token_usage WHERE session_id = ?),"
            + " unpriced_count = (SELECT count(*) FROM token_usage WHERE session_id = ? AND cost_grade = 'unpriced') WHERE id = ?",
        session,
        session,
        session,
        session);
  }

  /// Sessions whose counters are not what their rows say.
  static List<UsageDrift> drifts(Tx tx) throws SQLException {
    return tx.list(
        """
        SELECT s.id, s.total_tokens, s.cost_nanos, s.unpriced_count, COALESCE(c.tokens, 0) AS tokens, COALESCE(c.nanos, 0) AS nanos,
          COALESCE(c.unpriced, 0) AS unpriced, s.lower_bound_count, COALESCE(c.lower_bound, 0) AS lower_bound
        FROM sessions s LEFT JOIN (
          SELECT session_id, SUM(total_tokens) AS tokens, SUM(cost_nanos) AS nanos,
            SUM(CASE WHEN cost_grade = 'unpriced' THEN 1 ELSE 0 END) AS unpriced,
            SUM(CASE WHEN cost_grade = 'lower_bound' THEN 1 ELSE 0 END) AS lower_bound
          FROM token_usage WHERE session_id IS NOT NULL GROUP BY session_id
        ) c ON c.session_id = s.id
        WHERE s.total_tokens <> COALESCE(c.tokens, 0) OR s.cost_nanos <> COALESCE(c.nanos, 0)
          OR s.unpriced_count <> COALESCE(c.unpriced, 0) OR s.lower_bound_count <> COALESCE(c.lower_bound, 0)
        ORDER BY s.id
        """,
        row ->
            new UsageDrift(
                row.id("id"),
                row.number("total_tokens"),
                row.number("tokens"),
                row.number("cost_nanos"),
                row.number("nanos"),
                row.number("unpriced_count"),
                row.number("unpriced"),
                row.number("lower_bound_count"),
                row.number("lower_bound")));
  }

  static TokenCounts tokens(Row row) throws SQLException {
    return new TokenCounts(
        row.number("input_tokens"),
        row.number("cache_read_tokens"),
        row.number("cache_write_5m_tokens"),
        row.number("cache_write_1h_tokens"),
        row.number("output_tokens"),
        row.number("reasoning_tokens"),
        row.number("total_tokens"));
  }

  private static UsageEntry entry(Row row) throws SQLException {
    return new UsageEntry(
        row.number("id"),
        row.time("timestamp"),
        row.number("project_id"),
        row.text("project"),
        row.number("host_id"),
        row.text("host"),
        row.number("model_id"),
        row.text("model"),
        row.idOrNull("session_id"),
        row.numberOrNull("interaction_id"),
        tokens(row),
        new Cost(row.numberOrNull("cost_nanos"), CostGrade.of(row.text("cost_grade"))),
        row.numberOrNull("price_snapshot"),
        row.flag("is_batch"),
        row.flag("is_incomplete"),
        row.textOrNull("git_branch"),
        row.textOrNull("request_id"),
        row.textOrNull("user_id"),
        row.textOrNull("source"));
  }
}
