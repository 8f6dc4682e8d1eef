package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.security.FormToken;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The dashboard as a whole: what each [Pages] has joined it with.
public final class Site implements Routes {
  static final String SINCE = "seshat.since";

  private final FormToken token;
  private final List<Section> sections = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  private final List<Consumer<RoutesConfig>> routes = new ArrayList<>();
  private final Map<String, Count> counts = new HashMap<>();
  private final Seshat seshat;

  /// An entry of the navigation.
  ///
  /// @param key the letter that goes there after `g`
  /// @param icon the lines of its sign, as the path of an SVG of 24 by 24
  public record Section(Group group, String title, String href, char key, String icon) {
    /// What the pages of the section say that they belong to: its address without the slash.
    public String name() {
      return href.substring(1);
    }
  }

  /// A number beside an entry of the navigation.
  ///
  /// @param live the things by whose changes it changes
  public record Count(String live, IntSupplier now) {}

  /// What entries of the navigation stand together, in this order.
  public enum Group {
    WORK("Work"),
    LIBRARY("Library"),
    RECORD("Record");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /// What a form did: where the reader goes from there, and what is said of it.
  public record Done(String to, String says) {}

  /// What a form does.
  public interface FormHandler {
    /// Does it, or throws what every door shows as a problem; null if it has answered itself.
    @Nullable Done handle(Context ctx, Form form);
  }

  public Site(Seshat seshat, FormToken token) {
    this.seshat = seshat;
    this.token = token;
  }

  /// Adds an entry to the navigation.
  public Site section(Group group, String title, String href, char key, String icon) {
    sections.add(new Section(group, title, href, key, icon));
    return this;
  }

  /// Shows a number beside an entry of the navigation, where it is not 0.
  ///
  /// @param live the things by whose changes it changes
  public Site counting(String href, String live, IntSupplier count) {
    counts.put(href, new Count(live, count));
    return this;
  }

  /// What is counted beside an entry of the navigation; null for nothing.
  public @Nullable Count count(Section section) {
    return counts.get(section.href());
  }

  /// Adds a page that people open.
  public Site page(String path, Handler handler) {
    pages.add(path);
    routes.add(to -> to.get(path, ctx -> open(ctx, handler)));
    return this;
  }

  /// Adds a part of a page, which an open page fetches.
  public Site part(String path, Handler handler) {
    routes.add(to -> to.get(path, handler));
    return this;
  }

  /// Adds what a form sends; it has to carry the token of this run.
  public Site form(String path, FormHandler handler) {
    routes.add(to ->
        to.post(
            path,
            ctx -> {
              Done done = handler.handle(ctx, Form.of(ctx, token));
              if (done != null) {
                Flash.leave(ctx, done.says());
                ctx.redirect(done.to(), HttpStatus.SEE_OTHER);
              }
            }));
    return this;
  }

  /// Notes how far the log was before anything was read: what comes later is what an open page has to be told.
  private void open(Context ctx, Handler handler) throws Exception {
    ctx.attribute(SINCE, seshat.audit().newest());
    handler.handle(ctx);
  }

  /// The entries of a group, in the order in which they joined.
  public List<Section> sections(Group group) {
    return sections.stream().filter(section -> section.group() == group).toList();
  }

  /// The paths of all pages, with their parameters in braces.
  public List<String> pages() {
    return List.copyOf(pages);
  }

  @Override
  public void addTo(RoutesConfig config) {
    routes.forEach(route -> route.accept(config));
  }
}
