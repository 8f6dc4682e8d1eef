package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which tasks of a session are asked for: the most urgent first, then the highest in the tree, then in order.
///
/// @param statuses those that stand in one of these; empty for all
/// @param isReady whether only those that may be begun
/// @param group the name of the group that they are in; null for any
/// @param assignee who does them; null for anybody
/// @param specialist the kind of specialist that they are for; null for any
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 1,000
public record TaskFilter(
    Set<TaskStatus> statuses,
    boolean isReady,
    @Nullable String group,
    @Nullable String assignee,
    @Nullable String specialist,
    @Nullable String cursor,
    int limit) {
  /// The states of a task for which something is still to be done.
  public static final Set<TaskStatus> OPEN =
      Set.of(TaskStatus.PENDING, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED, TaskStatus.FAILED);

  /// @throws Invalid naming the field that breaks its rule
  public TaskFilter {
    statuses = Set.copyOf(statuses);
    if (limit < 1 || limit > 1_000) {
      throw new Invalid("limit", "must be 1 to 1000");
    }
  }

  /// All of them, so many at a time.
  public static TaskFilter all(int limit) {
    return new TaskFilter(Set.of(), false, null, null, null, null, limit);
  }

  /// The states that words stand for, with commas between them; `open` for those that are not over.
  public static Set<TaskStatus> statuses(@Nullable String words) {
    Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
    if (words != null && !words.isBlank()) {
      for (String each : words.toLowerCase(Locale.ROOT).split(",", -1)) {
        String word = each.strip();
        statuses.addAll(word.equals("open") ? OPEN : Set.of(TaskStatus.of(word)));
      }
    }
    return statuses;
  }

  public TaskFilter in(Set<TaskStatus> wanted) {
    return new TaskFilter(wanted, isReady, group, assignee, specialist, cursor, limit);
  }

  public TaskFilter ready() {
    return new TaskFilter(statuses, true, group, assignee, specialist, cursor, limit);
  }

  public TaskFilter ofGroup(@Nullable String name) {
    return new TaskFilter(statuses, isReady, name, assignee, specialist, cursor, limit);
  }

  public TaskFilter of(@Nullable String who) {
    return new TaskFilter(statuses, isReady, group, who, specialist, cursor, limit);
  }

  public TaskFilter forSpecialist(@Nullable String word) {
    return new TaskFilter(statuses, isReady, group, assignee, word, cursor, limit);
  }

  public TaskFilter after(@Nullable String page) {
    return new TaskFilter(statuses, isReady, group, assignee, specialist, page, limit);
  }

  /// Where a page ends.
  record Spot(long priority, long level, long position, UUID id) {
    static Spot of(String cursor) {
      String[] parts = cursor.split("_", -1);
      try {
        return new Spot(
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            UUID.fromString(parts[3]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }

    static String of(Task task) {
      return "%d_%d_%d_%s".formatted(task.priority(), task.level(), task.position(), task.id());
    }
  }
}
