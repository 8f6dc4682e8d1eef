package dev.seshat.telemetry;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.session.InteractionType;
import dev.seshat.transcript.Transcripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what a span says of a conversation, in any of the ways in which programs write it.
final class Messages {
  private static final int MAX_TEXT = 1_000_000;
  private static final int MAX_INDEXED = 10_000;

  private final Span span;
  private final List<Piece> pieces = new ArrayList<>();

  private Messages(Span span) {
    this.span = span;
  }

  /// What was said to the model, in order.
  static List<Piece> in(Span span) {
    Messages messages = new Messages(span);
    messages.system(json(span.attributes().get("gen_ai.system_instructions")));
    messages.list(json(span.attributes().get("gen_ai.input.messages")), "user");
    if (messages.pieces.isEmpty()) {
      messages.events(false);
    }
    if (messages.pieces.isEmpty()) {
      messages.indexed("gen_ai.prompt.", "user");
    }
    return messages.pieces;
  }

  /// What the model said.
  static List<Piece> out(Span span) {
    Messages messages = new Messages(span);
    messages.list(json(span.attributes().get("gen_ai.output.messages")), "assistant");
    if (messages.pieces.isEmpty()) {
      messages.events(true);
    }
    if (messages.pieces.isEmpty()) {
      messages.indexed("gen_ai.completion.", "assistant");
    }
    return messages.pieces;
  }

  /// A tool's work: the call and what came of it.
  static List<Piece> tool(Span span) {
    Messages messages = new Messages(span);
    String id = span.text("gen_ai.tool.call.id");
    String name = span.text("gen_ai.tool.name");
    String known = id == null ? span.traceId() + ":" + span.spanId() : id;
    messages.call(
        known,
        name == null ? span.name() : name,
        json(first(span.attributes(), "gen_ai.tool.call.arguments", "traceloop.entity.input")));
    Object result =
        json(first(span.attributes(), "gen_ai.tool.call.result", "traceloop.entity.output"));
    if (result != null) {
      messages.result(known, result);
    }
    return messages.pieces;
  }

