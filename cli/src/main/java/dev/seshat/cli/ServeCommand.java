package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.promise.Worker;
import dev.seshat.server.Server;
import dev.seshat.server.ServerOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `serve`: the dashboard and the REST interface, until the process is told to stop.
@Command(
    name = "serve",
    description = "Serve the dashboard, the REST interface and agents over HTTP")
final class ServeCommand implements Runnable {
  private final SeshatCommand root;

  @Option(names = "--port", paramLabel = "N", description = "Default 7377; 0 takes any free one")
  @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Default 127.0.0.1, this machine only; any other wants tokens ('seshat token')")
  @Nullable String host;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where a proxy before it is reached, such as https://seshat.example.org; wants tokens")
  @Nullable String publicUrl;

  @Option(names = "--login", description = "Ask for tokens on this machine too")
  boolean login;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a minute that each token may make (default 1200)")
  @Nullable Integer rate;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      description =
          "After how long without a sign of life the server's work on promises goes to another (default 1m)")
  @Nullable String lease;

  ServeCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    ServerOptions options = options();
    Seshat seshat = root.seshat();
    Server server = Server.start(seshat, options, root.terminal().err());
    if (options.needsLogin() && !options.isLoopback() && !options.isSecure()) {
      root.notice(
          "seshat: tokens travel unencrypted to this server; put a proxy with TLS before it (docs/access.md)");
    }
    Worker worker = worker(seshat);
    Thread stop = new Thread(() -> stop(server, worker, seshat), "stop");
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
      stop(server, worker, seshat);
    }
  }

  private Worker worker(Seshat seshat) {
    return lease == null
        ? seshat.worker().start()
        : seshat.worker().lease(PromiseWorkVerbs.lasting("lease", lease)).start();
  }

  private ServerOptions options() {
    ServerOptions local = ServerOptions.local();
    return new ServerOptions(
        host == null ? local.host() : host,
        port == null ? local.port() : port,
        publicUrl == null ? null : url(publicUrl),
        login,
        rate == null ? local.rate() : rate);
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Invalid("public-url", "is no address: " + e.getReason());
    }
  }

  /// Answers what was asked, lets built-in work go on for some seconds and gives back the rest.
  private static void stop(Server server, Worker worker, Seshat seshat) {
    server.close();
    worker.close();
    seshat.close();
  }
}
