package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which promises are asked for, the newest first.
///
/// @param statuses the states wanted; empty for all
/// @param parentId parts of this promise
/// @param scheduleId made by this schedule
/// @param limit 1 to 1,000
/// @param cursor where a page before this one ended
public record PromiseFilter(
    Set<PromiseStatus> statuses,
    @Nullable String kind,
    @Nullable UUID sessionId,
    @Nullable String chatId,
    @Nullable Long parentId,
    @Nullable Long scheduleId,
    int limit,
    @Nullable String cursor) {
  public PromiseFilter {
    statuses = Set.copyOf(statuses);
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
  }

  /// The newest fifty of all.
  public static PromiseFilter all() {
    return new PromiseFilter(Set.of(), null, null, null, null, null, 50, null);
  }

  /// The newest fifty of those that are not finished.
  public static PromiseFilter open() {
    return all().withStatuses(PromiseStatus.OPEN);
  }

  public PromiseFilter withStatuses(Set<PromiseStatus> value) {
    return new PromiseFilter(value, kind, sessionId, chatId, parentId, scheduleId, limit, cursor);
  }

  public PromiseFilter withKind(@Nullable String value) {
    return new PromiseFilter(
        statuses, value, sessionId, chatId, parentId, scheduleId, limit, cursor);
  }

  public PromiseFilter withSession(@Nullable UUID value) {
    return new PromiseFilter(statuses, kind, value, chatId, parentId, scheduleId, limit, cursor);
  }

  public PromiseFilter withChat(@Nullable String value) {
    return new PromiseFilter(statuses, kind, sessionId, value, parentId, scheduleId, limit, cursor);
  }

  public PromiseFilter withParent(@Nullable Long value) {
    return new PromiseFilter(statuses, kind, sessionId, chatId, value, scheduleId, limit, cursor);
  }

  public PromiseFilter withSchedule(@Nullable Long value) {
    return new PromiseFilter(statuses, kind, sessionId, chatId, parentId, value, limit, cursor);
  }

  public PromiseFilter withLimit(int value) {
    return new PromiseFilter(
        statuses, kind, sessionId, chatId, parentId, scheduleId, value, cursor);
  }

  public PromiseFilter withCursor(@Nullable String value) {
    return new PromiseFilter(statuses, kind, sessionId, chatId, parentId, scheduleId, limit, value);
  }
}
