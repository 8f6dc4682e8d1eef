package dev.seshat.server;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.access.Role;
import dev.seshat.server.api.Api;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Errors;
import dev.seshat.server.http.JettyErrors;
import dev.seshat.server.mcp.McpHttp;
import dev.seshat.server.rest.AgentRunRoutes;
import dev.seshat.server.rest.ArtifactRoutes;
import dev.seshat.server.rest.AuditRoutes;
import dev.seshat.server.rest.BriefRoutes;
import dev.seshat.server.rest.BudgetRoutes;
import dev.seshat.server.rest.CalendarRoutes;
import dev.seshat.server.rest.CatalogueRoutes;
import dev.seshat.server.rest.ChatRoutes;
import dev.seshat.server.rest.CodingRoutes;
import dev.seshat.server.rest.EventRoutes;
import dev.seshat.server.rest.ExportRoutes;
import dev.seshat.server.rest.FollowUpRoutes;
import dev.seshat.server.rest.ImageRoutes;
import dev.seshat.server.rest.ImportRoutes;
import dev.seshat.server.rest.InteractionRoutes;
import dev.seshat.server.rest.InterviewRoutes;
import dev.seshat.server.rest.IterationRoutes;
import dev.seshat.server.rest.KnowledgeRoutes;
import dev.seshat.server.rest.LegacyRoutes;
import dev.seshat.server.rest.LifeEventRoutes;
import dev.seshat.server.rest.LifeRoutes;
import dev.seshat.server.rest.LinkRoutes;
import dev.seshat.server.rest.MessageRoutes;
import dev.seshat.server.rest.ModeRoutes;
import dev.seshat.server.rest.ModelRoutes;
import dev.seshat.server.rest.NoteRoutes;
import dev.seshat.server.rest.PatternRoutes;
import dev.seshat.server.rest.PreferenceRoutes;
import dev.seshat.server.rest.ProcessRoutes;
import dev.seshat.server.rest.ProgressRoutes;
import dev.seshat.server.rest.PromiseRoutes;
import dev.seshat.server.rest.ReflectionRoutes;
import dev.seshat.server.rest.RetentionRoutes;
import dev.seshat.server.rest.ScheduleRoutes;
import dev.seshat.server.rest.SearchRoutes;
import dev.seshat.server.rest.SessionRoutes;
import dev.seshat.server.rest.StorytellerRoutes;
import dev.seshat.server.rest.SyncRoutes;
import dev.seshat.server.rest.TaskGroupRoutes;
import dev.seshat.server.rest.TaskListRoutes;
import dev.seshat.server.rest.TaskRoutes;
import dev.seshat.server.rest.TemplateRoutes;
import dev.seshat.server.rest.TranscriptRoutes;
import dev.seshat.server.rest.UsageRoutes;
import dev.seshat.server.rest.WebhookRoutes;
import dev.seshat.server.security.FormToken;
import dev.seshat.server.security.Gate;
import dev.seshat.server.security.Guard;
import dev.seshat.server.security.LoginCookie;
import dev.seshat.server.security.Visitors;
import dev.seshat.server.telemetry.TraceRoutes;
import dev.seshat.server.web.ApiPage;
import dev.seshat.server.web.ArtifactsPage;
import dev.seshat.server.web.Assets;
import dev.seshat.server.web.AuditPage;
import dev.seshat.server.web.BoardPage;
import dev.seshat.server.web.BudgetForms;
import dev.seshat.server.web.CalendarPage;
import dev.seshat.server.web.ConflictsPage;
import dev.seshat.server.web.EventForms;
import dev.seshat.server.web.GalleryPage;
import dev.seshat.server.web.InboxPage;
import dev.seshat.server.web.InterviewPage;
import dev.seshat.server.web.IterationsPage;
import dev.seshat.server.web.KnowledgePage;
import dev.seshat.server.web.LinksPage;
import dev.seshat.server.web.LoginPage;
import dev.seshat.server.web.ModelsPage;
import dev.seshat.server.web.ModesPage;
import dev.seshat.server.web.Pages;
import dev.seshat.server.web.PeoplePage;
import dev.seshat.server.web.ProcessesPage;
import dev.seshat.server.web.PromisesPage;
import dev.seshat.server.web.Renderer;
import dev.seshat.server.web.RetentionPage;
import dev.seshat.server.web.SchedulesPage;
import dev.seshat.server.web.SearchPage;
import dev.seshat.server.web.SessionPages;
import dev.seshat.server.web.SessionsPage;
import dev.seshat.server.web.SettingsPage;
import dev.seshat.server.web.Site;
import dev.seshat.server.web.TasksPage;
import dev.seshat.server.web.TimelinePage;
import dev.seshat.server.web.TodayPage;
import dev.seshat.server.web.TokensPage;
import dev.seshat.server.web.UsagePage;
import dev.seshat.server.web.WebhooksPage;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The doors over HTTP, open: the REST interface below `/api/v1`, the dashboard, and agents at `/mcp`.
public final class Server implements AutoCloseable {
  private final Javalin javalin;
  private final ServerOptions options;

