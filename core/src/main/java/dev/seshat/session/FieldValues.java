package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Fields with their values; a field that is not there says nothing, one that is null is to be cleared.
record FieldValues(Map<SessionField<?>, @Nullable Object> values) {
  static final FieldValues NONE = new FieldValues(Map.of());

  <T> FieldValues with(SessionField<T> field, @Nullable T value) {
    Map<SessionField<?>, @Nullable Object> copy = new LinkedHashMap<>(values);
    copy.put(field, value);
    return new FieldValues(Collections.unmodifiableMap(copy));
  }

  @SuppressWarnings("unchecked")
  <T> @Nullable T get(SessionField<T> field) {
    return (T) values.get(field);
  }

  <T> T get(SessionField<T> field, T otherwise) {
    T value = get(field);
    return value == null ? otherwise : value;
  }

  boolean has(SessionField<?> field) {
    return values.containsKey(field);
  }

  /// What the log keeps of them: short values whole, long texts and open data by their names alone.
  Map<String, @Nullable Object> shown() {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    values.keySet().forEach(field -> shown.put(field.name(), shown(field)));
    return shown;
  }

  private <T> @Nullable Object shown(SessionField<T> field) {
    Object value = field.show(get(field));
    return switch (value) {
      case String text -> Texts.shorten(text, 200);
      case Map<?, ?> map -> "…";
      case List<?> list -> list.size();
      case null, default -> value;
    };
  }

  /// The fields of a JSON object.
  ///
  /// @param allowed which fields may be there
  /// @throws Invalid naming the first field that is unknown, not allowed, or breaks its rule
  static FieldValues parse(
      Map<String, ? extends @Nullable Object> json,
      Predicate<SessionField<?>> allowed,
      boolean clearing) {
    Map<SessionField<?>, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends @Nullable Object> entry : json.entrySet()) {
      SessionField<?> field = SessionField.named(entry.getKey());
      if (!allowed.test(field)) {
        throw new Invalid(field.name(), "cannot be set here");
      }
      Object value = entry.getValue();
      if (value != null) {
        values.put(field, field.parse(value));
      } else if (clearing) {
        values.put(field, null);
      }
    }
    return new FieldValues(Collections.unmodifiableMap(values));
  }
}
