package dev.seshat.retention;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.retention.RetentionTable.Due;
import dev.seshat.retention.RetentionTable.Found;
import dev.seshat.search.Search;
import dev.seshat.session.Departures;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rules by which sessions leave: ended ones are archived, archived ones are erased.
///
/// What is active, paused or scheduled is never touched. An erased session is gone with everything of it; its usage stays
/// for the accounts without naming it, and the audit log says that it was there and when it went.
public final class Retention {
  /// So many sessions go in one transaction, so that nobody waits long.
  private static final int AT_ONCE = 20;

  private final Scope scope;
  private final SessionErasure erasure;
  private final Search search;

  public Retention(Scope scope, SessionErasure erasure, Search search) {
    this.scope = scope;
    this.erasure = erasure;
    this.search = search;
  }

  /// The rules, by kind.
  public List<RetentionRule> list() {
    return scope.store().read(RetentionTable::rules);
  }

  /// Sets the rule for a kind, in place of the one there was.
  public RetentionRule set(RetentionRule rule) {
    return scope
        .store()
        .write(tx -> {
          if (!RetentionTable.find(tx, rule.kind()).equals(java.util.Optional.of(rule))) {
            RetentionTable.put(tx, rule, scope.actor());
            scope.changed(
                tx,
                "retention.set",
                "retention_rule",
                rule.kind(),
                null,
                Json.write(rule.toJson()));
          }
          return rule;
        });
  }

  /// Removes the rule for a kind.
  ///
  /// @throws NotFound if it has none
  public void remove(String kind) {
    scope
        .store()
        .write(tx -> {
          if (RetentionTable.delete(tx, kind) == 0) {
            throw NotFound.of("retention rule for", kind);
          }
          scope.changed(tx, "retention.remove", "retention_rule", kind, null, "{}");
          return true;
        });
  }

  /// What the rules would do now.
  public RetentionPlan plan() {
    return plan(scope.store().now());
  }

  /// What the rules would do at a moment, if nothing happened until then.
  public RetentionPlan plan(Instant at) {
    return scope
        .store()
        .read(tx -> {
          List<Due> dues = dues(tx, at);
          List<RetentionPlan.Line> lines = new ArrayList<>();
          for (Due due : dues) {
            Found archive = RetentionTable.toArchive(tx, due);
            Found erase = RetentionTable.toErase(tx, due);
            long held = erase.count() == 0 ? 0 : RetentionTable.held(tx, due, dues);
            lines.add(
                new RetentionPlan.Line(
                    due.rule(),
                    archive.count(),
                    archive.oldest(),
                    erase.count() - held,
                    erase.oldest(),
                    held));
          }
          return new RetentionPlan(at, lines);
        });
  }

  /// Does what the rules say, in many transactions, each whole in itself; broken off, it is simply applied again.
  public RetentionResult apply() {
    Instant now = scope.store().now();
    long archived = 0;
    for (Due due : scope.store().read(tx -> dues(tx, now))) {
      int some;
      do {
        some = scope.store().write(tx -> archive(tx, due));
        archived += some;
      } while (some > 0);
    }
    long erased = erase(now);
    if (erased > 0) {
      search.forgetErased();
    }
    return new RetentionResult(archived, erased);
  }

  private int archive(Tx tx, Due due) throws SQLException {
    List<UUID> some = RetentionTable.lockToArchive(tx, due, AT_ONCE);
    for (UUID session : some) {
      Departures.archive(tx, scope, session);
    }
    return some.size();
  }

  /// Sessions under others go before these: so all rules have their turn until none finds anything.
  private long erase(Instant now) {
    long erased = 0;
    long before;
    do {
      before = erased;
      for (Due due : scope.store().read(tx -> dues(tx, now))) {
        int some;
        do {
          some = scope.store().write(tx -> erase(tx, due));
          erased += some;
        } while (some > 0);
      }
    } while (erased > before);
    return erased;
  }

  private int erase(Tx tx, Due due) throws SQLException {
    List<UUID> some = RetentionTable.lockToErase(tx, due, AT_ONCE);
    for (UUID session : some) {
      erasure.eraseIn(tx, session);
    }
    return some.size();
  }

  private static List<Due> dues(Tx tx, Instant now) throws SQLException {
    return RetentionTable.rules(tx).stream()
        .map(rule ->
            new Due(rule, before(now, rule.archiveAfterDays()), before(now, rule.eraseAfterDays())))
        .toList();
  }

  private static @Nullable Instant before(Instant now, @Nullable Integer days) {
    return days == null ? null : now.minus(Duration.ofDays(days));
  }
}