  private final EventRoutes events;

  private final Site site;

  private Server(Javalin javalin, ServerOptions options, EventRoutes events, Site site) {
    this.javalin = javalin;
    this.site = site;
    this.options = options;
    this.events = events;
  }

  /// Opens the doors to a store; faults of our own are written to standard error.
  ///
  /// @throws StoreUnavailable if the address is taken
  public static Server start(Seshat seshat, ServerOptions options) {
    return start(seshat, options, System.err);
  }

  /// The same with another place for the faults.
  public static Server start(Seshat seshat, ServerOptions options, PrintStream log) {
    Assets assets = new Assets();
    requireTokens(seshat, options);
    LoginCookie cookie = new LoginCookie(options.isSecure());
    FormToken token = new FormToken(cookie, options.needsLogin());
    Site site = new Site(seshat, token);
    Renderer renderer = new Renderer(assets, token, site);
    Gate gate = new Gate(seshat, options, cookie);
    EventRoutes events = new EventRoutes();
    Api api = new Api(features(events), gate);
    pages(seshat, renderer, api, gate).forEach(pages -> pages.addTo(site));
    Metrics metrics = metrics(seshat, events);
    Javalin javalin =
        Javalin.create(config -> {
          prepare(config);
          new Errors(renderer::problem, log).register(config);
          config.routes.before(new Guard(options));
          config.routes.before(gate);
          metrics.addTo(config);
          watch(config, seshat, metrics, gate);
          assets.addTo(config.routes);
          api.addTo(config.routes);
          site.addTo(config.routes);
          agents(config, seshat, gate);
          new LoginPage(gate, renderer, token).addTo(config.routes);
          new TraceRoutes(gate).addTo(config.routes);
        });
    try {
      javalin.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      throw new StoreUnavailable(
          "port "
              + options.port()
              + " is taken; stop what listens there, or choose another with --port",
          e);
    }
    return new Server(javalin, options, events, site);
  }

  /// What is done over REST, for documents and tests.
  public static List<Operation> operations() {
    return new Api(
            features(new EventRoutes()),
            ctx -> {
              throw new IllegalStateException();
            })
        .operations();
  }

  /// A server that others reach, and that nobody can log in to, is a mistake: it is said before it listens.
  private static void requireTokens(Seshat seshat, ServerOptions options) {
    if (options.needsLogin() && !seshat.access().hasValidToken()) {
      throw new Invalid(
          options.isLoopback() ? "login" : "host",
          "whoever comes needs a token, and this workspace has none that counts; make one with"
              + " 'seshat token create --role owner', or listen on 127.0.0.1 without --login and --public-url");
    }
  }

  /// A feature joins the REST interface here.
  private static List<Operations> features(EventRoutes events) {
    return List.of(
        new SessionRoutes(),
        new CodingRoutes(),
        new LifeRoutes(),
        new InteractionRoutes(),
        new NoteRoutes(),
        new ArtifactRoutes(),
        new IterationRoutes(),
        new AgentRunRoutes(),
        new FollowUpRoutes(),
        new MessageRoutes(),
        new ChatRoutes(),
        new ProgressRoutes(),
        new BriefRoutes(),
        new TranscriptRoutes(),
        new UsageRoutes(),
        new BudgetRoutes(),
        new ModelRoutes(),
        new CatalogueRoutes(),
        new CalendarRoutes(),
        new SearchRoutes(),
        new LinkRoutes(),
        new SyncRoutes(),
        new StorytellerRoutes(),
        new LifeEventRoutes(),
        new ProcessRoutes(),
        new ModeRoutes(),
        new TemplateRoutes(),
        new InterviewRoutes(),
        new ImageRoutes(),
        new PatternRoutes(),
        new KnowledgeRoutes(),
        new TaskRoutes(),
        new TaskGroupRoutes(),
        new AuditRoutes(),
        new ExportRoutes(),
        new ImportRoutes(),
        new LegacyRoutes(),
        new TaskListRoutes(),
        new ReflectionRoutes(),
        new RetentionRoutes(),
        new WebhookRoutes(),
        new PreferenceRoutes(),
        new PromiseRoutes(),
        new ScheduleRoutes(),
        events);
  }

