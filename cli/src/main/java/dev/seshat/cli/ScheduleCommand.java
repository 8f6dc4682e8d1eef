package dev.seshat.cli;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.promise.MissedRuns;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Schedule;
import dev.seshat.promise.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `schedule`: promises that are made again and again.
@Command(
    name = "schedule",
    description = "Promises made again and again, by a line of cron",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false)
final class ScheduleCommand {
  private static final String NAME = "Its name or number, as in 'schedule list'";

  private final SeshatCommand root;

  ScheduleCommand(SeshatCommand root) {
    this.root = root;
  }

  private Schedules schedules() {
    return root.seshat().schedules();
  }

  private Schedule named(String ref) {
    return schedules()
        .find(ref)
        .orElseGet(() -> {
          if (!ref.matches("[0-9]{1,18}")) {
            throw NotFound.of("schedule", ref);
          }
          return schedules().get(Long.parseLong(ref));
        });
  }

  @Command(
      name = "add",
      description = "Make a schedule, such as: schedule add backup --cron '0 3 * * *'")
  int add(
      @Parameters(paramLabel = "KIND", description = "Of the promises that it makes") String kind,
      @Option(
              names = "--cron",
              paramLabel = "CRON",
              required = true,
              description = "Minute, hour, day of the month, month, day of the week")
          String cron,
      @Option(
              names = "--zone",
              paramLabel = "ZONE",
              description =
                  "Whose clocks count (default: the preference time_zone, else this machine's)")
          @Nullable String zone,
      @Option(names = "--name", paramLabel = "NAME", description = "Default: the kind")
          @Nullable String name,
      @Option(names = "--task", paramLabel = "TEXT", description = "In words (default: the name)")
          @Nullable String task,
      @Option(names = "--payload", paramLabel = "JSON", description = "For the worker; an object")
          @Nullable String payload,
      @Option(
              names = "--missed",
              paramLabel = "skip|once|all",
              defaultValue = "once",
              completionCandidates = Choices.Misses.class,
              description = "Runs that nobody was there to start (default once: one for all)")
          String missed,
      @Option(names = "--overlap", description = "Run though the one before is not finished")
          boolean overlap,
      @Option(names = "--chat", paramLabel = "CHAT", description = "Where the person is told")
          @Nullable String chat,
      @Option(
              names = "--notify",
              paramLabel = "always|failed|never",
              completionCandidates = Choices.Notices.class,
              description = "When (default: always with a chat, else failed)")
          @Nullable String notify,
      @Option(names = "--disabled", description = "Make it, and let it rest") boolean disabled) {
    String called = name == null ? kind : name;
    NewPromise promise =
        NewPromise.of(kind, task == null ? called : task)
            .withChat(chat, null)
            .withNotify(notify == null ? null : Notify.of(notify));
    if (payload != null) {
      promise = promise.withPayload(Json.parseObject("payload", payload));
    }
    NewSchedule wanted =
        NewSchedule.of(called, cron, promise)
            .withZone(zone == null ? root.zone().getId() : zone)
            .withMissed(MissedRuns.of(missed))
            .withOverlap(overlap)
            .withEnabled(!disabled);
    return said(schedules().create(wanted));
  }

  @Command(name = "list", description = "List the schedules")
  int list() {
    List<Schedule> all = schedules().list();
    Map<String, Object> json = Map.of("schedules", all.stream().map(Schedule::toJson).toList());
    if (!root.printedAsJson(json)) {
      Table table =
          new Table()
              .dim("ID")
              .flexible("NAME")
              .column("CRON")
              .column("ZONE")
              .column("KIND")
              .column("NEXT RUN")
              .column("LAST RUN");
      all.forEach(each ->
          table.row(
              each.id(),
              each.name(),
              each.asked().cron(),
              each.asked().zone(),
              each.asked().promise().kind(),
              each.isEnabled() ? root.shown(each.nextAt()) : "off",
              root.shown(each.lastAt())));
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a schedule")
  int show(@Parameters(paramLabel = "SCHEDULE", description = NAME) String ref) {
    Schedule schedule = named(ref);
    Map<String, @Nullable Object> json = schedule.toJson();
    if (!root.printedAsJson(json)) {
      json.forEach((field, value) -> {
        if (value != null && !Map.of().equals(value)) {
          String label = "%-18s".formatted(field.replace('_', ' '));
          root.say(Ink.DIM.on(root.terminal(), label) + root.harmless(String.valueOf(value)));
        }
      });
    }
    return Cli.OK;
  }

  @Command(name = "next", description = "Print when it runs next")
  int next(
      @Parameters(paramLabel = "SCHEDULE", description = NAME) String ref,
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "5",
              description = "How many times, 1 to 100 (default 5)")
          int count) {
    List<Instant> times = schedules().next(named(ref).id(), count);
    if (!root.printedAsJson(Map.of("next", times.stream().map(Instant::toString).toList()))) {
      times.forEach(each -> root.say(root.shown(each)));
    }
    return Cli.OK;
  }

  @Command(name = "run", description = "Make a run out of turn, at once")
  int run(@Parameters(paramLabel = "SCHEDULE", description = NAME) String ref) {
    return PromiseView.print(root, schedules().runNow(named(ref).id()));
  }

  @Command(name = "enable", description = "Let a schedule run")
  int enable(@Parameters(paramLabel = "SCHEDULE", description = NAME) String ref) {
    return said(schedules().enable(named(ref).id(), true));
  }

  @Command(name = "disable", description = "Let a schedule rest")
  int disable(@Parameters(paramLabel = "SCHEDULE", description = NAME) String ref) {
    return said(schedules().enable(named(ref).id(), false));
  }

  @Command(name = "remove", description = "Take a schedule away; what it promised stays")
  int remove(@Parameters(paramLabel = "SCHEDULE", description = NAME) String ref) {
    Schedule schedule = named(ref);
    schedules().remove(schedule.id());
    if (!root.printedAsJson(Map.of("removed", schedule.name()))) {
      root.say("removed " + root.harmless(schedule.name()));
    }
    return Cli.OK;
  }

  private int said(Schedule schedule) {
    if (!root.printedAsJson(schedule.toJson())) {
      root.say(
          root.harmless(schedule.name())
              + (schedule.nextAt() == null ? ": off" : ": next " + root.shown(schedule.nextAt())));
    }
    return Cli.OK;
  }
}
