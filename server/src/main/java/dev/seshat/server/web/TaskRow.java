package dev.seshat.server.web;

import dev.seshat.task.Task;
import dev.seshat.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as pages show it.
public record TaskRow(Task task) {
  /// What one may have a task do next.
  ///
  /// @param verb what the button says
  public record Move(TaskStatus to, String verb) {}

  public String href() {
    return href(task.sessionId(), task.id().toString());
  }

  /// @param task its id, or its marker
  static String href(UUID session, String task) {
    return "/sessions/" + session + "/tasks/" + task;
  }

  /// How it stands, in words.
  public String state() {
    return task.isReady() ? "ready" : Format.words(task.status().word());
  }

  /// Where it may go from where it stands.
  public List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (TaskStatus each : TaskStatus.values()) {
      if (task.status().next().contains(each)) {
        moves.add(new Move(each, verb(each)));
      }
    }
    return moves;
  }

  private String verb(TaskStatus next) {
    return switch (next) {
      case PENDING -> back();
      case IN_PROGRESS -> "Start";
      case BLOCKED -> "Block";
      case COMPLETED -> "Complete";
      case FAILED -> "Fail";
      case CANCELLED -> "Cancel";
    };
  }

  private String back() {
    return switch (task.status()) {
      case FAILED -> "Try again";
      case COMPLETED -> "Reopen";
      case CANCELLED -> "Restore";
      case PENDING, IN_PROGRESS, BLOCKED -> "Put back";
    };
  }

  /// The states that it may go to, by their words.
  public String next() {
    return String.join(" ", moves().stream().map(each -> each.to().word()).toList());
  }

  /// How far it has come, in whole per cent.
  public int percent() {
    return (int) Math.floor(task.progress());
  }

  /// Whether its progress says more than its state.
  public boolean hasProgress() {
    return task.progress() > 0 && task.status() != TaskStatus.COMPLETED;
  }

  /// How hard it is, where that is not usual; null where it is.
  public @Nullable String complexity() {
    return switch (task.complexity()) {
      case MODERATE -> null;
      case SIMPLE, COMPLEX, HIGHLY_COMPLEX -> Format.words(task.complexity().word());
    };
  }

  /// How urgent it is, where that is not usual; null where it is.
  public @Nullable String priority() {
    return switch (task.priority()) {
      case 1 -> "urgent";
      case 2 -> "high";
      case 4 -> "low";
      case 5 -> "someday";
      default -> null;
    };
  }

  /// The words of priorities, the most urgent first.
  public static List<String> priorities() {
    return List.of("urgent", "high", "medium", "low", "someday");
  }
}
