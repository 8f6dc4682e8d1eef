package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The records `user` and `assistant`: prompts, responses, thoughts, tool calls and results.
final class ClaudeMessages {
  static final String CLIENT = "claude-code";
  private static final String ASSISTANT = "assistant";
  private static final int PROMPT_KEPT = 2_000;

  /// How texts begin that the client puts into the person's mouth.
  private static final List<String> INJECTED =
      List.of(
          "<task-notification>",
          "<system-reminder>",
          "<local-command-stdout>",
          "<local-command-stderr>",
          "<local-command-caveat>",
          "<bash-stdout>",
          "<bash-stderr>",
          "<bash-input>",
          "[Request interrupted",
          "Caveat: The messages below were generated");

  private final Intake intake;
  private final ClaudeTools tools;

  ClaudeMessages(Intake intake) {
    this.intake = intake;
    this.tools = new ClaudeTools(intake);
  }

  List<Part> assistant(Envelope envelope, PendingTools pending, Facts facts) {
    JsonNode message = envelope.record().path("message");
    String author = envelope.agentId() == null ? ASSISTANT : intake.text(envelope.agentId(), 200);
    Map<String, @Nullable Object> common = new LinkedHashMap<>();
    put(common, "message_id", message.path("id"));
    put(common, "request_id", envelope.record().path("requestId"));
    put(common, "model", message.path("model"));
    if (envelope.record().path("isApiErrorMessage").asBoolean(false)) {
      common.put("api_error", true);
    }
    facts.set("model", modelOf(message));
    List<Part> parts = new ArrayList<>();
    JsonNode content = message.path("content");
    if (content.isString()) {
      said(parts, InteractionType.RESPONSE, author, content.stringValue(), common);
    }
    for (JsonNode block : content.isArray() ? content : List.<JsonNode>of()) {
      switch (block.path("type").asString("")) {
        case "text" ->
            said(parts, InteractionType.RESPONSE, author, block.path("text").asString(""), common);
        case "thinking" ->
            said(
                parts,
                InteractionType.REFLECTION,
                author,
                block.path("thinking").asString(""),
                common);
        case "redacted_thinking" ->
            parts.add(
                new Part(
                    InteractionType.REFLECTION,
                    author,
                    null,
                    null,
                    with(common, "redacted", true)));
        case "tool_use", "server_tool_use", "mcp_tool_use" ->
            parts.add(join(tools.call(block, author, pending, facts), common));
        default ->
            parts.add(
                new Part(
                    InteractionType.EVENT,
                    author,
                    null,
                    null,
                    with(common, "block", intake.value(block))));
      }
    }
    return parts;
  }

  private @Nullable String modelOf(JsonNode message) {
    String model = message.path("model").asString("");
    return model.isBlank() || model.equals(RequestUsage.SYNTHETIC) ? null : intake.text(model, 200);
  }

  private void said(
      List<Part> parts,
      InteractionType type,
      String author,
      String text,
      Map<String, @Nullable Object> common) {
    if (!text.isBlank()) {
      parts.add(new Part(type, author, intake.text(text), null, common));
    }
  }

  private static Part join(Part part, Map<String, @Nullable Object> common) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(common);
    payload.putAll(part.payload());
    return new Part(part.type(), part.author(), part.agentText(), part.personText(), payload);
  }

  List<Part> user(Envelope envelope, PendingTools pending, Facts facts) {
    JsonNode content = envelope.record().path("message").path("content");
    List<Part> parts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Object> media = new ArrayList<>();
    if (content.isString()) {
      texts.add(content.stringValue());
    }
    for (JsonNode block : content.isArray() ? content : List.<JsonNode>of()) {
      String type = block.path("type").asString("");
      if (type.equals("text")) {
        texts.add(block.path("text").asString(""));
      } else if (type.endsWith("tool_result")) {
        parts.add(tools.result(block, pending, facts));
      } else {
        Object value = intake.value(block);
        if (value != null) {
          media.add(value);
        }
      }
    }
    String text = String.join("\n\n", texts);
    if (!text.isBlank() || !media.isEmpty()) {
      parts.add(typed(envelope, text, media, facts));
    }
    return parts;
  }

  /// What stands where a person's words stand: a prompt, or what the client put there.
  private Part typed(Envelope envelope, String text, List<Object> media, Facts facts) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (!media.isEmpty()) {
      payload.put("media", media);
    }
    String said = intake.text(text);
    JsonNode record = envelope.record();
    if (record.path("isCompactSummary").asBoolean(false)) {
      return event(said, with(payload, "record", "compact_summary"));
    }
    if (record.path("isMeta").asBoolean(false)) {
      return event(said, with(payload, "record", "meta"));
    }
    String command = Tags.between(text, "command-name");
    if (command != null) {
      return command(command, Tags.between(text, "command-args"), payload, facts);
    }
    if (INJECTED.stream().anyMatch(text.stripLeading()::startsWith)) {
      return event(said, notification(text, with(payload, "record", "injected")));
    }
    facts.set("prompt", text.isBlank() ? "(an image)" : intake.text(text.strip(), PROMPT_KEPT));
    if (envelope.agentId() != null || envelope.sidechain()) {
      // a subagent is asked by an agent, not by a person
      return new Part(InteractionType.PROMPT, ASSISTANT, said, null, payload);
    }
    return new Part(InteractionType.PROMPT, "user", null, said, payload);
  }

  /// A slash command: a prompt if it was given something to do, otherwise an act on the client.
  private Part command(
      String command,
      @Nullable String arguments,
      Map<String, @Nullable Object> payload,
      Facts facts) {
    String name = intake.text(command.strip(), 500);
    String given = arguments == null ? "" : intake.text(arguments.strip());
    Map<String, @Nullable Object> told = with(payload, "command", name);
    if (given.isEmpty()) {
      return event(name, with(told, "record", "command"));
    }
    String said = name + " " + given;
    facts.set("prompt", said.length() > PROMPT_KEPT ? intake.text(said, PROMPT_KEPT) : said);
    return new Part(InteractionType.PROMPT, "user", null, said, told);
  }

  /// What a background task's notification says, as fields.
  Map<String, @Nullable Object> notification(String text, Map<String, @Nullable Object> payload) {
    if (text.contains("<task-notification>")) {
      for (String tag : List.of("task-id", "status", "summary", "output-file")) {
        String value = Tags.between(text, tag);
        if (value != null) {
          payload.put(tag.replace('-', '_'), intake.text(value.strip(), 2_000));
        }
      }
    }
    return payload;
  }

  static Part event(@Nullable String text, Map<String, @Nullable Object> payload) {
    return new Part(
        InteractionType.EVENT, CLIENT, text == null || text.isBlank() ? null : text, null, payload);
  }

  private void put(Map<String, @Nullable Object> payload, String name, JsonNode value) {
    if (value.isString() && !value.stringValue().isBlank()) {
      payload.put(name, intake.text(value.stringValue(), 500));
    }
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> payload, String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(payload);
    more.put(name, value);
    return more;
  }

  /// Text between the tags by which the client marks what it says.
  static final class Tags {
    private Tags() {}

    static @Nullable String between(String text, String tag) {
      int start = text.indexOf("<" + tag + ">");
      int end = start < 0 ? -1 : text.indexOf("</" + tag + ">", start);
      return end < 0 ? null : text.substring(start + tag.length() + 2, end);
    }
  }
}
