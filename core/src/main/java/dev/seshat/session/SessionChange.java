package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to change of a session; what it does not name stays as it is.
public final class SessionChange {
  private final FieldValues values;

  private SessionChange(FieldValues values) {
    this.values = values;
  }

  /// No change yet.
  public static SessionChange none() {
    return new SessionChange(FieldValues.NONE);
  }

  /// A change from the fields of a JSON object, where null clears a field.
  ///
  /// @throws Invalid naming the field that is unknown, cannot be changed or cleared, or breaks its rule
  public static SessionChange fromJson(Map<String, ? extends @Nullable Object> json) {
    FieldValues values = FieldValues.parse(json, SessionField::isChangeable, true);
    values.values().forEach(SessionChange::requireClearable);
    return new SessionChange(values);
  }

  /// The same with one more field set.
  public <T> SessionChange set(SessionField<T> field, T value) {
    if (!field.isChangeable()) {
      throw new Invalid(field.name(), "cannot be changed");
    }
    Object json = field.show(value);
    return new SessionChange(values.with(field, json == null ? value : field.parse(json)));
  }

  /// The same with one more field cleared.
  public SessionChange clear(SessionField<?> field) {
    requireClearable(field, null);
    return new SessionChange(values.with(field, null));
  }

  private static void requireClearable(SessionField<?> field, @Nullable Object value) {
    if (value == null && !field.isClearable()) {
      throw new Invalid(field.name(), "cannot be cleared");
    }
  }

  /// Whether nothing is to change.
  public boolean isEmpty() {
    return values.values().isEmpty();
  }

  /// Whether it sets or clears a field.
  public boolean names(SessionField<?> field) {
    return values.has(field);
  }

  FieldValues values() {
    return values;
  }
}
