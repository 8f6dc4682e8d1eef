package dev.seshat.server.security;

import dev.seshat.Texts;
import dev.seshat.server.http.Headers;
import dev.seshat.server.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The check before every route that the request is meant for this server and comes from its own pages or from a program.
///
/// A page of another site can make a browser send requests here (DNS rebinding, cross-site forms), but the browser then
/// names that site in `Host`, `Origin` or `Sec-Fetch-Site`. Programs send none of the last two.
public final class Guard implements Handler {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Override
  public void handle(Context ctx) {
    Headers.all().forEach(ctx::header);
    String host = ctx.header("Host");
    if (host == null || !isOurs(host, ctx.req().getLocalPort())) {
      throw new Refusal(
          HttpStatus.MISDIRECTED_REQUEST,
          "this server answers to localhost only, not to '"
              + Texts.shorten(String.valueOf(host), 80)
              + "'");
    }
    if (!onlyReads(ctx.method())) {
      requireOwnSite(ctx.header("Sec-Fetch-Site"), ctx.header("Origin"), host);
    }
  }

  private static boolean onlyReads(HandlerType method) {
    return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
  }

  private static void requireOwnSite(
      @Nullable String fetchSite, @Nullable String origin, String host) {
    boolean foreignSite = fetchSite != null && !OWN_SITE.contains(fetchSite);
    boolean foreignOrigin = origin != null && !origin.equalsIgnoreCase("http://" + host);
    if (foreignSite || foreignOrigin) {
      throw new Refusal(
          HttpStatus.FORBIDDEN, "a page of another site may not change anything here");
    }
  }

  /// Whether a `Host` header names this server at this port.
  static boolean isOurs(String host, int port) {
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    String named = hasPort ? host.substring(colon + 1) : "80";
    return LOCAL.contains(name) && named.equals(Integer.toString(port));
  }
}
