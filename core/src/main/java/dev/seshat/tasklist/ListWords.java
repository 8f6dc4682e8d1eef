package dev.seshat.tasklist;

import dev.seshat.task.TaskStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The words that other tools have for how far a task is, and for how urgent it is.
final class ListWords {
  private static final Map<TaskStatus, List<String>> STATUSES =
      Map.of(
          TaskStatus.PENDING,
          List.of(
              "pending",
              "to do",
              "todo",
              "open",
              "new",
              "backlog",
              "draft",
              "planned",
              "ready",
              "next",
              "not started"),
          TaskStatus.IN_PROGRESS,
          List.of(
              "in progress",
              "doing",
              "started",
              "active",
              "wip",
              "review",
              "in review",
              "testing",
              "ongoing"),
          TaskStatus.BLOCKED,
          List.of("blocked", "waiting", "on hold", "stalled"),
          TaskStatus.COMPLETED,
          List.of(
              "completed",
              "done",
              "complete",
              "closed",
              "finished",
              "resolved",
              "verified",
              "shipped"),
          TaskStatus.FAILED,
          List.of("failed"),
          TaskStatus.CANCELLED,
          List.of(
              "cancelled",
              "canceled",
              "wont fix",
              "won't do",
              "wont do",
              "rejected",
              "abandoned",
              "dropped",
              "obsolete"));
  private static final Map<String, Integer> PRIORITIES =
      Map.ofEntries(
          Map.entry("urgent", 1),
          Map.entry("critical", 1),
          Map.entry("highest", 1),
          Map.entry("high", 2),
          Map.entry("medium", 3),
          Map.entry("normal", 3),
          Map.entry("low", 4),
          Map.entry("lowest", 5),
          Map.entry("someday", 5));
  private static final Map<String, TaskStatus> BY_WORD = new HashMap<>();

  static {
    STATUSES.forEach((status, words) -> words.forEach(word -> BY_WORD.put(word, status)));
  }

  private ListWords() {}

  private static String plain(Object word) {
    return word.toString()
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s_-]+", " ")
        .replaceAll("[^a-z0-9' ]", "")
        .strip();
  }

  static Optional<TaskStatus> status(Object word) {
    return Optional.ofNullable(BY_WORD.get(plain(word)));
  }

  static Optional<Integer> priority(Object word) {
    String plain = plain(word);
    return plain.matches("[1-5]")
        ? Optional.of(Integer.valueOf(plain))
        : Optional.ofNullable(PRIORITIES.get(plain));
  }

  /// Who is to do it, as a word that tasks here can have; null if nothing of it can be.
  static @Nullable String specialist(String name) {
    String word =
        name.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return word.isEmpty() ? null : word.substring(0, Math.min(64, word.length()));
  }
}
