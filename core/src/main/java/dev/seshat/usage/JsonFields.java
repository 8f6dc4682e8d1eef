package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Typed access to the fields of parsed JSON objects in price files.
final class JsonFields {
  private JsonFields() {}

  static String text(Map<String, @Nullable Object> object, String key) {
    String text = textOrNull(object, key);
    if (text == null) {
      throw new Invalid(key, "is missing or no text");
    }
    return text;
  }

  static @Nullable String textOrNull(Map<String, @Nullable Object> object, String key) {
    return object.get(key) instanceof String text ? text : null;
  }

  static List<String> texts(Map<String, @Nullable Object> object, String key) {
    return object.get(key) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  static long number(Map<String, @Nullable Object> object, String key) {
    if (object.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw new Invalid(key, "is missing or no number");
  }

  static @Nullable BigDecimal decimalOrNull(Map<String, @Nullable Object> object, String key) {
    return decimalOrNull(object.get(key));
  }

  static @Nullable BigDecimal decimalOrNull(@Nullable Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case Number number -> new BigDecimal(number.toString());
      case null, default -> null;
    };
  }

  /// The object under a key; empty if there is none.
  static Map<String, @Nullable Object> object(Map<String, @Nullable Object> object, String key) {
    return asObject(object.get(key));
  }

  static List<Map<String, @Nullable Object>> objects(
      Map<String, @Nullable Object> object, String key) {
    return asObjects(object.get(key));
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  static List<Map<String, @Nullable Object>> asObjects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(JsonFields::asObject).toList()
        : List.of();
  }
}
