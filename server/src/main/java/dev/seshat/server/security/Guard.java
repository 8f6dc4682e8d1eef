package dev.seshat.server.security;

import dev.seshat.Texts;
import dev.seshat.server.ServerOptions;
import dev.seshat.server.http.Headers;
import dev.seshat.server.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.URI;
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

  private final String name;
  private final @Nullable URI publicUrl;

  public Guard(ServerOptions options) {
    this.name = options.host().toLowerCase(Locale.ROOT);
    this.publicUrl = options.publicUrl();
  }

  @Override
  public void handle(Context ctx) {
    Headers.all().forEach(ctx::header);
    String host = ctx.header("Host");
    boolean isPublic = host != null && isPublic(host);
    if (host == null
        || !(isPublic || isOurs(host, ctx.req().getLocalAddr(), ctx.req().getLocalPort()))) {
      throw new Refusal(
          HttpStatus.MISDIRECTED_REQUEST,
          "this server does not answer to '"
              + Texts.shorten(String.valueOf(host), 80)
              + "'; if that is its name, start it with --public-url");
    }
    if (!onlyReads(ctx.method())) {
      requireOwnSite(ctx, isPublic ? null : "http://" + host);
    }
  }

  static boolean onlyReads(HandlerType method) {
    return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
  }

  /// @param own the origin of the server's pages at the address that was asked; the public one always is
  private void requireOwnSite(Context ctx, @Nullable String own) {
    String fetchSite = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    boolean foreignSite = fetchSite != null && !OWN_SITE.contains(fetchSite);
    boolean foreignOrigin =
        origin != null && !origin.equalsIgnoreCase(own) && !isPublicOrigin(origin);
    if (foreignSite || foreignOrigin) {
      throw new Refusal(
          HttpStatus.FORBIDDEN, "a page of another site may not change anything here");
    }
  }

  /// Whether a `Host` header names this server at the port that was reached. An address is no name that could be made to
  /// lead here, so the address that was reached is as good as one.
  boolean isOurs(String host, String address, int port) {
    Named named = Named.of(host, 80);
    if (named.port() != port) {
      return false;
    }
    return LOCAL.contains(named.name())
        || named.name().equals(name)
        || named.name().equals("[" + name + "]")
        || isAddress(named.name(), address);
  }

  private static boolean isAddress(String given, String reached) {
    try {
      return InetAddress.ofLiteral(given).equals(InetAddress.ofLiteral(reached));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isPublic(String host) {
    return publicUrl != null && Named.of(host, usual(publicUrl)).equals(named(publicUrl));
  }

  private boolean isPublicOrigin(String origin) {
    return publicUrl != null
        && origin.regionMatches(
            true, 0, publicUrl.getScheme() + "://", 0, publicUrl.getScheme().length() + 3)
        && isPublic(origin.substring(publicUrl.getScheme().length() + 3));
  }

  private static Named named(URI url) {
    int port = url.getPort() < 0 ? usual(url) : url.getPort();
    return new Named(url.getHost().toLowerCase(Locale.ROOT), port);
  }

  private static int usual(URI url) {
    return "https".equals(url.getScheme()) ? 443 : 80;
  }

  /// A name and a port, as a `Host` header has them.
  private record Named(String name, int port) {
    static Named of(String host, int usual) {
      int colon = host.lastIndexOf(':');
      boolean hasPort = colon > host.lastIndexOf(']');
      String name = (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
      String port = hasPort ? host.substring(colon + 1) : "";
      if (!hasPort) {
        return new Named(name, usual);
      }
      return new Named(name, port.matches("[1-9]\\d{0,4}") ? Integer.parseInt(port) : -1);
    }
  }
}
