package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.people.Storyteller;
import dev.seshat.process.ProcessEdge;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.ProcessVersion;
import dev.seshat.process.Progress;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The processes that interviews follow: all versions, and one of them drawn, with its prompts and how far somebody has come.
public final class ProcessesPage implements Pages {
  private static final String ICON = "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4";
  private static final int MAX_FILE = 1_000_000;
  private static final int PEOPLE = 200;

  private final Renderer renderer;

  public ProcessesPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// What the list shows.
  ///
  /// @param shipped those that come with the program and were not taken in yet
  /// @param written what was sent and could not be taken; empty for nothing
  /// @param problem why; null for none
  public record View(
      List<ProcessVersion> versions,
      List<String> shipped,
      String written,
      @Nullable String problem,
      boolean mayWrite) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Process"),
            Parts.Column.number("Nodes"),
            Parts.Column.of("State"),
            Parts.Column.of("Taken in"),
            Parts.Column.of("(Activate)"));
  }

  /// A node with how far somebody has come.
  ///
  /// @param state `done`, `current`, `reachable`, or empty
  public record Line(ProcessNode node, String state) {
    /// Where it goes on, in the order in which the ways are tried.
    public List<String> ways() {
      return node.next().isEmpty()
          ? List.of("the end")
          : node.next().stream().map(Line::way).toList();
    }

    private static String way(ProcessEdge edge) {
      String when = ProcessDrawing.label(edge);
      return when.isEmpty() ? edge.to() : edge.to() + ", if " + when;
    }

    /// Its prompts as they are asked.
    public List<ProcessPrompt> prompts() {
      return node.prompts().stream()
          .sorted(
              Comparator.comparing(ProcessPrompt::category)
                  .thenComparing(ProcessPrompt::tier)
                  .thenComparing(ProcessPrompt::orderIndex))
          .toList();
    }

    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      add(facts, "Purpose", node.purpose());
      add(facts, "Outcome", node.outcome());
      add(facts, "Said to the person", node.userFacingText());
      add(facts, "The agent's objective", node.agentObjective());
      if (!node.constraints().isEmpty()) {
        add(facts, "The agent keeps to", String.join(" ", node.constraints()));
      }
      if (node.durationMinutes() != null) {
        add(facts, "Planned for", node.durationMinutes() + " minutes");
      }
      add(facts, "Goes on to", String.join("; ", ways()));
      return facts;
    }

    private static void add(List<Parts.Fact> facts, String term, @Nullable String value) {
      if (value != null && !value.isBlank()) {
        facts.add(Parts.Fact.of(term, value));
      }
    }
  }

  /// What the page of one shows.
  ///
  /// @param whose how far whom; null for nobody
  public record One(
      ProcessVersion version,
      ProcessGraph graph,
      ProcessDrawing drawing,
      List<Line> lines,
      List<Storyteller> people,
      @Nullable Storyteller whose,
      boolean mayWrite) {
    /// The columns of the table beside the drawing.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Node"),
            Parts.Column.of("Kind"),
            Parts.Column.number("Prompts"),
            Parts.Column.of("Goes on to"));

    public static final List<Parts.Column> PROMPTS =
        List.of(
            Parts.Column.of("Asks for"),
            Parts.Column.number("Tier"),
            Parts.Column.of("Prompt"),
            Parts.Column.of("Asked"));

    public String title() {
      return version.title() == null ? version.name() : version.title();
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Processes", "/processes", 'r', ICON)
        .page("/processes", this::show)
        .page("/processes/{process}", this::one)
        .form("/processes", this::take)
        .form("/processes/{process}/activate", ProcessesPage::activate);
  }

  private static Seshat as(Context ctx) {
    return Visitor.of(ctx).seshat();
  }

  private void show(Context ctx) {
    Params.of(ctx);
    show(ctx, "", null);
  }

  private void show(Context ctx, String written, @Nullable String problem) {
    Visitor visitor = Visitor.of(ctx);
    List<ProcessVersion> versions = visitor.seshat().processes().list();
    List<String> shipped =
        visitor.seshat().processes().shipped().stream()
            .filter(name -> versions.stream().noneMatch(each -> each.name().equals(name)))
            .toList();
    View view = new View(versions, shipped, written, problem, visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "processes", "Processes", "processes", view);
  }

  private void one(Context ctx) {
    Params params = Params.of(ctx, "storyteller");
    Visitor visitor = Visitor.of(ctx);
    Seshat seshat = visitor.seshat();
    String ref = ctx.pathParam("process");
    ProcessVersion version = seshat.processes().get(ref);
    ProcessGraph graph = seshat.processes().graph(version.id().toString());
    String who = params.text("storyteller");
    Storyteller whose = who == null ? null : seshat.storytellers().get(who);
    Map<String, String> states =
        whose == null
            ? Map.of()
            : states(seshat.positions().of(whose.id(), version.id().toString()));
    One view =
        new One(
            version,
            graph,
            ProcessDrawing.of(graph, states),
            graph.nodes().stream()
                .map(node -> new Line(node, states.getOrDefault(node.key(), "")))
                .toList(),
            seshat.storytellers().list(false, null, PEOPLE).items(),
            whose,
            visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "process", view.title(), "processes", view);
  }

  private static Map<String, String> states(Progress progress) {
    Map<String, String> states = new HashMap<>();
    progress.reachable().forEach(key -> states.put(key, "reachable"));
    progress.done().forEach(key -> states.put(key, "done"));
    if (progress.current() != null) {
      states.put(progress.current(), "current");
    }
    return states;
  }

  private Site.@Nullable Done take(Context ctx, Form form) {
    form.only("yaml", "shipped");
    String shipped = form.text("shipped");
    if (shipped != null) {
      return done(
          as(ctx)
              .processes()
              .importText(shipped + ".yaml", as(ctx).processes().shippedText(shipped)));
    }
    String text = form.required("yaml", MAX_FILE);
    try {
      return done(as(ctx).processes().importText("process.yaml", text + "\n"));
    } catch (Invalid e) {
      ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(ctx, text, e.getMessage());
      return null;
    }
  }

  private static Site.Done done(ProcessVersion version) {
    return new Site.Done(
        "/processes/" + version.shown(), version.shown() + " is what new sessions begin with.");
  }

  private static Site.Done activate(Context ctx, Form form) {
    form.only();
    return done(as(ctx).processes().activate(ctx.pathParam("process")));
  }
}
