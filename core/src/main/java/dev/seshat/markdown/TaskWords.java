package dev.seshat.markdown;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a line says of a task.
///
/// @param title one line, not blank
/// @param status `pending`, `in_progress`, `blocked`, `completed`, `failed` or `cancelled`
/// @param specialist who is to do it; null for nobody in particular
/// @param hours how much effort it takes; null when nobody has said
/// @param reference what another system calls it; null for nothing
public record TaskWords(
    String title,
    String status,
    @Nullable String specialist,
    @Nullable Integer hours,
    @Nullable String reference) {
  public static final String PENDING = "pending";
  public static final String COMPLETED = "completed";

  /// All words of [#status].
  public static final List<String> STATUSES =
      List.of(PENDING, "in_progress", "blocked", COMPLETED, "failed", "cancelled");

  public TaskWords {
    if (title.isBlank() || !title.equals(title.strip()) || title.lines().count() != 1) {
      throw new IllegalArgumentException("a title is one line, and not blank: '" + title + "'");
    }
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("no status: " + status);
    }
  }

  /// A task of this title that waits.
  public static TaskWords of(String title) {
    return new TaskWords(title, PENDING, null, null, null);
  }

  /// As a line of a list has them, its box taken in.
  public String line() {
    return (isDone() ? "- [x] " : "- [ ] ") + LineText.of(this, null);
  }

  boolean isDone() {
    return status.equals(COMPLETED);
  }

  /// The words that stand behind the title, in their order.
  Map<LineText.Part, String> parts() {
    Map<LineText.Part, String> parts = new LinkedHashMap<>();
    if (reference != null) {
      parts.put(LineText.Part.REFERENCE, "#" + reference);
    }
    if (specialist != null) {
      parts.put(LineText.Part.SPECIALIST, "@" + specialist);
    }
    if (hours != null) {
      parts.put(LineText.Part.HOURS, "~" + hours + "h");
    }
    if (!status.equals(PENDING) && !isDone()) {
      parts.put(LineText.Part.STATUS, "(" + status + ")");
    }
    return parts;
  }
}
