package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.mode.Mode;
import dev.seshat.mode.ModeBinding;
import dev.seshat.mode.ModeContent;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.task.Complexity;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mode that a session is worked on in, those before, and the choice of another.
public final class SessionModePage {
  private static final String COMPLEXITY = "default_complexity";
  private static final String ROUTING = "auto_task_routing";
  private static final String DEPTH = "max_subtask_depth";
  private static final int HISTORY = 100;

  private SessionModePage() {}

  /// What the page shows.
  ///
  /// @param mode that it is worked on in; null for none
  /// @param bound since when, by whom; null for none
  /// @param history the latest first
  /// @param choice those that it may be worked on in
  public record View(
      Head head,
      @Nullable Mode mode,
      @Nullable ModeBinding bound,
      List<ModeBinding> history,
      List<Mode> choice,
      boolean mayWrite) {
    /// The columns of those before.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Mode"),
            Parts.Column.of("From"),
            Parts.Column.of("To"),
            Parts.Column.of("Chosen by"));

    public boolean isIn(Mode other) {
      return bound != null && bound.mode().equals(other.name());
    }

    /// What is different from the file in this session; empty for nothing.
    public String said(String name) {
      Object value = bound == null ? null : bound.context().get(name);
      return value == null ? "" : value.toString();
    }

    /// All that is kept with the choice; null for nothing.
    public @Nullable String context() {
      return bound == null || bound.context().isEmpty() ? null : Json.pretty(bound.context());
    }

    public List<String> complexities() {
      return Arrays.stream(Complexity.values()).map(Complexity::word).toList();
    }

    /// What it says of tasks; null where it is worked on in none.
    public @Nullable ModeContent content() {
      return mode == null ? null : mode.content();
    }

    public boolean canChange() {
      return mayWrite && head.session().status().isOpen();
    }
  }

  static void addTo(Site site, Renderer renderer) {
    site.page("/sessions/{ref}/mode", ctx -> show(ctx, renderer))
        .form("/sessions/{ref}/mode", SessionModePage::select)
        .form("/sessions/{ref}/mode/none", SessionModePage::unselect);
  }

  private static void show(Context ctx, Renderer renderer) {
    Params.of(ctx);
    Seshat seshat = Visitor.of(ctx).seshat();
    Head head = Head.of(seshat, TaskForms.session(ctx), "mode");
    String id = head.session().id().toString();
    ModeBinding bound = seshat.modes().bound(id).orElse(null);
    View view =
        new View(
            head,
            bound == null ? null : seshat.modes().get(bound.mode()),
            bound,
            seshat.modes().history(id).stream().limit(HISTORY).toList(),
            seshat.modes().list().stream().filter(each -> each.content() != null).toList(),
            Visitor.of(ctx).role().allows(Role.WRITER));
    renderer.page(ctx, "session/mode", head.session().title(), "sessions", view);
  }

  private static Site.Done select(Context ctx, Form form) {
    form.only("mode", COMPLEXITY, ROUTING, DEPTH);
    Seshat seshat = Visitor.of(ctx).seshat();
    String id = TaskForms.session(ctx).id().toString();
    String mode = form.required("mode", 64);
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    // what somebody else keeps with the choice of this mode stays
    seshat
        .modes()
        .bound(id)
        .filter(each -> each.mode().equals(mode))
        .ifPresent(each -> context.putAll(each.context()));
    put(context, COMPLEXITY, form.text(COMPLEXITY));
    put(context, ROUTING, routing(form.text(ROUTING)));
    put(context, DEPTH, depth(form.text(DEPTH)));
    ModeBinding made = seshat.modes().select(id, mode, context);
    return new Site.Done(
        "/sessions/" + id + "/mode", "It is worked on in the mode " + made.mode() + ".");
  }

  private static void put(
      Map<String, @Nullable Object> context, String name, @Nullable Object value) {
    if (value == null) {
      context.remove(name);
    } else {
      context.put(name, value);
    }
  }

  private static @Nullable Boolean routing(@Nullable String text) {
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? null : Boolean.valueOf(text);
    }
    throw new Invalid(ROUTING, "must be true or false");
  }

  private static @Nullable Long depth(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Invalid(DEPTH, "must be a whole number, 0 to 49");
    }
  }

  private static Site.Done unselect(Context ctx, Form form) {
    form.only();
    String id = TaskForms.session(ctx).id().toString();
    Visitor.of(ctx).seshat().modes().unselect(id);
    return new Site.Done("/sessions/" + id + "/mode", "It is worked on in no mode.");
  }
}
