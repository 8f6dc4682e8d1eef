package dev.seshat.idempotency;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;

/// The keys under which changes were asked for, and what they answered.
public final class Idempotency {
  /// How long a key is kept at least.
  private static final Duration KEPT = Duration.ofHours(24);

  /// So many old keys at most are forgotten by each new one, so that none pays for all.
  private static final int FORGOTTEN_AT_ONCE = 100;

  private final Scope scope;

  public Idempotency(Scope scope) {
    this.scope = scope;
  }

  /// Does `work` in one transaction with the record of its answer, or gives the answer that was recorded.
  ///
  /// @param work is given the scope inside the transaction
  /// @throws Invalid if the key stands for another request already
  public Kept once(String key, String fingerprint, Function<Scope, String> work) {
    Texts.required("idempotency_key", key, 200);
    String hash = sha256(fingerprint);
    return scope.store().write(tx -> onceIn(tx, key, hash, work));
  }

  private Kept onceIn(Tx tx, String key, String hash, Function<Scope, String> work)
      throws SQLException {
    // the key first: whoever comes at the same time waits here until this transaction has ended
    IdempotencyTable.Known known = IdempotencyTable.claim(tx, scope.actor(), key, hash);
    if (!known.fingerprint().equals(hash)) {
      throw new Invalid(
          "idempotency_key",
          "stands for another request already; choose a new one for a new request");
    }
    if (known.answer() != null) {
      return new Kept(known.answer(), false);
    }
    IdempotencyTable.forget(tx, tx.now().minus(KEPT), FORGOTTEN_AT_ONCE);
    String answer = Stores.within(scope.store(), tx, joined -> work.apply(scope.on(joined)));
    IdempotencyTable.keep(tx, scope.actor(), key, answer);
    return new Kept(answer, true);
  }

  /// Forgets the answers that speak of a session that is being erased; the same requests would now be done anew.
  public static void forgetIn(Tx tx, UUID session) throws SQLException {
    IdempotencyTable.forgetSession(tx, session);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
