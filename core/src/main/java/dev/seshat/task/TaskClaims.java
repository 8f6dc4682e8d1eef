package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who does which task: each ready one is given to one actor, however many ask at once.
public final class TaskClaims {
  /// How long a task is somebody's who does not say for how long.
  public static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Scope scope;
  private final Sessions sessions;

  public TaskClaims(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// Gives the actor the first task that is ready, and has it in progress. Those whose leases ran out are ready again.
  ///
  /// @param lease how long it is the actor's without a sign of life: a second to 30 days
  /// @return empty if nothing is ready
  public Optional<Task> claim(String session, Duration lease) {
    requireLease(lease);
    UUID of = sessions.get(session).id();
    // whoever asks again and again while nothing is ready keeps nobody from writing
    if (!scope.store().read(tx -> ClaimTable.isAny(tx, of, tx.databaseNow()))) {
      return Optional.empty();
    }
    return scope
        .store()
        .write(tx -> {
          Instant now = tx.databaseNow();
          freeIn(tx, of, now);
          Optional<UUID> next = ClaimTable.next(tx, of);
          if (next.isEmpty()) {
            return Optional.empty();
          }
          ClaimTable.claim(tx, next.get(), scope.actor(), now.plus(lease));
          return Optional.of(changed(tx, "task.claim", next.get()));
        });
  }

  /// The same of one task.
  ///
  /// @throws Conflict if it is not ready, or somebody has it
  public Task claim(String session, String ref, Duration lease) {
    requireLease(lease);
    UUID of = sessions.get(session).id();
    return scope
        .store()
        .write(tx -> {
          Instant now = tx.databaseNow();
          freeIn(tx, of, now);
          Task task = Tasks.resolveIn(tx, of, ref);
          if (!ClaimTable.claim(tx, task.id(), scope.actor(), now.plus(lease))) {
            throw new Conflict(notFree(task));
          }
          return changed(tx, "task.claim", task.id());
        });
  }

  private String notFree(Task task) {
    if (task.assignee() == null) {
      return "'%s' is not ready: it is %s and waits for %d"
          .formatted(task.title(), task.status().word(), task.waitsFor());
    }
    return task.assignee().equals(scope.actor())
        ? "'%s' is yours already; go on with it, or give it back by making it pending"
            .formatted(task.title())
        : "'%s' is %s's".formatted(task.title(), task.assignee());
  }

  /// Keeps a task that the actor has for so long again.
  ///
  /// @throws Conflict if the actor no longer has it
  public Task heartbeat(String session, String ref, Duration lease) {
    requireLease(lease);
    UUID of = sessions.get(session).id();
    return scope
        .store()
        .write(tx -> {
          Task task = Tasks.resolveIn(tx, of, ref);
          if (!ClaimTable.renew(tx, task.id(), scope.actor(), tx.databaseNow().plus(lease))) {
            throw new Conflict("'" + task.title() + "' is no longer " + scope.actor() + "'s");
          }
          return TaskTable.find(tx, task.id()).orElseThrow();
        });
  }

  /// Frees what leases ran out of, in all sessions.
  ///
  /// @return how many
  public int recover() {
    return scope.store().write(tx -> freeIn(tx, null, tx.databaseNow()));
  }

  private int freeIn(Tx tx, @Nullable UUID session, Instant now) throws SQLException {
    int freed = 0;
    for (UUID id : ClaimTable.lost(tx, session, now)) {
      if (ClaimTable.free(tx, id, now)) {
        changed(tx, "task.free", id);
        freed++;
      }
    }
    return freed;
  }

  private Task changed(Tx tx, String action, UUID id) throws SQLException {
    Task task = TaskTable.find(tx, id).orElseThrow();
    scope.changed(
        tx,
        action,
        "task",
        id,
        task.sessionId(),
        Json.write(Map.of("marker", task.marker(), "title", task.title())));
    return task;
  }

  private static void requireLease(Duration lease) {
    if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
      throw new Invalid("lease", "must be a second to 30 days");
    }
  }
}
