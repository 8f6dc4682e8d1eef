package dev.seshat.server;

import dev.seshat.SeshatException.Invalid;
import java.net.InetAddress;

/// Where a server listens.
///
/// @param host a loopback address: `localhost`, `127.0.0.1` or `::1`
/// @param port 1 to 65,535; 0 takes any free one
public record ServerOptions(String host, int port) {
  /// The port where none is named.
  public static final int DEFAULT_PORT = 7377;

  public ServerOptions {
    if (!isLoopback(host)) {
      throw new Invalid(
          "host",
          "'"
              + dev.seshat.Texts.shorten(host, 80)
              + "' can be reached from other machines, and there is no login yet; use 127.0.0.1");
    }
    if (port < 0 || port > 65_535) {
      throw new Invalid("port", "must be 0 to 65535");
    }
  }

  /// This machine only, at the usual port.
  public static ServerOptions local() {
    return new ServerOptions("127.0.0.1", DEFAULT_PORT);
  }

  /// The same at another port.
  public ServerOptions withPort(int other) {
    return new ServerOptions(host, other);
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
