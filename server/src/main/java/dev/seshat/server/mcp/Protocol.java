package dev.seshat.server.mcp;

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
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The [Toolbox] and the [Contexts] as a server of the official SDK, whatever transport carries it.
///
/// All that is said to the SDK is said here and in the transports.
final class Protocol {
  static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2024_11_05,
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  private static final Duration CLIENT_ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final String INSTRUCTIONS =
      """
      Seshat keeps the sessions of agents: what was intended, said, made, decided and spent, in this and in every \
      earlier session. Begin work with session_start (or session_brief, to go on with an earlier session), log what \
      matters with session_log as you go, and end with session_update. Look into the past with recall; count with query. \
      Name the session in every call: its id, its short id, or 'current'.\
      """;

  private final Toolbox toolbox;
  private final String version;
  private final Agent standing;
  private final Contexts contexts;

  /// @param version of this program
  /// @param standing the agent where the transport names none
  Protocol(Toolbox toolbox, String version, Agent standing) {
    this.toolbox = toolbox;
    this.version = version;
    this.standing = standing;
    this.contexts = new Contexts(toolbox, this::agent);
  }

  /// What turns messages into objects and back.
  static McpJsonMapper mapper() {
    return new JacksonMcpJsonMapper(JsonMapper.shared());
  }

  /// What is answered without the SDK.
  Direct direct() {
    Map<String, Direct.Answerer> methods = new LinkedHashMap<>();
    methods.put("ping", params -> Map.of());
    methods.put("resources/list", contexts::list);
    return new Direct(methods);
  }

  /// Completes the description of a server that has its transport, and makes it.
  McpSyncServer build(McpServer.SyncSpecification<?> specification, McpJsonMapper mapper) {
    return specification
        .serverInfo(Implementation.builder("seshat", version).title("Seshat").build())
        .instructions(INSTRUCTIONS)
        .capabilities(
            ServerCapabilities.builder()
                .tools(false)
                .resources(false, false)
                .prompts(false)
                .completions()
                .build())
        .requestTimeout(CLIENT_ANSWERS_WITHIN)
        .jsonMapper(mapper)
        .jsonSchemaValidator(new Trusting())
        .validateToolInputs(false)
        .immediateExecution(true)
        .addToolFilter(
            (context, tool) -> toolbox.offers(tool.name(), Agent.of(context, standing).sets()))
        .tools(toolbox.tools().stream().map(this::specification).toList())
        .resourceTemplates(contexts.resources())
        .prompts(contexts.prompts())
        .completions(contexts.completions())
        .build();
  }

  private SyncToolSpecification specification(Tool tool) {
    McpSchema.Tool described =
        McpSchema.Tool.builder(tool.name(), tool.input().brief().toJson())
            .title(tool.title())
            .description(tool.description())
            .outputSchema(tool.output().brief().toJson())
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
    Toolbox.Outcome outcome = toolbox.call(request.name(), agent(exchange), request.arguments());
    List<McpSchema.Content> content = new ArrayList<>();
    content.add(McpSchema.TextContent.builder(outcome.text()).build());
    Tool.Picture picture = outcome.picture();
    if (picture != null) {
      content.add(McpSchema.ImageContent.builder(picture.data(), picture.mediaType()).build());
    }
    CallToolResult.Builder result = CallToolResult.builder(content);
    if (outcome.repeated()) {
      result.meta(Map.of("seshat.dev/repeated", true));
    }
    if (outcome.error() == null) {
      return result.isError(false).structuredContent(outcome.structured()).build();
    }
    return result.isError(true).meta(Map.of("seshat.dev/code", outcome.error())).build();
  }

  private Agent agent(McpSyncServerExchange exchange) {
    return Agent.of(exchange.transportContext(), standing).through(exchange.getClientInfo());
  }

  /// Finds everything valid: the [Toolbox] has checked the arguments, and answers by the schemas that it states.
  private static final class Trusting implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
      return ValidationResponse.asValid("");
    }
  }
}
