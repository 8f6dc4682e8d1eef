package dev.seshat.server.mcp;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.seshat.server.ServerOptions;
import dev.seshat.server.http.Errors;
import dev.seshat.server.security.Guard;
import io.javalin.Javalin;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/// A server with everything that the protocol's conformance suite asks for, on the product's own transport and behind its
/// guard: what the product has no use for (pictures, questions to the person, sampling) is held to the protocol too.
///
/// It prints its address and runs until its stdin ends.
public final class ConformanceServer {
  private ConformanceServer() {}

  /// Jackson 3 refuses to write a question to the person as the SDK declares it: `mode` would be there twice.
  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "mode")
  private interface ModeOnce {}

  public static void main(String[] args) throws IOException {
    McpJsonMapper mapper =
        new JacksonMcpJsonMapper(
            JsonMapper.builder().addMixIn(ElicitFormRequest.class, ModeOnce.class).build());
    HttpTransport transport = new HttpTransport(mapper, Direct.nothing(), InstantSource.system());
    McpServer.sync(transport)
        .serverInfo("conformance", "1")
        .capabilities(
            ServerCapabilities.builder()
                .tools(false)
                .resources(true, false)
                .prompts(false)
                .logging()
                .completions()
                .build())
        .requestTimeout(Duration.ofSeconds(10))
        .jsonMapper(mapper)
        .immediateExecution(true)
        .tools(ConformanceTools.all())
        .resources(resources())
        .resourceTemplates(template())
        .prompts(prompts())
        .completions(
            new SyncCompletionSpecification(
                new PromptReference("test_prompt_with_arguments"),
                (exchange, request) ->
                    new CompleteResult(
                        new CompleteResult.CompleteCompletion(List.of("test"), 1, false))))
        .build();
    Javalin javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.concurrency.useVirtualThreads = true;
          new Errors((ctx, problem) -> ctx.result(problem.toJson()), System.err).register(config);
          config.routes.before(new Guard(ServerOptions.local()));
          Agent agent = Agent.local();
          config.routes.post("/mcp", ctx -> transport.post(ctx, agent));
          config.routes.get("/mcp", ctx -> transport.get(ctx, agent));
          config.routes.delete("/mcp", ctx -> transport.delete(ctx, agent));
        });
    javalin.start("127.0.0.1", 0);
    System.out.println("http://127.0.0.1:" + javalin.port() + "/");
    System.in.readAllBytes();
    transport.closeGracefully().block();
    javalin.stop();
  }

  private static List<SyncResourceSpecification> resources() {
    return List.of(
        resource(
            "test://static-text",
            uri -> text(uri, "text/plain", "This is the content of the static text resource.")),
        resource(
            "test://static-binary",
            uri ->
                BlobResourceContents.builder(uri, ConformanceTools.PNG)
                    .mimeType("image/png")
                    .build()),
        resource("test://watched-resource", uri -> text(uri, "text/plain", "Watched.")));
  }

  private static SyncResourceSpecification resource(
      String address, Function<String, ResourceContents> read) {
    Resource resource =
        Resource.builder(address, address.substring("test://".length()))
            .description("For the conformance suite")
            .build();
    return new SyncResourceSpecification(
        resource,
        (exchange, request) ->
            ReadResourceResult.builder(List.of(read.apply(request.uri()))).build());
  }

  private static SyncResourceTemplateSpecification template() {
    ResourceTemplate template =
        ResourceTemplate.builder("test://template/{id}/data", "template")
            .description("For the conformance suite")
            .mimeType("application/json")
            .build();
    return new SyncResourceTemplateSpecification(
        template,
        (exchange, request) -> {
          String id = request.uri().split("/", -1)[3];
          String data =
              "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}";
          return ReadResourceResult.builder(List.of(text(request.uri(), "application/json", data)))
              .build();
        });
  }

  private static TextResourceContents text(String uri, String type, String text) {
    return TextResourceContents.builder(uri, text).mimeType(type).build();
  }

  private static List<SyncPromptSpecification> prompts() {
    return List.of(
        prompt(
            "test_simple_prompt",
            List.of(),
            request -> List.of(ConformanceTools.text("This is a simple prompt for testing."))),
        prompt(
            "test_prompt_with_arguments",
            List.of("arg1", "arg2"),
            request ->
                List.of(
                    ConformanceTools.text(
                        "Prompt with arguments: arg1='%s', arg2='%s'"
                            .formatted(
                                request.arguments().get("arg1"),
                                request.arguments().get("arg2"))))),
        prompt(
            "test_prompt_with_embedded_resource",
            List.of("resourceUri"),
            request ->
                List.of(
                    ConformanceTools.embedded(
                        String.valueOf(request.arguments().get("resourceUri")),
                        "text/plain",
                        "Embedded resource content for testing."),
                    ConformanceTools.text("Please process the embedded resource above."))),
        prompt(
            "test_prompt_with_image",
            List.of(),
            request ->
                List.of(
                    ConformanceTools.image(),
                    ConformanceTools.text("Please analyze the image above."))));
  }

  private static SyncPromptSpecification prompt(
      String name,
      List<String> arguments,
      Function<GetPromptRequest, List<? extends Content>> contents) {
    Prompt prompt =
        Prompt.builder(name)
            .description("For the conformance suite")
            .arguments(
                arguments.stream()
                    .map(each ->
                        PromptArgument.builder(each).description("Any text").required(true).build())
                    .toList())
            .build();
    return new SyncPromptSpecification(
        prompt,
        (exchange, request) ->
            GetPromptResult.builder(
                    contents.apply(request).stream().map(ConformanceServer::message).toList())
                .build());
  }

  private static PromptMessage message(Content content) {
    return PromptMessage.builder(Role.USER, content).build();
  }
}
