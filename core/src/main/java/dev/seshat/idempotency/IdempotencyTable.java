package dev.seshat.idempotency;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the keys.
final class IdempotencyTable {
  private IdempotencyTable() {}

  /// What is kept under a key.
  ///
  /// @param answer null for a key that this transaction has just made
  record Known(String fingerprint, @Nullable String answer) {}

  /// The key's row, locked, made if it is not there.
  static Known claim(Tx tx, String actor, String key, String fingerprint) throws SQLException {
    // the empty update is what locks a row that is there already and gives it back
    return tx.list(
            "INSERT INTO idempotency_key (actor, idempotency_key, fingerprint, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (actor, idempotency_key) DO UPDATE SET created_at = idempotency_key.created_at"
                + " RETURNING fingerprint, answer",
            row -> new Known(row.text("fingerprint"), row.textOrNull("answer")),
            actor,
            key,
            fingerprint,
            tx.now())
        .getFirst();
  }

  static void keep(Tx tx, String actor, String key, String answer) throws SQLException {
    tx.updateOne(
        "the idempotency key",
        "UPDATE idempotency_key SET answer = ? WHERE actor = ? AND idempotency_key = ?",
        answer,
        actor,
        key);
  }

  /// Forgets the oldest keys of before a time. On PostgreSQL those that somebody else holds are left to others.
  static void forget(Tx tx, Instant before, int limit) throws SQLException {
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE SKIP LOCKED";
    tx.update(
        "DELETE FROM idempotency_key WHERE (actor, idempotency_key) IN"
            + " (SELECT actor, idempotency_key FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT ?"
            + lock
            + ")",
        before,
        limit);
  }

  /// Forgets the answers that speak of a session.
  static void forgetSession(Tx tx, UUID session) throws SQLException {
    tx.update("DELETE FROM idempotency_key WHERE answer LIKE ?", "%" + session + "%");
  }
}
