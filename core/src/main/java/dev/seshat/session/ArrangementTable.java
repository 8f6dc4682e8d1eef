package dev.seshat.session;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that changes where interactions stand.
final class ArrangementTable {
  private ArrangementTable() {}

  /// An interaction's row, and where it stands.
  record Place(long id, long sequence, @Nullable String externalId) {}

  static List<Place> places(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT id, interaction_sequence, external_id FROM session_interaction WHERE session_id = ? ORDER BY interaction_sequence",
        row ->
            new Place(
                row.number("id"),
                row.number("interaction_sequence"),
                row.textOrNull("external_id")),
        session);
  }

  /// The number before a session's own first one.
  static long base(Tx tx, UUID session) throws SQLException {
    return tx.first(
            "SELECT coalesce(forked_at_sequence, 0) AS n FROM sessions WHERE id = ?",
            row -> row.number("n"),
            session)
        .orElseThrow(() -> NotFound.of("session", session.toString()));
  }

  /// The last number that a session's rows hold, or the one before its first.
  static long last(Tx tx, UUID session) throws SQLException {
    long highest =
        tx.number(
            "SELECT coalesce(max(interaction_sequence), 0) AS n FROM session_interaction WHERE session_id = ?",
            session);
    return Math.max(base(tx, session), highest);
  }

  static void shift(Tx tx, UUID session, long by) throws SQLException {
    tx.update(
        "UPDATE session_interaction SET interaction_sequence = interaction_sequence + ? WHERE session_id = ?",
        by,
        session);
  }

  static void number(Tx tx, long id, long sequence) throws SQLException {
    tx.update("UPDATE session_interaction SET interaction_sequence = ? WHERE id = ?", sequence, id);
  }

  static int delete(Tx tx, UUID session, String externalId) throws SQLException {
    return tx.update(
        "DELETE FROM session_interaction WHERE session_id = ? AND external_id = ?",
        session,
        externalId);
  }

  static int retime(Tx tx, UUID session, String externalId, Instant at) throws SQLException {
    return tx.update(
        "UPDATE session_interaction SET created_at = ? WHERE session_id = ? AND external_id = ?",
        at,
        session,
        externalId);
  }

  static int give(Tx tx, UUID from, String externalId, UUID to, long sequence) throws SQLException {
    return tx.update(
        "UPDATE session_interaction SET session_id = ?, interaction_sequence = ? WHERE session_id = ? AND external_id = ?",
        to,
        sequence,
        from,
        externalId);
  }

  /// Counts rows that came or went; when some went, the last of those that stayed is the last thing that happened.
  static void count(Tx tx, UUID session, int more) throws SQLException {
    tx.update(
        "UPDATE sessions SET interaction_count = interaction_count + ?, updated_at = ? WHERE id = ?",
        more,
        tx.now(),
        session);
    tx.update(
        "UPDATE sessions SET last_activity_at = coalesce((SELECT max(created_at) FROM session_interaction WHERE session_id = ?),"
            + " last_activity_at) WHERE id = ?",
        session,
        session);
  }
}
