package dev.seshat.server.mcp;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.agent.AgentRun;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a client can put into an agent's context by itself: sessions in several forms as resources, prompts, and the ids
/// that complete what a person types.
final class Contexts {
  private static final int RESOURCE_NOT_FOUND = -32002;
  private static final String SCHEME = "seshat://session/";
  private static final String KNOWLEDGE = "seshat://knowledge/";
  private static final String MARKDOWN = "text/markdown";
  private static final String RESUME = "resume";
  private static final String REFLECT = "reflect";
  private static final String INTERVIEW = "interview";
  private static final String SESSION = "session";
  private static final String STORYTELLER = "storyteller";
  private static final int BRIEF_TOKENS = 4_000;
  private static final int REFLECTED_TOKENS = 8_000;
  private static final int MARKDOWN_CHARACTERS = 60_000;
  private static final int MOST_RUNS = 100;
  private static final int PAGE = 50;
  private static final int MOST_COMPLETIONS = 20;
  private static final int LOOKED_THROUGH = 200;

  private final Toolbox toolbox;
  private final Function<McpSyncServerExchange, Agent> agent;

  Contexts(Toolbox toolbox, Function<McpSyncServerExchange, Agent> agent) {
    this.toolbox = toolbox;
    this.agent = agent;
  }

  /// The forms in which a session can be read.
  private enum Form {
    JSON(
        "",
        "session",
        "Session",
        "A session with all its fields; the id may be short, or 'current'",
        "application/json"),
    RUNS(
        "/runs",
        "runs",
        "Runs of agents in a session",
        "Who has worked on a session, from when to when, through which program and model; the newest first",
        "application/json"),
    BRIEF(
        "/brief",
        "brief",
        "Brief of a session",
        "What is needed to go on with a session, within 4,000 tokens",
        MARKDOWN),
    DOCUMENT(
        "/session.md",
        "session.md",
        "Session as a document",
        "A session for reading: what it was for, notes, artifacts, and the conversation, its newest turns if it is long",
        MARKDOWN);

    private final String end;
    private final String word;
    private final String title;
    private final String description;
    private final String type;

    Form(String end, String word, String title, String description, String type) {
      this.end = end;
      this.word = word;
      this.title = title;
      this.description = description;
      this.type = type;
    }

    private String template() {
      return SCHEME + "{id}" + end;
    }

    private static Form of(String uri) {
      return Stream.of(RUNS, BRIEF, DOCUMENT)
          .filter(form -> uri.endsWith(form.end))
          .findFirst()
          .orElse(JSON);
    }

    private String read(Seshat seshat, String ref) {
      return switch (this) {
        case JSON -> Json.write(seshat.sessions().get(ref).toJson());
        case RUNS ->
            Json.write(
                Map.of(
                    "agent_runs",
                    seshat.agentRuns().of(ref, MOST_RUNS).stream().map(AgentRun::toJson).toList()));
        case BRIEF -> seshat.briefs().brief(ref, BRIEF_TOKENS);
        case DOCUMENT -> seshat.markdown().text(ref, MARKDOWN_CHARACTERS);
      };
    }
  }

  List<SyncResourceTemplateSpecification> resources() {
    Stream<SyncResourceTemplateSpecification> sessions =
        Stream.of(Form.values())
            .map(form ->
                ResourceTemplate.builder(form.template(), form.word)
                    .title(form.title)
                    .description(form.description)
                    .mimeType(form.type)
                    .build())
            .map(template -> new SyncResourceTemplateSpecification(template, this::read));
    ResourceTemplate knowledge =
        ResourceTemplate.builder(KNOWLEDGE + "{name}", "knowledge")
            .title("Knowledge")
            .description(
                "learned-patterns, keyword-effectiveness, failure-modes, or a person's own file; %2F for / in its name")
            .mimeType(MARKDOWN)
            .build();
    return Stream.concat(
            sessions, Stream.of(new SyncResourceTemplateSpecification(knowledge, this::known)))
        .toList();
  }