  /// A feature joins the dashboard here.
  private static List<Pages> pages(Seshat seshat, Renderer renderer, Api api, Visitors visitors) {
    return List.of(
        new TodayPage(seshat, renderer),
        new SessionsPage(seshat, renderer),
        new TimelinePage(seshat, renderer),
        new SessionPages(seshat, renderer),
        new BoardPage(renderer),
        new TasksPage(renderer),
        new ConflictsPage(renderer),
        new IterationsPage(seshat, renderer),
        new InterviewPage(renderer),
        new InboxPage(seshat, renderer),
        new SearchPage(seshat, renderer),
        new GalleryPage(visitors, renderer),
        new ArtifactsPage(renderer),
        new ProcessesPage(renderer),
        new ModesPage(renderer),
        new CalendarPage(visitors, renderer),
        new PeoplePage(visitors, renderer),
        new EventForms(visitors, renderer),
        new LinksPage(visitors, renderer),
        new KnowledgePage(visitors, renderer),
        new UsagePage(seshat, renderer),
        new BudgetForms(visitors),
        new ModelsPage(seshat, renderer),
        new AuditPage(seshat, renderer),
        new ApiPage(api.operations(), renderer, version()),
        new SettingsPage(seshat, renderer, version()),
        new PromisesPage(renderer),
        new SchedulesPage(renderer),
        new TokensPage(visitors, renderer),
        new WebhooksPage(visitors, renderer),
        new RetentionPage(visitors, renderer));
  }

  /// The door for agents; its open streams end when the server is about to stop, which waits for them.
  private static void agents(JavalinConfig config, Seshat seshat, Visitors visitors) {
    McpHttp mcp = new McpHttp(seshat, visitors);
    mcp.addTo(config.routes);
    config.events.serverStopping(mcp::close);
  }

  private static void prepare(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = Body.MAX_BYTES;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.router.ignoreTrailingSlashes = true;
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setVirtualThreadsExecutor(new VirtualThreadPool());
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(server -> {
      server.setErrorHandler(new JettyErrors());
      server.setStopTimeout(5_000);
    });
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendXPoweredBy(false);
    });
  }

  private static Metrics metrics(Seshat seshat, EventRoutes events) {
    Metrics metrics = new Metrics();
    metrics.gauge("seshat_changes", "Changes in the audit log", () -> seshat.audit().newest());
    metrics.gauge("seshat_event_listeners", "Streams of events that are open", events::listeners);
    return metrics;
  }

  /// What tells those who watch over the server how it is.
  private static void watch(
      JavalinConfig config, Seshat seshat, Metrics metrics, Visitors visitors) {
    config.routes.get("/health/live", ctx -> Answers.json(ctx, Map.of("status", "live")));
    config.routes.get(
        "/health/ready",
        ctx -> {
          seshat.audit().newest();
          Answers.json(ctx, Map.of("status", "ready"));
        });
    config.routes.get(
        "/metrics",
        ctx -> {
          visitors.of(ctx).require(Role.READER);
          metrics.show(ctx);
        });
  }

  /// The version of the program, as its jar states it.
  private static String version() {
    String version = Server.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// A method and an address that the server answers, with the places in it in braces.
  record Address(String method, String path) {}

  /// Everything that the server answers, whatever door it belongs to.
  List<Address> addresses() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint)
        .filter(each -> each.method.isHttpMethod())
        .map(each -> new Address(each.method.name(), each.path))
        .toList();
  }

  /// The port that it listens on.
  public int port() {
    return javalin.port();
  }

  /// The paths of the dashboard's pages, with their parameters in braces.
  public List<String> pages() {
    return site.pages();
  }

  /// The address of the dashboard.
  public URI uri() {
    URI proxy = options.publicUrl();
    if (proxy != null) {
      return proxy.resolve("/");
    }
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port() + "/");
  }

  /// Answers what was asked already, then closes the doors; the store stays open.
  @Override
  public void close() {
    events.close();
    javalin.stop();
  }
}
