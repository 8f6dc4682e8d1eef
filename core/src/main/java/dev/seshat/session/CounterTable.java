package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The SQL that counts again what sessions' counters say.
final class CounterTable {
  private static final String WRONG =
      """
      SELECT s.id, s.interaction_count, s.artifact_count, s.note_count, s.iteration_count, s.image_count,
        coalesce(t.n, 0) AS iterations, coalesce(i.n, 0) AS interactions, coalesce(i.last, coalesce(s.forked_at_sequence, 0)) AS last,
        coalesce(s.forked_at_sequence, 0) AS base, coalesce(a.n, 0) AS artifacts, coalesce(o.n, 0) AS notes,
        coalesce(g.n, 0) AS images
      FROM sessions s
      LEFT JOIN (SELECT session_id, count(*) AS n, max(interaction_sequence) AS last FROM session_interaction GROUP BY session_id) i
        ON i.session_id = s.id
      LEFT JOIN (SELECT session_id, count(*) AS n FROM session_artifact GROUP BY session_id) a ON a.session_id = s.id
      LEFT JOIN (SELECT session_id, count(*) AS n FROM session_note GROUP BY session_id) o ON o.session_id = s.id
      LEFT JOIN (SELECT session_id, count(*) AS n FROM iterations GROUP BY session_id) t ON t.session_id = s.id
      LEFT JOIN (SELECT session_id, count(*) AS n FROM images GROUP BY session_id) g ON g.session_id = s.id
      WHERE s.interaction_count <> coalesce(i.n, 0)
        OR coalesce(i.last, coalesce(s.forked_at_sequence, 0)) <> coalesce(s.forked_at_sequence, 0) + coalesce(i.n, 0)
        OR s.artifact_count <> coalesce(a.n, 0) OR s.note_count <> coalesce(o.n, 0)
        OR s.iteration_count <> coalesce(t.n, 0) OR s.image_count <> coalesce(g.n, 0)
      """;

  private CounterTable() {}

  static SessionCounters.Recount recount(Tx tx) throws SQLException {
    Map<UUID, String> wrong = new LinkedHashMap<>();
    tx.each(
        WRONG,
        row ->
            wrong.put(
                row.id("id"),
                "keeps %d interactions, %d artifacts, %d notes, %d iterations, %d images; its rows are %d (numbered %d to %d), %d, %d, %d, %d"
                    .formatted(
                        row.number("interaction_count"),
                        row.number("artifact_count"),
                        row.number("note_count"),
                        row.number("iteration_count"),
                        row.number("image_count"),
                        row.number("interactions"),
                        row.number("base") + 1,
                        row.number("last"),
                        row.number("artifacts"),
                        row.number("notes"),
                        row.number("iterations"),
                        row.number("images"))));
    return new SessionCounters.Recount(tx.number("SELECT count(*) AS n FROM sessions"), wrong);
  }

  static boolean correct(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE sessions SET interaction_count = (SELECT count(*) FROM session_interaction WHERE session_id = ?),"
            + " artifact_count = (SELECT count(*) FROM session_artifact WHERE session_id = ?),"
            + " note_count = (SELECT count(*) FROM session_note WHERE session_id = ?),"
            + " iteration_count = (SELECT count(*) FROM iterations WHERE session_id = ?),"
            + " image_count = (SELECT count(*) FROM images WHERE session_id = ?) WHERE id = ?",
        session,
        session,
        session,
        session,
        session,
        session);
    return tx.number(
            "SELECT count(*) AS n FROM sessions s WHERE s.id = ? AND s.interaction_count > 0 AND ("
                + "(SELECT min(interaction_sequence) FROM session_interaction WHERE session_id = ?) <> coalesce(s.forked_at_sequence, 0) + 1"
                + " OR (SELECT max(interaction_sequence) FROM session_interaction WHERE session_id = ?)"
                + " <> coalesce(s.forked_at_sequence, 0) + s.interaction_count)",
            session,
            session,
            session)
        == 0;
  }
}
