package dev.seshat.agent;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the runs of agents.
final class AgentRunTable {
  /// When the agent of an open run changed something in the session last; one that has ended remembers.
  private static final String SEEN =
      "CASE WHEN r.ended_at IS NOT NULL THEN r.last_seen_at ELSE coalesce((SELECT a.at FROM audit_log a"
          + " WHERE a.session_id = %s AND a.actor = r.agent AND a.at >= r.started_at"
          + " ORDER BY a.seq DESC LIMIT 1), r.last_seen_at) END";

  private static final int ENDED_AT_ONCE = 1_000;

  private AgentRunTable() {}

  private static String seen(Tx tx) {
    return SEEN.formatted(auditSession(tx));
  }

  private static String auditSession(Tx tx) {
    return tx.dialect().isSqlite() ? "r.session_id" : "CAST(r.session_id AS text)";
  }

  static UUID insert(
      Tx tx, UUID session, String agent, @Nullable String client, @Nullable String model)
      throws SQLException {
    UUID id = tx.newId();
    Instant now = tx.now();
    tx.update(
        "INSERT INTO agent_runs (id, session_id, agent, client, model, started_at, last_seen_at, resumed_from_run_id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT r.id FROM agent_runs r WHERE r.session_id = ?"
            + " ORDER BY r.started_at DESC, r.ended_at IS NULL DESC, r.id DESC LIMIT 1))",
        id,
        session,
        agent,
        client,
        model,
        now,
        now,
        session);
    return id;
  }

  /// Whether an agent is to begin a run in an active session on which it works: the one that goes on there, if one does, is
  /// another's, and none of its own ended since `recently`.
  static boolean isNew(Tx tx, UUID session, String agent, @Nullable String client, Instant recently)
      throws SQLException {
    String own = "r.session_id = s.id AND r.agent = ? AND coalesce(r.client, '') = ?";
    String program = client == null ? "" : client;
    return tx.number(
            "SELECT count(*) AS n FROM sessions s WHERE s.id = ? AND s.status = 'active' AND NOT EXISTS (SELECT 1 FROM"
                + " agent_runs r WHERE "
                + own
                + " AND r.ended_at IS NULL) AND NOT (EXISTS (SELECT 1 FROM agent_runs r WHERE r.session_id = s.id AND"
                + " r.ended_at IS NULL) AND EXISTS (SELECT 1 FROM agent_runs r WHERE "
                + own
                + " AND r.ended_at > ?))",
            session,
            agent,
            program,
            agent,
            program,
            recently)
        > 0;
  }

  /// Ends the run that goes on in a session, if one does.
  static void endOpen(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE agent_runs AS r SET last_seen_at = "
            + seen(tx)
            + ", ended_at = ? WHERE r.session_id = ? AND r.ended_at IS NULL",
        tx.now(),
        session);
  }

  static int endSilent(Tx tx, Instant before) throws SQLException {
    String seen = seen(tx);
    return tx.update(
        "UPDATE agent_runs AS r SET last_seen_at = "
            + seen
            + ", ended_at = "
            + seen
            + " WHERE r.id IN (SELECT o.id FROM agent_runs o JOIN sessions s ON s.id = o.session_id WHERE o.ended_at IS NULL"
            + " AND s.last_activity_at < ? LIMIT "
            + ENDED_AT_ONCE
            + ")",
        before);
  }

  static AgentRun find(Tx tx, UUID id) throws SQLException {
    return tx.first(all(tx) + " WHERE r.id = ?", AgentRunTable::row, id)
        .orElseThrow(() -> NotFound.of("agent run", id.toString()));
  }

  static List<AgentRun> newest(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        all(tx)
            + " WHERE r.session_id = ? ORDER BY r.started_at DESC, r.ended_at IS NULL DESC, r.id DESC LIMIT ?",
        AgentRunTable::row,
        session,
        limit);
  }

  private static String all(Tx tx) {
    return "SELECT r.id, r.session_id, r.agent, r.client, r.model, r.started_at, "
        + seen(tx)
        + " AS last_seen_at, r.ended_at, r.resumed_from_run_id FROM agent_runs r";
  }

  private static AgentRun row(Row row) throws SQLException {
    return new AgentRun(
        row.id("id"),
        row.id("session_id"),
        row.text("agent"),
        row.textOrNull("client"),
        row.textOrNull("model"),
        row.time("started_at"),
        row.time("last_seen_at"),
        row.timeOrNull("ended_at"),
        row.idOrNull("resumed_from_run_id"));
  }
}
