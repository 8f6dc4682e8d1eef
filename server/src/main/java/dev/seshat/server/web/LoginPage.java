package dev.seshat.server.web;

import dev.seshat.SeshatException.Unauthorized;
import dev.seshat.server.Routes;
import dev.seshat.server.security.FormToken;
import dev.seshat.server.security.Gate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where a person shows their token and is given a login, and where they give it back.
public final class LoginPage implements Routes {
  private final Gate gate;
  private final Renderer renderer;
  private final FormToken token;

  public LoginPage(Gate gate, Renderer renderer, FormToken token) {
    this.gate = gate;
    this.renderer = renderer;
    this.token = token;
  }

  /// What the page shows.
  ///
  /// @param next where to go once logged in
  /// @param error why the last try came to nothing; null before the first
  /// @param fromElsewhere whether a link of another site led here: then the browser has kept back the cookie of a login
  public record View(String next, @Nullable String error, boolean fromElsewhere) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/login", this::show);
    routes.post("/login", this::logIn);
    routes.post("/logout", this::logOut);
  }

  private void show(Context ctx) {
    String next = own(ctx.queryParam("next"));
    if (gate.needsLogin()) {
      page(ctx, new View(next, null, "cross-site".equals(ctx.header("Sec-Fetch-Site"))));
    } else {
      ctx.redirect(next, HttpStatus.SEE_OTHER);
    }
  }

  private void logIn(Context ctx) {
    Form form = Form.of(ctx, token);
    form.only("secret", "next");
    String next = own(form.text("next"));
    String secret = form.text("secret");
    try {
      if (secret == null) {
        throw new Unauthorized("paste the token's secret; it begins with seshat_");
      }
      gate.logIn(ctx, secret);
    } catch (Unauthorized e) {
      ctx.status(HttpStatus.UNAUTHORIZED);
      page(ctx, new View(next, e.getMessage(), false));
      return;
    }
    ctx.redirect(next, HttpStatus.SEE_OTHER);
  }

  private void logOut(Context ctx) {
    Form.of(ctx, token).only();
    gate.logOut(ctx);
    ctx.redirect("/login", HttpStatus.SEE_OTHER);
  }

  private void page(Context ctx, View view) {
    renderer.page(ctx, "login", "Log in", "-", view);
  }

  /// An address of our own pages; the first page in place of what leads anywhere else.
  static String own(@Nullable String address) {
    if (address == null || !address.matches("/(?![/\\\\])[\\x21-\\x7e]{0,2000}")) {
      return "/";
    }
    try {
      URI uri = new URI(address);
      boolean here = uri.getScheme() == null && uri.getRawAuthority() == null;
      return here && !"/login".equals(uri.getPath()) ? address : "/";
    } catch (URISyntaxException e) {
      return "/";
    }
  }
}
