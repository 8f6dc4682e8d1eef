package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.json.Json;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a client can put into an agent's context by itself: sessions and their briefs as resources, and prompts.
final class Contexts {
  private static final int RESOURCE_NOT_FOUND = -32002;
  private static final int INVALID_PARAMS = -32602;
  private static final String SCHEME = "seshat://session/";
  private static final String BRIEF = "/brief";
  private static final int BRIEF_TOKENS = 4_000;

  private final Toolbox toolbox;
  private final Function<McpSyncServerExchange, String> actor;

  Contexts(Toolbox toolbox, Function<McpSyncServerExchange, String> actor) {
    this.toolbox = toolbox;
    this.actor = actor;
  }

  List<SyncResourceTemplateSpecification> resources() {
    ResourceTemplate session =
        ResourceTemplate.builder(SCHEME + "{id}", "session")
            .title("Session")
            .description(
                "A session with all its fields, as JSON; the id may be short, or 'current'")
            .mimeType("application/json")
            .build();
    ResourceTemplate brief =
        ResourceTemplate.builder(SCHEME + "{id}" + BRIEF, "brief")
            .title("Brief of a session")
            .description("What is needed to go on with a session, as Markdown")
            .mimeType("text/markdown")
            .build();
    return List.of(
        new SyncResourceTemplateSpecification(session, this::read),
        new SyncResourceTemplateSpecification(brief, this::read));
  }

  List<SyncPromptSpecification> prompts() {
    Prompt resume =
        Prompt.builder("resume")
            .title("Resume a session")
            .description("Go on where a session stopped")
            .arguments(
                List.of(
                    PromptArgument.builder("session")
                        .description("Id, short id, or 'current'")
                        .required(true)
                        .build()))
            .build();
    return List.of(new SyncPromptSpecification(resume, this::resume));
  }

  private ReadResourceResult read(McpSyncServerExchange exchange, ReadResourceRequest request) {
    String uri = request.uri();
    boolean isBrief = uri.endsWith(BRIEF);
    String ref =
        uri.substring(SCHEME.length(), isBrief ? uri.length() - BRIEF.length() : uri.length());
    try {
      Seshat seshat = toolbox.store(actor.apply(exchange));
      String text =
          isBrief
              ? seshat.briefs().brief(ref, BRIEF_TOKENS)
              : Json.write(seshat.sessions().get(ref).toJson());
      String type = isBrief ? "text/markdown" : "application/json";
      return ReadResourceResult.builder(
              List.of(TextResourceContents.builder(uri, text).mimeType(type).build()))
          .build();
    } catch (SeshatException e) {
      throw error(RESOURCE_NOT_FOUND, e);
    }
  }

  private GetPromptResult resume(McpSyncServerExchange exchange, GetPromptRequest request) {
    Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
    String ref = arguments.get("session") instanceof String given ? given : "current";
    try {
      String brief = toolbox.store(actor.apply(exchange)).briefs().brief(ref, BRIEF_TOKENS);
      String text =
          "Go on with this session. First call session_update with action resume, then work on what is open, and log what"
              + " matters with session_log.\n\n"
              + brief;
      PromptMessage message =
          PromptMessage.builder(Role.USER, TextContent.builder(text).build()).build();
      return GetPromptResult.builder(List.of(message)).description("Resume a session").build();
    } catch (SeshatException e) {
      throw error(INVALID_PARAMS, e);
    }
  }

  private static McpError error(int code, SeshatException e) {
    return McpError.builder(code)
        .message(e.getMessage())
        .data(Map.of("code", e.code().word()))
        .build();
  }
}
