package dev.seshat.task;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Where a task stands.
public enum TaskStatus {
  PENDING,
  IN_PROGRESS,
  BLOCKED,
  COMPLETED,
  FAILED,
  CANCELLED;

  /// The status as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Invalid if there is none of this name
  public static TaskStatus of(String word) {
    for (TaskStatus each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "status", "must be one of the words of tasks, not '" + Texts.shorten(word, 40) + "'");
  }

  /// Where a task may go from here: on, back to be done again, or, finished or cancelled, open once more.
  public Set<TaskStatus> next() {
    return switch (this) {
      case PENDING -> EnumSet.of(IN_PROGRESS, BLOCKED, CANCELLED);
      case IN_PROGRESS -> EnumSet.of(COMPLETED, FAILED, BLOCKED, CANCELLED, PENDING);
      case BLOCKED -> EnumSet.of(PENDING, IN_PROGRESS, CANCELLED);
      case COMPLETED, FAILED, CANCELLED -> EnumSet.of(PENDING);
    };
  }

  /// The steps to a status over those that are between; none if it is there.
  public List<TaskStatus> way(TaskStatus goal) {
    Map<TaskStatus, List<TaskStatus>> ways = new EnumMap<>(TaskStatus.class);
    ways.put(this, List.of());
    Deque<TaskStatus> edge = new ArrayDeque<>(List.of(this));
    while (!ways.containsKey(goal)) {
      TaskStatus at = edge.remove();
      for (TaskStatus next : at.next()) {
        List<TaskStatus> way = new ArrayList<>(Objects.requireNonNull(ways.get(at)));
        way.add(next);
        if (ways.putIfAbsent(next, way) == null) {
          edge.add(next);
        }
      }
    }
    return Objects.requireNonNull(ways.get(goal));
  }

  /// @throws IllegalTransition if a task may not go there from here
  void requireNext(TaskStatus next, String what) {
    if (!next().contains(next)) {
      throw new IllegalTransition(
          what,
          word(),
          next.word(),
          "it may become " + String.join(", ", next().stream().map(TaskStatus::word).toList()));
    }
  }

  /// Whether nothing more is to be done for a task that it stands under.
  public boolean isOver() {
    return this == COMPLETED || this == CANCELLED;
  }
}
