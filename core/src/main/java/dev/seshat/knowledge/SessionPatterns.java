package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which patterns the sessions of a workspace have applied.
public final class SessionPatterns {
  private final Scope scope;
  private final Sessions sessions;

  public SessionPatterns(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Notes that a session applies a pattern; the second time changes nothing.
  ///
  /// @param iteration the number of the iteration that uses it; null if none does yet
  public List<AppliedPattern> applied(String ref, String pattern, @Nullable Long iteration) {
    UUID session = sessions.get(ref).id();
    return scope
        .store()
        .write(tx -> {
          Long row = iteration == null ? null : Patterns.iterationId(tx, session, iteration);
          applyIn(tx, session, pattern, row);
          return AppliedTable.ofSession(tx, session);
        });
  }

  /// The same within another feature's transaction.
  ///
  /// @param iteration the number of the iteration's row
  public void applyIn(Tx tx, UUID session, String pattern, @Nullable Long iteration)
      throws SQLException {
    if (PatternTable.find(tx, pattern).isEmpty()) {
      throw NotFound.of("pattern", pattern);
    }
    boolean isNews = AppliedTable.insert(tx, session, pattern, tx.now());
    if (iteration != null) {
      isNews |= AppliedTable.insertIteration(tx, iteration, pattern);
    }
    if (isNews) {
      scope.changed(tx, "pattern.apply", "pattern", pattern, session, Json.write(Map.of()));
    }
  }

  /// Says whether a pattern that a session applied was effective there.
  public void setEffectiveIn(Tx tx, UUID session, String pattern, boolean effective)
      throws SQLException {
    AppliedTable.setEffective(tx, session, pattern, effective);
  }

  /// The patterns that a session has applied, in the order in which it did.
  public List<AppliedPattern> list(String ref) {
    UUID session = sessions.get(ref).id();
    return scope.store().read(tx -> AppliedTable.ofSession(tx, session));
  }

  /// The same within another feature's transaction.
  public List<AppliedPattern> listIn(Tx tx, UUID session) throws SQLException {
    return AppliedTable.ofSession(tx, session);
  }

  /// The sessions that have applied a pattern, the last first.
  ///
  /// @param limit 1 to 500
  public List<AppliedPattern> ofPattern(String pattern, int limit) {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    return scope.store().read(tx -> AppliedTable.ofPattern(tx, pattern, limit));
  }
}
