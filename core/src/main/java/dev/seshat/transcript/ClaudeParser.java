package dev.seshat.transcript;

import dev.seshat.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes interactions, usage and facts of the records of a Claude Code transcript.
final class ClaudeParser {
  /// The record types that have a meaning here; any other is kept as an event and counted as unknown.
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "user",
          "assistant",
          "system",
          "progress",
          "summary",
          "queue-operation",
          "pr-link",
          "ai-title",
          "custom-title",
          "agent-name",
          "attachment");

  private final Intake intake;
  private final ClaudeMessages messages;

  ClaudeParser(Intake intake) {
    this.intake = intake;
    this.messages = new ClaudeMessages(intake);
  }

  /// The label under which a record is counted as unknown; null if it is known.
  static @Nullable String unknownType(Envelope envelope) {
    String type = envelope.type();
    if (envelope.retold()) {
      return type.equals("user") || type.equals("assistant")
          ? null
          : "agent_progress/" + Texts.shorten(type, 60);
    }
    if (type.equals("progress")) {
      String data = envelope.outer().path("data").path("type").asString("");
      return data.equals("waiting_for_task") ? null : "progress/" + Texts.shorten(data, 60);
    }
    return KNOWN_TYPES.contains(type) ? null : Texts.shorten(type.isEmpty() ? "(none)" : type, 60);
  }

  /// @param line the line's bytes, of which a record without a name gets one
  TranscriptRecord parse(Envelope envelope, byte[] line, int length, PendingTools pending) {
    Facts facts = new Facts();
    String key = envelope.uuid() != null ? envelope.uuid() : "line:" + Hashes.of(line, length);
    place(envelope, facts);
    List<Part> parts =
        switch (envelope.type()) {
          case "assistant" -> messages.assistant(envelope, pending, facts);
          case "user" -> messages.user(envelope, pending, facts);
          default -> List.of(other(envelope, facts));
        };
    RequestUsage usage =
        envelope.type().equals("assistant")
            ? RequestUsage.of(envelope.record(), envelope.record().path("message"), key)
            : null;
    return TranscriptRecord.once(
        key, envelope.at(), withUnknownFields(envelope, parts), usage, facts);
  }

  private void place(Envelope envelope, Facts facts) {
    JsonNode line = envelope.outer();
    facts.set("cwd", intake.text(line.path("cwd").asString(""), 4_000));
    facts.set("branch", intake.text(line.path("gitBranch").asString(""), 1_000));
    facts.set("version", intake.text(line.path("version").asString(""), 100));
    facts.set("slug", intake.text(line.path("slug").asString(""), 200));
  }

  private Part other(Envelope envelope, Facts facts) {
    JsonNode record = envelope.record();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("record", intake.text(envelope.type().isEmpty() ? "(none)" : envelope.type(), 100));
    payload.putAll(intake.fields(record, name -> !Envelope.KNOWN.contains(name)));
    switch (envelope.type()) {
      case "summary" -> {
        if (record.path("leafUuid").isString()) {
          facts.set("summary_of", intake.text(record.path("leafUuid").stringValue(), 200));
        }
        facts.set("summary", intake.text(record.path("summary").asString(""), 200));
      }
      case "ai-title" ->
          facts.set(
              "title",
              intake.text(record.path("aiTitle").asString(record.path("title").asString("")), 200));
      case "custom-title" ->
          facts.set("custom_title", intake.text(record.path("customTitle").asString(""), 200));
      case "pr-link" -> {
        String url = record.path("prUrl").asString("");
        if (!url.isBlank()) {
          facts.add("prs", intake.text(url, 2_000));
        }
      }
      case "queue-operation" -> messages.notification(record.path("content").asString(""), payload);
      case "system" -> {
        if (record.path("subtype").asString("").equals("turn_duration")
            && record.path("durationMs").isIntegralNumber()) {
          facts.set("turn_ms", String.valueOf(Math.max(0, record.path("durationMs").asLong(0))));
        }
      }
      default -> {}
    }
    return ClaudeMessages.event(textOf(record), payload);
  }

  private @Nullable String textOf(JsonNode record) {
    for (String name :
        List.of("content", "text", "summary", "message", "prUrl", "aiTitle", "customTitle")) {
      if (record.path(name).isString()) {
        return intake.text(record.path(name).stringValue());
      }
    }
    JsonNode attachment = record.path("attachment");
    for (String name : List.of("content", "prompt")) {
      if (attachment.path(name).isString()) {
        return intake.text(attachment.path(name).stringValue());
      }
    }
    String task = record.path("data").path("taskDescription").asString("");
    return task.isBlank() ? null : intake.text(task);
  }

  /// Fields that no rule here knows are kept with the record's first interaction.
  private List<Part> withUnknownFields(Envelope envelope, List<Part> parts) {
    boolean message = envelope.type().equals("user") || envelope.type().equals("assistant");
    if (!message || parts.isEmpty()) {
      return parts;
    }
    Map<String, @Nullable Object> fields =
        intake.fields(envelope.record(), name -> !Envelope.KNOWN.contains(name));
    if (fields.isEmpty()) {
      return parts;
    }
    Part first = parts.getFirst();
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(first.payload());
    payload.put("fields", fields);
    List<Part> more = new java.util.ArrayList<>(parts);
    more.set(
        0, new Part(first.type(), first.author(), first.agentText(), first.personText(), payload));
    return more;
  }
}
