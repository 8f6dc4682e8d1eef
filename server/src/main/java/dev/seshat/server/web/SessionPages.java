package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.agent.AgentRun;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Artifact;
import dev.seshat.session.Briefs;
import dev.seshat.session.Ending;
import dev.seshat.session.NewNote;
import dev.seshat.session.Note;
import dev.seshat.session.Outcome;
import dev.seshat.session.Progress;
import dev.seshat.session.Session;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The other pages of one session (usage, notes, artifacts, progress, brief, related ones) and what its buttons do.
public final class SessionPages implements Pages {

  private static final int MOST_RUNS = 50;

  private final Seshat seshat;
  private final Renderer renderer;

  public SessionPages(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What its requests used.
  public record UsageView(
      Head head, UsageRow totals, UsageTable byModel, UsageTable byDay, @Nullable BarChart days) {
    public Money cost() {
      return Money.of(totals);
    }
  }

  /// Its notes.
  public record NotesView(Head head, List<Note> notes, @Nullable String next) {}

  /// What it brought forth.
  public record ArtifactsView(Head head, List<Artifact> artifacts, @Nullable String next) {}

  /// How far it has come.
  public record ProgressView(Head head, Progress progress) {}

  /// What hands it on.
  public record BriefView(Head head, int tokens, String brief) {}

  /// The sessions it belongs with.
  public record RelatedView(
      Head head,
      @Nullable SessionRow parent,
      @Nullable SessionRow origin,
      List<SessionRow> children,
      List<SessionRow> chain,
      List<AgentRun> runs) {
    /// What the session and its parts cost together.
    public Money together() {
      List<SessionRow> all = new ArrayList<>(children);
      all.add(new SessionRow(head.session()));
      return Money.ofAll(all);
    }

    /// What the session and its parts used together.
    public long tokensTogether() {
      return head.session().totalTokens()
          + children.stream().mapToLong(row -> row.session().totalTokens()).sum();
    }

    public boolean isAlone() {
      return parent == null && origin == null && children.isEmpty() && chain.size() < 2;
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}/usage", this::usage)
        .page("/sessions/{ref}/notes", this::notes)
        .page("/sessions/{ref}/artifacts", this::artifacts)
        .page("/sessions/{ref}/progress", this::progress)
        .page("/sessions/{ref}/brief", this::brief)
        .page("/sessions/{ref}/related", this::related)
        .form("/sessions/{ref}/activate", this::activate)
        .form("/sessions/{ref}/pause", this::pause)
        .form("/sessions/{ref}/complete", this::complete)
        .form("/sessions/{ref}/cancel", this::cancel)
        .form("/sessions/{ref}/notes", this::addNote)
        .form("/sessions/{ref}/progress", this::judge)
        .form("/sessions/{ref}/artifacts/{id}/approve", this::approve);
  }

  private Head head(Context ctx, String tab) {
    return Head.of(as(ctx), as(ctx).sessions().get(ctx.pathParam("ref")), tab);
  }

  private static String id(Head head) {
    return head.session().id().toString();
  }

  private void page(Context ctx, Head head, Object view) {
    renderer.page(ctx, "session/" + head.tab(), head.session().title(), "sessions", view);
  }

  private void usage(Context ctx) {
    Params.of(ctx);
    Head head = head(ctx, "usage");
    UUID id = head.session().id();
    UsageSummary byModel =
        seshat.usage().summary(UsageQuery.by(UsageDimension.MODEL).withSession(id));
    UsageQuery daily = UsageQuery.by(UsageDimension.DAY).withSession(id);
    UsageSummary byDay = seshat.usage().summary(daily);
    Map<String, UsageSummary> parts = new LinkedHashMap<>();
    for (UsageRow row :
        byModel.rows().stream()
            .filter(row -> UsageCharts.cost(row) > 0)
            .limit(UsageCharts.SERIES)
            .toList()) {
      parts.put(row.label(), seshat.usage().summary(daily.withModel(row.key())));
    }
    BarChart chart =
        byDay.rows().size() < 2 ? null : UsageCharts.byDay(byDay, parts, UsageCharts.Measure.COST);
    String csv = Link.to("/api/v1/usage").with("session", id).with("format", "csv").toString();
    UsageCharts.Measure measure = UsageCharts.Measure.COST;
    page(
        ctx,
        head,
        new UsageView(
            head,
            byModel.totals(),
            UsageTable.of("Usage by model", "Model", byModel, measure, csv + "&by=model"),
            UsageTable.of("Usage by day, UTC", "Day", byDay, measure, csv + "&by=day")
                .newestFirst(),
            chart));
  }

  private void notes(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    Head head = head(ctx, "notes");
    var found = seshat.notes().list(id(head), params.text("cursor"), Reader.of(ctx).rows());
    page(ctx, head, new NotesView(head, found.items(), next(head, "notes", found.next())));
  }

  private void artifacts(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    Head head = head(ctx, "artifacts");
    var found = seshat.artifacts().list(id(head), params.text("cursor"), Reader.of(ctx).rows());
    page(ctx, head, new ArtifactsView(head, found.items(), next(head, "artifacts", found.next())));
  }

  private static @Nullable String next(Head head, String page, @Nullable String cursor) {
    return cursor == null ? null : Link.to(head.href(page)).with("cursor", cursor).toString();
  }

  private void progress(Context ctx) {
    Params.of(ctx);
    Head head = head(ctx, "progress");
    page(ctx, head, new ProgressView(head, seshat.progress().of(id(head))));
  }

  private void brief(Context ctx) {
    Params params = Params.of(ctx, "tokens");
    Head head = head(ctx, "brief");
    int tokens = params.integer("tokens", briefs(ctx).tokens(), 100, 200_000);
    page(ctx, head, new BriefView(head, tokens, briefs(ctx).brief(id(head), tokens)));
  }

  private static Briefs briefs(Context ctx) {
    return Visitor.of(ctx).seshat().briefs();
  }

  private void related(Context ctx) {
    Params.of(ctx);
    Head head = head(ctx, "related");
    List<SessionRow> children = rows(seshat.sessions().children(id(head)));
    List<SessionRow> chain = rows(seshat.sessions().chain(id(head)));
    Session session = head.session();
    page(
        ctx,
        head,
        new RelatedView(
            head,
            row(session.parentSessionId()),
            row(session.forkedFromId()),
            children,
            chain,
            seshat.agentRuns().of(id(head), MOST_RUNS)));
  }

  private @Nullable SessionRow row(@Nullable UUID id) {
    return id == null ? null : new SessionRow(seshat.sessions().get(id.toString()));
  }

  private static List<SessionRow> rows(List<Session> sessions) {
    return sessions.stream().map(SessionRow::new).toList();
  }

  private static Site.Done done(Session session, String page, String says) {
    return new Site.Done("/sessions/" + session.id() + (page.isEmpty() ? "" : "/" + page), says);
  }

  private Site.Done activate(Context ctx, Form form) {
    form.only();
    Session session = as(ctx).sessions().activate(ctx.pathParam("ref"));
    return done(session, "", "It is active and in focus.");
  }

  private Site.Done pause(Context ctx, Form form) {
    form.only();
    return done(as(ctx).sessions().pause(ctx.pathParam("ref")), "", "It is paused.");
  }

  private Site.Done complete(Context ctx, Form form) {
    form.only("outcome", "summary");
    String outcome = form.text("outcome");
    Ending ending = outcome == null ? Ending.none() : Ending.of(Outcome.of(outcome));
    Session session =
        as(ctx).sessions().complete(ctx.pathParam("ref"), ending.withSummary(form.text("summary")));
    return done(session, "", "It is complete.");
  }

  private Site.Done cancel(Context ctx, Form form) {
    form.only();
    Session session = as(ctx).sessions().cancel(ctx.pathParam("ref"), Ending.none());
    return done(session, "", "It is cancelled.");
  }

  private Site.Done addNote(Context ctx, Form form) {
    form.only("type", "content", "important", "followup");
    Session session = as(ctx).sessions().get(ctx.pathParam("ref"));
    NewNote note =
        new NewNote(
            form.required("type", 100),
            form.required("content", 100_000),
            form.ticked("important"),
            form.ticked("followup"),
            null,
            null,
            null,
            null);
    as(ctx).notes().add(session.id().toString(), note);
    return done(session, "notes", "The note is kept.");
  }

  private Site.Done judge(Context ctx, Form form) {
    form.only("list", "text", "met", "evidence");
    String list = form.required("list", 20);
    String met = form.required("met", 20);
    if (!List.of("success", "completion").contains(list) || !List.of("yes", "no").contains(met)) {
      throw new Invalid("list", "must be success or completion, and met yes or no");
    }
    Session session = as(ctx).sessions().get(ctx.pathParam("ref"));
    as(ctx)
        .progress()
        .judge(
            session.id().toString(),
            list.equals("success"),
            form.required("text", 2_000),
            met.equals("yes"),
            "person:" + as(ctx).actor(),
            form.text("evidence"));
    return done(session, "progress", met.equals("yes") ? "Judged as met." : "Judged as not met.");
  }

  private Site.Done approve(Context ctx, Form form) {
    form.only();
    Artifact approved = as(ctx).artifacts().approve(Params.id("id", ctx.pathParam("id")), null);
    Session session = as(ctx).sessions().get(approved.sessionId().toString());
    return done(session, "artifacts", "The artifact is approved.");
  }

  /// The workspace as whoever asks.
  private static Seshat as(Context ctx) {
    return Visitor.of(ctx).seshat();
  }
}
