package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The messages of a chat of Gemini CLI: prompts, thoughts, responses, tool calls with their results, and notices.
final class GeminiMessages {
  private static final String ASSISTANT = "assistant";
  private static final int PROMPT_KEPT = 2_000;
  private static final int LINE_MAX = 2_000;

  /// How much a finished tool call is worth beside what is written of it.
  private static final long FINISHED = 1_000_000;

  private static final Set<String> TYPES = Set.of("user", "gemini", "info", "error", "warning");
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "timestamp",
          "type",
          "content",
          "displayContent",
          "toolCalls",
          "thoughts",
          "tokens",
          "model");
  private static final Set<String> KNOWN_CALL =
      Set.of(
          "id",
          "name",
          "args",
          "result",
          "status",
          "timestamp",
          "resultDisplay",
          "description",
          "displayName",
          "renderOutputAsMarkdown");
  private static final Set<String> EDITORS = Set.of("write_file", "replace", "edit", "smart_edit");
  private static final List<String> TELLING =
      List.of(
          "command",
          "file_path",
          "absolute_path",
          "path",
          "dir_path",
          "pattern",
          "query",
          "prompt",
          "title",
          "url");

  /// How texts begin that the client puts into the person's mouth.
  private static final List<String> INJECTED =
      List.of("<session_context>", "System: Please continue.");

  private final Intake intake;

  GeminiMessages(Intake intake) {
    this.intake = intake;
  }

  static boolean isKnown(String type) {
    return TYPES.contains(type);
  }

  List<Part> parts(JsonNode message, String type, String cwd, Facts facts) {
    return switch (type) {
      case "user" -> List.of(prompt(message, facts));
      case "gemini" -> answer(message, cwd, facts);
      default -> List.of(event(message, type));
    };
  }

  private Part prompt(JsonNode message, Facts facts) {
    String text = text(message.path("content"));
    List<Object> media = media(message.path("content"));
    Map<String, @Nullable Object> payload = rest(message, KNOWN);
    if (!media.isEmpty()) {
      payload.put("media", media);
    }
    boolean injected = INJECTED.stream().anyMatch(text.strip()::startsWith);
    if (injected || (text.isBlank() && isResponse(message))) {
      payload.put("record", "injected");
      return part(InteractionType.EVENT, TranscriptClient.GEMINI.tool(), text, payload);
    }
    String typed = text(message.path("displayContent"));
    String asked = typed.isBlank() ? text : typed;
    facts.set("prompt", asked.isBlank() ? "(an image)" : intake.text(asked.strip(), PROMPT_KEPT));
    if (!typed.isBlank() && !typed.equals(text)) {
      payload.put("typed", intake.text(typed));
    }
    return new Part(InteractionType.PROMPT, "user", null, intake.text(text), payload);
  }

  /// Whether a user's message only carries back what tools gave.
  private static boolean isResponse(JsonNode message) {
    for (JsonNode part : message.path("content")) {
      if (part.has("functionResponse")) {
        return true;
      }
    }
    return false;
  }

  private List<Part> answer(JsonNode message, String cwd, Facts facts) {
    Map<String, @Nullable Object> common = new LinkedHashMap<>();
    String model = intake.text(message.path("model").asString(""), 200);
    if (!model.isBlank()) {
      common.put("model", model);
      facts.set("model", model);
    }
    common.putAll(rest(message, KNOWN));
    List<Part> parts = new ArrayList<>();
    for (JsonNode thought : message.path("thoughts")) {
      String subject = thought.path("subject").asString("");
      String more = thought.path("description").asString("");
      String text = subject.isBlank() ? more : more.isBlank() ? subject : subject + "\n\n" + more;
      if (!text.isBlank()) {
        parts.add(part(InteractionType.REFLECTION, ASSISTANT, text, common));
      }
    }
    String said = text(message.path("content"));
    if (!said.isBlank()) {
      parts.add(part(InteractionType.RESPONSE, ASSISTANT, said, common));
    }
    for (JsonNode call : message.path("toolCalls")) {
      parts.add(call(call, common, facts));
      if (call.path("result").isContainer() || call.path("result").isString() || isOver(call)) {
        parts.add(result(call, cwd, facts));
      }
    }
    return parts;
  }

  private Part call(JsonNode call, Map<String, @Nullable Object> common, Facts facts) {
    String tool = intake.text(call.path("name").asString("tool"), 200);
    facts.add("tools", tool);
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(common);
    payload.put("tool", tool);
    payload.put("tool_use_id", intake.text(call.path("id").asString(""), 200));
    payload.put("input", intake.value(call.path("args")));
    payload.putAll(rest(call, KNOWN_CALL));
    return part(InteractionType.TOOL_CALL, ASSISTANT, tool + line(call.path("args")), payload);
  }

  private String line(JsonNode args) {
    for (String name : TELLING) {
      String value = args.path(name).asString("");
      if (!value.isBlank()) {
        return ": " + intake.text(value, LINE_MAX);
      }
    }
    return "";
  }

  private Part result(JsonNode call, String cwd, Facts facts) {
    String tool = intake.text(call.path("name").asString("tool"), 200);
    String status = call.path("status").asString("");
    String text = output(call.path("result"));
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("tool_use_id", intake.text(call.path("id").asString(""), 200));
    if (status.equals("error") || status.equals("cancelled")) {
      payload.put("is_error", true);
      payload.put("status", status);
    } else if (status.isEmpty() || status.equals("success")) {
      Outcomes.of(pending(tool, call.path("args"), cwd), text, facts, payload);
    }
    if (text.isBlank() && call.path("resultDisplay").isString()) {
      text = call.path("resultDisplay").stringValue();
    }
    return part(InteractionType.TOOL_RESULT, tool, text, payload);
  }

  private PendingTools.Call pending(String tool, JsonNode args, String cwd) {
    String file = args.path("file_path").asString("");
    String command = args.path("command").asString("");
    return new PendingTools.Call(
        tool,
        EDITORS.contains(tool) && !file.isBlank()
            ? List.of(intake.text(Paths.within(cwd, file), 4_000))
            : List.of(),
        Outcomes.commits(command),
        Outcomes.opensPullRequest(command));
  }

  private static String output(JsonNode result) {
    if (result.isString()) {
      return result.stringValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : result.isArray() ? result : List.of(result)) {
      JsonNode response = part.path("functionResponse").path("response");
      String output = response.path("output").asString(response.path("error").asString(""));
      if (!output.isEmpty()) {
        texts.add(output);
      } else if (part.path("text").isString()) {
        texts.add(part.path("text").stringValue());
      } else if (response.isObject() && !response.isEmpty()) {
        texts.add(response.toString());
      }
    }
    return String.join("\n", texts);
  }

  /// A record that is no part of the conversation.
  Part event(JsonNode record, String type) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("record", intake.text(type, 100));
    payload.putAll(rest(record, KNOWN));
    return part(
        InteractionType.EVENT,
        TranscriptClient.GEMINI.tool(),
        text(record.path("content")),
        payload);
  }

  private Part part(
      InteractionType type, String author, String text, Map<String, @Nullable Object> payload) {
    return new Part(type, author, text.isBlank() ? null : intake.text(text), null, payload);
  }

  private Map<String, @Nullable Object> rest(JsonNode object, Set<String> known) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    Map<String, @Nullable Object> fields = intake.fields(object, name -> !known.contains(name));
    if (!fields.isEmpty()) {
      payload.put("fields", fields);
    }
    return payload;
  }

  /// The texts of a content, which is a text, a part, or a list of either.
  static String text(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content.isArray() ? content : List.of(content)) {
      String text = part.isString() ? part.stringValue() : part.path("text").asString("");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return String.join("\n\n", texts);
  }

  private List<Object> media(JsonNode content) {
    List<Object> media = new ArrayList<>();
    for (JsonNode part : content.isArray() ? content : List.<JsonNode>of()) {
      boolean other = part.isObject() && !part.has("text");
      Object value = other && media.size() < 1_000 ? intake.value(part) : null;
      if (value != null) {
        media.add(value);
      }
    }
    return media;
  }

  /// What a message used. The client's `input` has `cached` in it; `thoughts` are written by the model, as `output` is,
  /// and are its reasoning; what tools put into the prompt (`tool`) is input beside `input`.
  static @Nullable RequestUsage usage(JsonNode message, String key) {
    JsonNode tokens = message.path("tokens");
    String model = message.path("model").asString("");
    if (!tokens.isObject() || model.isBlank()) {
      return null;
    }
    long cached =
        Math.min(RequestUsage.count(tokens, "cached"), RequestUsage.count(tokens, "input"));
    long input = RequestUsage.count(tokens, "input") - cached + RequestUsage.count(tokens, "tool");
    long thoughts = RequestUsage.count(tokens, "thoughts");
    long output = RequestUsage.count(tokens, "output") + thoughts;
    long explained = input + cached + output;
    if (explained == 0) {
      return null;
    }
    return new RequestUsage(
        TranscriptClient.GEMINI.host(),
        key,
        model.length() > 200 ? model.substring(0, 200) : model,
        input,
        cached,
        0,
        0,
        output,
        thoughts,
        Math.max(0, RequestUsage.count(tokens, "total") - explained));
  }

  /// How full a telling of a message is: a call that is over counts more than whatever is written of one that is not.
  static long weight(JsonNode message) {
    long weight = message.toString().length();
    for (JsonNode call : message.path("toolCalls")) {
      weight += isOver(call) ? FINISHED : 0;
    }
    return weight;
  }

  private static boolean isOver(JsonNode call) {
    return Set.of("success", "error", "cancelled").contains(call.path("status").asString(""));
  }
}
