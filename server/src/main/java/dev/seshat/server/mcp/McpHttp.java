package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The Model Context Protocol over HTTP, at `/mcp`; `/mcp?tools=ops` has more tools.
public final class McpHttp implements Routes, AutoCloseable {
  /// The path of the address that clients are given.
  public static final String PATH = "/mcp";

  private final Seshat seshat;
  private final Visitors visitors;
  private @Nullable Open open;

  /// @param visitors tells who makes a request; whoever comes with a name of their own acts under it
  public McpHttp(Seshat seshat, Visitors visitors) {
    this.seshat = seshat;
    this.visitors = visitors;
  }

  /// The transport and the SDK's server behind it.
  private record Open(HttpTransport transport, McpSyncServer server) {}

  /// Made at the first request: most servers have no agent that speaks this.
  private synchronized HttpTransport transport() {
    Open known = open;
    if (known == null) {
      McpJsonMapper mapper = Protocol.mapper();
      Protocol protocol = new Protocol(new Toolbox(() -> seshat), version(), Agent.local());
      HttpTransport transport =
          new HttpTransport(mapper, protocol.direct(), InstantSource.system());
      known = new Open(transport, protocol.build(McpServer.sync(transport), mapper));
      open = known;
    }
    return known.transport();
  }

  private static String version() {
    String version = McpHttp.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, ctx -> transport().post(ctx, agent(ctx)));
    routes.get(PATH, ctx -> transport().get(ctx, agent(ctx)));
    routes.delete(PATH, ctx -> transport().delete(ctx, agent(ctx)));
  }

  private Agent agent(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    String name = visitor.name() == null ? null : visitor.seshat().actor();
    return new Agent(name, null, visitor.role(), Toolset.named(ctx.queryParam("tools")));
  }

  /// Ends all conversations.
  @Override
  public synchronized void close() {
    if (open != null) {
      open.server().closeGracefully();
    }
  }
}
