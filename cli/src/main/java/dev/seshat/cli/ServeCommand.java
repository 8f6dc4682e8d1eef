package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `serve`: the dashboard and the REST interface, until the process is told to stop.
@Command(name = "serve", description = "Serve the dashboard and the REST interface on this machine")
final class ServeCommand implements Runnable {
  private final SeshatCommand root;

  @Option(names = "--port", paramLabel = "N", description = "Default 7377; 0 takes any free one")
  @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "A loopback address (default 127.0.0.1)")
  @Nullable String host;

  ServeCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    ServerOptions local = ServerOptions.local();
    ServerOptions options =
        new ServerOptions(host == null ? local.host() : host, port == null ? local.port() : port);
    Seshat seshat = root.seshat();
    Server server = Server.start(seshat, options, root.terminal().err());
    Thread stop = new Thread(() -> stop(server, seshat), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    if (!root.printedAsJson(Map.of("uri", server.uri().toString()))) {
      root.say(server.uri().toString());
    }
    root.terminal().out().flush();
    try {
      // until a signal: then the hook closes everything
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // a test, or a program that runs this as a part of it
      Runtime.getRuntime().removeShutdownHook(stop);
      stop(server, seshat);
    }
  }

  private static void stop(Server server, Seshat seshat) {
    server.close();
    seshat.close();
  }
}
