package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.access.Role;
import dev.seshat.mode.Mode;
import dev.seshat.mode.ModeBackup;
import dev.seshat.mode.ModeCheck;
import dev.seshat.mode.ModeContent;
import dev.seshat.mode.ModeError;
import dev.seshat.mode.Modes;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Session;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The modes that sessions of tasks are worked on in: all of them with what is wrong, and one with its roles, rules and file.
public final class ModesPage implements Pages {
  private static final String ICON =
      "M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6M2.500 20c0-4 2-6 5.500-6s5.500 2 5.500 6M15 7h6.500M15 11h6.500M16.500 15h5";
  private static final int SESSIONS = 50;

  private final Renderer renderer;

  public ModesPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// What the list shows.
  ///
  /// @param written what was sent and could not be taken; empty for nothing
  /// @param problems what is wrong with it
  /// @param says what is good about it; null for nothing
  public record View(
      List<Mode> modes,
      List<ModeBackup> copies,
      String name,
      String written,
      List<String> problems,
      @Nullable String says,
      boolean mayWrite) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Mode"),
            Parts.Column.of("State"),
            Parts.Column.number("Roles"),
            Parts.Column.number("Sessions"),
            Parts.Column.of("Looked at"));
  }

  /// What the page of one shows.
  ///
  /// @param sessions some that are worked on in it
  public record One(Mode mode, List<Session> sessions, YamlText file, boolean mayWrite) {
    /// The columns of what is wrong.
    public static final List<Parts.Column> ERRORS =
        List.of(Parts.Column.of("Where"), Parts.Column.of("What is wrong"));

    /// The columns of the rules by words.
    public static final List<Parts.Column> ROUTING =
        List.of(Parts.Column.of("A new task with one of"), Parts.Column.of("goes to"));

    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.code("File", mode.file()));
      ModeContent content = mode.content();
      if (content == null) {
        return facts;
      }
      if (content.version() != null) {
        facts.add(Parts.Fact.of("Version", content.version()));
      }
      facts.add(
          Parts.Fact.of(
              "A task weighs", Format.words(content.defaultComplexity().word()) + ", unless said"));
      facts.add(
          Parts.Fact.of(
              "New tasks",
              content.autoTaskRouting()
                  ? "go to roles by their words"
                  : "go to nobody by themselves"));
      facts.add(
          Parts.Fact.of(
              "Depth",
              content.maxSubtaskDepth() == null
                  ? "as deep as anybody likes"
                  : Format.counted(content.maxSubtaskDepth(), "level") + " under a task"));
      return facts;
    }

    /// Whether there is a right file to go back to.
    public boolean canRevert() {
      return mode.content() != null && (mode.isMissing() || !mode.isValid());
    }
  }

  /// The colour of a state.
  public static String css(Mode mode) {
    return switch (mode.state()) {
      case "valid" -> "good";
      case "invalid", "missing" -> "warn";
      case "unusable" -> "bad";
      default -> "";
    };
  }

  /// What a state means for those who work in the mode.
  public static @Nullable String meaning(Mode mode) {
    return switch (mode.state()) {
      case "invalid" -> "The file is not right. What the last right one said goes on.";
      case "missing" -> "The file is gone. What the last right one said goes on.";
      case "unusable" ->
          "The file is not right, and none ever was: no session can be worked on in it.";
      default -> null;
    };
  }

  /// Where the page of a mode is.
  public static String href(String name) {
    return "/modes/" + name;
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.LIBRARY, "Modes", "/modes", 'm', ICON)
        .page("/modes", this::list)
        .page("/modes/{mode}", this::one)
        .form("/modes", this::take)
        .form("/modes/copies", ModesPage::copy)
        .form("/modes/copies/{copy}/restore", ModesPage::restore)
        .form("/modes/{mode}/revert", ModesPage::revert);
    SessionModePage.addTo(site, renderer);
  }

  private static Modes modes(Context ctx) {
    return Visitor.of(ctx).seshat().modes();
  }

  private static boolean mayWrite(Context ctx) {
    return Visitor.of(ctx).role().allows(Role.WRITER);
  }

  private void list(Context ctx) {
    Params.of(ctx, "shown");
    list(ctx, "", "", List.of(), null);
  }

  private void list(
      Context ctx, String name, String written, List<String> problems, @Nullable String says) {
    View view =
        new View(
            modes(ctx).list(),
            modes(ctx).backups().list(),
            name,
            written,
            problems,
            says,
            mayWrite(ctx));
    renderer.page(ctx, "modes", "Modes", "modes", view);
  }

  private void one(Context ctx) {
    Params.of(ctx);
    Seshat seshat = Visitor.of(ctx).seshat();
    // a file that is gone is noticed by a look at all of them
    seshat.modes().scan();
    Mode mode = named(seshat, ctx.pathParam("mode"));
    One view =
        new One(
            mode,
            seshat.modes().sessionsIn(mode.name()).stream().limit(SESSIONS).toList(),
            YamlText.of(
                seshat.modes().text(mode.name()), mode.isMissing() ? List.of() : mode.errors()),
            mayWrite(ctx));
    renderer.page(ctx, "mode", mode.title(), "modes", view);
  }

  /// An address that can be no mode's is the address of nothing.
  private static Mode named(Seshat seshat, String name) {
    try {
      return seshat.modes().get(name);
    } catch (Invalid e) {
      throw NotFound.of("mode", name);
    }
  }

  /// Looks at a text that is to be a mode, or makes one of it, or of another mode.
  private Site.@Nullable Done take(Context ctx, Form form) {
    form.only("name", "from", "text", "do");
    String text = form.text("text");
    String name = Objects.requireNonNullElse(form.text("name"), "");
    if ("check".equals(form.text("do"))) {
      String checked = form.required("text", Modes.MAX_BYTES) + "\n";
      ModeCheck check = modes(ctx).validate(checked);
      List<String> problems = check.errors().stream().map(ModeError::toString).toList();
      if (!check.isValid()) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
      }
      list(ctx, name, checked, problems, check.isValid() ? "It is right." : null);
      return null;
    }
    try {
      Mode made =
          modes(ctx)
              .create(
                  form.required("name", 64), form.text("from"), text == null ? null : text + "\n");
      return new Site.Done(href(made.name()), made.file() + " is written.");
    } catch (Invalid e) {
      if (text == null) {
        throw e;
      }
      ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
      list(ctx, name, text, problems(ctx, text, e), null);
      return null;
    }
  }

  private static List<String> problems(Context ctx, String text, Invalid why) {
    List<ModeError> errors = modes(ctx).validate(text + "\n").errors();
    return errors.isEmpty()
        ? List.of(String.valueOf(why.getMessage()))
        : errors.stream().map(ModeError::toString).toList();
  }

  private static Site.Done copy(Context ctx, Form form) {
    form.only();
    ModeBackup made = modes(ctx).backups().make();
    return new Site.Done(
        "/modes#copies", Format.counted(made.modes().size(), "file") + " copied: " + made.name());
  }

  private static Site.Done restore(Context ctx, Form form) {
    form.only("mode");
    List<String> back = modes(ctx).backups().restore(ctx.pathParam("copy"), form.text("mode"));
    return new Site.Done("/modes", "Put back: " + String.join(", ", back));
  }

  private static Site.Done revert(Context ctx, Form form) {
    form.only();
    String mode = ctx.pathParam("mode");
    modes(ctx).backups().revert(mode);
    return new Site.Done(href(mode), "The last right file is back.");
  }
}
