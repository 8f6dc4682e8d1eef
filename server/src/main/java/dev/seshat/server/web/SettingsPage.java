package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.preference.Preference;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.schema.About;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.usage.PriceSnapshot;
import dev.seshat.usage.Project;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this server keeps, where, and how agents reach it.
public final class SettingsPage implements Pages {
  private static final String ICON =
      "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0";

  private final Seshat seshat;
  private final Renderer renderer;
  private final String version;

  /// @param version of the program
  public SettingsPage(Seshat seshat, Renderer renderer, String version) {
    this.version = version;
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param address where this server is reached, without a path
  /// @param commands how to let something in, by name
  /// @param preferences what whoever looks has chosen
  public record View(
      List<Parts.Fact> store,
      List<Parts.Fact> prices,
      String address,
      List<Command> commands,
      List<Preference> preferences,
      List<String> projects) {
    /// The zones that are offered to choose from; any other may be typed.
    public static List<String> zones() {
      return ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> zone.contains("/") && !zone.startsWith("Etc/"))
          .sorted()
          .toList();
    }

    public List<Parts.Tab> tabs() {
      return SettingsPage.tabs("");
    }
  }

  /// The pages of the settings; `open` is the last part of the address.
  static List<Parts.Tab> tabs(String open) {
    return List.of(
        new Parts.Tab("General", "/settings", 0, open.isEmpty()),
        new Parts.Tab("Tokens", "/settings/tokens", 0, open.equals("tokens")),
        new Parts.Tab("Webhooks", "/settings/webhooks", 0, open.equals("webhooks")),
        new Parts.Tab("Retention", "/settings/retention", 0, open.equals("retention")),
        new Parts.Tab("Models", "/settings/models", 0, open.equals("models")));
  }

  /// A command to be copied.
  public record Command(String id, String purpose, String text) {}

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.RECORD, "Settings", "/settings", 'o', ICON)
        .page("/settings", this::show)
        .form("/preferences", SettingsPage::choose);
  }

  /// Takes over a form of all preferences: what is left empty goes back to its default.
  private static Site.Done choose(Context ctx, Form form) {
    form.only(
        Arrays.stream(PreferenceKey.values()).map(PreferenceKey::word).toArray(String[]::new));
    Map<PreferenceKey, @Nullable Object> change = new EnumMap<>(PreferenceKey.class);
    for (PreferenceKey key : PreferenceKey.values()) {
      String text = form.text(key.word());
      change.put(key, text == null ? null : key.parsed(text));
    }
    Visitor.of(ctx).seshat().preferences().change(change);
    // the theme that was chosen for this browser alone would hide the one chosen now
    ctx.removeCookie(Renderer.THEME, "/");
    return new Site.Done("/settings", "Your preferences are saved.");
  }

  private void show(Context ctx) {
    Params.of(ctx);
    About about = seshat.about();
    String option = about.kind().startsWith("SQLite") ? "--store " + quoted(about.where()) : "";
    View view =
        new View(
            store(about),
            prices(),
            ctx.scheme() + "://" + ctx.host(),
            commands(option),
            Visitor.of(ctx).seshat().preferences().list(),
            seshat.usage().projects().list().stream().map(Project::name).toList());
    renderer.page(ctx, "settings", "Settings", "settings", view);
  }

  private List<Parts.Fact> store(About about) {
    return List.of(
        Parts.Fact.of("Database", about.kind()),
        Parts.Fact.code("Where", about.where()),
        Parts.Fact.of("Workspace", about.workspace()),
        Parts.Fact.of("Schema", "version " + about.schemaVersion()),
        Parts.Fact.of("Size", Format.bytes(about.bytes())),
        Parts.Fact.of("Seshat", version));
  }

  private List<Parts.Fact> prices() {
    PriceSnapshot newest = seshat.usage().prices().snapshots().stream().findFirst().orElse(null);
    return newest == null
        ? List.of(Parts.Fact.of("Table", "comes with the first request"))
        : List.of(
            Parts.Fact.of("Table of", tableOf(newest.tableVersion())),
            Parts.Fact.of("Last change", newest.reason()),
            Parts.Fact.of("Made", Format.time(newest.createdAt())));
  }

  private static String tableOf(@Nullable String version) {
    return version == null ? "none" : version;
  }

  private static List<Command> commands(String option) {
    String seshat = "./seshat " + (option.isEmpty() ? "" : option + " ");
    return List.of(
        new Command(
            "mcp",
            "Claude Code, over MCP",
            "claude mcp add seshat -- \"$PWD/seshat\" "
                + (option.isEmpty() ? "" : option + " ")
                + "mcp"),
        new Command("import", "What Claude Code has left behind", seshat + "import claude-code"),
        new Command(
            "jsonl",
            "Anything else, one JSON object per line",
            seshat + "import jsonl sessions.jsonl"),
        new Command(
            "backup", "A backup, while everybody works", seshat + "backup seshat-backup.db"));
  }

  /// A path as a shell takes it.
  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
