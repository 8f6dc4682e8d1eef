package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What was said and thought in a rollout of Codex: prompts, responses, reflections, and what the client put in between.
///
/// The client writes most of it twice, as an item of the conversation and as an event. Whichever comes first is kept.
final class CodexMessages {
  private static final String ASSISTANT = "assistant";
  private static final String USER = "user";
  private static final String REQUEST = "## My request for Codex:";
  private static final int PROMPT_KEPT = 2_000;
  private static final int HEARD_KEPT = 200;

  /// Fields that are understood; any other is kept.
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "role",
          "content",
          "id",
          "status",
          "summary",
          "encrypted_content",
          "message",
          "text",
          "images",
          "local_images",
          "text_elements",
          "kind",
          "phase",
          "end_turn",
          "reason");

  /// A text that is one element, as the client wraps what it tells the model.
  private static final Pattern ELEMENT =
      Pattern.compile("(?s)^<([A-Za-z_][A-Za-z0-9_ -]{0,60})>.*</\\1>$");

  private final Intake intake;

  CodexMessages(Intake intake) {
    this.intake = intake;
  }

  /// The texts of a message's content or of a reflection's summary, one after the other.
  static String text(JsonNode content) {
    return String.join("\n\n", texts(content));
  }

  private static List<String> texts(JsonNode content) {
    if (content.isString()) {
      return List.of(content.stringValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : content) {
      if (item.path("text").isString()) {
        texts.add(item.path("text").stringValue());
      }
    }
    return texts;
  }

  List<Part> said(JsonNode item, SourceState state, Facts facts) {
    String text = text(item.path("content"));
    List<Object> media = media(item.path("content"));
    return switch (item.path("role").asString("")) {
      case ASSISTANT -> response(true, text, fields(item), state);
      case USER -> {
        if (isInjected(text)) {
          yield List.of(event("injected", text, fields(item)));
        }
        yield isNews(true, USER, text, state)
            ? List.of(prompt(text, media, fields(item), facts))
            : List.of();
      }
      default -> List.of(event(item.path("role").asString("message"), text, fields(item)));
    };
  }

  List<Part> thought(JsonNode item, SourceState state) {
    List<String> texts = new ArrayList<>(texts(item.path("summary")));
    texts.addAll(texts(item.path("content")));
    return reflection(true, texts, state);
  }

  /// What an event repeats, if no item has said it.
  List<Part> echo(String kind, JsonNode event, SourceState state, Facts facts) {
    String text = event.path("message").asString(event.path("text").asString(""));
    return switch (kind) {
      case "user_message" ->
          isInjected(text) || !isNews(false, USER, text, state)
              ? List.of()
              : List.of(prompt(text, List.of(), fields(event), facts));
      case "agent_message" -> response(false, text, fields(event), state);
      default -> reflection(false, List.of(text), state);
    };
  }

  private List<Part> response(
      boolean item, String text, Map<String, @Nullable Object> payload, SourceState state) {
    if (text.isBlank() || !isNews(item, ASSISTANT, text, state)) {
      return List.of();
    }
    return List.of(
        new Part(
            InteractionType.RESPONSE, ASSISTANT, intake.text(text), null, model(payload, state)));
  }

  private List<Part> reflection(boolean item, List<String> texts, SourceState state) {
    String text =
        texts.stream()
            .filter(each -> !each.isBlank() && isNews(item, "thought", each, state))
            .collect(Collectors.joining("\n\n"));
    if (text.isBlank()) {
      return List.of();
    }
    return List.of(
        new Part(
            InteractionType.REFLECTION,
            ASSISTANT,
            intake.text(text),
            null,
            model(new LinkedHashMap<>(), state)));
  }

  private static Map<String, @Nullable Object> model(
      Map<String, @Nullable Object> payload, SourceState state) {
    if (!state.note("model").isEmpty()) {
      payload.put("model", state.note("model"));
    }
    return payload;
  }

  private Part prompt(
      String text, List<Object> media, Map<String, @Nullable Object> payload, Facts facts) {
    if (!media.isEmpty()) {
      payload.put("media", media);
    }
    int request = text.indexOf(REQUEST);
    String asked = request < 0 ? text : text.substring(request + REQUEST.length());
    facts.set("prompt", asked.isBlank() ? "(an image)" : intake.text(asked.strip(), PROMPT_KEPT));
    return new Part(InteractionType.PROMPT, "user", null, intake.text(text), payload);
  }

  private List<Object> media(JsonNode content) {
    List<Object> media = new ArrayList<>();
    for (JsonNode item : content.isArray() ? content : List.<JsonNode>of()) {
      if (!item.path("text").isString() && media.size() < 1_000) {
        Object value = intake.value(item);
        if (value != null) {
          media.add(value);
        }
      }
    }
    return media;
  }

  private static boolean isInjected(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("# AGENTS.md instructions") || ELEMENT.matcher(trimmed).matches();
  }

  /// Whether a text is said for the first time of the two. Each is remembered until its other form comes.
  ///
  /// @param item whether it is an item of the conversation, and not an event
  private static boolean isNews(boolean item, String kind, String text, SourceState state) {
    List<String> heard = state.list("heard");
    String said = kind + " " + Hashes.of(text.strip());
    if (heard.remove((item ? "event " : "item ") + said)) {
      return false;
    }
    heard.add((item ? "item " : "event ") + said);
    if (heard.size() > HEARD_KEPT) {
      heard.removeFirst();
    }
    return true;
  }

  /// A record that is no part of the conversation.
  Part event(CodexRecord record, String text) {
    return event(record.label(), text, fields(record.payload()));
  }

  private Part event(String record, String text, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("record", intake.text(record, 100));
    payload.putAll(fields);
    return new Part(
        InteractionType.EVENT,
        TranscriptClient.CODEX.tool(),
        text.isBlank() ? null : intake.text(text),
        null,
        payload);
  }

  private Map<String, @Nullable Object> fields(JsonNode object) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    Map<String, @Nullable Object> fields =
        intake.fields(object, name -> !KNOWN.contains(name) && !name.equals("replacement_history"));
    if (!fields.isEmpty()) {
      payload.put("fields", fields);
    }
    return payload;
  }
}
