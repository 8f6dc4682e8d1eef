package dev.seshat.server.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The tools that the protocol's conformance suite expects a server to have.
final class ConformanceTools {
  /// A picture of one pixel.
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

  /// A sound without samples.
  private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

  private static final Map<String, Object> NO_ARGUMENTS = schema(Map.of());

  private ConformanceTools() {}

  static List<SyncToolSpecification> all() {
    return List.of(
        answering("test_simple_text", text("This is a simple text response for testing.")),
        answering("test_image_content", image()),
        answering("test_audio_content", AudioContent.builder(WAV, "audio/wav").build()),
        answering(
            "test_embedded_resource",
            embedded(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.")),
        answering(
            "test_multiple_content_types",
            text("Multiple content types test:"),
            image(),
            embedded(
                "test://mixed-content-resource",
                "application/json",
                "{\"test\":\"data\",\"value\":123}")),
        tool("test_tool_with_logging", NO_ARGUMENTS, ConformanceTools::logging),
        tool("test_tool_with_progress", NO_ARGUMENTS, ConformanceTools::progressing),
        tool("test_error_handling", NO_ARGUMENTS, ConformanceTools::failing),
        tool("test_sampling", withText("prompt"), ConformanceTools::sampling),
        tool("test_elicitation", withText("message"), ConformanceTools::eliciting),
        tool(
            "test_elicitation_sep1034_defaults",
            NO_ARGUMENTS,
            (exchange, request) -> elicit(exchange, "Please check", defaults())),
        tool(
            "test_elicitation_sep1330_enums",
            NO_ARGUMENTS,
            (exchange, request) -> elicit(exchange, "Please choose", enums())),
        tool("json_schema_2020_12_tool", modernSchema(), (exchange, request) -> done("Fine.")));
  }

  static TextContent text(String text) {
    return TextContent.builder(text).build();
  }

  static ImageContent image() {
    return ImageContent.builder(PNG, "image/png").build();
  }

  static EmbeddedResource embedded(String uri, String type, String text) {
    return EmbeddedResource.builder(TextResourceContents.builder(uri, text).mimeType(type).build())
        .build();
  }

  private static SyncToolSpecification answering(String name, Content... content) {
    return tool(
        name,
        NO_ARGUMENTS,
        (exchange, request) -> CallToolResult.builder(List.of(content)).isError(false).build());
  }

  private static SyncToolSpecification tool(
      String name,
      Map<String, Object> schema,
      BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
    McpSchema.Tool tool =
        McpSchema.Tool.builder(name, schema).description("For the conformance suite.").build();
    return new SyncToolSpecification(tool, handler);
  }

  private static CallToolResult done(String said) {
    return CallToolResult.builder(List.of(text(said))).isError(false).build();
  }

  private static CallToolResult logging(McpSyncServerExchange exchange, CallToolRequest request) {
    for (String each :
        List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
      exchange.loggingNotification(
          LoggingMessageNotification.builder(LoggingLevel.INFO, each).build());
    }
    return done("Logged.");
  }

  private static CallToolResult progressing(
      McpSyncServerExchange exchange, CallToolRequest request) {
    Object token = request.meta() == null ? null : request.meta().get("progressToken");
    for (int percent = 0; token != null && percent <= 100; percent += 50) {
      exchange.progressNotification(
          ProgressNotification.builder(token, percent).total(100.0).build());
    }
    return done("Progressed.");
  }

  private static CallToolResult failing(McpSyncServerExchange exchange, CallToolRequest request) {
    return CallToolResult.builder(
            List.of(text("This tool intentionally returns an error for testing")))
        .isError(true)
        .build();
  }

  private static CallToolResult sampling(McpSyncServerExchange exchange, CallToolRequest request) {
    SamplingMessage message =
        SamplingMessage.builder(Role.USER, text(String.valueOf(request.arguments().get("prompt"))))
            .build();
    Content answer =
        exchange
            .createMessage(CreateMessageRequest.builder(List.of(message), 100).build())
            .content();
    return done("LLM response: " + (answer instanceof TextContent said ? said.text() : answer));
  }

  private static CallToolResult eliciting(McpSyncServerExchange exchange, CallToolRequest request) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("username", Map.of("type", "string", "description", "User's response"));
    wanted.put("email", Map.of("type", "string", "description", "User's email address"));
    Map<String, Object> schema = new LinkedHashMap<>(schema(wanted));
    schema.put("required", List.of("username", "email"));
    return elicit(exchange, String.valueOf(request.arguments().get("message")), schema);
  }

  private static CallToolResult elicit(
      McpSyncServerExchange exchange, String message, Map<String, Object> schema) {
    ElicitResult answer =
        exchange.createElicitation(ElicitRequest.builder(message, schema).build());
    return done(
        "Elicitation completed: action=" + answer.action() + ", content=" + answer.content());
  }

  private static Map<String, Object> defaults() {
    return schema(
        Map.of(
            "name", Map.of("type", "string", "default", "John Doe"),
            "age", Map.of("type", "integer", "default", 30),
            "score", Map.of("type", "number", "default", 95.5),
            "status",
                Map.of(
                    "type",
                    "string",
                    "enum",
                    List.of("active", "inactive", "pending"),
                    "default",
                    "active"),
            "verified", Map.of("type", "boolean", "default", true)));
  }

  private static Map<String, Object> enums() {
    List<String> options = List.of("option1", "option2", "option3");
    List<Map<String, String>> titled =
        List.of(
            Map.of("const", "value1", "title", "First Option"),
            Map.of("const", "value2", "title", "Second Option"),
            Map.of("const", "value3", "title", "Third Option"));
    return schema(
        Map.of(
            "untitledSingle", Map.of("type", "string", "enum", options),
            "titledSingle", Map.of("type", "string", "oneOf", titled),
            "legacyEnum",
                Map.of(
                    "type",
                    "string",
                    "enum",
                    List.of("opt1", "opt2", "opt3"),
                    "enumNames",
                    List.of("Option One", "Option Two", "Option Three")),
            "untitledMulti",
                Map.of("type", "array", "items", Map.of("type", "string", "enum", options)),
            "titledMulti", Map.of("type", "array", "items", Map.of("anyOf", titled))));
  }

  private static Map<String, Object> modernSchema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.putAll(
        schema(
            Map.of(
                "name", Map.of("type", "string"), "address", Map.of("$ref", "#/$defs/address"))));
    Map<String, Object> text = Map.of("type", "string");
    schema.put("$defs", Map.of("address", schema(Map.of("street", text, "city", text))));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> withText(String name) {
    Map<String, Object> schema =
        new LinkedHashMap<>(schema(Map.of(name, Map.of("type", "string"))));
    schema.put("required", List.of(name));
    return schema;
  }

  private static Map<String, Object> schema(Map<String, ?> properties) {
    return Map.of("type", "object", "properties", properties);
  }
}
