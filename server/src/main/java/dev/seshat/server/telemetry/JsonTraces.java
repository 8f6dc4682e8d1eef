package dev.seshat.server.telemetry;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.telemetry.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads traces in the protocol's JSON form: ids in hexadecimal, long numbers as texts, unknown fields passed over.
final class JsonTraces {
  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-fA-F]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}");

  private JsonTraces() {}

  /// @throws Invalid if it is not the JSON of the protocol
  static Decoded decode(String body) {
    List<Span> spans = new ArrayList<>();
    int rejected = 0;
    for (Map<?, ?> resource : objects(Json.parseObject("body", body), "resourceSpans")) {
      Map<String, Object> program =
          resource.get("resource") instanceof Map<?, ?> map ? attributes(map) : Map.of();
      for (Map<?, ?> scope : objects(resource, "scopeSpans")) {
        for (Map<?, ?> span : objects(scope, "spans")) {
          if (TRACE.matcher(text(span, "traceId")).matches()
              && SPAN.matcher(text(span, "spanId")).matches()) {
            spans.add(span(span, program));
          } else {
            rejected++;
          }
        }
      }
    }
    return new Decoded(spans, rejected);
  }

  private static Span span(Map<?, ?> span, Map<String, Object> program) {
    List<Span.Event> events =
        objects(span, "events").stream()
            .map(event -> new Span.Event(text(event, "name"), attributes(event)))
            .toList();
    Map<?, ?> status = span.get("status") instanceof Map<?, ?> map ? map : Map.of();
    Object code = status.get("code");
    boolean failed =
        Integer.valueOf(2).equals(code) || "STATUS_CODE_ERROR".equals(code) || "2".equals(code);
    return new Span(
        text(span, "traceId").toLowerCase(java.util.Locale.ROOT),
        text(span, "spanId").toLowerCase(java.util.Locale.ROOT),
        text(span, "name"),
        ProtobufTraces.time(number("startTimeUnixNano", span.get("startTimeUnixNano"))),
        ProtobufTraces.time(number("endTimeUnixNano", span.get("endTimeUnixNano"))),
        attributes(span),
        program,
        events,
        failed ? text(status, "message") : null);
  }

  private static String text(Map<?, ?> from, String name) {
    Object value = from.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw new Invalid(name, "must be a text");
  }

  private static List<Map<?, ?>> objects(Map<?, ?> from, String name) {
    Object value = from.get(name);
    List<Map<?, ?>> objects = new ArrayList<>();
    if (value == null) {
      return objects;
    }
    if (!(value instanceof List<?> list)) {
      throw new Invalid(name, "must be a list");
    }
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map)) {
        throw new Invalid(name, "must be a list of objects");
      }
      objects.add(map);
    }
    return objects;
  }

  private static Map<String, Object> attributes(Map<?, ?> from) {
    return pairs(objects(from, "attributes"));
  }

  private static Map<String, Object> pairs(List<Map<?, ?>> given) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Map<?, ?> each : given) {
      Object value = each.get("value") instanceof Map<?, ?> map ? value(map) : null;
      if (value != null) {
        attributes.put(text(each, "key"), value);
      }
    }
    return attributes;
  }

  private static @Nullable Object value(Map<?, ?> value) {
    for (Map.Entry<?, ?> each : value.entrySet()) {
      Object given = each.getValue();
      if (given == null) {
        continue;
      }
      switch (String.valueOf(each.getKey())) {
        case "stringValue", "bytesValue" -> {
          return text(value, String.valueOf(each.getKey()));
        }
        case "boolValue" -> {
          return Boolean.TRUE.equals(given);
        }
        case "intValue" -> {
          return number("intValue", given);
        }
        case "doubleValue" -> {
          return real(given);
        }
        case "arrayValue" -> {
          List<Object> items = new ArrayList<>();
          for (Map<?, ?> item : objects(object(given), "values")) {
            Object one = value(item);
            if (one != null) {
              items.add(one);
            }
          }
          return items;
        }
        case "kvlistValue" -> {
          return pairs(objects(object(given), "values"));
        }
        default -> {}
      }
    }
    return null;
  }

  private static Map<?, ?> object(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new Invalid("value", "must be an object");
  }

  private static double real(Object value) {
    return switch (value) {
      case BigDecimal number -> number.doubleValue();
      case Number number -> number.doubleValue();
      default -> 0;
    };
  }

  private static long number(String name, @Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Integer number -> number;
      case Long number -> number;
      case BigInteger number when number.bitLength() <= 64 -> number.longValue();
      case String text when NUMBER.matcher(text).matches() -> new BigInteger(text).longValue();
      default -> throw new Invalid(name, "must be a whole number");
    };
  }
}
