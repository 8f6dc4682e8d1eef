package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session that is to be made: its intention, and whatever else is known of it.
///
/// `NewSession.of("Capture childhood scenes").kind("interview").with(SessionField.TAGS, List.of("boston"))`
public final class NewSession {
  private final FieldValues values;

  private NewSession(FieldValues values) {
    this.values = values;
  }

  /// A session with this intention.
  ///
  /// @throws Invalid if it is blank or longer than 100,000 characters
  public static NewSession of(String intention) {
    return new NewSession(FieldValues.NONE).with(SessionField.INTENTION, intention);
  }

  /// A session from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown, cannot be set, or breaks its rule
  public static NewSession fromJson(Map<String, ? extends @Nullable Object> json) {
    return checked(FieldValues.parse(json, SessionField::isCreatable, false));
  }

  /// The same for an importer, which may also tell of the session's life elsewhere.
  ///
  /// @throws Invalid as [#fromJson]
  public static NewSession imported(Map<String, ? extends @Nullable Object> json) {
    NewSession session = checked(FieldValues.parse(json, SessionField::isImportable, false));
    if (session.get(SessionField.OUTCOME) == null && json.get("status") instanceof String word) {
      return switch (word) {
        case "success" -> session.with(SessionField.OUTCOME, Outcome.SUCCESS);
        case "abandoned" -> session.with(SessionField.OUTCOME, Outcome.ABANDONED);
        default -> session;
      };
    }
    return session;
  }

  private static NewSession checked(FieldValues values) {
    if (values.get(SessionField.INTENTION) == null) {
      throw new Invalid("intention", "is missing; say what the session is to achieve");
    }
    return new NewSession(values);
  }

  /// The same with one more field, checked by the field's own rule.
  public <T> NewSession with(SessionField<T> field, T value) {
    if (!field.isImportable()) {
      throw new Invalid(field.name(), "cannot be set");
    }
    Object json = field.show(value);
    return new NewSession(values.with(field, json == null ? value : field.parse(json)));
  }

  /// The same with the fields of a JSON object in the place of its own.
  ///
  /// @throws Invalid as [#fromJson]
  public NewSession with(Map<String, ? extends @Nullable Object> json) {
    Map<SessionField<?>, @Nullable Object> all = new LinkedHashMap<>(values.values());
    all.putAll(FieldValues.parse(json, SessionField::isCreatable, false).values());
    return checked(new FieldValues(all));
  }

  public NewSession kind(String kind) {
    return with(SessionField.KIND, kind);
  }

  public NewSession name(String name) {
    return with(SessionField.NAME, name);
  }

  public NewSession project(String project) {
    return with(SessionField.PROJECT, project);
  }

  public NewSession tags(String... tags) {
    return with(SessionField.TAGS, List.of(tags));
  }

  public NewSession successIndicators(Indicator... indicators) {
    return with(SessionField.SUCCESS_INDICATORS, List.of(indicators));
  }

  public NewSession completionIndicators(Indicator... indicators) {
    return with(SessionField.COMPLETION_INDICATORS, List.of(indicators));
  }

  public NewSession constraints(String... constraints) {
    return with(SessionField.CONSTRAINTS, List.of(constraints));
  }

  /// The value of a field, null if it was not given.
  public <T> @Nullable T get(SessionField<T> field) {
    return values.get(field);
  }

  FieldValues values() {
    return values;
  }
}
