package dev.seshat.session;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an importer's second telling of a session adds to the first.
final class ImportMerge {
  /// Once given, these are the person's to change.
  private static final Set<SessionField<?>> FILLED_ONCE =
      Set.of(
          SessionField.NAME,
          SessionField.INTENTION,
          SessionField.SUMMARY,
          SessionField.DESCRIPTION,
          SessionField.TAGS,
          SessionField.PRIORITY_LEVEL,
          SessionField.PROJECT,
          SessionField.CONTEXT,
          SessionField.CREATED_AT,
          SessionField.KIND,
          SessionField.OUTCOME);

  /// What a session may be without again when its importer no longer tells of it.
  private static final Set<SessionField<?>> EMPTIED =
      Set.of(
          SessionField.NAME,
          SessionField.PROJECT,
          SessionField.PREVIOUS_SESSION_ID,
          SessionField.FORKED_FROM_ID,
          SessionField.FORKED_AT_SEQUENCE,
          SessionField.STARTED_AT,
          SessionField.ENDED_AT,
          SessionField.WORKING_DIRECTORY,
          SessionField.GIT_BRANCH,
          SessionField.USERNAME,
          SessionField.LLM_MODEL);

  /// Ended by a person's word, which no transcript overrides.
  private static final Set<SessionStatus> FINAL =
      EnumSet.of(SessionStatus.CANCELLED, SessionStatus.FAILED, SessionStatus.ARCHIVED);

  /// What goes with a state; where that is a person's word, so are these.
  private static final Set<SessionField<?>> STATE =
      Set.of(SessionField.STATUS, SessionField.ENDED_AT);

  private ImportMerge() {}

  /// @param earlier what the importer told before; null if it does not know
  static FieldValues news(Session before, NewSession told, @Nullable NewSession earlier) {
    FieldValues news = FieldValues.NONE;
    boolean ownState =
        FINAL.contains(before.status()) || (earlier != null && !isImportersState(before, earlier));
    for (SessionField<?> field : told.values().values().keySet()) {
      if (!ownState || !STATE.contains(field)) {
        news = add(news, before, told, field, earlier != null && stands(before, earlier, field));
      }
    }
    if (earlier != null) {
      for (SessionField<?> field : EMPTIED) {
        if (earlier.get(field) != null
            && told.get(field) == null
            && stands(before, earlier, field)) {
          news = news.with(field, null);
        }
      }
    }
    return news;
  }

  /// What is told of and the session has nothing of. Its state has nothing missing, nor has its life.
  static FieldValues missing(Session before, NewSession told) {
    FieldValues missing = FieldValues.NONE;
    for (SessionField<?> field : told.values().values().keySet()) {
      boolean isLife = STATE.contains(field) || field == SessionField.STARTED_AT;
      missing = isLife ? missing : addMissing(missing, before, told, field);
    }
    return missing;
  }

  private static <T> FieldValues addMissing(
      FieldValues missing, Session before, NewSession told, SessionField<T> field) {
    T then = before.get(field);
    boolean empty = then == null || then.equals(0L) || then.equals(java.util.Map.of());
    T now = told.get(field);
    return empty && now != null && !now.equals(then) ? missing.with(field, now) : missing;
  }

  /// Whether the session is in the state that the importer left it in.
  private static boolean isImportersState(Session before, NewSession earlier) {
    SessionStatus said = earlier.get(SessionField.STATUS);
    return before.status() == (said == null ? SessionStatus.COMPLETED : said);
  }

  /// Whether a field still holds what the importer said of it.
  private static <T> boolean stands(Session before, NewSession earlier, SessionField<T> field) {
    T said = earlier.get(field);
    return said != null && Objects.equals(field.show(said), field.show(before.get(field)));
  }

  private static <T> FieldValues add(
      FieldValues news,
      Session before,
      NewSession told,
      SessionField<T> field,
      boolean importersWord) {
    T now = told.get(field);
    T then = before.get(field);
    if (now == null || Objects.equals(field.show(now), field.show(then))) {
      return news;
    }
    if (then != null && !importersWord && FILLED_ONCE.contains(field)) {
      return news;
    }
    if (field == SessionField.LAST_ACTIVITY_AT
        && !importersWord
        && now instanceof Instant at
        && at.isBefore(before.lastActivityAt())) {
      return news;
    }
    return news.with(field, now);
  }
}
