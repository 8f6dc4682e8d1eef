package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Times;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The kind of value that a [SessionField] holds: how it is checked, stored, read back and shown.
///
/// @param schema what JSON Schema says of it
/// @param parse makes the value of a JSON value, or throws [Invalid]
/// @param column the value as a column holds it
/// @param read the value of a column, null where it is null
/// @param show the value as JSON shows it
record FieldType<T>(
    Map<String, Object> schema,
    Parser<T> parse,
    Function<T, Object> column,
    Reader<T> read,
    Function<T, Object> show) {

  interface Parser<T> {
    T parse(String path, Object value);
  }

  interface Reader<T> {
    @Nullable T read(Row row, String column) throws SQLException;
  }

  static FieldType<String> text(int max) {
    return text(
        Map.of("type", "string", "maxLength", max), (path, text) -> Texts.checked(path, text, max));
  }

  static FieldType<String> requiredText(int max) {
    return text(
        Map.of("type", "string", "minLength", 1, "maxLength", max),
        (path, text) -> Texts.required(path, text, max));
  }

  /// The whole path of a folder, which need not be on this machine.
  static FieldType<String> folder() {
    return text(
        Map.of("type", "string", "maxLength", 4_096),
        (path, text) -> {
          String checked = Texts.checked(path, text, 4_096);
          if (!checked.matches("([/\\\\]|[A-Za-z]:[/\\\\]).*")
              || checked.matches(".*\\p{Cntrl}.*")) {
            throw new Invalid(path, "must be the whole path of a folder, from its root on");
          }
          return checked;
        });
  }

  /// A rule by which something comes again.
  static FieldType<String> recurrence() {
    return text(
        Map.of("type", "string", "minLength", 1, "maxLength", Recurrence.MAX_RULE),
        (path, text) -> Recurrence.parse(path, text).rule());
  }

  static FieldType<String> word() {
    return text(Map.of("type", "string", "pattern", "^[a-z][a-z0-9_-]{0,63}$"), Texts::word);
  }

  private interface TextRule {
    String check(String path, String text);
  }

  private static FieldType<String> text(Map<String, Object> schema, TextRule rule) {
    return new FieldType<>(
        schema,
        (path, value) -> rule.check(path, as(String.class, "a text", path, value)),
        text -> text,
        Row::textOrNull,
        text -> text);
  }

  static FieldType<Integer> integer(int min, int max) {
    return new FieldType<>(
        Map.of("type", "integer", "minimum", min, "maximum", max),
        (path, value) -> {
          if (value instanceof Integer number && number >= min && number <= max) {
            return number;
          }
          throw new Invalid(path, "must be a whole number from " + min + " to " + max);
        },
        number -> number,
        Row::integerOrNull,
        number -> number);
  }

  static FieldType<Long> count() {
    return new FieldType<>(
        Map.of("type", "integer", "minimum", 0),
        (path, value) -> {
          if (value instanceof Integer or && or >= 0) {
            return (long) or;
          }
          if (value instanceof Long number && number >= 0) {
            return number;
          }
          throw new Invalid(path, "must be a whole number, 0 or more");
        },
        number -> number,
        Row::numberOrNull,
        number -> number);
  }

  static FieldType<Double> percentage() {
    return new FieldType<>(
        Map.of("type", "number", "minimum", 0, "maximum", 100),
        (path, value) -> {
          double number = as(Number.class, "a number", path, value).doubleValue();
          if (number >= 0 && number <= 100) {
            return number;
          }
          throw new Invalid(path, "must be 0 to 100");
        },
        number -> number,
        Row::real,
        number -> number);
  }

  /// Money in billionths of a dollar, shown in dollars.
  static FieldType<Long> money() {
    return new FieldType<>(
        Map.of("type", "number"),
        (path, value) -> {
          throw new Invalid(path, "is counted, not given");
        },
        nanos -> nanos,
        Row::numberOrNull,
        nanos -> BigDecimal.valueOf(nanos, 9).stripTrailingZeros());
  }

  static FieldType<Boolean> flag() {
    return new FieldType<>(
        Map.of("type", "boolean"),
        (path, value) -> as(Boolean.class, "true or false", path, value),
        flag -> flag,
        Row::flagOrNull,
        flag -> flag);
  }

  static FieldType<Instant> time() {
    return new FieldType<>(
        Map.of("type", "string", "format", "date-time"),
        (path, value) -> Fields.time(path, as(String.class, "a time", path, value)),
        time -> time,
        Row::timeOrNull,
        Times::text);
  }

  static FieldType<UUID> id() {
    return new FieldType<>(
        Map.of("type", "string", "format", "uuid"),
        (path, value) -> {
          String text = as(String.class, "an id", path, value);
          try {
            return UUID.fromString(text);
          } catch (IllegalArgumentException e) {
            throw new Invalid(path, "must be an id, not '" + Texts.shorten(text, 40) + "'");
          }
        },
        id -> id,
        Row::idOrNull,
        UUID::toString);
  }

  static FieldType<List<String>> texts(int maxItems, int maxLength) {
    return new FieldType<>(
        Map.of(
            "type",
            "array",
            "maxItems",
            maxItems,
            "items",
            Map.of("type", "string", "minLength", 1, "maxLength", maxLength)),
        (path, value) ->
            items(
                path,
                value,
                maxItems,
                (at, item) -> Texts.required(at, as(String.class, "a text", at, item), maxLength)),
        FieldType::json,
        (row, column) -> {
          String text = row.textOrNull(column);
          return text == null ? null : texts(column, text);
        },
        texts -> texts);
  }

  static FieldType<List<Indicator>> indicators() {
    Map<String, Object> object =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("text", Map.of("type", "string"), "check", Map.of("type", "string")),
            "required",
            List.of("text"),
            "additionalProperties",
            false);
    return new FieldType<>(
        Map.of(
            "type",
            "array",
            "maxItems",
            100,
            "items",
            Map.of("anyOf", List.of(Map.of("type", "string"), object))),
        (path, value) -> items(path, value, 100, Indicator::parse),
        indicators -> json(indicators.stream().map(Indicator::toJson).toList()),
        (row, column) -> {
          String text = row.textOrNull(column);
          return text == null
              ? null
              : items(
                  column,
                  java.util.Objects.requireNonNull(Json.parse(column, text)),
                  100,
                  Indicator::parse);
        },
        indicators -> indicators.stream().map(Indicator::toJson).toList());
  }

  @SuppressWarnings("unchecked")
  static FieldType<Map<String, Object>> object() {
    return new FieldType<>(
        Map.of("type", "object"),
        (path, value) -> (Map<String, Object>) as(Map.class, "a JSON object", path, value),
        FieldType::json,
        (row, column) -> {
          String text = row.textOrNull(column);
          return text == null
              ? null
              : (Map<String, Object>) (Map<String, ?>) Json.parseObject(column, text);
        },
        map -> map);
  }

  static <E extends Enum<E>> FieldType<E> word(
      Map<String, Object> schema, Function<String, E> of, Function<E, String> word) {
    return new FieldType<>(
        schema,
        (path, value) -> of.apply(as(String.class, "a word", path, value)),
        word::apply,
        (row, column) -> {
          String text = row.textOrNull(column);
          return text == null ? null : of.apply(text);
        },
        word::apply);
  }

  private static List<String> texts(String path, String json) {
    List<String> texts = new ArrayList<>();
    if (Json.parse(path, json) instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return List.copyOf(texts);
  }

  private static <T> List<T> items(String path, Object value, int max, Parser<T> item) {
    List<?> list = as(List.class, "a list", path, value);
    if (list.size() > max) {
      throw new Invalid(path, "has " + list.size() + " items; at most " + max + " are allowed");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object each = list.get(i);
      String at = path + "[" + i + "]";
      if (each == null) {
        throw new Invalid(at, "must not be null");
      }
      items.add(item.parse(at, each));
    }
    return List.copyOf(items);
  }

  private static dev.seshat.store.Json json(Object value) {
    return new dev.seshat.store.Json(Json.write(value));
  }

  static <V> V as(Class<V> type, String what, String path, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new Invalid(path, "must be " + what);
  }
}
