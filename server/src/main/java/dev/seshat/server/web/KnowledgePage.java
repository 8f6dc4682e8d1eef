package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.access.Role;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Health;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.KeywordFilter;
import dev.seshat.knowledge.KnowledgeOverview;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.knowledge.Tally;
import dev.seshat.knowledge.TaughtSession;
import dev.seshat.knowledge.Validator;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import gg.jte.Content;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known: patterns with their evidence, keywords, failure modes, the sessions that taught it, and the person's files.
public final class KnowledgePage implements Pages {
  private static final String ICON =
      "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.9.7 1.5 1.6 1.5 2.6h4c0-1 .6-1.9 1.5-2.6A6 6 0 0 0 12 3z";
  private static final int EVIDENCE = 100;
  private static final int SESSIONS = 100;

  private final Visitors visitors;
  private final Renderer renderer;

  public KnowledgePage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// The list of patterns.
  ///
  /// @param next the address of the patterns after these; null at the end
  public record View(
      Link here, List<Pattern> patterns, @Nullable String next, KnowledgeOverview overview) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Pattern"),
            Parts.Column.of("Health"),
            Parts.Column.number("Rate"),
            Parts.Column.number("Bound"),
            Parts.Column.number("Persons"),
            Parts.Column.number("Agents"),
            Parts.Column.of("Confidence"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      Map<String, String> titles = new LinkedHashMap<>();
      titles.put("q", "Text");
      titles.put("category", "Category");
      titles.put("health", "Health");
      titles.put("forgotten", "Forgotten");
      return Parts.chips(here, titles);
    }

    public List<String> categories() {
      return overview.categories().stream().map(KnowledgeOverview.Category::category).toList();
    }

    public List<String> healths() {
      return Arrays.stream(Health.values()).map(Health::word).toList();
    }

