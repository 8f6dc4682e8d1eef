package dev.seshat.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A span of a trace in plain values: attributes are `String`, `Long`, `Double`, `Boolean`, or lists and maps of these.
///
/// @param traceId 32 hexadecimal digits in lower case
/// @param spanId 16 hexadecimal digits in lower case
/// @param resource the attributes of the program that it comes from
/// @param error what went wrong; null if nothing did
public record Span(
    String traceId,
    String spanId,
    String name,
    Instant start,
    Instant end,
    Map<String, Object> attributes,
    Map<String, Object> resource,
    List<Event> events,
    @Nullable String error) {
  public Span {
    attributes = Map.copyOf(attributes);
    resource = Map.copyOf(resource);
    events = List.copyOf(events);
  }

  /// Something that happened during a span.
  public record Event(String name, Map<String, Object> attributes) {
    public Event {
      attributes = Map.copyOf(attributes);
    }
  }

  /// An attribute that is a text and says something; null otherwise.
  @Nullable String text(String... names) {
    for (String attribute : names) {
      if (attributes.get(attribute) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /// The first of the attributes that is a whole number; 0 if none is.
  long number(String... names) {
    for (String attribute : names) {
      Object value = attributes.get(attribute);
      if (value instanceof Long number) {
        return number;
      }
      if (value instanceof Double number && number == Math.rint(number)) {
        return number.longValue();
      }
    }
    return 0;
  }
}
