package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.access.Role;
import dev.seshat.audit.AuditQuery;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseHealth;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Promises: those that are open, how far they have come and what they wait for; and all of one.
public final class PromisesPage implements Pages {
  private static final String ICON = "M12 3a9 9 0 1 0 9 9M12 7v5l3 2M16 4l2 2 4-4";
  private static final int HISTORY = 100;

  private final Renderer renderer;

  public PromisesPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// What the list shows.
  ///
  /// @param next the address of the rows after these; null at the end
  public record View(
      Link here,
      List<PromiseRow> rows,
      @Nullable String next,
      PromiseHealth health,
      boolean mayWrite) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Task"),
            Parts.Column.of("State"),
            Parts.Column.of("Progress"),
            Parts.Column.number("Tries"),
            Parts.Column.of("When"),
            Parts.Column.of("(Change)"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<String> statuses() {
      return Stream.concat(
              Stream.of("all"), Arrays.stream(PromiseStatus.values()).map(PromiseStatus::word))
          .toList();
    }

    public boolean needsAttention() {
      return health.state() == PromiseHealth.State.ATTENTION_NEEDED;
    }

    /// How they are doing, in words.
    public String state() {
      return Format.title(health.state().word());
    }

    public boolean filtered() {
      return !here.params().isEmpty();
    }

    public List<Parts.Chip> chips() {
      Map<String, String> titles = new LinkedHashMap<>();
      titles.put("status", "State");
      titles.put("kind", "Kind");
      return Parts.chips(here, titles);
    }

    public List<Parts.Tab> tabs() {
      return PromisesPage.tabs(true);
    }
  }

  /// What the page of one promise shows.
  ///
  /// @param before what has to be completed first
  /// @param parts what is a part of it
  public record OneView(
      PromiseRow row,
      List<PromiseRow> before,
      List<PromiseRow> parts,
      List<Deed> history,
      boolean mayWrite) {}

  static List<Parts.Tab> tabs(boolean promises) {
    return List.of(
        new Parts.Tab("Promises", "/promises", 0, promises),
        new Parts.Tab("Schedules", "/schedules", 0, !promises));
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Promises", "/promises", 'p', ICON)
        .page("/promises", this::list)
        .page("/promises/{promise}", this::show)
        .form("/promises/{promise}/cancel", PromisesPage::cancel)
        .form("/promises/{promise}/retry", PromisesPage::retry);
  }

  private static boolean mayWrite(Context ctx) {
    return Visitor.of(ctx).role().allows(Role.WRITER);
  }

  private void list(Context ctx) {
    Params params = Params.of(ctx, "status", "kind", "cursor", "shown");
    Link here = new Link("/promises", params.all()).with("shown", null);
    Page<Promise> page =
        Visitor.of(ctx)
            .seshat()
            .promises()
            .list(
                PromiseFilter.all()
                    .withStatuses(statuses(params.text("status")))
                    .withKind(params.text("kind"))
                    .withLimit(Reader.of(ctx).rows(params))
                    .withCursor(params.text("cursor")));
    View view =
        new View(
            here,
            page.items().stream().map(PromiseRow::new).toList(),
            page.next() == null ? null : here.with("cursor", page.next()).toString(),
            Visitor.of(ctx).seshat().promises().health(),
            mayWrite(ctx));
    renderer.page(ctx, "promises", "Promises", "promises", view);
  }

  private static Set<PromiseStatus> statuses(@Nullable String word) {
    if (word == null) {
      return PromiseStatus.OPEN;
    }
    return word.equals("all") ? Set.of() : Set.of(PromiseStatus.of(word));
  }

  private static long id(Context ctx) {
    String number = ctx.pathParam("promise");
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw NotFound.of("promise", number);
    }
    return Long.parseLong(number);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Seshat seshat = Visitor.of(ctx).seshat();
    Promises promises = seshat.promises();
    Promise promise = promises.get(id(ctx));
    String number = Long.toString(promise.id());
    AuditQuery history =
        new AuditQuery(null, null, "promise", number, null, null, null, null, HISTORY);
    OneView view =
        new OneView(
            new PromiseRow(promise),
            promise.dependsOn().stream().map(promises::get).map(PromiseRow::new).toList(),
            promises.list(PromiseFilter.all().withParent(promise.id())).items().stream()
                .map(PromiseRow::new)
                .toList(),
            Deeds.of(seshat, seshat.audit().find(history)),
            mayWrite(ctx));
    renderer.page(ctx, "promise", "Promise " + number, "promises", view);
  }

  private static Site.Done cancel(Context ctx, Form form) {
    form.only();
    Promise done =
        Visitor.of(ctx).seshat().promises().cancel(id(ctx), "cancelled in the dashboard");
    return new Site.Done("/promises/" + done.id(), "The promise is cancelled.");
  }

  private static Site.Done retry(Context ctx, Form form) {
    form.only();
    Promise made = Visitor.of(ctx).seshat().promises().retry(id(ctx));
    return new Site.Done("/promises/" + made.id(), "It is tried again, as this new promise.");
  }
}
