package dev.seshat.server.web;

import dev.seshat.preference.Chosen;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.http.Problem;
import dev.seshat.server.security.FormToken;
import dev.seshat.server.security.Visitor;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The templates, compiled when the program was built, and what fills them.
public final class Renderer {
  /// The cookie that holds the theme of one browser.
  static final String THEME = "seshat_theme";

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;
  private final FormToken token;
  private final Site site;

  public Renderer(Assets assets, FormToken token, Site site) {
    this.assets = assets;
    this.token = token;
    this.site = site;
  }

  /// Answers with a page.
  ///
  /// @param template its file below `page/`, without the ending
  /// @param section the name of its entry in the navigation: `sessions`; empty for Today, `-` for none
  /// @param view what its template calls `view`
  public void page(Context ctx, String template, String title, String section, Object view) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    params.put("frame", frame(ctx, title, section));
    params.put("view", view);
    ctx.html(render("page/" + template, params));
  }

  private Frame frame(Context ctx, String title, String section) {
    String asked = ctx.queryString();
    String query = ctx.path().equals("/search") ? ctx.queryParam("q") : null;
    Chosen chosen = Reader.of(ctx).chosen();
    return new Frame(
        title,
        section,
        ctx.path() + (asked == null ? "" : "?" + asked),
        ctx.attribute(Site.SINCE),
        chosen,
        theme(ctx, chosen),
        query == null ? "" : query,
        Flash.take(ctx),
        token.value(ctx),
        Visitor.known(ctx),
        site,
        assets);
  }

  /// Answers with a part of a page, for a page that is open already.
  public void part(Context ctx, String template, Object view) {
    ctx.html(render("part/" + template, Map.of("view", view)));
  }

  /// Answers with the page of a problem.
  public void problem(Context ctx, Problem problem) {
    page(ctx, "problem", problem.title(), "-", problem);
  }

  private String render(String template, Map<String, ? extends @Nullable Object> params) {
    StringOutput out = new StringOutput();
    @SuppressWarnings({
      "unchecked",
      "NullAway"
    }) // the engine takes null values, its signature is older than JSpecify
    Map<String, Object> given = (Map<String, Object>) params;
    engine.render(template + ".jte", given, out);
    return out.toString();
  }

  /// The theme of this browser, else the one that its reader chose for all; null follows the system.
  private static @Nullable String theme(Context ctx, Chosen chosen) {
    String cookie = ctx.cookie(THEME);
    String theme = cookie == null ? chosen.word(PreferenceKey.THEME) : cookie;
    return theme.equals("dark") || theme.equals("light") ? theme : null;
  }
}
