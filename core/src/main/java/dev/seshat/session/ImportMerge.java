package dev.seshat.session;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// What an importer's second telling of a session adds to the first.
final class ImportMerge {
  /// Once given, these are the person's to change.
  private static final Set<SessionField<?>> FILLED_ONCE =
      Set.of(
          SessionField.NAME, SessionField.INTENTION, SessionField.SUMMARY, SessionField.DESCRIPTION, SessionField.TAGS,
          SessionField.PRIORITY_LEVEL, SessionField.PROJECT, SessionField.CONTEXT, SessionField.CREATED_AT,
          SessionField.KIND, SessionField.OUTCOME);

  /// Ended by a person's word, which no transcript overrides.
  private static final Set<SessionStatus> FINAL =
      EnumSet.of(SessionStatus.CANCELLED, SessionStatus.FAILED, SessionStatus.ARCHIVED);

  private ImportMerge() {}

  static FieldValues news(Session before, NewSession told) {
    FieldValues news = FieldValues.NONE;
    for (SessionField<?> field : told.values().values().keySet()) {
      news = add(news, before, told, field);
    }
    return news;
  }

  private static <T> FieldValues add(FieldValues news, Session before, NewSession told, SessionField<T> field) {
    T now = told.get(field);
    T then = before.get(field);
    if (now == null || Objects.equals(field.show(now), field.show(then))) {
      return news;
    }
    if (then != null && FILLED_ONCE.contains(field)) {
      return news;
    }
    if (field == SessionField.STATUS && FINAL.contains(before.status())) {
      return news;
    }
    return news.with(field, now);
  }
}
