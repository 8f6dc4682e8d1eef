package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.access.Role;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Session;
import dev.seshat.sync.SyncConflict;
import dev.seshat.sync.SyncReport;
import dev.seshat.sync.SyncState;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a session's file and the store stand to one another: what both have changed, side by side, for a person to decide.
public final class ConflictsPage implements Pages {
  private static final int SHOWN = 50;

  private final Renderer renderer;

  public ConflictsPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// What two sides say of the same.
  ///
  /// @param title of the task that it is about; null where it is about the session, or the task is gone
  public record Row(SyncConflict of, @Nullable String title) {
    public String about() {
      return Format.title(of.field().replace("session.", "session’s "));
    }

    /// Whether it may be something else than what one of the sides says.
    public boolean mayBeElse() {
      return !of.field().equals("line") && !of.field().equals("place");
    }

    public static String shown(@Nullable String value) {
      return value == null || value.isBlank() ? "nothing" : value;
    }
  }

  /// What the page shows.
  ///
  /// @param next the address of the conflicts after these; null at the end
  public record View(
      Head head, SyncState state, List<Row> rows, @Nullable String next, boolean mayWrite) {}

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}/conflicts", this::show)
        .form("/sessions/{ref}/conflicts", ConflictsPage::resolve)
        .form("/sessions/{ref}/conflicts/all", ConflictsPage::resolveAll)
        .form("/sessions/{ref}/sync", ConflictsPage::sync);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    Seshat seshat = Visitor.of(ctx).seshat();
    Session session = TaskForms.session(ctx);
    String id = session.id().toString();
    Head head = Head.of(seshat, session, "conflicts");
    Page<SyncConflict> found = seshat.taskFiles().conflicts(id, null, params.text("cursor"), SHOWN);
    View view =
        new View(
            head,
            seshat.taskFiles().state(id),
            found.items().stream().map(each -> row(seshat, id, each)).toList(),
            found.next() == null
                ? null
                : Link.to(head.href("conflicts")).with("cursor", found.next()).toString(),
            Visitor.of(ctx).role().allows(Role.WRITER));
    renderer.page(ctx, "session/conflicts", session.title(), "sessions", view);
  }

  private static Row row(Seshat seshat, String session, SyncConflict of) {
    String marker = of.marker();
    try {
      return new Row(of, marker == null ? null : seshat.tasks().get(session, marker).title());
    } catch (NotFound e) {
      // a line of the file that is no task
      return new Row(of, null);
    }
  }

  private static Site.Done resolve(Context ctx, Form form) {
    form.only("marker", "field", "choice", "value");
    String choice = form.required("choice", 10);
    SyncReport report =
        Visitor.of(ctx)
            .seshat()
            .taskFiles()
            .resolve(
                id(ctx),
                form.text("marker"),
                form.required("field", 100),
                choice.equals("value") ? form.required("value", 2_000) : choice);
    return done(ctx, report);
  }

  private static Site.Done resolveAll(Context ctx, Form form) {
    form.only("choice");
    return done(
        ctx, Visitor.of(ctx).seshat().taskFiles().resolveAll(id(ctx), form.required("choice", 10)));
  }

  private static Site.Done sync(Context ctx, Form form) {
    form.only("accept");
    return done(
        ctx, Visitor.of(ctx).seshat().taskFiles().sync(id(ctx), null, form.ticked("accept")));
  }

  private static String id(Context ctx) {
    return TaskForms.session(ctx).id().toString();
  }

  private static Site.Done done(Context ctx, SyncReport report) {
    String session = "/sessions/" + id(ctx);
    SyncState state = report.state();
    if (state.isSetAside()) {
      return new Site.Done(session + "/conflicts", "The file is set aside: " + state.message());
    }
    if (state.openConflicts() > 0) {
      return new Site.Done(
          session + "/conflicts",
          Format.counted(state.openConflicts(), "conflict") + " to decide.");
    }
    return new Site.Done(session + "/tasks", "The file and the store say the same.");
  }
}
