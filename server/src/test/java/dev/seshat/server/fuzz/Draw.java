package dev.seshat.server.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Draws values from a JSON Schema: such as fit it, and such as do not. The same seed draws the same values.
public final class Draw {
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "'; DROP TABLE sessions; --",
          "\" OR \"\"=\"",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "%00%0a",
          "\u0000",
          "\u0007\u001b[31m",
          "\ud83d\ude80 \u202e\u0645\u0631\u062d\u0628\u0627",
          "{{7*7}}${7*7}",
          "-1",
          "NaN",
          "9".repeat(400),
          "x".repeat(100_001),
          "null");

  private final Random random;
  private final Map<String, Object> known;

  /// @param known values for fields of these names that must stand for something that is there, such as an id
  public Draw(Random random, Map<String, Object> known) {
    this.random = random;
    this.known = known;
  }

  /// A value that fits.
  public @Nullable Object valid(String name, Map<?, ?> schema) {
    Object there = known.get(name);
    boolean isOther =
        there != null && schema.get("enum") instanceof List<?> words && !words.contains(there);
    if (known.containsKey(name) && !isOther) {
      return there;
    }
    if (schema.get("examples") instanceof List<?> examples) {
      return examples.get(random.nextInt(examples.size()));
    }
    if (schema.get("enum") instanceof List<?> words) {
      return words.get(random.nextInt(words.size()));
    }
    if (schema.get("anyOf") instanceof List<?> choices) {
      Map<String, Object> both = new LinkedHashMap<>(plain(schema));
      both.remove("anyOf");
      both.putAll(plain((Map<?, ?>) choices.get(random.nextInt(choices.size()))));
      return valid(name, both);
    }
    return switch (type(schema)) {
      case "string" -> text(schema);
      case "integer" -> whole(schema);
      case "number" -> random.nextInt(1_000) / 100.0;
      case "boolean" -> random.nextBoolean();
      case "array" -> list(name, schema);
      case "object" -> object(schema);
      default -> random.nextBoolean() ? "any" : Map.of("any", 7);
    };
  }

  /// An object that fits but for one thing; or that is something else altogether.
  public @Nullable Object invalid(Map<?, ?> schema) {
    Object fitting = valid("", schema);
    if (!(fitting instanceof Map<?, ?> map) || random.nextInt(8) == 0) {
      return anything(3);
    }
    Map<String, @Nullable Object> spoilt = new LinkedHashMap<>(plain(map));
    List<String> names = new ArrayList<>(fields(schema).keySet());
    if (names.isEmpty() || random.nextInt(4) == 0) {
      spoilt.put(random.nextBoolean() ? "nope" : hostile(), anything(2));
    } else {
      spoilt.put(names.get(random.nextInt(names.size())), anything(2));
    }
    return spoilt;
  }

  /// A value of any kind.
  public @Nullable Object anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> -random.nextInt(3);
      case 3 -> random.nextDouble() * 1e300;
      case 4 -> random.nextBoolean();
      case 5, 6 -> hostile();
      case 7 -> Collections.singletonList(anything(depth - 1));
      case 8 -> Collections.singletonMap(hostile(), anything(depth - 1));
      default -> deep();
    };
  }

  /// A text that somebody might send to break something.
  public String hostile() {
    return HOSTILE.get(random.nextInt(HOSTILE.size()));
  }

  private static Object deep() {
    Object value = "deep";
    for (int i = 0; i < 200; i++) {
      value = List.of(value);
    }
    return value;
  }

  private Map<String, @Nullable Object> object(Map<?, ?> schema) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
    int likely = random.nextInt(5);
    fields(schema)
        .forEach((name, field) -> {
          if (required.contains(name) || random.nextInt(5) < likely) {
            object.put(name, valid(name, field));
          }
        });
    return object;
  }

  private static Map<String, Map<?, ?>> fields(Map<?, ?> schema) {
    Map<String, Map<?, ?>> fields = new TreeMap<>();
    if (schema.get("properties") instanceof Map<?, ?> map) {
      map.forEach((name, field) -> fields.put(String.valueOf(name), (Map<?, ?>) field));
    }
    return fields;
  }

  private List<@Nullable Object> list(String name, Map<?, ?> schema) {
    List<@Nullable Object> items = new ArrayList<>();
    Map<?, ?> item = (Map<?, ?>) Objects.requireNonNull(schema.get("items"));
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(valid(name, item));
    }
    return items;
  }

  private Object text(Map<?, ?> schema) {
    Object format = schema.get("format");
    if ("uuid".equals(format)) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if ("date-time".equals(format)) {
      return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(90_000_000)).toString();
    }
    if ("date".equals(format)) {
      return "2026-01-%02d".formatted(1 + random.nextInt(28));
    }
    int max = schema.get("maxLength") instanceof Number number ? number.intValue() : 40;
    String text = schema.get("pattern") == null ? "Déjà vu 🚀 " + random.nextInt(99) : "word";
    return text.substring(0, Math.min(max, text.length()));
  }

  private long whole(Map<?, ?> schema) {
    long min = schema.get("minimum") instanceof Number number ? number.longValue() : -1_000;
    long max = schema.get("maximum") instanceof Number number ? number.longValue() : min + 1_000;
    return min + (long) (random.nextDouble() * Math.min(max - min, 1_000));
  }

  private static String type(Map<?, ?> schema) {
    Object type = schema.get("type");
    Object first = type instanceof List<?> several ? several.getFirst() : type;
    return first == null ? "" : first.toString();
  }

  private static Map<String, Object> plain(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }
}
