package dev.seshat.server.mcp;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON Schema of the small part that tools need, which also checks values and says what is wrong in our words.
///
/// The schema that a client is shown and the check that its arguments go through are this one object.
public final class Schema {
  private final Map<String, Object> json;
  private final Check check;

  private Schema(Map<String, Object> json, Check check) {
    this.json = Collections.unmodifiableMap(json);
    this.check = check;
  }

  private interface Check {
    void check(String path, Object value);
  }

  /// A text of at most `max` characters.
  public static Schema text(String description, int max) {
    return new Schema(
        described("string", description, "maxLength", max),
        (path, value) -> Texts.checked(path, as(String.class, "a text", path, value), max));
  }

  /// One of a few words.
  public static Schema word(String description, String... words) {
    List<String> allowed = List.of(words);
    return new Schema(
        described("string", description, "enum", allowed),
        (path, value) -> {
          if (!(value instanceof String) || !allowed.contains(value)) {
            throw new Invalid(
                path, "must be one of " + String.join(", ", allowed) + ", not " + shown(value));
          }
        });
  }

  /// A whole number.
  public static Schema integer(String description, long min, long max) {
    Map<String, Object> json = described("integer", description, "minimum", min);
    if (max < Long.MAX_VALUE) {
      json.put("maximum", max);
    }
    return new Schema(
        json,
        (path, value) -> {
          boolean whole = value instanceof Integer || value instanceof Long;
          if (!whole || ((Number) value).longValue() < min || ((Number) value).longValue() > max) {
            String range = max == Long.MAX_VALUE ? min + " or more" : "from " + min + " to " + max;
            throw new Invalid(path, "must be a whole number, " + range + ", not " + shown(value));
          }
        });
  }

  /// A number of any kind, 0 or more.
  public static Schema number(String description) {
    return new Schema(
        described("number", description, "minimum", 0),
        (path, value) -> {
          if (!(value instanceof Number number) || new BigDecimal(number.toString()).signum() < 0) {
            throw new Invalid(path, "must be a number, 0 or more, not " + shown(value));
          }
        });
  }

  /// True or false.
  public static Schema flag(String description) {
    return new Schema(
        described("boolean", description),
        (path, value) -> as(Boolean.class, "true or false", path, value));
  }

  /// An object whose keys nobody prescribes.
  public static Schema open(String description) {
    return new Schema(
        described("object", description), (path, value) -> as(Map.class, "an object", path, value));
  }

  /// Any value at all.
  public static Schema any(String description) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("description", description);
    return new Schema(json, (path, value) -> {});
  }

  /// A list of at most `max` items.
  public static Schema list(String description, Schema item, int max) {
    return new Schema(
        described("array", description, "items", item.json, "maxItems", max),
        (path, value) -> {
          List<?> list = as(List.class, "a list", path, value);
          if (list.size() > max) {
            throw new Invalid(
                path, "has " + list.size() + " items; at most " + max + " are allowed in one call");
          }
          for (int i = 0; i < list.size(); i++) {
            item.check(path + "[" + i + "]", list.get(i));
          }
        });
  }

  /// An object with known fields only; those whose names end in `!` must be there.
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Schema object(Map.Entry<String, Schema>... fields) {
    return object("", true, List.of(fields));
  }

  /// What a tool answers: the fields named, and any others.
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Schema answer(Map.Entry<String, Schema>... fields) {
    return object("", false, List.of(fields));
  }

  private static Schema object(
      String description, boolean closed, List<Map.Entry<String, Schema>> fields) {
    Map<String, Schema> known = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    for (Map.Entry<String, Schema> field : fields) {
      String name =
          field.getKey().endsWith("!")
              ? field.getKey().substring(0, field.getKey().length() - 1)
              : field.getKey();
      known.put(name, field.getValue());
      if (!name.equals(field.getKey())) {
        required.add(name);
      }
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    known.forEach((name, schema) -> properties.put(name, schema.json));
    Map<String, Object> json = described("object", description, "properties", properties);
    if (!required.isEmpty()) {
      json.put("required", List.copyOf(required));
    }
    if (closed) {
      json.put("additionalProperties", false);
    }
    return new Schema(json, (path, value) -> checkObject(path, value, known, required, closed));
  }

  private static void checkObject(
      String path, Object value, Map<String, Schema> known, Set<String> required, boolean closed) {
    Map<?, ?> map = as(Map.class, "an object", path, value);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Schema field = known.get(name);
      if (field != null) {
        if (entry.getValue() != null || required.contains(name)) {
          field.check(join(path, name), entry.getValue());
        }
      } else if (closed) {
        throw new Invalid(
            join(path, Texts.shorten(name, 60)),
            "is not known here; known are " + String.join(", ", known.keySet()));
      }
    }
    for (String name : required) {
      if (!map.containsKey(name)) {
        throw new Invalid(join(path, name), "is missing");
      }
    }
  }

  /// A field of an object; one whose name ends in `!` must be there.
  public static Map.Entry<String, Schema> field(String name, Schema schema) {
    return Map.entry(name, schema);
  }

  /// The same, with another description.
  public Schema saying(String description) {
    Map<String, Object> copy = new LinkedHashMap<>(json);
    copy.put("description", description);
    return new Schema(copy, check);
  }

  /// Throws [Invalid] naming the place if `value` does not fit.
  public void check(String path, @Nullable Object value) {
    if (value == null) {
      throw new Invalid(path, "must not be null");
    }
    check.check(path, value);
  }

  /// The schema as JSON.
  public Map<String, Object> toJson() {
    return json;
  }

  /// The names of an object's fields.
  @SuppressWarnings("unchecked")
  public List<String> names() {
    return json.get("properties") instanceof Map<?, ?> map
        ? new ArrayList<>(((Map<String, Object>) map).keySet())
        : List.of();
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(Object value) {
    return "'" + Texts.shorten(String.valueOf(value), 40) + "'";
  }

  private static Map<String, Object> described(String type, String description, Object... more) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    if (!description.isEmpty()) {
      json.put("description", description);
    }
    for (int i = 0; i < more.length; i += 2) {
      json.put((String) more[i], more[i + 1]);
    }
    return json;
  }

  private static <T> T as(Class<T> type, String what, String path, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new Invalid(path, "must be " + what + ", not " + shown(value));
  }
}