    public List<Parts.Tab> tabs() {
      return KnowledgePage.tabs("/knowledge");
    }
  }

  /// The list of keywords.
  public record Keywords(Link here, List<Keyword> keywords, @Nullable String next) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Keyword"),
            Parts.Column.of("Effectiveness"),
            Parts.Column.number("Effective"),
            Parts.Column.number("Bound"),
            Parts.Column.of("Does"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      Map<String, String> titles = new LinkedHashMap<>();
      titles.put("q", "Text");
      titles.put("effect", "Effect");
      titles.put("effectiveness", "Effectiveness");
      return Parts.chips(here, titles);
    }

    public List<String> tiers() {
      return Arrays.stream(Effectiveness.values()).map(Effectiveness::word).toList();
    }

    public List<Parts.Tab> tabs() {
      return KnowledgePage.tabs("/knowledge/keywords");
    }
  }

  /// A text of the knowledge.
  ///
  /// @param names all there are
  public record Text(String name, Content html, List<String> names, List<Parts.Tab> tabs) {
    public String href(String other) {
      return "/knowledge/files?name=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
    }
  }

  /// The sessions that taught something.
  public record Taught(List<TaughtSession> sessions) {
    public List<Parts.Tab> tabs() {
      return KnowledgePage.tabs("/knowledge/sessions");
    }
  }

  /// One pattern.
  public record One(Pattern pattern, List<Evidence> evidence, boolean more, boolean mayChange) {
    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Category", pattern.category()));
      add(facts, "Subcategory", pattern.subcategory());
      facts.add(Parts.Fact.of("Reaches", pattern.specificity().word()));
      facts.add(Parts.Fact.of("Succeeded", rate(pattern.all())));
      facts.add(Parts.Fact.of("Lower bound", percent(pattern.lowerBound())));
      facts.add(Parts.Fact.of("By persons", rate(pattern.byPersons())));
      facts.add(Parts.Fact.of("By agents", rate(pattern.byAgents())));
      facts.add(Parts.Fact.of("Imported", rate(pattern.byImport())));
      facts.add(Parts.Fact.of("Confidence", confidence(pattern)));
      if (pattern.statedConfidence() != null) {
        facts.add(Parts.Fact.of("Stated by its file", pattern.statedConfidence().word()));
      }
      add(facts, "Tags", pattern.tags().isEmpty() ? null : String.join(", ", pattern.tags()));
      add(facts, "Generator", pattern.mjVersionDiscovered());
      facts.add(Parts.Fact.of("Discovered", Format.time(pattern.discoveredAt())));
      if (pattern.lastValidatedAt() != null) {
        facts.add(Parts.Fact.of("Held last", Format.time(pattern.lastValidatedAt())));
      }
      if (pattern.lastFailedAt() != null) {
        facts.add(Parts.Fact.of("Failed last", Format.time(pattern.lastFailedAt())));
      }
      return facts;
    }

    private static void add(List<Parts.Fact> facts, String term, @Nullable String value) {
      if (value != null) {
        facts.add(Parts.Fact.of(term, value));
      }
    }
  }

  static List<Parts.Tab> tabs(String open) {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("/knowledge", "Patterns");
    titles.put("/knowledge/keywords", "Keywords");
    titles.put("/knowledge/failures", "Failure modes");
    titles.put("/knowledge/sessions", "Sessions");
    titles.put("/knowledge/files", "Files");
    return titles.entrySet().stream()
        .map(each -> new Parts.Tab(each.getValue(), each.getKey(), 0, each.getKey().equals(open)))
        .toList();
  }

  /// The address of a pattern's page.
  public static String href(String pattern) {
    return "/knowledge/pattern/"
        + URLEncoder.encode(pattern, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// A rate with its counts; a dash without a test.
  public static String rate(Tally tally) {
    Double rate = tally.rate();
    return rate == null
        ? "–"
        : percent(rate) + " (" + tally.successes() + "/" + tally.tests() + ")";
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  /// The confidence as it is now, and why it is less than was earned.
  public static String confidence(Pattern pattern) {
    return pattern.currentConfidence() == pattern.confidence()
        ? pattern.confidence().word()
        : pattern.currentConfidence().word() + " (earned " + pattern.confidence().word() + ")";
  }

  /// The colour of a health, by the class of the state that has it.
  public static String css(Health health) {
    return switch (health) {
      case HEALTHY -> "active";
      case MIXED -> "paused";
      case FAILING, ANTI_PATTERN -> "failed";
      case UNTESTED -> "scheduled";
    };
  }

  /// The colour of what evidence says.
  public static String css(EvidenceOutcome outcome) {
    return switch (outcome) {
      case SUPPORTED -> "active";
      case CONTRADICTED -> "failed";
      case NEUTRAL -> "scheduled";
    };
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Knowledge", "/knowledge", 'k', ICON)
        .page("/knowledge", this::patterns)
        .page("/knowledge/keywords", this::keywords)
        .page("/knowledge/failures", this::failures)
        .page("/knowledge/sessions", this::sessions)
        .page("/knowledge/files", this::files)
        .page("/knowledge/pattern/{pattern}", this::one)
        .form("/knowledge/pattern/{pattern}/validate", this::validate)
        .form("/knowledge/pattern/{pattern}/forget", this::forget);
  }

  private void patterns(Context ctx) {
    Params params = Params.of(ctx, "q", "category", "health", "forgotten", "cursor", "shown");
    Link here = new Link("/knowledge", params.all()).with("shown", null);
    Seshat seshat = visitors.of(ctx).seshat();
    String health = params.text("health");
    Page<Pattern> page =
        seshat
            .patterns()
            .list(
                new PatternFilter(
                    params.text("category"),
                    params.text("forgotten") == null,
                    health == null ? null : Health.of(health),
                    params.text("q"),
                    params.text("cursor"),
                    Reader.of(ctx).rows(params)));
    String next = page.next() == null ? null : here.with("cursor", page.next()).toString();
    View view = new View(here, page.items(), next, seshat.knowledge().overview());
    renderer.page(ctx, "knowledge", "Knowledge", "knowledge", view);
  }

  private void keywords(Context ctx) {
    Params params = Params.of(ctx, "q", "effect", "effectiveness", "cursor", "shown");
    Link here = new Link("/knowledge/keywords", params.all()).with("shown", null);
    String tier = params.text("effectiveness");
    Page<Keyword> page =
        visitors
            .of(ctx)
            .seshat()
            .keywords()
            .list(
                new KeywordFilter(
                    tier == null ? null : Effectiveness.of(tier),
                    params.text("effect"),
                    params.text("q"),
                    params.text("cursor"),
                    Reader.of(ctx).rows(params)));
    String next = page.next() == null ? null : here.with("cursor", page.next()).toString();
    renderer.page(ctx, "keywords", "Keywords", "knowledge", new Keywords(here, page.items(), next));
  }

  private void failures(Context ctx) {
    Params.of(ctx);
    show(ctx, "failure-modes", "/knowledge/failures", "Failure modes");
  }

  private void files(Context ctx) {
    Params params = Params.of(ctx, "name");
    String name = params.text("name");
    show(ctx, name == null ? "learned-patterns" : name, "/knowledge/files", "Knowledge files");
  }

  private void show(Context ctx, String name, String tab, String title) {
    Seshat seshat = visitors.of(ctx).seshat();
    Text view =
        new Text(
            name,
            Markdown.of(seshat.knowledgeFiles().read(name)),
            tab.equals("/knowledge/files") ? seshat.knowledgeFiles().names() : List.of(),
            tabs(tab));
    renderer.page(ctx, "knowledgeText", title, "knowledge", view);
  }

  private void sessions(Context ctx) {
    Params.of(ctx);
    Taught view = new Taught(visitors.of(ctx).seshat().knowledge().taught(SESSIONS));
    renderer.page(ctx, "taught", "Sessions that taught", "knowledge", view);
  }

  private void one(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    Pattern pattern = visitor.seshat().patterns().get(ctx.pathParam("pattern"));
    Page<Evidence> evidence = visitor.seshat().patterns().evidence(pattern.id(), null, EVIDENCE);
    One view =
        new One(
            pattern, evidence.items(), evidence.next() != null, visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "pattern", "Pattern " + pattern.id(), "knowledge", view);
  }

  private Seshat writer(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    return visitor.seshat();
  }

  private Site.Done validate(Context ctx, Form form) {
    form.only("outcome", "notes");
    NewEvidence evidence =
        NewEvidence.of(EvidenceOutcome.of(form.required("outcome", 40)), Validator.PERSON)
            .withNotes(form.text("notes"));
    Pattern pattern =
        writer(ctx).patterns().validate(ctx.pathParam("pattern"), evidence, null, null);
    return new Site.Done(href(pattern.id()), "The evidence is added.");
  }

  private Site.Done forget(Context ctx, Form form) {
    form.only("reason");
    Pattern pattern =
        writer(ctx).patterns().forget(ctx.pathParam("pattern"), form.required("reason", 2_000));
    return new Site.Done(href(pattern.id()), "The pattern is out of use.");
  }
}
