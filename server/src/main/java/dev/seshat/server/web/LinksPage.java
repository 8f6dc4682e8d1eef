package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.access.Role;
import dev.seshat.link.AddedLink;
import dev.seshat.link.Analysis;
import dev.seshat.link.DomainCount;
import dev.seshat.link.LinkFilter;
import dev.seshat.link.LinkStatus;
import dev.seshat.link.NewLink;
import dev.seshat.net.WebUrl;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The links that are kept, and one of them with what its page says, which is text here and never HTML.
public final class LinksPage implements Pages {
  private static final String ICON =
      "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2";
  private static final int DOMAINS = 12;
  private static final Map<String, String> TITLES = titles();

  private final Visitors visitors;
  private final Renderer renderer;

  public LinksPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("q", "Words");
    titles.put("status", "Status");
    titles.put("domain", "Domain");
    titles.put("project", "Project");
    return titles;
  }

  /// What the list shows.
  ///
  /// @param next the address of the links after these; null at the end
  /// @param mayAdd whether whoever looks at it may change anything
  public record View(
      Link here,
      List<dev.seshat.link.Link> links,
      @Nullable String next,
      List<DomainCount> domains,
      boolean mayAdd) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(Parts.Column.of("Link"), Parts.Column.of("Status"), Parts.Column.of("Added"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }

    public List<String> statuses() {
      return List.of("pending", "success", "error");
    }

    /// The same list of one host alone.
    public String ofDomain(String domain) {
      return here.with("domain", domain).with("cursor", null).with("shown", null).toString();
    }
  }

  /// What the page of one link shows.
  public record One(dev.seshat.link.Link link, String text, boolean mayChange) {
    public List<String> paragraphs() {
      return text.lines().filter(line -> !line.isBlank()).toList();
    }

    public List<String> insights() {
      Analysis analysis = link.analysis();
      return analysis == null ? List.of() : analysis.keyInsights();
    }

    public @Nullable String details() {
      Analysis analysis = link.analysis();
      return analysis == null ? null : analysis.technicalDetails();
    }

    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Domain", link.domain()));
      facts.add(Parts.Fact.of("Added", Format.time(link.createdAt()) + " by " + link.addedBy()));
      facts.add(Parts.Fact.of("Mentioned", Format.counted(link.mentions(), "time")));
      add(facts, "Project", link.project());
      add(facts, "Leads to", link.finalUrl());
      if (link.fetchedAt() != null) {
        facts.add(Parts.Fact.of("Read", Format.time(link.fetchedAt())));
      }
      add(facts, "Analysed by", link.analysedBy());
      add(facts, "Kind", link.contentType());
      add(facts, "Language", link.language());
      facts.add(Parts.Fact.of("Attempts", String.valueOf(link.attempts())));
      return facts;
    }

    private static void add(List<Parts.Fact> facts, String term, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        facts.add(Parts.Fact.of(term, value));
      }
    }
  }

  /// The colour of a link's state, by the class of the session's state that has it.
  public static String css(dev.seshat.link.Link link) {
    return switch (state(link)) {
      case "success" -> "completed";
      case "error" -> "failed";
      default -> "scheduled";
    };
  }

  /// How a link's state is shown.
  public static String state(dev.seshat.link.Link link) {
    return link.isWaiting() && link.status() != LinkStatus.SUCCESS
        ? "pending"
        : link.status().word();
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Links", "/links", 'l', ICON)
        .page("/links", this::show)
        .page("/links/{link}", this::one)
        .form("/links", this::add)
        .form("/links/{link}/refresh", this::refresh)
        .form("/links/{link}/remove", this::remove);
  }

  private Seshat writer(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    return visitor.seshat();
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "q", "status", "domain", "project", "cursor", "shown");
    Visitor visitor = visitors.of(ctx);
    Seshat seshat = visitor.seshat();
    int limit = Math.min(100, Reader.of(ctx).rows(params));
    Link here = new Link("/links", params.all()).with("shown", null);
    Page<dev.seshat.link.Link> found = found(seshat, params, limit);
    String next = found.next() == null ? null : here.with("cursor", found.next()).toString();
    View view =
        new View(
            here,
            found.items(),
            next,
            seshat.links().domains(DOMAINS),
            visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "links", "Links", "links", view);
  }

  private static Page<dev.seshat.link.Link> found(Seshat seshat, Params params, int limit) {
    String words = params.text("q");
    if (words != null && !words.isBlank()) {
      return seshat.links().search(words, params.text("cursor"), limit);
    }
    return seshat
        .links()
        .list(
            LinkFilter.newest(limit)
                .withStatus(params.as("status", LinkStatus::of))
                .ofDomain(params.text("domain"))
                .ofProject(params.text("project"))
                .after(params.text("cursor")));
  }

  private static dev.seshat.link.Link link(Seshat seshat, Context ctx) {
    return seshat.links().get(ctx.pathParam("link"));
  }

  private void one(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    dev.seshat.link.Link link = link(visitor.seshat(), ctx);
    One view =
        new One(link, visitor.seshat().links().text(link.id()), visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "link", link.title(), "links", view);
  }

  private Site.Done add(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("url", "project");
    String url = form.required("url", WebUrl.MAX_LENGTH);
    AddedLink added = seshat.links().add(NewLink.of(url).withProject(form.text("project")));
    return new Site.Done(
        "/links/" + added.link().id(),
        added.isNew() ? "The link is kept; it will be read." : "This link is kept already.");
  }

  private Site.Done refresh(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only();
    long id = link(seshat, ctx).id();
    seshat.links().refresh(id);
    return new Site.Done("/links/" + id, "The page will be read again.");
  }

  private Site.Done remove(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only();
    seshat.links().remove(link(seshat, ctx).id());
    return new Site.Done("/links", "The link is removed.");
  }
}
