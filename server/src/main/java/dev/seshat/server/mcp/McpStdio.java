package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.Texts;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The Model Context Protocol over standard input and output: the [Toolbox], carried by the official SDK.
public final class McpStdio {
  private static final String INSTRUCTIONS =
      """
      Seshat keeps the sessions of agents: what was intended, said, made, decided and spent, in this and in every \
      earlier session. Begin work with session_start (or session_brief, to go on with an earlier session), log what \
      matters with session_log as you go, and end with session_update. Look into the past with recall; count with query. \
      Name the session in every call: its id, its short id, or 'current'.\
      """;

  private final Toolbox toolbox;
  private final String version;
  private final @Nullable String actor;

  /// @param store opens the store, when it is first needed
  /// @param version of this program
  /// @param actor on whose behalf calls are made; null for the client's own name, as `mcp:NAME`
  public McpStdio(Supplier<Seshat> store, String version, @Nullable String actor) {
    this.toolbox = new Toolbox(store);
    this.version = version;
    this.actor = actor;
  }

  /// Serves one client until `in` ends. Nothing but protocol is written to `out`.
  public void serve(InputStream in, OutputStream out) throws IOException {
    McpJsonMapper mapper = new JacksonMcpJsonMapper(JsonMapper.shared());
    StdioTransport transport = new StdioTransport(mapper, in, out);
    ServerCapabilities capabilities =
        ServerCapabilities.builder().tools(false).resources(false, false).prompts(false).build();
    Contexts contexts = new Contexts(toolbox, this::actor);
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo(Implementation.builder("seshat", version).title("Seshat").build())
            .instructions(INSTRUCTIONS)
            .capabilities(capabilities)
            .jsonMapper(mapper)
            .jsonSchemaValidator(new Trusting())
            .validateToolInputs(false)
            .immediateExecution(true)
            .tools(toolbox.tools().stream().map(this::specification).toList())
            .resourceTemplates(contexts.resources())
            .prompts(contexts.prompts())
            .build();
    try {
      transport.run();
    } finally {
      server.close();
    }
  }

  private SyncToolSpecification specification(Tool tool) {
    McpSchema.Tool described =
        McpSchema.Tool.builder(tool.name(), tool.input().toJson())
            .title(tool.title())
            .description(tool.description())
            .outputSchema(tool.output().toJson())
            .annotations(
                ToolAnnotations.builder()
                    .readOnlyHint(!tool.changes())
                    .destructiveHint(false)
                    .idempotentHint(!tool.changes())
                    .openWorldHint(false)
                    .build())
            .build();
    return new SyncToolSpecification(described, this::call);
  }

  private CallToolResult call(McpSyncServerExchange exchange, CallToolRequest request) {
    Toolbox.Outcome outcome = toolbox.call(request.name(), actor(exchange), request.arguments());
    CallToolResult.Builder result =
        CallToolResult.builder(List.of(McpSchema.TextContent.builder(outcome.text()).build()));
    if (outcome.error() == null) {
      return result.isError(false).structuredContent(outcome.structured()).build();
    }
    return result.isError(true).meta(Map.of("seshat.dev/code", outcome.error())).build();
  }

  private String actor(McpSyncServerExchange exchange) {
    if (actor != null) {
      return actor;
    }
    Implementation client = exchange.getClientInfo();
    String name =
        client == null || client.name() == null
            ? ""
            : Texts.shorten(Texts.storable(client.name()), 80).strip();
    return "mcp:" + (name.isEmpty() ? "unknown" : name);
  }

  /// Finds everything valid: the [Toolbox] has checked the arguments, and answers by the schemas that it states.
  private static final class Trusting implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
      return ValidationResponse.asValid("");
    }
  }
}