  private static @Nullable Object first(Map<String, Object> from, String... names) {
    for (String name : names) {
      Object value = from.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /// The value that a text holds as JSON; the value itself if it is none.
  private static @Nullable Object json(@Nullable Object value) {
    if (value instanceof String text && !text.isEmpty() && "[{\"".indexOf(text.charAt(0)) >= 0) {
      try {
        return Json.parse("", text);
      } catch (Invalid e) {
        return text;
      }
    }
    return value;
  }

  private void system(@Nullable Object value) {
    if (value instanceof List<?> parts) {
      parts.forEach(part -> part(part, "system"));
    } else if (value != null) {
      text("system", String.valueOf(value));
    }
  }

  private void list(@Nullable Object value, String usual) {
    if (value instanceof List<?> messages) {
      messages.forEach(message -> message(message, usual));
    } else if (value instanceof Map<?, ?> message) {
      message(message, usual);
    } else if (value instanceof String text) {
      text(usual, text);
    }
  }

  private void message(@Nullable Object value, String usual) {
    if (!(value instanceof Map<?, ?> message)) {
      if (value instanceof String text) {
        text(usual, text);
      }
      return;
    }
    String role = message.get("role") instanceof String given ? given : usual;
    Object parts = message.get("parts");
    Object content = parts == null ? json(message.get("content")) : parts;
    if (role.equals("tool") && message.get("tool_call_id") instanceof String id) {
      result(id, content == null ? "" : content);
      return;
    }
    if (content instanceof List<?> several) {
      several.forEach(part -> part(part, role));
    } else if (content instanceof String text) {
      text(role, text);
    } else if (content != null) {
      text(role, Json.write(content));
    }
    if (message.get("tool_calls") instanceof List<?> calls) {
      calls.forEach(this::toolCall);
    }
  }

  private void part(@Nullable Object value, String role) {
    if (!(value instanceof Map<?, ?> part)) {
      if (value instanceof String text) {
        text(role, text);
      }
      return;
    }
    String type = String.valueOf(part.get("type"));
    switch (type) {
      case "tool_call", "tool_use" -> toolCall(part);
      case "tool_call_response", "tool_result" -> {
        Object id = part.get("id") == null ? part.get("tool_use_id") : part.get("id");
        Object result = part.get("response");
        result = result == null ? part.get("result") : result;
        result = result == null ? part.get("content") : result;
        result(String.valueOf(id), result == null ? "" : result);
      }
      default -> {
        Object content = part.get("content") == null ? part.get("text") : part.get("content");
        if (content instanceof String text) {
          text(role, text);
        } else if (!part.isEmpty()) {
          text(role, "[" + type + "]");
        }
      }
    }
  }

  /// A call as the conventions write it, or as OpenAI does, with a `function` in it.
  private void toolCall(@Nullable Object value) {
    if (value instanceof Map<?, ?> call) {
      Map<?, ?> function = call.get("function") instanceof Map<?, ?> inner ? inner : call;
      Object arguments =
          function.get("arguments") == null ? function.get("input") : function.get("arguments");
      call(
          call.get("id") == null ? null : String.valueOf(call.get("id")),
          String.valueOf(function.get("name")),
          json(arguments));
    }
  }

  private void call(@Nullable String id, String name, @Nullable Object arguments) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("tool", cut(Transcripts.masked(name)));
    if (id != null) {
      payload.put("tool_call_id", id);
    }
    if (arguments != null) {
      payload.put("arguments", Transcripts.masked("arguments", arguments));
    }
    String text = payload.get("tool") + " " + shown(payload.get("arguments"));
    String key = id == null ? "call\n" + canonical(payload) : "call:" + id;
    add(InteractionType.TOOL_CALL, "assistant", text, key, id != null, payload);
  }

  private void result(String id, Object value) {
    Object masked = Transcripts.masked("result", value);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("tool_call_id", id);
    add(InteractionType.TOOL_RESULT, "tool", shown(masked), "result:" + id, true, payload);
  }

  private void text(String role, String text) {
    String author = role.isBlank() || role.length() > 100 ? "user" : role;
    String said = cut(Transcripts.masked(text.strip()));
    if (!said.isEmpty()) {
      add(InteractionType.MESSAGE, author, said, "said\n" + author + "\n" + said, false, null);
    }
  }

  private void add(
      InteractionType type,
      String author,
      String text,
      String key,
      boolean isNamed,
      @Nullable Map<String, Object> payload) {
    pieces.add(new Piece(type, author, cut(text.strip()), key, isNamed, payload));
  }

  /// The messages of older conventions: an event for each.
  private void events(boolean answers) {
    for (Span.Event event : span.events()) {
      Map<String, Object> fields = new LinkedHashMap<>(event.attributes());
      Object body = json(fields.get("body"));
      switch (event.name()) {
        case "gen_ai.system.message",
            "gen_ai.user.message",
            "gen_ai.tool.message",
            "gen_ai.assistant.message" -> {
          if (!answers) {
            old(event.name().split("\\.", 3)[1], body, fields);
          }
        }
        case "gen_ai.choice" -> {
          if (answers) {
            Object message = body instanceof Map<?, ?> map ? json(map.get("message")) : null;
            Object own = json(fields.get("message"));
            old("assistant", message != null ? message : own != null ? own : body, fields);
          }
        }
        case "gen_ai.content.prompt" -> {
          if (!answers) {
            list(json(fields.get("gen_ai.prompt")), "user");
          }
        }
        case "gen_ai.content.completion" -> {
          if (answers) {
            list(json(fields.get("gen_ai.completion")), "assistant");
          }
        }
        default -> {}
      }
    }
  }

  private void old(String role, @Nullable Object body, Map<String, Object> fields) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>(fields);
    if (body instanceof Map<?, ?> map) {
      map.forEach((name, value) -> message.put(String.valueOf(name), value));
    } else if (body instanceof String text) {
      message.put("content", text);
    }
    message.putIfAbsent("role", role);
    if (role.equals("tool") && message.get("id") != null) {
      message.putIfAbsent("tool_call_id", String.valueOf(message.get("id")));
    }
    Object calls = json(message.get("tool_calls"));
    if (calls != null) {
      message.put("tool_calls", calls);
    }
    message(message, role);
  }

  /// Messages in attributes with numbers, `gen_ai.prompt.0.content`.
  private void indexed(String prefix, String usual) {
    TreeMap<Integer, Map<String, @Nullable Object>> messages = new TreeMap<>();
    TreeMap<Integer, TreeMap<Integer, Map<String, @Nullable Object>>> calls = new TreeMap<>();
    span.attributes()
        .forEach((name, value) -> {
          if (name.startsWith(prefix)) {
            String[] way = name.substring(prefix.length()).split("\\.", -1);
            int index = index(way[0]);
            if (index >= 0 && way.length == 2) {
              messages.computeIfAbsent(index, i -> new LinkedHashMap<>()).put(way[1], value);
            } else if (index >= 0 && way.length == 4 && way[1].equals("tool_calls")) {
              messages.computeIfAbsent(index, i -> new LinkedHashMap<>());
              calls
                  .computeIfAbsent(index, i -> new TreeMap<>())
                  .computeIfAbsent(Math.max(0, index(way[2])), i -> new LinkedHashMap<>())
                  .put(way[3], value);
            }
          }
        });
    messages.forEach((index, message) -> {
      message.put(
          "tool_calls", new ArrayList<>(calls.getOrDefault(index, new TreeMap<>()).values()));
      message(message, usual);
    });
  }

  private static int index(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) < MAX_INDEXED
        ? Integer.parseInt(text)
        : -1;
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "" : value instanceof String text ? text : Json.write(value);
  }

  /// The same for equal contents, in whatever order their keys come.
  private static String canonical(@Nullable Object value) {
    return Json.write(sorted(value));
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(String.valueOf(key), sorted(item)));
        yield sorted;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(sorted(item)));
        yield items;
      }
      case null, default -> value;
    };
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end) + "… [" + (text.length() - end) + " more characters]";
  }
}
