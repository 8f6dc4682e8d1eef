package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.PartialDate;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Trauma;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of an event of a life with all that belongs to it, for a new one and for one that is there.
///
/// What there may be several of has a row for each and one more to fill in; a row that is emptied is taken away.
public final class EventForms implements Pages {
  private static final Pattern KNOWN =
      Pattern.compile(
          "version|event_type|event_name|description|category|significance|emotional_tone|is_turning_point|include_level"
              + "|deepening_consent|trauma_status|trauma_consent|trauma_notes"
              + "|(?:span|place|who|detail)_\\d{1,3}_[a-z_]{1,20}");
  private static final int MOST = 200;

  private final Visitors visitors;
  private final Renderer renderer;

  public EventForms(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param event null for a new one
  public record View(Storyteller who, @Nullable LifeEvent event, boolean mayChange) {
    private static final NewLifeEvent NEW = NewLifeEvent.of("other", "new");

    public String action() {
      return event == null ? "/people/" + who.id() + "/events" : "/events/" + event.id();
    }

    public boolean isNew() {
      return event == null;
    }

    public LifeEvent known() {
      return java.util.Objects.requireNonNull(event);
    }

    /// What is told of it; nothing of a new one.
    public NewLifeEvent told() {
      return event == null ? NEW : event.told();
    }

    public String type() {
      return event == null ? "" : event.told().eventType();
    }

    public String name() {
      return event == null ? "" : event.told().eventName();
    }

    public List<String> significances() {
      return NewLifeEvent.SIGNIFICANCES;
    }

    public List<String> levels() {
      return NewLifeEvent.INCLUDE_LEVELS;
    }

    public List<String> traumas() {
      return Arrays.stream(Trauma.Status.values()).map(Trauma.Status::word).toList();
    }

    public String trauma() {
      Trauma trauma = told().trauma();
      return trauma == null ? "" : trauma.status().word();
    }

    public boolean traumaConsent() {
      Trauma trauma = told().trauma();
      return trauma != null && trauma.consentGiven();
    }

    public @Nullable String traumaNotes() {
      Trauma trauma = told().trauma();
      return trauma == null ? null : trauma.notes();
    }

    public String deepening() {
      Boolean said = told().deepeningConsent();
      return said == null ? "" : said.toString();
    }

    /// The items, and one more that is empty.
    public <T> List<@Nullable T> rows(List<T> items) {
      List<@Nullable T> rows = new ArrayList<>(items);
      rows.add(null);
      return rows;
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/people/{who}/events/new", this::blank)
        .page("/events/{event}", this::show)
        .form("/people/{who}/events", this::add)
        .form("/events/{event}", this::change)
        .form("/events/{event}/delete", this::delete);
  }

  private Seshat writer(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    return visitor.seshat();
  }

  private void blank(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    Storyteller who = visitor.seshat().storytellers().get(ctx.pathParam("who"));
    View view = new View(who, null, visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "lifeEvent", "New event", "people", view);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    LifeEvent event = visitor.seshat().lifeEvents().get(ctx.pathParam("event"));
    Storyteller who = visitor.seshat().storytellers().get(event.storytellerId().toString());
    View view = new View(who, event, visitor.role().allows(Role.WRITER));
    renderer.page(ctx, "lifeEvent", event.eventName(), "people", view);
  }

  private Site.Done add(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    Storyteller who = seshat.storytellers().get(ctx.pathParam("who"));
    LifeEvent made =
        seshat.lifeEvents().add(who.id().toString(), NewLifeEvent.fromJson(told(form)));
    return new Site.Done("/people/" + who.id(), made.eventName() + " is written down.");
  }

  private Site.Done change(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    LifeEvent event = seshat.lifeEvents().get(ctx.pathParam("event"));
    Map<String, @Nullable Object> told = told(form);
    long version = Params.positive("version", form.required("version", 19));
    seshat.lifeEvents().change(event.id().toString(), told, version);
    return new Site.Done("/people/" + event.storytellerId(), event.eventName() + " is kept.");
  }

  private Site.Done delete(Context ctx, Form form) {
    Seshat seshat = writer(ctx);
    form.only();
    LifeEvent event = seshat.lifeEvents().get(ctx.pathParam("event"));
    seshat.lifeEvents().delete(event.id().toString());
    return new Site.Done("/people/" + event.storytellerId(), event.eventName() + " is forgotten.");
  }

  /// What the form says, by the names that every door has for it.
  private static Map<String, @Nullable Object> told(Form form) {
    form.only(KNOWN);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("event_type", form.required("event_type", 64));
    json.put("event_name", form.required("event_name", 200));
    for (String name :
        List.of("description", "category", "significance", "emotional_tone", "include_level")) {
      json.put(name, form.text(name));
    }
    json.put("is_turning_point", form.ticked("is_turning_point"));
    String deepening = form.text("deepening_consent");
    json.put("deepening_consent", deepening == null ? null : (Object) deepening.equals("true"));
    json.put("timespans", rows(form, "span", List.of("when", "label"), List.of(), List.of("when")));
    json.put(
        "locations",
        rows(
            form,
            "place",
            List.of("place_name", "city", "region", "country", "notes"),
            List.of("is_approximate"),
            List.of("place_name")));
    json.put(
        "participants",
        rows(
            form,
            "who",
            List.of("person_name", "relationship", "role", "pseudonym", "notes"),
            List.of("use_real_name"),
            List.of("person_name")));
    json.put(
        "details",
        rows(
            form,
            "detail",
            List.of("detail_key", "detail_value"),
            List.of("is_private"),
            List.of("detail_key", "detail_value")));
    json.put("trauma", trauma(form));
    return json;
  }

  /// The rows that say something.
  private static List<Object> rows(
      Form form, String row, List<String> texts, List<String> boxes, List<String> needed) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i <= MOST; i++) {
      String at = row + "_" + i + "_";
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      texts.forEach(name -> json.put(name, form.text(at + name)));
      json.values().removeIf(value -> value == null);
      if (!json.isEmpty()) {
        for (String name : needed) {
          if (!json.containsKey(name)) {
            throw new Invalid(at + name, "is missing beside what the row says");
          }
        }
        boxes.forEach(name -> json.put(name, form.ticked(at + name)));
        rows.add(json);
      }
    }
    return rows;
  }

  private static @Nullable Object trauma(Form form) {
    String status = form.text("trauma_status");
    if (status == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("trauma_status", status);
    json.put("consent_given", form.ticked("trauma_consent"));
    json.put("notes", form.text("trauma_notes"));
    return json;
  }

  /// The fields of a date of birth.
  static Map<String, @Nullable Object> birth(@Nullable String text) {
    PartialDate date = text == null ? PartialDate.UNKNOWN : PartialDate.of("born", text);
    if (date.isApproximate()) {
      throw new Invalid("born", "is kept exactly; leave out what nobody knows");
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("birth_year", date.year());
    json.put("birth_month", date.month());
    json.put("birth_day", date.day());
    return json;
  }
}
