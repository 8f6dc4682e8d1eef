package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.interview.Coverage;
import dev.seshat.interview.EventCoverage;
import dev.seshat.interview.Planning;
import dev.seshat.interview.Suggestion;
import dev.seshat.people.Boundary;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Topic;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import dev.seshat.session.Kpis;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The people who are interviewed, and one of them: the life as it was told, how far interviews have gone into it, what is
/// allowed, and the sessions with that person alone.
public final class PeoplePage implements Pages {
  private static final String ICON =
      "M8 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c.6-3.6 2.9-5.5 6-5.5s5.4 1.9 6 5.5M16 5.2a3 3 0 0 1 0 5.6M18 14.8c2.1.6 3.5 2.4 4 5.2";
  private static final int SESSIONS = 20;
  private static final int EVENTS = 100;
  private static final int SUGGESTIONS = 5;

  private final Visitors visitors;
  private final Renderer renderer;

  public PeoplePage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// What the list shows.
  public record View(Link here, List<Storyteller> people, @Nullable String next, boolean mayAdd) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Name"),
            Parts.Column.of("Born"),
            Parts.Column.of("Consent"),
            Parts.Column.of("Changed"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, Map.of("q", "Name", "deleted", "Out of use too"));
    }
  }

  /// What the page of one shows.
  ///
  /// @param next the address of the later events; null at the end
  public record One(
      Storyteller who,
      Boundary boundary,
      LifeLine line,
      List<LifeEvent> undated,
      List<LifeEvent> events,
      @Nullable String next,
      List<EventCoverage> coverage,
      List<Suggestion> suggestions,
      ZoneId zone,
      List<SessionRow> sessions,
      List<Kpis.Figures> months,
      Kpis.@Nullable Figures all,
      boolean mayChange,
      boolean mayErase) {
    /// The columns of the table beneath the drawing.
    public static final List<Parts.Column> EVENTS =
        List.of(
            Parts.Column.of("When"),
            Parts.Column.of("Event"),
            Parts.Column.of("Significance"),
            Parts.Column.of("May be asked"));

    /// The columns of the matrix.
    public static final List<Parts.Column> LEVELS = levels();

    private static List<Parts.Column> levels() {
      List<Parts.Column> columns = new ArrayList<>(List.of(Parts.Column.of("Event")));
      for (Coverage level : Coverage.values()) {
        columns.add(Parts.Column.of(Format.title(level.word())));
      }
      columns.add(Parts.Column.number("Sessions"));
      columns.add(Parts.Column.number("Answers"));
      return List.copyOf(columns);
    }

    /// The columns of what the sessions come to.
    public static final List<Parts.Column> MONTHS =
        List.of(
            Parts.Column.of("Month"),
            Parts.Column.number("Sessions"),
            Parts.Column.number("Completed"),
            Parts.Column.number("Time"),
            Parts.Column.number("Rating"),
            Parts.Column.number("Turns"),
            Parts.Column.number("Artifacts"),
            Parts.Column.number("Cost"));

    public String href() {
      return "/people/" + who.id();
    }

    public Coverage[] coverages() {
      return Coverage.values();
    }

    public List<Topic> topics() {
      return Arrays.asList(Topic.values());
    }

    public String offLimits() {
      return String.join("\n", boundary.offLimitTopics());
    }

    public List<Parts.Fact> told() {
      NewStoryteller told = who.told();
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Full name", told.fullName()));
      add(facts, "Called", told.preferredName());
      add(facts, "Also known as", String.join(", ", told.otherNames()));
      add(facts, "Born", told.born().shown());
      add(facts, "Born in", told.birthPlace());
      add(facts, "Flags", String.join(", ", told.profileFlags()));
      add(facts, "Sections", String.join(", ", told.selectedSections()));
      add(facts, "Notes", told.notes());
      return facts;
    }

    private static void add(List<Parts.Fact> facts, String term, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        facts.add(Parts.Fact.of(term, value));
      }
    }

    public String lines(List<String> words) {
      return String.join(", ", words);
    }

    public List<Parts.Fact> figures() {
      if (all == null) {
        return List.of();
      }
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Sessions", Format.exact(all.sessions())));
      facts.add(Parts.Fact.of("Scheduled", Format.exact(all.scheduled())));
      facts.add(Parts.Fact.of("Under way", Format.exact(all.active() + all.paused())));
      facts.add(Parts.Fact.of("Completed", Format.exact(all.completed() + all.archived())));
      facts.add(Parts.Fact.of("Active time", time(all.activeSeconds())));
      facts.add(Parts.Fact.of("Average rating", number(all.averageRating(), " of 5")));
      facts.add(Parts.Fact.of("Average completion", number(all.averageCompletion(), " %")));
      facts.add(Parts.Fact.of("Turns", Format.exact(all.interactions())));
      facts.add(Parts.Fact.of("Artifacts", Format.exact(all.artifacts())));
      facts.add(Parts.Fact.of("Cost", Format.usd(all.costUsd())));
      return facts;
    }

    public static String time(long seconds) {
      return Format.duration(java.time.Duration.ofSeconds(seconds));
    }

    public static String number(@Nullable Double number, String unit) {
      return number == null
          ? "–"
          : String.format(java.util.Locale.ROOT, "%.1f", number).replace(".0", "") + unit;
    }
  }

  /// A state of coverage in words.
  public static String words(EventCoverage.State state) {
    return switch (state) {
      case OPEN -> "open";
      case PLANNED -> "planned";
      case IN_PROGRESS -> "under way";
      case DONE -> "done";
    };
  }

  /// The colour of a state of coverage, by the class of the session's state that has it.
  public static String css(EventCoverage.State state) {
    return switch (state) {
      case OPEN -> "";
      case PLANNED -> "scheduled";
      case IN_PROGRESS -> "active";
      case DONE -> "completed";
    };
  }

  /// What an event's dates say to people: `about` for `~`.
  public static String when(LifeEvent event) {
    return event.told().when().replace("~", "about ");
  }

  /// How much of an event goes into what is written, where that is not all; null for all.
  public static @Nullable String written(LifeEvent event) {
    return switch (event.told().includeLevel()) {
      case "omit" -> "left out of what is written";
      case "mention" -> "only mentioned";
      case "summary" -> "summed up";
      default -> null;
    };
  }

  /// Whether somebody agrees, in words.
  public static String consent(Storyteller who) {
    return who.consentDate() == null ? "not asked" : who.consentGiven() ? "given" : "withdrawn";
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "People", "/people", 'h', ICON)
        .page("/people", this::show)
        .page("/people/{who}", this::one)
        .form("/people", this::add)
        .form("/people/{who}", this::change)
        .form("/people/{who}/consent", this::consent)
        .form("/people/{who}/boundary", this::boundary)
        .form("/people/{who}/plan", this::plan)
        .form("/people/{who}/delete", this::delete)
        .form("/people/{who}/restore", this::restore)
        .form("/people/{who}/erase", this::erase);
  }

  private Seshat writer(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    return visitor.seshat();
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "q", "deleted", "cursor", "shown");
    Visitor visitor = visitors.of(ctx);
    int limit = Math.min(100, Reader.of(ctx).rows(params));
    Link here = new Link("/people", params.all()).with("shown", null);
    Page<Storyteller> found =
        visitor
            .seshat()
            .storytellers()
            .list(params.flag("deleted"), params.text("q"), params.text("cursor"), limit);
    String next = found.next() == null ? null : here.with("cursor", found.next()).toString();
    View view = new View(here, found.items(), next, visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "people", "People", "people", view);
  }

  private void one(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    Visitor visitor = visitors.of(ctx);
    Seshat seshat = visitor.seshat();
    Storyteller who = seshat.storytellers().get(ctx.pathParam("who"));
    String id = who.id().toString();
    List<LifeEvent> life = seshat.lifeEvents().ofStoryteller(id);
    Page<LifeEvent> events = seshat.lifeEvents().list(id, params.text("cursor"), EVENTS);
    List<Kpis.Figures> all =
        seshat.kpis().ofStoryteller(who.id(), Kpis.Dimension.STORYTELLER, null, null);
    One view =
        new One(
            who,
            seshat.storytellers().boundary(id),
            LifeLine.of(life),
            life.stream().filter(each -> each.told().start().year() == null).toList(),
            events.items(),
            events.next() == null ? null : "/people/" + id + "?cursor=" + events.next(),
            seshat.sessionEvents().coverageOf(id),
            seshat.suggestions().ofStoryteller(id).stream().limit(SUGGESTIONS).toList(),
            Reader.of(ctx).days(),
            seshat.sessions().withStorytellers().list(who.id(), SESSIONS).stream()
                .map(SessionRow::new)
                .toList(),
            seshat.kpis().ofStoryteller(who.id(), Kpis.Dimension.MONTH, null, null).reversed(),
            all.isEmpty() ? null : all.getFirst(),
            visitor.role().allows(Role.WRITER),
            visitor.role().allows(Role.OWNER));
    renderer.page(ctx, "person", who.shownName(), "people", view);
  }

  private static Storyteller who(Seshat seshat, Context ctx) {
    return seshat.storytellers().get(ctx.pathParam("who"));
  }

  private Site.Done add(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("full_name");
    Storyteller made =
        seshat.storytellers().add(NewStoryteller.of(form.required("full_name", 200)));
    return new Site.Done(
        "/people/" + made.id(), made.shownName() + " is written down. Now say what they agree to.");
  }

  private Site.Done change(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only(
        "version",
        "full_name",
        "preferred_name",
        "other_names",
        "born",
        "birth_place",
        "profile_flags",
        "selected_sections",
        "notes");
    Storyteller who = who(seshat, ctx);
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    changes.put("full_name", form.required("full_name", 200));
    for (String name : List.of("preferred_name", "birth_place", "notes")) {
      changes.put(name, form.text(name));
    }
    for (String name : List.of("other_names", "profile_flags", "selected_sections")) {
      changes.put(name, words(form.text(name), ","));
    }
    changes.putAll(EventForms.birth(form.text("born")));
    seshat
        .storytellers()
        .change(
            who.id().toString(), changes, Params.positive("version", form.required("version", 19)));
    return new Site.Done("/people/" + who.id(), "It is kept.");
  }

  static List<String> words(@Nullable String text, String between) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(between, -1))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
  }

  private Site.Done consent(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("given", "note");
    Storyteller who = who(seshat, ctx);
    boolean isGiven = form.required("given", 5).equals("true");
    seshat.storytellers().consent(who.id().toString(), isGiven, form.text("note"));
    return new Site.Done(
        "/people/" + who.id(),
        isGiven
            ? "The consent is kept; interviews may start."
            : "The consent is withdrawn; their interviews are paused.");
  }

  private Site.Done boundary(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    List<String> names = new ArrayList<>(List.of("maximum_tier", "off_limit_topics"));
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    for (Topic topic : Topic.values()) {
      names.add(topic.field());
      changes.put(topic.field(), form.ticked(topic.field()));
    }
    form.only(names.toArray(String[]::new));
    changes.put("maximum_tier", Params.positive("maximum_tier", form.required("maximum_tier", 3)));
    changes.put("off_limit_topics", words(form.text("off_limit_topics"), "\n"));
    Storyteller who = who(seshat, ctx);
    seshat.storytellers().changeBoundary(who.id().toString(), changes);
    return new Site.Done("/people/" + who.id(), "The limits are kept.");
  }

  /// Makes a session of what was suggested.
  private Site.Done plan(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only("key", "at");
    Storyteller who = who(seshat, ctx);
    Planning.Made made =
        seshat
            .suggestions()
            .scheduleWith(
                who.id().toString(),
                form.required("key", 200),
                Reader.of(ctx).at(form, "at"),
                Map.of());
    List<String> said = new ArrayList<>();
    made.sessions().forEach(each -> said.add("Planned: " + each.title() + "."));
    made.warnings().forEach(each -> said.add("But " + each + "."));
    return new Site.Done("/people/" + who.id(), String.join(" ", said));
  }

  private Site.Done delete(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only();
    Storyteller who = seshat.storytellers().delete(who(seshat, ctx).id().toString());
    return new Site.Done("/people/" + who.id(), who.shownName() + " is out of use.");
  }

  private Site.Done restore(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only();
    Storyteller who = seshat.storytellers().restore(who(seshat, ctx).id().toString());
    return new Site.Done("/people/" + who.id(), who.shownName() + " is in use again.");
  }

  private Site.Done erase(Context ctx, Form form) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    form.only("name");
    Storyteller who = who(visitor.seshat(), ctx);
    if (!who.told().fullName().equals(form.text("name"))) {
      throw new Invalid("name", "is not the full name; nothing was erased");
    }
    var erased = visitor.seshat().erasure().erase(who.id().toString());
    return new Site.Done(
        "/people",
        "Erased, with "
            + Format.counted(erased.sessions(), "session")
            + " and "
            + Format.counted(erased.events(), "event")
            + ".");
  }
}
