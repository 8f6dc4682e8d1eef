package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent that works over MCP, by the official SDK's own client: `seshat mcp` runs as its server.
final class McpAgent implements AutoCloseable {
  private final McpSyncClient client;

  McpAgent(String store, String... options) {
    List<String> command = Programs.command(store, "mcp");
    command.addAll(List.of(options));
    ServerParameters server =
        ServerParameters.builder(command.getFirst())
            .args(command.subList(1, command.size()))
            .build();
    client =
        McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
            .requestTimeout(Duration.ofSeconds(60))
            .initializationTimeout(Duration.ofSeconds(60))
            .clientInfo(new McpSchema.Implementation("story-agent", "1.0"))
            .build();
    client.initialize();
  }

  private McpSchema.CallToolResult ask(String tool, Map<String, Object> arguments) {
    return client.callTool(new McpSchema.CallToolRequest(tool, arguments));
  }

  /// What a tool answers.
  Map<String, @Nullable Object> call(String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result = ask(tool, arguments);
    assertThat(Boolean.TRUE.equals(result.isError())).as(tool + ": " + result.content()).isFalse();
    return Json.parseObject(tool, Json.write(result.structuredContent()));
  }

  /// What a tool says when it refuses.
  String refused(String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result = ask(tool, arguments);
    assertThat(result.isError()).as(tool + ": " + result.content()).isTrue();
    return result.content().toString();
  }

  /// The text of a prompt.
  String prompt(String name, Map<String, Object> arguments) {
    return client.getPrompt(new McpSchema.GetPromptRequest(name, arguments)).messages().toString();
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
