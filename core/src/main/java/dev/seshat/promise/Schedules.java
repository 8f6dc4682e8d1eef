package dev.seshat.promise;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The schedules of a workspace: each makes a promise at the times of its line of cron.
///
/// A run is known by its schedule and its time, so that any number of servers make it once.
public final class Schedules {
  /// How many schedules a workspace may have.
  public static final int MOST = 1_000;

  /// How late a run may begin and still count as begun in time.
  private static final Duration IN_TIME = Duration.ofMinutes(5);

  private static final int MOST_MADE_UP_FOR = 100;

  private final Scope scope;
  private final Making making;

  public Schedules(Scope scope, Promises promises) {
    this.scope = scope;
    this.making = promises.making();
  }

  /// Makes a schedule.
  ///
  /// @throws Conflict if there is one of that name
  public Schedule create(NewSchedule schedule) {
    return scope
        .store()
        .write(tx -> {
          requireFree(tx, schedule.name(), null);
          if (ScheduleTable.count(tx) >= MOST) {
            throw new Conflict("there are " + MOST + " schedules already; remove one first");
          }
          long id =
              ScheduleTable.insert(tx, schedule, next(schedule, tx.databaseNow()), scope.actor());
          return changed(tx, "schedule.created", ScheduleTable.get(tx, id));
        });
  }

  /// Makes the schedule of this name unless there is one; for built-in work.
  public Schedule ensure(NewSchedule schedule) {
    Optional<Schedule> known = scope.store().read(tx -> ScheduleTable.named(tx, schedule.name()));
    return known.orElseGet(() ->
        scope
            .store()
            .write(tx -> {
              Optional<Schedule> made = ScheduleTable.named(tx, schedule.name());
              if (made.isPresent()) {
                return made.get();
              }
              Instant next = next(schedule, tx.databaseNow());
              long id = ScheduleTable.insert(tx, schedule, next, scope.actor());
              return changed(tx, "schedule.created", ScheduleTable.get(tx, id));
            }));
  }

  /// Puts a schedule in the place of one; its next run is reckoned from now.
  public Schedule update(long id, NewSchedule schedule) {
    return scope
        .store()
        .write(tx -> {
          ScheduleTable.lock(tx, id);
          requireFree(tx, schedule.name(), id);
          ScheduleTable.update(tx, id, schedule, next(schedule, tx.databaseNow()));
          return changed(tx, "schedule.updated", ScheduleTable.get(tx, id));
        });
  }

  /// Lets a schedule run, or rest. What it missed while it rested does not take place.
  public Schedule enable(long id, boolean isEnabled) {
    Schedule schedule = get(id);
    return schedule.isEnabled() == isEnabled
        ? schedule
        : update(id, schedule.asked().withEnabled(isEnabled));
  }

  /// Takes a schedule away; the promises that it made stay.
  public void remove(long id) {
    scope
        .store()
        .write(tx -> {
          Schedule schedule = ScheduleTable.lock(tx, id);
          ScheduleTable.delete(tx, id);
          changed(tx, "schedule.removed", schedule);
          return true;
        });
  }

  private static void requireFree(Tx tx, String name, @Nullable Long own) throws SQLException {
    Optional<Schedule> known = ScheduleTable.named(tx, name);
    if (known.isPresent() && (own == null || known.get().id() != own)) {
      throw new Conflict("there is a schedule of this name already: " + known.get().id());
    }
  }

  private static @Nullable Instant next(NewSchedule schedule, Instant after) {
    return schedule.isEnabled()
        ? CronTimes.of(schedule.cron(), schedule.zone()).after(after).orElse(null)
        : null;
  }

  /// The schedules, by name.
  public List<Schedule> list() {
    return scope.store().read(ScheduleTable::all);
  }

  /// The schedule of this number.
  ///
  /// @throws NotFound if there is none
  public Schedule get(long id) {
    return scope.store().read(tx -> ScheduleTable.get(tx, id));
  }

  /// The schedule of this name.
  public Optional<Schedule> find(String name) {
    return scope.store().read(tx -> ScheduleTable.named(tx, name));
  }

  /// The next runs of a schedule, if it is enabled.
  ///
  /// @param count 1 to 100
  public List<Instant> next(long id, int count) {
    if (count < 1 || count > 100) {
      throw new Invalid("count", "must be 1 to 100");
    }
    NewSchedule asked = get(id).asked();
    return asked.isEnabled()
        ? CronTimes.of(asked.cron(), asked.zone()).next(scope.store().now(), count)
        : List.of();
  }

  /// Makes a run out of turn, at once.
  public Promise runNow(long id) {
    return scope
        .store()
        .write(tx -> {
          Schedule schedule = ScheduleTable.lock(tx, id);
          return making.make(tx, schedule.asked().promise(), null, id);
        });
  }

  /// Makes the runs whose time has come.
  ///
  /// @return how many
  public int run() {
    int made = 0;
    for (long id : scope.store().read(tx -> ScheduleTable.due(tx, tx.databaseNow(), MOST))) {
      made += scope.store().write(tx -> run(tx, id));
    }
    return made;
  }

  private int run(Tx tx, long id) throws SQLException {
    Schedule schedule = ScheduleTable.lock(tx, id);
    Instant now = tx.databaseNow();
    Instant first = schedule.nextAt();
    if (first == null || first.isAfter(now)) {
      return 0;
    }
    NewSchedule asked = schedule.asked();
    CronTimes times = CronTimes.of(asked.cron(), asked.zone());
    int most = asked.missed() == MissedRuns.ALL ? MOST_MADE_UP_FOR : 1;
    List<Instant> due = times.last(first, now, most);
    int made = 0;
    Instant last = null;
    for (Instant at : due) {
      if (asked.missed() == MissedRuns.SKIP && at.plus(IN_TIME).isBefore(now)) {
        dropped(tx, schedule, at, "missed");
      } else if (!asked.mayOverlap() && ScheduleTable.open(tx, id).isPresent()) {
        dropped(tx, schedule, at, "the run before is not finished");
      } else {
        make(tx, schedule, at);
        last = at;
        made++;
      }
    }
    ScheduleTable.ran(tx, id, times.after(now).orElse(null), last);
    return made;
  }

  private void make(Tx tx, Schedule schedule, Instant at) throws SQLException {
    String key = "schedule:" + schedule.id() + ":" + at;
    if (PromiseTable.findKey(tx, key).isPresent()) {
      return;
    }
    Promise made = making.make(tx, schedule.asked().promise().withKey(key), null, schedule.id());
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("name", schedule.name());
    detail.put("at", Times.text(at));
    detail.put("promise", made.id());
    scope.changed(tx, "schedule.run", "schedule", schedule.id(), null, Json.write(detail));
  }

  private void dropped(Tx tx, Schedule schedule, Instant at, String why) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("name", schedule.name());
    detail.put("at", Times.text(at));
    detail.put("why", why);
    scope.changed(tx, "schedule.skipped", "schedule", schedule.id(), null, Json.write(detail));
  }

  private Schedule changed(Tx tx, String action, Schedule schedule) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("name", schedule.name());
    detail.put("cron", schedule.asked().cron());
    detail.put("zone", schedule.asked().zone());
    detail.put("is_enabled", schedule.isEnabled());
    scope.changed(tx, action, "schedule", schedule.id(), null, Json.write(detail));
    return schedule;
  }
}
