package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.promise.MissedRuns;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Schedule;
import dev.seshat.promise.Schedules;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Schedules: lines of cron that make promises.
public final class ScheduleRoutes implements Operations {
  private static final String ALL = "/api/v1/schedules";
  private static final String ONE = ALL + "/{schedule}";
  private static final Schema ID = Schema.integer("The number of the schedule", 1, Long.MAX_VALUE);
  private static final Schema NAME = Schema.text("What people call it", 100);
  private static final Schema CRON =
      Schema.text("Minute, hour, day of the month, month, day of the week", 200)
          .with("examples", List.of("0 3 * * *"));
  private static final Schema ZONE = Schema.text("Whose clocks count, such as Europe/Berlin", 64);
  private static final Schema MISSED =
      Schema.word("What becomes of runs that nobody was there to start", MissedRuns.class);
  private static final Schema OVERLAP =
      Schema.word("Whether a run begins while the one before is not finished", "skip", "allow");
  private static final Schema SCHEDULE =
      Schema.object(
              field("id!", ID),
              field("name!", NAME),
              field("cron!", CRON),
              field("zone!", ZONE),
              field("kind!", Schema.text("", 64)),
              field("task_description!", Schema.text("", PromiseShapes.MAX_TEXT)),
              field("payload!", Schema.open("")),
              field("priority!", Schema.integer("", 1, 5)),
              field("max_attempts!", Schema.integer("", 1, 100)),
              field("chat_id!", Schema.text("", 200).orNull()),
              field("notify!", Schema.word("", Notify.class)),
              field("missed!", MISSED),
              field("overlap!", OVERLAP),
              field("is_enabled!", Schema.flag("")),
              field("next_at!", Schema.time("").orNull()),
              field("last_at!", Schema.time("").orNull()),
              field("created_by!", Schema.text("", 200)),
              field("created_at!", Schema.time("")),
              field("updated_at!", Schema.time("")),
              field("version!", Schema.integer("", 1, Long.MAX_VALUE)))
          .named("Schedule");
  private static final Schema NEW_SCHEDULE =
      Schema.object(
              field("name!", NAME),
              field("cron!", CRON),
              field("zone", ZONE.saying("Default UTC")),
              field("kind", PromiseShapes.KIND.saying("Default `task`")),
              field("task_description", Schema.text("Default the name", PromiseShapes.MAX_TEXT)),
              field("payload", Schema.open("")),
              field("priority", Schema.integer("Default 3", 1, 5)),
              field("max_attempts", Schema.integer("Default 3", 1, 100)),
              field("chat_id", Schema.text("Where the person is told", 200)),
              field("notify", Schema.word("", Notify.class)),
              field("missed", MISSED.saying("Default `once`")),
              field("overlap", OVERLAP.saying("Default `skip`")),
              field("is_enabled", Schema.flag("Default true")))
          .named("NewSchedule");

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listSchedules", "All schedules, by name")
            .answers("All of them", Shapes.list("schedules", SCHEDULE))
            .by(request ->
                Reply.json(
                    Map.of(
                        "schedules",
                        schedules(request).list().stream().map(Schedule::toJson).toList()))),
        Operation.post(ALL, "createSchedule", "Promise something again and again")
            .takes(NEW_SCHEDULE)
            .answers(201, "The schedule", SCHEDULE)
            .by(ScheduleRoutes::create),
        one(Operation.get(ONE, "getSchedule", "A schedule"))
            .by(request -> shown(schedules(request).get(id(request)))),
        one(Operation.put(ONE, "updateSchedule", "Put a schedule in the place of one"))
            .about("Its next run is reckoned from now.")
            .takes(NEW_SCHEDULE)
            .by(ScheduleRoutes::update),
        one(Operation.post(ONE + "/enabled", "enableSchedule", "Let a schedule run, or rest"))
            .takes(Schema.object(field("is_enabled!", Schema.flag(""))))
            .by(ScheduleRoutes::enable),
        Operation.get(ONE + "/next", "nextRuns", "When it runs next")
            .path("schedule", ID)
            .query("count", Schema.integer("How many", 1, 100).otherwise(5))
            .answers("The times", Shapes.list("next", Schema.time("")))
            .by(ScheduleRoutes::next),
        Operation.post(ONE + "/run", "runSchedule", "Make a run out of turn")
            .path("schedule", ID)
            .mayTake(Shapes.nothing())
            .answers(201, "The promise that it made", PromiseShapes.promise())
            .by(ScheduleRoutes::run),
        Operation.delete(ONE, "removeSchedule", "Take a schedule away; what it promised stays")
            .path("schedule", ID)
            .answersNothing("It is gone")
            .by(ScheduleRoutes::remove));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("schedule", ID).answers("The schedule", SCHEDULE);
  }

  private static Schedules schedules(Request request) {
    return request.seshat().schedules();
  }

  private static long id(Request request) {
    return Params.positive("schedule", request.place("schedule"));
  }

  private static Reply shown(Schedule schedule) {
    return Reply.json(schedule.toJson());
  }

  /// What is asked for, when whoever asks may have such work done.
  private static NewSchedule wanted(Request request) {
    NewSchedule wanted = NewSchedule.fromJson(request.body());
    PromiseRoutes.requireOwner(request, List.of(wanted.promise().kind()));
    return wanted;
  }

  /// The schedule that the address names, when whoever asks may have such work done, or stopped.
  private static Schedule own(Request request) {
    Schedule schedule = schedules(request).get(id(request));
    PromiseRoutes.requireOwner(request, List.of(schedule.asked().promise().kind()));
    return schedule;
  }

  private static Reply create(Request request) {
    Schedule made = schedules(request).create(wanted(request));
    return shown(made).created(ALL + "/" + made.id());
  }

  private static Reply update(Request request) {
    return shown(schedules(request).update(own(request).id(), wanted(request)));
  }

  private static Reply enable(Request request) {
    Fields fields = request.fields();
    return shown(schedules(request).enable(own(request).id(), fields.isSet("is_enabled")));
  }

  private static Reply next(Request request) {
    List<Instant> times = schedules(request).next(id(request), request.integer("count"));
    return Reply.json(Map.of("next", times.stream().map(Instant::toString).toList()));
  }

  private static Reply run(Request request) {
    var made = schedules(request).runNow(own(request).id());
    return Reply.json(made.toJson()).created("/api/v1/promises/" + made.id());
  }

  private static Reply remove(Request request) {
    schedules(request).remove(own(request).id());
    return Reply.nothing();
  }
}
