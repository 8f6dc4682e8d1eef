package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Schedules, on each database. The clock begins on 2026-01-15 at 10:00 UTC.
class SchedulesTest {
  private final TestClock clock = new TestClock();

  private static NewSchedule hourly() {
    return NewSchedule.of("report", "30 * * * *", NewPromise.of("report", "Write the report"));
  }

  private static List<Promise> made(Seshat seshat, Schedule schedule) {
    return seshat
        .promises()
        .list(PromiseFilter.all().withSchedule(schedule.id()).withLimit(1_000))
        .items();
  }

  @EveryStore
  void makesEachRunOnceHoweverManyLook(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Seshat other = store.seshat(clock);
    Schedule schedule = seshat.schedules().create(hourly());
    assertThat(schedule.nextAt()).isEqualTo(Instant.parse("2026-01-15T10:30:00Z"));
    assertThat(seshat.schedules().run()).isZero();
    clock.advance(Duration.ofMinutes(30));
    assertThat(seshat.schedules().run() + other.schedules().run() + seshat.schedules().run())
        .isEqualTo(1);
    Promise run = made(seshat, schedule).getFirst();
    assertThat(run.key()).isEqualTo("schedule:" + schedule.id() + ":2026-01-15T10:30:00Z");
    assertThat(run.status()).isEqualTo(PromiseStatus.PENDING);
    Schedule now = seshat.schedules().get(schedule.id());
    assertThat(now.lastAt()).isEqualTo(Instant.parse("2026-01-15T10:30:00Z"));
    assertThat(now.nextAt()).isEqualTo(Instant.parse("2026-01-15T11:30:00Z"));
  }

  @EveryStore
  void oneRunStandsForAllThatWereMissed(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Schedule schedule = seshat.schedules().create(hourly());
    clock.advance(Duration.ofDays(400));
    assertThat(seshat.schedules().run()).isEqualTo(1);
    assertThat(made(seshat, schedule)).hasSize(1);
    assertThat(seshat.schedules().get(schedule.id()).lastAt())
        .isEqualTo(Instant.parse("2027-02-19T09:30:00Z"));
  }

  @EveryStore
  void missedRunsMayBeDropped(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Schedule schedule = seshat.schedules().create(hourly().withMissed(MissedRuns.SKIP));
    clock.advance(Duration.ofMinutes(36));
    assertThat(seshat.schedules().run()).isZero();
    clock.advance(Duration.ofMinutes(58));
    assertThat(seshat.schedules().run()).isEqualTo(1);
    assertThat(made(seshat, schedule)).hasSize(1);
  }

  @EveryStore
  void missedRunsMayAllBeMadeUpForWithinBounds(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Schedule schedule =
        seshat.schedules().create(hourly().withMissed(MissedRuns.ALL).withOverlap(true));
    clock.advance(Duration.ofHours(3));
    assertThat(seshat.schedules().run()).isEqualTo(3);
    clock.advance(Duration.ofDays(365));
    assertThat(seshat.schedules().run()).isEqualTo(100);
    assertThat(made(seshat, schedule)).hasSize(103);
  }

  @EveryStore
  void aRunIsDroppedWhileTheOneBeforeIsNotFinished(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Schedule schedule = seshat.schedules().create(hourly());
    clock.advance(Duration.ofMinutes(30));
    seshat.schedules().run();
    clock.advance(Duration.ofHours(1));
    assertThat(seshat.schedules().run()).isZero();
    seshat.promises().cancel(made(seshat, schedule).getFirst().id(), null);
    clock.advance(Duration.ofHours(1));
    assertThat(seshat.schedules().run()).isEqualTo(1);
  }

  @EveryStore
  void restsAndIsChangedAndGoes(TestStore store) {
    Seshat seshat = store.seshat(clock);
    Schedules schedules = seshat.schedules();
    Schedule schedule = schedules.create(hourly());
    assertThatThrownBy(() -> schedules.create(hourly())).isInstanceOf(Conflict.class);
    assertThat(schedules.ensure(hourly()).id()).isEqualTo(schedule.id());
    assertThat(schedules.enable(schedule.id(), false).nextAt()).isNull();
    clock.advance(Duration.ofHours(5));
    assertThat(schedules.run()).isZero();
    assertThat(schedules.next(schedule.id(), 3)).isEmpty();
    schedules.enable(schedule.id(), true);
    assertThat(schedules.next(schedule.id(), 2))
        .containsExactly(
            Instant.parse("2026-01-15T15:30:00Z"), Instant.parse("2026-01-15T16:30:00Z"));
    Schedule changed =
        schedules.update(
            schedule.id(),
            NewSchedule.fromJson(
                Map.of(
                    "name", "report",
                    "cron", "0 7 * * 1-5",
                    "zone", "Europe/Berlin",
                    "kind", "report",
                    "payload", Map.of("x", 1),
                    "overlap", "allow")));
    assertThat(changed.nextAt()).isEqualTo(Instant.parse("2026-01-16T06:00:00Z"));
    assertThat(changed.toJson()).containsEntry("overlap", "allow").containsEntry("version", 4L);
    Promise out = schedules.runNow(schedule.id());
    assertThat(out.payload()).containsEntry("x", 1);
    schedules.remove(schedule.id());
    assertThatThrownBy(() -> schedules.get(schedule.id())).isInstanceOf(NotFound.class);
    assertThat(seshat.promises().get(out.id()).scheduleId()).isNull();
    assertThatThrownBy(() -> NewSchedule.of("x", "nonsense", NewPromise.of("a", "b")))
        .isInstanceOf(Invalid.class);
  }
}