  private ReadResourceResult known(McpSyncServerExchange exchange, ReadResourceRequest request) {
    String uri = request.uri();
    try {
      String name =
          URLDecoder.decode(
              uri.substring(KNOWLEDGE.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
      String text = toolbox.store(agent.apply(exchange)).knowledgeFiles().read(name);
      return ReadResourceResult.builder(
              List.of(TextResourceContents.builder(uri, text).mimeType(MARKDOWN).build()))
          .build();
    } catch (IllegalArgumentException e) {
      throw error(RESOURCE_NOT_FOUND, NotFound.of("knowledge", uri));
    } catch (SeshatException e) {
      throw error(RESOURCE_NOT_FOUND, e);
    }
  }

  /// A page of the sessions as resources, the most recently active first.
  ListResourcesResult list(Map<?, ?> params) {
    Object cursor = params.get("cursor");
    if (cursor != null && !(cursor instanceof String)) {
      throw new Invalid("cursor", "must be a text that a page before this one gave");
    }
    SessionFilter filter =
        SessionFilter.all().withLimit(PAGE).withCursor((String) cursor).withRootsOnly(true);
    Page<Session> page = toolbox.store().sessions().list(filter);
    return new ListResourcesResult(
        page.items().stream().map(Contexts::resource).toList(), page.next());
  }

  private static Resource resource(Session session) {
    return Resource.builder(SCHEME + session.id() + Form.DOCUMENT.end, session.shortId())
        .title(Texts.shorten(session.title(), 100))
        .description(
            session.status().word()
                + ", last active "
                + session.lastActivityAt()
                + (session.project() == null ? "" : ", project " + session.project()))
        .mimeType(MARKDOWN)
        .build();
  }

  private ReadResourceResult read(McpSyncServerExchange exchange, ReadResourceRequest request) {
    String uri = request.uri();
    Form form = Form.of(uri);
    String ref = uri.substring(SCHEME.length(), uri.length() - form.end.length());
    try {
      String text = form.read(toolbox.store(agent.apply(exchange)), ref);
      return ReadResourceResult.builder(
              List.of(TextResourceContents.builder(uri, text).mimeType(form.type).build()))
          .build();
    } catch (SeshatException e) {
      throw error(RESOURCE_NOT_FOUND, e);
    }
  }

  List<SyncPromptSpecification> prompts() {
    return List.of(
        new SyncPromptSpecification(
            prompt(RESUME, "Resume a session", "Go on where a session stopped"), this::resume),
        new SyncPromptSpecification(
            prompt(
                REFLECT,
                "Reflect on a session",
                "Look back at a session and write down what it taught"),
            this::reflect),
        new SyncPromptSpecification(InterviewPrompt.prompt(), this::interview));
  }

  private static Prompt prompt(String name, String title, String description) {
    return Prompt.builder(name)
        .title(title)
        .description(description)
        .arguments(
            List.of(
                PromptArgument.builder(SESSION)
                    .description("Id, short id, or 'current'")
                    .required(true)
                    .build()))
        .build();
  }

  private GetPromptResult resume(McpSyncServerExchange exchange, GetPromptRequest request) {
    return asked(
        exchange,
        request,
        BRIEF_TOKENS,
        """
        Go on with this session. First call session_update with action resume, then work on what is open, and log what \
        matters with session_log.\
        """);
  }

  private GetPromptResult reflect(McpSyncServerExchange exchange, GetPromptRequest request) {
    return asked(
        exchange,
        request,
        REFLECTED_TOKENS,
        """
        Look back at this session and keep what it taught. Use recall where the brief below is too short.
        1. Compare what was intended with what came out. Say which indicators are met, with evidence (session_update, judge).
        2. Find what worked and why, what failed and why, what was decided and on what grounds, and what surprised you.
        3. Write each down as a note of its own with session_log: note_type insight, decision, concern or technical; \
        is_important for what a later session must know; requires_followup for what is left to do. One claim per note, \
        with the turns that show it (such as 1f0c2a9b#12), and how sure you are. Leave out what the record does not bear out.
        4. Set summary and next_session_suggestion with session_update.
        End with three sentences for the person: what was achieved, what was learned, what comes next.\
        """);
  }

  private GetPromptResult interview(McpSyncServerExchange exchange, GetPromptRequest request) {
    Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
    try {
      String text =
          InterviewPrompt.text(
              toolbox.store(agent.apply(exchange)),
              arguments.get(SESSION) instanceof String given ? given : null,
              arguments.get(STORYTELLER) instanceof String given ? given : null);
      return GetPromptResult.builder(
              List.of(PromptMessage.builder(Role.USER, TextContent.builder(text).build()).build()))
          .build();
    } catch (SeshatException e) {
      throw error(Messages.INVALID_PARAMS, e);
    }
  }

  private GetPromptResult asked(
      McpSyncServerExchange exchange, GetPromptRequest request, int tokens, String words) {
    Map<String, Object> arguments = request.arguments() == null ? Map.of() : request.arguments();
    String ref = arguments.get(SESSION) instanceof String given ? given : "current";
    try {
      String brief = toolbox.store(agent.apply(exchange)).briefs().brief(ref, tokens);
      PromptMessage message =
          PromptMessage.builder(Role.USER, TextContent.builder(words + "\n\n" + brief).build())
              .build();
      return GetPromptResult.builder(List.of(message)).build();
    } catch (SeshatException e) {
      throw error(Messages.INVALID_PARAMS, e);
    }
  }

  List<SyncCompletionSpecification> completions() {
    Stream<CompleteReference> prompts =
        Stream.of(
            new PromptReference(RESUME),
            new PromptReference(REFLECT),
            new PromptReference(INTERVIEW));
    Stream<CompleteReference> templates =
        Stream.of(Form.values()).map(form -> new ResourceReference(form.template()));
    SyncCompletionSpecification knowledge =
        new SyncCompletionSpecification(
            new ResourceReference(KNOWLEDGE + "{name}"), this::completeName);
    return Stream.concat(
            Stream.concat(prompts, templates)
                .map(each -> new SyncCompletionSpecification(each, this::complete)),
            Stream.of(knowledge))
        .toList();
  }

  /// The names of knowledge that have what was typed.
  private CompleteResult completeName(McpSyncServerExchange exchange, CompleteRequest request) {
    String typed = request.argument().value().strip().toLowerCase(Locale.ROOT);
    return completed(
        toolbox.store(agent.apply(exchange)).knowledgeFiles().names().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(typed))
            .toList());
  }

  /// The short ids of recent sessions that begin with what was typed, or whose title has it.
  private CompleteResult complete(McpSyncServerExchange exchange, CompleteRequest request) {
    String typed = request.argument().value().strip().toLowerCase(Locale.ROOT);
    if (request.argument().name().equals(STORYTELLER)) {
      return completed(
          InterviewPrompt.names(toolbox.store(agent.apply(exchange)), typed, MOST_COMPLETIONS));
    }
    List<String> found =
        toolbox
            .store(agent.apply(exchange))
            .sessions()
            .list(SessionFilter.all().withLimit(LOOKED_THROUGH))
            .items()
            .stream()
            .filter(session -> fits(session, typed))
            .map(Session::shortId)
            .distinct()
            .toList();
    return completed(found);
  }

  private static CompleteResult completed(List<String> found) {
    List<String> shown = found.subList(0, Math.min(found.size(), MOST_COMPLETIONS));
    return new CompleteResult(
        new CompleteResult.CompleteCompletion(shown, found.size(), found.size() > shown.size()));
  }

  private static boolean fits(Session session, String typed) {
    return session.id().toString().startsWith(typed)
        || session.title().toLowerCase(Locale.ROOT).contains(typed);
  }

  private static McpError error(int code, SeshatException e) {
    return McpError.builder(code)
        .message(e.getMessage())
        .data(Map.of("code", e.code().word()))
        .build();
  }
}
