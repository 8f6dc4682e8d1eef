package dev.seshat.legacy;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.InteractionType;
import dev.seshat.session.NewInteraction;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A conversation as chat programs keep it in a JSON document: a list of entries, each with who spoke, what and maybe when,
/// under whatever names they use for that.
final class Conversations {
  /// Where a conversation stands in a context.
  static final List<String> NAMES = List.of("conversation", "messages", "history", "chat_history");

  private static final List<String> AUTHOR = List.of("role", "author", "sender", "type");
  private static final List<String> TEXT = List.of("content", "text", "message", "parts");
  private static final List<String> TIME = List.of("timestamp", "created_at", "time", "date");
  private static final Set<String> PERSON = Set.of("user", "human", "person");
  private static final Set<String> AGENT = Set.of("assistant", "model", "bot", "ai", "agent");

  private Conversations() {}

  /// The entries of a context's conversation; none where it has none.
  static List<@Nullable Object> of(@Nullable Map<String, @Nullable Object> context) {
    if (context != null) {
      for (String name : NAMES) {
        if (context.get(name) instanceof List<?> list) {
          return new ArrayList<>(list);
        }
      }
    }
    return List.of();
  }

  /// The context without its conversation.
  static Map<String, @Nullable Object> rest(@Nullable Map<String, @Nullable Object> context) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    if (context != null) {
      rest.putAll(context);
      for (String name : NAMES) {
        if (context.get(name) instanceof List<?>) {
          rest.remove(name);
          return rest;
        }
      }
    }
    return rest;
  }

  /// The entries as interactions. Each is known by what it says and by which of several that say the same it is, so that a
  /// conversation that has grown, or lost its beginning, adds only what is new.
  static List<NewInteraction> interactions(List<@Nullable Object> entries, Instant otherwise) {
    Map<String, Integer> alike = new HashMap<>();
    List<NewInteraction> made = new ArrayList<>();
    Instant last = otherwise;
    for (Object entry : entries) {
      String says = SourceRow.hash(Json.write(entry == null ? "" : entry));
      int which = alike.merge(says, 1, Integer::sum);
      NewInteraction each = interaction(entry);
      Instant at = Objects.requireNonNullElse(each.createdAt(), last);
      last = at;
      made.add(
          each.withExternalId("conversation:" + says.substring(0, 40) + ":" + which)
              .withCreatedAt(at));
    }
    return made;
  }

  private static NewInteraction interaction(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      return NewInteraction.message("unknown", Texts.storable(String.valueOf(entry)));
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    map.forEach((key, value) -> rest.put(String.valueOf(key), value));
    String author = author(rest);
    String text = said(rest);
    Instant at = at(rest);
    NewInteraction made =
        text == null
            ? NewInteraction.of(InteractionType.EVENT).withAuthor(author)
            : NewInteraction.message(author, text);
    if (!rest.isEmpty()) {
      made = made.withPayload(Json.write(rest));
    }
    return at == null ? made : made.withCreatedAt(at);
  }

  private static String author(Map<String, @Nullable Object> entry) {
    for (String name : AUTHOR) {
      if (entry.get(name) instanceof String word && !word.isBlank()) {
        String known = word.strip().toLowerCase(Locale.ROOT);
        entry.remove(name);
        return PERSON.contains(known)
            ? "user"
            : AGENT.contains(known)
                ? "assistant"
                : String.valueOf(SourceRow.cut(Texts.storable(word.strip()), 200));
      }
    }
    return "unknown";
  }

  private static @Nullable String said(Map<String, @Nullable Object> entry) {
    for (String name : TEXT) {
      String text = text(entry.get(name));
      if (text != null) {
        entry.remove(name);
        return SourceRow.cut(Texts.storable(text), NewInteraction.MAX_TEXT);
      }
    }
    return null;
  }

  /// A text, or the texts of a list of parts; null where there is more to it than text.
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isBlank() ? null : text;
    }
    if (value instanceof List<?> parts && !parts.isEmpty()) {
      List<String> texts = new ArrayList<>();
      for (Object part : parts) {
        if (part instanceof String text) {
          texts.add(text);
        } else if (part instanceof Map<?, ?> map
            && map.get("text") instanceof String text
            && map.size() <= 2) {
          texts.add(text);
        } else {
          return null;
        }
      }
      return String.join("\n", texts);
    }
    return null;
  }

  private static @Nullable Instant at(Map<String, @Nullable Object> entry) {
    for (String name : TIME) {
      Object value = entry.get(name);
      Instant at = SourceTimes.of(value instanceof Number n ? n.toString() : value);
      if (at != null) {
        entry.remove(name);
        return Times.millis(at);
      }
    }
    return null;
  }
}
