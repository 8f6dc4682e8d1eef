package dev.seshat.json;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A check of plain JSON values against a JSON Schema, of the keywords that Seshat writes: `type`, `enum`, `anyOf`,
/// `properties`, `required`, `additionalProperties`, `items`, lengths, ranges, patterns and formats.
///
/// @param lenient whether an optional field that is null counts as absent
public record SchemaCheck(boolean lenient) {
  /// Throws [Invalid] naming the place if `value` does not fit.
  public void check(Map<?, ?> schema, String path, @Nullable Object value) {
    List<?> types = types(schema);
    if (value == null) {
      if (!types.isEmpty() && !types.contains("null")) {
        throw new Invalid(path, "must not be null");
      }
      return;
    }
    if (schema.get("anyOf") instanceof List<?> choices) {
      checkAny(choices, path, value);
    }
    if (!types.isEmpty()) {
      checkType(types, schema, path, value);
    }
    if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
      String known =
          String.join(", ", words.stream().filter(Objects::nonNull).map(String::valueOf).toList());
      throw new Invalid(path, "must be one of " + known + ", not " + shown(value));
    }
  }

  private static List<?> types(Map<?, ?> schema) {
    return switch (schema.get("type")) {
      case null -> List.of();
      case List<?> several -> several;
      case Object one -> List.of(one);
    };
  }

  /// Of what is wrong by each choice, the one that got furthest into the value is told: it is the one that was meant.
  private void checkAny(List<?> choices, String path, Object value) {
    Invalid furthest = null;
    for (Object choice : choices) {
      try {
        check((Map<?, ?>) choice, path, value);
        return;
      } catch (Invalid e) {
        furthest = furthest == null || depth(e) >= depth(furthest) ? e : furthest;
      }
    }
    throw Objects.requireNonNull(furthest);
  }

  private static long depth(Invalid e) {
    return e.path().chars().filter(c -> c == '.' || c == '[').count();
  }

  private void checkType(List<?> types, Map<?, ?> schema, String path, Object value) {
    switch (value) {
      case String text when types.contains("string") -> checkText(schema, path, text);
      case Boolean _ when types.contains("boolean") -> {}
      case Number number when types.contains("integer") -> checkInteger(schema, path, number);
      case Number number when types.contains("number") -> checkNumber(schema, path, number);
      case Map<?, ?> map when types.contains("object") -> checkObject(schema, path, map);
      case List<?> list when types.contains("array") -> checkList(schema, path, list);
      default -> {
        if (schema.get("enum") instanceof List<?>) {
          return;
        }
        throw new Invalid(path, "must be " + what(types, schema) + ", not " + shown(value));
      }
    }
  }

  private static String what(List<?> types, Map<?, ?> schema) {
    return switch (String.valueOf(types.getFirst())) {
      case "string" -> "a text";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number, " + range(schema);
      case "number" -> "a number, 0 or more";
      case "object" -> "an object";
      case "array" -> "a list";
      default -> "null";
    };
  }

  private static void checkText(Map<?, ?> schema, String path, String text) {
    int max = schema.get("maxLength") instanceof Number number ? number.intValue() : 1_000_000_000;
    Texts.checked(path, text, max);
    if (schema.get("minLength") instanceof Number min && text.isBlank() && min.intValue() > 0) {
      throw new Invalid(path, "is missing");
    }
    if (schema.get("pattern") instanceof String pattern
        && !Pattern.compile(pattern).matcher(text).find()) {
      throw new Invalid(path, "must match " + pattern + ", not " + shown(text));
    }
    switch ((String) schema.get("format")) {
      case "date-time" -> Fields.time(path, text);
      case "date" -> checkDay(path, text);
      case "uuid" -> checkId(path, text);
      case null, default -> {}
    }
  }

  private static void checkDay(String path, String text) {
    try {
      LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Invalid(
          path,
          "must be a day such as 2026-01-31 or a time such as 2026-01-31T08:15:30Z, not "
              + shown(text));
    }
  }

  private static void checkId(String path, String text) {
    try {
      UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Invalid(path, "must be an id, not " + shown(text));
    }
  }

  private static void checkInteger(Map<?, ?> schema, String path, Number number) {
    boolean whole = number instanceof Integer || number instanceof Long;
    long min = schema.get("minimum") instanceof Number m ? m.longValue() : Long.MIN_VALUE;
    long max = schema.get("maximum") instanceof Number m ? m.longValue() : Long.MAX_VALUE;
    if (!whole || number.longValue() < min || number.longValue() > max) {
      throw new Invalid(
          path, "must be a whole number, " + range(schema) + ", not " + shown(number));
    }
  }

  private static String range(Map<?, ?> schema) {
    Object max = schema.get("maximum");
    Object min = Objects.requireNonNullElse(schema.get("minimum"), Long.MIN_VALUE);
    return max == null ? min + " or more" : "from " + min + " to " + max;
  }

  private static void checkNumber(Map<?, ?> schema, String path, Number number) {
    if (schema.get("minimum") instanceof Number min
        && new BigDecimal(number.toString()).compareTo(new BigDecimal(min.toString())) < 0) {
      throw new Invalid(path, "must be a number, " + min + " or more, not " + shown(number));
    }
    if (schema.get("maximum") instanceof Number max
        && new BigDecimal(number.toString()).compareTo(new BigDecimal(max.toString())) > 0) {
      throw new Invalid(path, "must be a number, at most " + max + ", not " + shown(number));
    }
  }

  private void checkList(Map<?, ?> schema, String path, List<?> list) {
    if (schema.get("maxItems") instanceof Number max && list.size() > max.intValue()) {
      throw new Invalid(
          path, "has " + list.size() + " items; at most " + max + " are allowed in one call");
    }
    if (schema.get("items") instanceof Map<?, ?> item) {
      for (int i = 0; i < list.size(); i++) {
        check(item, path + "[" + i + "]", list.get(i));
      }
    }
  }

  private void checkObject(Map<?, ?> schema, String path, Map<?, ?> value) {
    Map<?, ?> known = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
    boolean closed = Boolean.FALSE.equals(schema.get("additionalProperties"));
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (known.get(name) instanceof Map<?, ?> field) {
        if (!lenient || entry.getValue() != null || required.contains(name)) {
          check(field, join(path, name), entry.getValue());
        }
      } else if (closed) {
        throw new Invalid(
            join(path, Texts.shorten(name, 60)),
            Fields.unknown(known.keySet().stream().map(String::valueOf).toList()));
      }
    }
    for (Object name : required) {
      if (!value.containsKey(name)) {
        throw new Invalid(join(path, String.valueOf(name)), "is missing");
      }
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(Object value) {
    return "'" + Texts.shorten(String.valueOf(value), 40) + "'";
  }
}
