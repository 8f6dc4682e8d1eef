package dev.seshat.legacy;

import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The cells of tasks as the columns here can hold them.
record TaskCells(LegacyTexts texts) {
  private static final int MOST_HOURS = 99_999;

  /// A text as one line; null where the cell says nothing.
  @Nullable String line(SourceRow row, String column, int max) {
    String text = texts.text(row, column);
    String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? null : SourceRow.cut(line, max);
  }

  /// Who does it, as a word that is allowed here.
  @Nullable String word(SourceRow row, String column, Outcomes outcomes) {
    String text = row.text(column);
    if (text == null) {
      return null;
    }
    String word =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    if (!word.equals(text.strip())) {
      outcomes.note(row, column + " is written as a word of small letters", text);
    }
    return word.isEmpty() ? null : word.substring(0, Math.min(64, word.length()));
  }

  /// Hours, part of one as a whole.
  @Nullable Long hours(SourceRow row, String column, Outcomes outcomes) {
    BigDecimal hours = row.decimal(column);
    if (hours != null
        && hours.signum() >= 0
        && hours.compareTo(BigDecimal.valueOf(MOST_HOURS)) <= 0) {
      return hours.setScale(0, RoundingMode.CEILING).longValue();
    }
    if (row.has(column)) {
      outcomes.note(row, column + " is no number of hours; it is left out", row.raw(column));
    }
    return null;
  }

  Complexity complexity(SourceRow row, Outcomes outcomes) {
    String text = row.text("complexity_level");
    String word = text == null ? "" : text.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    for (Complexity each : Complexity.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    if (text != null) {
      outcomes.note(row, "complexity_level is none that is known; it is moderate", text);
    }
    return Complexity.MODERATE;
  }

  TaskStatus status(SourceRow row, Outcomes outcomes) {
    String text = row.text("status");
    String word =
        text == null ? "" : text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    TaskStatus status =
        switch (word) {
          case "", "pending", "todo", "to_do", "open", "new" -> TaskStatus.PENDING;
          case "in_progress", "active", "started", "doing", "running" -> TaskStatus.IN_PROGRESS;
          case "blocked", "waiting" -> TaskStatus.BLOCKED;
          case "completed", "complete", "done", "finished" -> TaskStatus.COMPLETED;
          case "failed", "error" -> TaskStatus.FAILED;
          case "cancelled", "canceled", "archived", "skipped" -> TaskStatus.CANCELLED;
          default -> null;
        };
    if (status == null) {
      outcomes.note(row, "status is none that is known; it is pending", text);
      return TaskStatus.PENDING;
    }
    return status;
  }

  /// How far it is in hundredths of a percent; a sign behind the number is taken off.
  long progress(SourceRow row, Outcomes outcomes) {
    String text = row.text("progress_percentage");
    if (text == null) {
      return 0;
    }
    try {
      String number = text.strip().replaceFirst("\\s*%$", "").replace(',', '.');
      BigDecimal percent = number.length() < 40 ? new BigDecimal(number) : BigDecimal.TEN.negate();
      boolean isWithin = percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0;
      if (isWithin) {
        return percent.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValue();
      }
    } catch (NumberFormatException e) {
      // said below
    }
    outcomes.note(row, "progress_percentage is no percentage; it is 0", text);
    return 0;
  }
}
