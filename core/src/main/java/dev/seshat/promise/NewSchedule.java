package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a schedule is to be: when it runs, and the promise that each run makes.
///
/// @param name what people call it, at most 100 characters; no other schedule has it
/// @param cron a line of UNIX cron: minute, hour, day of the month, month, day of the week; at most one run a minute
/// @param zone the time zone whose clocks count, such as `Europe/Berlin`
/// @param promise what each run promises; without a key, times, parent, dependencies, session or message
/// @param missed what becomes of runs that nobody was there to start
/// @param mayOverlap whether a run begins while the one before is not finished; otherwise it is dropped
/// @param isEnabled whether it runs at all
public record NewSchedule(
    String name,
    String cron,
    String zone,
    NewPromise promise,
    MissedRuns missed,
    boolean mayOverlap,
    boolean isEnabled) {
  public NewSchedule {
    Texts.required("name", name, 100);
    CronTimes.of(cron, zone);
    if (promise.key() != null
        || promise.runAt() != null
        || promise.timeoutAt() != null
        || promise.parentId() != null
        || !promise.dependsOn().isEmpty()
        || promise.sessionId() != null
        || promise.messageId() != null) {
      throw new Invalid(
          "promise", "of a schedule has no key, times, parent, dependencies, session or message");
    }
  }

  /// A schedule in UTC that makes up for missed runs by one, and starts none while one is not finished.
  public static NewSchedule of(String name, String cron, NewPromise promise) {
    return new NewSchedule(name, cron, "UTC", promise, MissedRuns.ONCE, false, true);
  }

  public NewSchedule withZone(String value) {
    return new NewSchedule(name, cron, value, promise, missed, mayOverlap, isEnabled);
  }

  public NewSchedule withMissed(MissedRuns value) {
    return new NewSchedule(name, cron, zone, promise, value, mayOverlap, isEnabled);
  }

  public NewSchedule withOverlap(boolean value) {
    return new NewSchedule(name, cron, zone, promise, missed, value, isEnabled);
  }

  public NewSchedule withEnabled(boolean value) {
    return new NewSchedule(name, cron, zone, promise, missed, mayOverlap, value);
  }

  /// A schedule from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewSchedule fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String name = fields.required("name", 100);
    String kind = Objects.requireNonNullElse(fields.text("kind", 64), NewPromise.TASK);
    String task = fields.text("task_description", 10_000);
    String notify = fields.text("notify", 20);
    NewPromise promise =
        NewPromise.of(kind, task == null ? name : task)
            .withPayload(Objects.requireNonNullElse(fields.object("payload"), Map.of()))
            .withPriority(
                Objects.requireNonNullElse(fields.number("priority", 1, 5), 3L).intValue())
            .withMaxAttempts(
                Objects.requireNonNullElse(fields.number("max_attempts", 1, 100), 3L).intValue())
            .withChat(fields.text("chat_id", 200), null)
            .withNotify(notify == null ? null : Notify.of(notify));
    String missed = fields.text("missed", 20);
    String overlap = fields.text("overlap", 20);
    if (overlap != null && !List.of("skip", "allow").contains(overlap)) {
      throw new Invalid("overlap", "must be skip or allow");
    }
    NewSchedule made =
        new NewSchedule(
            name,
            fields.required("cron", 200),
            Objects.requireNonNullElse(fields.text("zone", 64), "UTC"),
            promise,
            missed == null ? MissedRuns.ONCE : MissedRuns.of(missed),
            "allow".equals(overlap),
            !Boolean.FALSE.equals(fields.flag("is_enabled")));
    fields.done();
    return made;
  }

  /// The next runs of a line of cron after a moment, for whoever is about to make a schedule.
  ///
  /// @param count 1 to 100
  /// @throws Invalid if it is no such line or zone
  public static List<Instant> preview(String cron, String zone, Instant after, int count) {
    if (count < 1 || count > 100) {
      throw new Invalid("count", "must be 1 to 100");
    }
    return CronTimes.of(cron, zone).next(after, count);
  }
}
