package dev.seshat.telemetry;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewInteraction;
import dev.seshat.store.Times;
import dev.seshat.transcript.Transcripts;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one span tells: of which session, what was said and done, and what it used.
///
/// @param tool the program that it comes from
/// @param key what the program calls the conversation
/// @param usage null if it is no request to a model
record Story(
    String tool,
    String key,
    String project,
    Span span,
    List<NewInteraction> interactions,
    @Nullable NewUsage usage) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Set<String> REQUESTS =
      Set.of("chat", "text_completion", "generate_content", "embeddings", "completion");
  private static final Set<String> OTHERS = Set.of("execute_tool", "invoke_agent", "create_agent");
  private static final Map<String, String> HOSTS =
      Map.ofEntries(
          Map.entry("gcp.gemini", "Google"),
          Map.entry("gcp.gen_ai", "Google"),
          Map.entry("gcp.vertex_ai", "Google"),
          Map.entry("aws.bedrock", "AWS Bedrock"),
          Map.entry("azure.ai.openai", "Azure OpenAI"),
          Map.entry("az.ai.openai", "Azure OpenAI"),
          Map.entry("azure.ai.inference", "Azure"),
          Map.entry("az.ai.inference", "Azure"),
          Map.entry("x_ai", "xAI"),
          Map.entry("mistral_ai", "Mistral"));

  /// Whether a span is of a model's or a tool's work.
  static boolean isTold(Span span) {
    return !operation(span).isEmpty();
  }

  private static String operation(Span span) {
    String named = span.text("gen_ai.operation.name", "llm.request.type");
    if (named != null && (REQUESTS.contains(named) || OTHERS.contains(named))) {
      return named;
    }
    boolean model = span.text("gen_ai.request.model", "gen_ai.response.model") != null;
    return model ? "chat" : span.text("gen_ai.tool.name") != null ? "execute_tool" : "";
  }

  /// @throws Invalid if the span cannot be used
  static Story of(Span span) {
    if (span.start().isBefore(EARLIEST)
        || !span.end().isBefore(LATEST)
        || span.end().isBefore(span.start())) {
      throw new Invalid("span " + span.spanId(), "has times that no program has");
    }
    String service = resource(span, "service.name");
    String tool =
        service == null || service.startsWith("unknown_service")
            ? "opentelemetry"
            : Texts.shorten(service, 90);
    String namespace = resource(span, "service.namespace");
    String conversation = span.text("gen_ai.conversation.id");
    String key =
        conversation == null
            ? "trace:" + span.traceId()
            : "conversation:" + (conversation.length() > 200 ? sha256(conversation) : conversation);
    String operation = operation(span);
    List<NewInteraction> told = new ArrayList<>();
    if (operation.equals("execute_tool")) {
      add(told, Messages.tool(span), span.start(), new HashMap<>());
    } else if (!operation.equals("embeddings")) {
      Map<String, Integer> seen = new HashMap<>();
      add(told, Messages.in(span), span.start(), seen);
      add(told, Messages.out(span), span.end(), seen);
    }
    if (span.error() != null) {
      told.add(error(span));
    }
    return new Story(
        Texts.storable(tool),
        Texts.storable(key),
        Texts.storable(namespace == null ? tool : Texts.shorten(namespace, 190)),
        span,
        told,
        REQUESTS.contains(operation) ? usage(span) : null);
  }

  private static @Nullable String resource(Span span, String name) {
    return span.resource().get(name) instanceof String text && !text.isBlank() ? text : null;
  }

  /// A content that comes again in one list is told again: the second "yes" of a conversation is another one.
  private static void add(
      List<NewInteraction> told, List<Piece> pieces, Instant at, Map<String, Integer> seen) {
    for (Piece piece : pieces) {
      int times = seen.merge(piece.key(), 1, Integer::sum);
      if (piece.isNamed() && times > 1) {
        continue;
      }
      String id =
          "otel:" + sha256(piece.key()) + (piece.isNamed() || times == 1 ? "" : ":" + times);
      NewInteraction interaction =
          NewInteraction.of(piece.type())
              .withAuthor(Texts.storable(piece.author()))
              .withText(piece.text())
              .withExternalId(id)
              .withCreatedAt(Times.millis(at));
      Map<String, Object> payload = piece.payload();
      told.add(
          payload == null
              ? interaction
              : interaction.withPayload(Texts.storable(Json.write(payload))));
    }
  }

  private static NewInteraction error(Span span) {
    String type = span.text("error.type");
    String said = Transcripts.masked(String.valueOf(span.error()));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("span", Texts.shorten(Texts.storable(span.name()), 200));
    payload.put("trace_id", span.traceId());
    if (type != null) {
      payload.put("error_type", Texts.shorten(Texts.storable(type), 200));
    }
    String text = (type == null ? "error" : type) + (said.isBlank() ? "" : ": " + said);
    return NewInteraction.of(InteractionType.EVENT)
        .withAuthor("system")
        .withAgentText(Texts.shorten(Texts.storable(text), 10_000))
        .withPayload(Json.write(payload))
        .withExternalId("otel:error:" + span.traceId() + ":" + span.spanId())
        .withCreatedAt(Times.millis(span.end()));
  }

  /// What a request used. The conventions count cached tokens among the input; here every token is counted once.
  private static @Nullable NewUsage usage(Span span) {
    String model = span.text("gen_ai.response.model", "gen_ai.request.model");
    long all = span.number("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
    long output = span.number("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
    long read =
        span.number(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.input_tokens.cached",
            "gen_ai.usage.input_tokens_cached",
            "gen_ai.usage.cached_tokens");
    long written =
        span.number(
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.input_tokens.cache_write");
    if (model == null || (all == 0 && output == 0 && read == 0 && written == 0)) {
      return null;
    }
    // who reports less input than was cached has left that out already
    long input = all >= read + written ? all - read - written : all;
    long reasoning =
        Math.min(
            output,
            span.number(
                "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.output_tokens.reasoning"));
    TokenCounts tokens = TokenCounts.of(input, read, written, 0, output).withReasoning(reasoning);
    String provider = span.text("gen_ai.provider.name", "gen_ai.system");
    String named = provider == null ? "unknown" : provider;
    String response = span.text("gen_ai.response.id");
    String request = response == null ? span.traceId() + ":" + span.spanId() : response;
    return NewUsage.of(
            Texts.storable(Texts.shorten(HOSTS.getOrDefault(named, named), 190)),
            Texts.storable(Texts.shorten(model, 190)),
            tokens)
        .withAt(span.start())
        .withRequestId(
            request.length() > 190 ? "sha256:" + sha256(request) : Texts.storable(request))
        .withUserId(user(span))
        .withSource("opentelemetry");
  }

  private static @Nullable String user(Span span) {
    String user = span.text("user.id", "enduser.id");
    return user == null ? null : Texts.storable(Texts.shorten(user, 190));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
