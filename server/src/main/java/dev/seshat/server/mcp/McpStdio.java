package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/// The Model Context Protocol over standard input and output.
public final class McpStdio {
  private final Protocol protocol;

  /// @param store opens the store, when it is first needed
  /// @param version of this program
  public McpStdio(Supplier<Seshat> store, String version, Agent agent) {
    this.protocol = new Protocol(new Toolbox(store), version, agent);
  }

  /// Serves one client until `in` ends. Nothing but protocol is written to `out`.
  public void serve(InputStream in, OutputStream out) throws IOException {
    McpJsonMapper mapper = Protocol.mapper();
    StdioTransport transport = new StdioTransport(mapper, protocol.direct(), in, out);
    McpSyncServer server = protocol.build(McpServer.sync(transport), mapper);
    try {
      transport.run();
    } finally {
      server.close();
    }
  }
}
