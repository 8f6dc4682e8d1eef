package dev.seshat.server;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.net.InetAddress;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a server listens, and whom it lets in.
///
/// @param host an address or name of this machine; `0.0.0.0` and `::` are all its addresses
/// @param port 1 to 65,535; 0 takes any free one
/// @param publicUrl where a proxy before it is reached from outside; null where there is none
/// @param login whether tokens are asked for on a loopback address too
/// @param rate how many requests a minute each token may make
public record ServerOptions(
    String host, int port, @Nullable URI publicUrl, boolean login, int rate) {
  /// The port where none is named.
  public static final int DEFAULT_PORT = 7377;

  /// How many requests a minute a token may make where nothing else is said.
  public static final int DEFAULT_RATE = 1_200;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252})");

  public ServerOptions {
    if (literal(host) == null && !NAME.matcher(host).matches()) {
      throw new Invalid(
          "host", "must be an address or a name, not '" + Texts.shorten(host, 80) + "'");
    }
    if (port < 0 || port > 65_535) {
      throw new Invalid("port", "must be 0 to 65535");
    }
    if (publicUrl != null) {
      requireOrigin(publicUrl);
    }
    if (rate < 1 || rate > 1_000_000) {
      throw new Invalid("rate", "must be 1 to 1000000 requests a minute");
    }
  }

  private static void requireOrigin(URI url) {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    String path = url.getPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    if (!web
        || url.getHost() == null
        || !bare
        || url.getUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw new Invalid(
          "public-url", "must be like https://seshat.example.org, without a path or anything else");
    }
  }

  /// This machine only, at the usual port, without a login.
  public static ServerOptions local() {
    return new ServerOptions("127.0.0.1", DEFAULT_PORT, null, false, DEFAULT_RATE);
  }

  /// The same at another address.
  public ServerOptions withHost(String other) {
    return new ServerOptions(other, port, publicUrl, login, rate);
  }

  /// The same at another port.
  public ServerOptions withPort(int other) {
    return new ServerOptions(host, other, publicUrl, login, rate);
  }

  /// The same behind a proxy, which others reach: so tokens are asked for.
  public ServerOptions withPublicUrl(URI other) {
    return new ServerOptions(host, port, other, login, rate);
  }

  /// The same with tokens asked for in any case.
  public ServerOptions withLogin() {
    return new ServerOptions(host, port, publicUrl, true, rate);
  }

  /// The same with another limit.
  public ServerOptions withRate(int other) {
    return new ServerOptions(host, port, publicUrl, login, other);
  }

  /// Whether nobody is let in without a token.
  public boolean needsLogin() {
    return login || publicUrl != null || !isLoopback();
  }

  /// Whether only this machine reaches it.
  public boolean isLoopback() {
    InetAddress address = literal(host);
    return host.equals("localhost") || (address != null && address.isLoopbackAddress());
  }

  /// Whether browsers come by TLS.
  public boolean isSecure() {
    return publicUrl != null && "https".equals(publicUrl.getScheme());
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
