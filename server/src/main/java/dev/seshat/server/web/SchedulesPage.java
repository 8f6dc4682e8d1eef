package dev.seshat.server.web;

import dev.seshat.SeshatException.Forbidden;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.NewSchedule;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Schedule;
import dev.seshat.promise.Schedules;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.work.BuiltIn;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Schedules: when they run next, switched on and off, made and taken away.
public final class SchedulesPage implements Pages {
  private static final int SOON = 3;

  private final Renderer renderer;

  public SchedulesPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// A schedule with its next runs.
  ///
  /// @param isOwn whether whoever looks may change it
  public record Line(Schedule schedule, List<Instant> next, boolean isOwn) {
    public String href(String verb) {
      return "/schedules/" + schedule.id() + "/" + verb;
    }
  }

  /// What the page shows.
  ///
  /// @param zone the zone that a new schedule is in unless another is said
  public record View(List<Line> lines, boolean mayWrite, String zone) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Schedule"),
            Parts.Column.of("Cron"),
            Parts.Column.of("Next runs"),
            Parts.Column.of("Last run"),
            Parts.Column.of("(Change)"));

    public List<Parts.Tab> tabs() {
      return PromisesPage.tabs(false);
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/schedules", this::show)
        .form("/schedules", SchedulesPage::add)
        .form("/schedules/{schedule}/run", SchedulesPage::run)
        .form("/schedules/{schedule}/enable", (ctx, form) -> enable(ctx, form, true))
        .form("/schedules/{schedule}/disable", (ctx, form) -> enable(ctx, form, false))
        .form("/schedules/{schedule}/remove", SchedulesPage::remove);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Visitor visitor = Visitor.of(ctx);
    Schedules schedules = visitor.seshat().schedules();
    boolean mayWrite = visitor.role().allows(Role.WRITER);
    List<Line> lines =
        schedules.list().stream()
            .map(each ->
                new Line(
                    each,
                    schedules.next(each.id(), SOON),
                    mayWrite && may(visitor, each.asked().promise().kind())))
            .toList();
    String zone = Reader.of(ctx).chosen().zoneHere().getId();
    renderer.page(ctx, "schedules", "Schedules", "promises", new View(lines, mayWrite, zone));
  }

  private static boolean may(Visitor visitor, String kind) {
    return visitor.role().allows(Role.OWNER) || !BuiltIn.FOR_OWNERS.contains(kind);
  }

  private static void require(Visitor visitor, String kind) {
    if (!may(visitor, kind)) {
      throw new Forbidden("work of the kind " + kind + " takes the role owner");
    }
  }

  private static Site.Done add(Context ctx, Form form) {
    form.only("name", "kind", "cron", "zone", "payload");
    String name = form.required("name", 100);
    String payload = form.text("payload");
    NewPromise promise =
        NewPromise.of(Objects.requireNonNullElse(form.text("kind"), NewPromise.TASK), name)
            .withPayload(payload == null ? Map.of() : Json.parseObject("payload", payload));
    Visitor visitor = Visitor.of(ctx);
    require(visitor, promise.kind());
    NewSchedule wanted =
        NewSchedule.of(name, form.required("cron", 200), promise)
            .withZone(
                Objects.requireNonNullElse(
                    form.text("zone"), Reader.of(ctx).chosen().zoneHere().getId()));
    visitor.seshat().schedules().create(wanted);
    return new Site.Done("/schedules", "The schedule is made.");
  }

  /// The schedule that the address names, which whoever sends the form may change.
  private static Schedule own(Context ctx, Form form) {
    form.only();
    Visitor visitor = Visitor.of(ctx);
    Schedule schedule =
        visitor.seshat().schedules().get(Params.positive("schedule", ctx.pathParam("schedule")));
    require(visitor, schedule.asked().promise().kind());
    return schedule;
  }

  private static Site.Done run(Context ctx, Form form) {
    Promise made = Visitor.of(ctx).seshat().schedules().runNow(own(ctx, form).id());
    return new Site.Done("/promises/" + made.id(), "It runs, as this promise.");
  }

  private static Site.Done enable(Context ctx, Form form, boolean isEnabled) {
    Visitor.of(ctx).seshat().schedules().enable(own(ctx, form).id(), isEnabled);
    return new Site.Done("/schedules", isEnabled ? "The schedule runs." : "The schedule rests.");
  }

  private static Site.Done remove(Context ctx, Form form) {
    Visitor.of(ctx).seshat().schedules().remove(own(ctx, form).id());
    return new Site.Done("/schedules", "The schedule is gone; what it promised stays.");
  }
}
