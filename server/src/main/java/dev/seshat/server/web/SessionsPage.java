package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.search.SessionHit;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Params;
import dev.seshat.session.Kpis;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.usage.Project;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of sessions: words, filters, more on request, and what is new while one looks.
public final class SessionsPage implements Routes {
  private static final int LIMIT = 50;

  private final Seshat seshat;
  private final Renderer renderer;

  public SessionsPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// Some lines of the list.
  ///
  /// @param next the address of the lines after these; null at the end
  /// @param seen what tells whether the lines changed
  public record Rows(
      List<SessionRow> rows,
      @Nullable String next,
      boolean first,
      @Nullable String poll,
      int seen) {}

  /// What the page shows.
  public record View(
      Map<String, String> asked,
      Rows rows,
      List<String> kinds,
      List<String> projects,
      List<String> statuses,
      boolean filtered) {
    public String asked(String name) {
      return asked.getOrDefault(name, "");
    }

    public boolean roots() {
      return !asked("roots").isEmpty();
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/sessions", this::show);
    routes.get("/sessions-rows", this::rows);
  }

  private void show(Context ctx) {
    Params params =
        Params.of(ctx, "q", "kind", "status", "project", "from", "to", "roots", "cursor");
    List<String> kinds =
        seshat.kpis().by(Kpis.Dimension.KIND, null, null).stream().map(Kpis.Figures::key).toList();
    List<String> projects = seshat.usage().projects().list().stream().map(Project::name).toList();
    List<String> statuses = Arrays.stream(SessionStatus.values()).map(SessionStatus::word).toList();
    View view =
        new View(params.all(), find(params), kinds, projects, statuses, !params.all().isEmpty());
    renderer.page(ctx, "sessions", "Sessions", "sessions", view);
  }

  /// Lines for a page that is open: those after a cursor, or the first ones if they changed since.
  private void rows(Context ctx) {
    Params params =
        Params.of(ctx, "q", "kind", "status", "project", "from", "to", "roots", "cursor", "seen");
    Rows rows = find(params);
    if (String.valueOf(rows.seen()).equals(params.text("seen"))) {
      ctx.status(HttpStatus.NO_CONTENT);
    } else {
      renderer.part(ctx, "sessionRows", rows);
    }
  }

  private Rows find(Params params) {
    Link here = new Link("/sessions-rows", params.all()).with("seen", null);
    if (params.text("q") != null) {
      List<SessionRow> found = search(params).stream().map(SessionRow::new).toList();
      return new Rows(found, null, true, null, found.hashCode());
    }
    Page<Session> page = seshat.sessions().list(filter(params));
    List<SessionRow> rows = page.items().stream().map(SessionRow::new).toList();
    boolean first = params.text("cursor") == null;
    int seen = rows.stream().map(SessionsPage::seen).toList().hashCode();
    String next = page.next() == null ? null : here.with("cursor", page.next()).toString();
    return new Rows(rows, next, first, first ? here.with("seen", seen).toString() : null, seen);
  }

  private static String seen(SessionRow row) {
    Session session = row.session();
    return session.id()
        + " "
        + session.version()
        + " "
        + session.interactionCount()
        + " "
        + session.totalTokens()
        + " "
        + session.costUsd()
        + " "
        + session.title();
  }

  private SessionFilter filter(Params params) {
    String status = params.text("status");
    return SessionFilter.all()
        .withKind(params.text("kind"))
        .withStatuses(status == null ? Set.of() : Set.of(SessionStatus.of(status)))
        .withProject(params.text("project"))
        .withActivity(params.time("from"), endOf(params))
        .withRootsOnly(params.flag("roots"))
        .withLimit(LIMIT)
        .withCursor(params.text("cursor"));
  }

  private List<Session> search(Params params) {
    SearchFilter filter =
        new SearchFilter(
            params.text("kind"),
            params.text("project"),
            params.time("from"),
            endOf(params),
            null,
            null,
            Set.of());
    SearchQuery query = new SearchQuery(params.required("q"), filter, LIMIT, null, false, true);
    String status = params.text("status");
    boolean roots = params.flag("roots");
    return seshat.search().findSessions(query).stream()
        .map(SessionHit::sessionId)
        .map(id -> seshat.sessions().get(id.toString()))
        .filter(session -> status == null || session.status() == SessionStatus.of(status))
        .filter(session -> !roots || session.parentSessionId() == null)
        .toList();
  }

  /// The end of the last day asked for: what a person means by "to 31 January" includes that day.
  private static @Nullable Instant endOf(Params params) {
    Instant to = params.time("to");
    return to == null || params.text("to", "").length() != 10
        ? to
        : to.atOffset(ZoneOffset.UTC).plusDays(1).toInstant();
  }
}
