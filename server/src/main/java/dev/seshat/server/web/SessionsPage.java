package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.search.SessionHit;
import dev.seshat.server.http.Params;
import dev.seshat.session.Kpis;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.usage.Project;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The list of sessions: words, filters, more on request, and what is new while one looks.
public final class SessionsPage implements Pages {
  /// What changes the list while one looks.
  public static final String LIVE = "session interaction usage note artifact";

  private static final String ICON = "M4 5h16v11H9l-5 4zM8 9h8M8 12h5";

  private static final Map<String, String> TITLES = titles();

  private final Seshat seshat;
  private final Renderer renderer;

  public SessionsPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("q", "Words");
    titles.put("kind", "Kind");
    titles.put("status", "Status");
    titles.put("project", "Project");
    titles.put("from", "From");
    titles.put("to", "To");
    titles.put("roots", "Without subagents");
    return titles;
  }

  /// What the page shows.
  ///
  /// @param next the address of the rows after these; null at the end
  public record View(
      Link here,
      List<SessionRow> rows,
      @Nullable String next,
      List<String> kinds,
      List<String> projects,
      List<String> statuses) {
    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public boolean roots() {
      return !asked("roots").isEmpty();
    }

    public boolean filtered() {
      return !here.params().isEmpty();
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Sessions", "/sessions", 's', ICON).page("/sessions", this::show);
  }

  private void show(Context ctx) {
    Params params =
        Params.of(ctx, "q", "kind", "status", "project", "from", "to", "roots", "cursor", "shown");
    Link here = new Link("/sessions", params.all()).with("shown", null);
    Page<Session> found = find(params, Reader.of(ctx));
    View view =
        new View(
            here,
            found.items().stream().map(SessionRow::new).toList(),
            found.next() == null ? null : here.with("cursor", found.next()).toString(),
            seshat.kpis().by(Kpis.Dimension.KIND, null, null).stream()
                .map(Kpis.Figures::key)
                .toList(),
            seshat.usage().projects().list().stream().map(Project::name).toList(),
            Arrays.stream(SessionStatus.values()).map(SessionStatus::word).toList());
    renderer.page(ctx, "sessions", "Sessions", "sessions", view);
  }

  private Page<Session> find(Params params, Reader reader) {
    return params.text("q") == null
        ? seshat.sessions().list(filter(params, reader))
        : new Page<>(search(params, reader), null);
  }

  private static SessionFilter filter(Params params, Reader reader) {
    String status = params.text("status");
    return SessionFilter.all()
        .withKind(params.text("kind"))
        .withStatuses(status == null ? Set.of() : Set.of(SessionStatus.of(status)))
        .withProject(params.text("project"))
        .withActivity(reader.from(params), reader.to(params))
        .withRootsOnly(params.flag("roots"))
        .withLimit(reader.rows(params))
        .withCursor(params.text("cursor"));
  }

  private List<Session> search(Params params, Reader reader) {
    SearchFilter filter =
        new SearchFilter(
            params.text("kind"),
            params.text("project"),
            reader.from(params),
            reader.to(params),
            null,
            null,
            Set.of());
    SearchQuery query =
        new SearchQuery(params.required("q"), filter, reader.rows(), null, false, true);
    String status = params.text("status");
    boolean roots = params.flag("roots");
    List<UUID> found =
        seshat.search().findSessions(query).stream().map(SessionHit::sessionId).toList();
    return seshat.sessions().getAll(found).stream()
        .filter(session -> status == null || session.status() == SessionStatus.of(status))
        .filter(session -> !roots || session.parentSessionId() == null)
        .toList();
  }
}
