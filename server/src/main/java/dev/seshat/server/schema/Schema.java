package dev.seshat.server.schema;

import dev.seshat.json.SchemaCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A JSON Schema (2020-12) of the part that the doors need, which also checks values and says what is wrong in our words.
///
/// What a client is shown and what its values go through are this one object.
public final class Schema {
  private static final Set<String> LENGTHS = Set.of("maxLength", "maxItems");
  private static final Set<String> ENDS = Set.of("minimum", "maximum");

  /// From here on a highest number is there to keep out what is absurd.
  private static final long MANY = 101;

  private final Map<String, Object> json;

  private Schema(Map<String, Object> json) {
    this.json = Collections.unmodifiableMap(json);
  }

  /// The schema that a JSON object states.
  public static Schema of(Map<String, Object> json) {
    return new Schema(new LinkedHashMap<>(json));
  }

  /// A text of at most `max` characters.
  public static Schema text(String description, int max) {
    return described("string", description, "maxLength", max);
  }

  /// One of a few words.
  public static Schema word(String description, String... words) {
    return described("string", description, "enum", List.of(words));
  }

  /// One of the constants of an enum, in lower case.
  public static Schema word(String description, Class<? extends Enum<?>> words) {
    return word(
        description,
        Arrays.stream(words.getEnumConstants())
            .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
            .toArray(String[]::new));
  }

  /// A whole number.
  public static Schema integer(String description, long min, long max) {
    Schema schema = described("integer", description, "minimum", min);
    return max < Long.MAX_VALUE ? schema.with("maximum", max) : schema;
  }

  /// A number of any kind, 0 or more.
  public static Schema number(String description) {
    return described("number", description, "minimum", 0);
  }

  /// True or false.
  public static Schema flag(String description) {
    return described("boolean", description);
  }

  /// A time with its offset, as RFC 3339 writes it.
  public static Schema time(String description) {
    return described("string", description, "format", "date-time");
  }

  /// A UUID.
  public static Schema id(String description) {
    return described("string", description, "format", "uuid");
  }

  /// An object whose keys nobody prescribes.
  public static Schema open(String description) {
    return described("object", description);
  }

  /// Any value at all.
  public static Schema any(String description) {
    return new Schema(Map.of("description", description));
  }

  /// A list of at most `max` items.
  public static Schema list(String description, Schema item, int max) {
    return described("array", description, "items", item.json, "maxItems", max);
  }

  /// An object with known fields only; those whose names end in `!` must be there.
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Schema object(Map.Entry<String, Schema>... fields) {
    return object(List.of(fields));
  }

  /// What a tool answers: the fields named, and any others.
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Schema answer(Map.Entry<String, Schema>... fields) {
    return answer(List.of(fields));
  }

  /// The same as [#object(Map.Entry...)] of a list of fields.
  public static Schema object(List<Map.Entry<String, Schema>> fields) {
    return answer(fields).with("additionalProperties", false);
  }

  private static Schema answer(List<Map.Entry<String, Schema>> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    for (Map.Entry<String, Schema> field : fields) {
      boolean needed = field.getKey().endsWith("!");
      String name =
          needed ? field.getKey().substring(0, field.getKey().length() - 1) : field.getKey();
      properties.put(name, field.getValue().json);
      if (needed) {
        required.add(name);
      }
    }
    Schema schema = described("object", "", "properties", properties);
    return required.isEmpty() ? schema : schema.with("required", List.copyOf(required));
  }

  /// A field of an object; one whose name ends in `!` must be there.
  public static Map.Entry<String, Schema> field(String name, Schema schema) {
    return Map.entry(name, schema);
  }

  /// The same, with another description.
  public Schema saying(String description) {
    return with("description", description);
  }

  /// The same under a name, by which a document refers to it.
  public Schema named(String title) {
    return with("title", title);
  }

  /// The same, with a value that counts where none is given.
  public Schema otherwise(Object value) {
    return with("default", value);
  }

  /// The same, or null.
  public Schema orNull() {
    if (json.get("enum") instanceof List<?> words) {
      List<@Nullable Object> all = new ArrayList<>(words);
      all.add(null);
      return with("enum", Collections.unmodifiableList(all)).with("type", types());
    }
    return json.containsKey("type") ? with("type", types()) : this;
  }

  private List<Object> types() {
    return Stream.of(json.get("type"), "null").map(Object.class::cast).toList();
  }

  /// The same with one more keyword.
  public Schema with(String keyword, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(json);
    copy.put(keyword, value);
    return new Schema(copy);
  }

  /// Throws [Invalid] naming the place if `value`, which comes from outside, does not fit. An optional field that is
  /// null counts as absent.
  public void check(String path, @Nullable Object value) {
    new SchemaCheck(true).check(json, path, value);
  }

  /// The same for a value that goes out: null only where the schema says so.
  public void checkExactly(String path, @Nullable Object value) {
    new SchemaCheck(false).check(json, path, value);
  }

  /// The schema as JSON.
  public Map<String, Object> toJson() {
    return json;
  }

  /// The same for a reader whom every word costs: without bounds that hardly anything meets, such as how long a text may
  /// be, and without examples. Whatever does meet a bound is refused all the same, and told so.
  public Schema brief() {
    return new Schema(brief(json));
  }

  private static Map<String, Object> brief(Map<?, ?> json) {
    Map<String, Object> brief = new LinkedHashMap<>();
    boolean isCount = !(json.get("maximum") instanceof Number most) || most.longValue() >= MANY;
    json.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (value instanceof Map<?, ?> map) {
        brief.put(name, brief(map));
      } else if (!value.equals("")
          && !name.equals("examples")
          && (!(value instanceof Number)
              || !(LENGTHS.contains(name) || (isCount && ENDS.contains(name))))) {
        brief.put(name, value);
      }
    });
    return brief;
  }

  /// What it says under a keyword, null if nothing.
  public @Nullable Object keyword(String name) {
    return json.get(name);
  }

  /// The names of an object's fields.
  public List<String> names() {
    return json.get("properties") instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Schema described(String type, String description, Object... more) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    if (!description.isEmpty()) {
      json.put("description", description);
    }
    for (int i = 0; i < more.length; i += 2) {
      json.put((String) more[i], more[i + 1]);
    }
    return new Schema(json);
  }
}
