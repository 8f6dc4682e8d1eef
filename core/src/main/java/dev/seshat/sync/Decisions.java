package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.markdown.TaskField;
import dev.seshat.markdown.TaskState;
import dev.seshat.markdown.TaskWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What people have decided of conflicts: for one side, or for a value of their own.
///
/// @param byKey the decision by what it is about
record Decisions(Map<String, String> byKey) {
  static final String DB = "db";
  static final String FILE = "file";
  static final String LINE = "line";

  static String key(@Nullable String marker, String field) {
    return Objects.requireNonNullElse(marker, "") + " " + field;
  }

  @Nullable String of(@Nullable String marker, String field) {
    return byKey.get(key(marker, field));
  }

  /// The two sides and what they had, as they are to be merged so that what was decided comes of it.
  record Sides(List<TaskState> base, List<TaskState> file) {}

  Sides applied(List<TaskState> base, List<TaskState> db, List<TaskState> file) {
    if (byKey.isEmpty()) {
      return new Sides(base, file);
    }
    Map<String, TaskState> inDb = TaskState.byMarker(db);
    Map<String, TaskState> inFile = TaskState.byMarker(file);
    List<TaskState> was = new ArrayList<>();
    List<TaskState> said = new ArrayList<>();
    Map<String, TaskState> told = new HashMap<>();
    for (TaskState each : base) {
      TaskState ours = inDb.get(each.marker());
      TaskState theirs = inFile.get(each.marker());
      if (ours == null || theirs == null) {
        line(was, each, ours);
        continue;
      }
      TaskState now = each;
      for (TaskField field : TaskField.values()) {
        String choice = of(each.marker(), field.word());
        if (choice == null) {
          continue;
        }
        now = with(now, field, choice.equals(DB) ? theirs : ours);
        if (!choice.equals(DB) && !choice.equals(FILE)) {
          TaskState other = Objects.requireNonNullElse(told.get(each.marker()), theirs);
          told.put(each.marker(), value(other, field, choice));
        }
      }
      was.add(now);
    }
    file.forEach(each -> said.add(Objects.requireNonNullElse(told.get(each.marker()), each)));
    return new Sides(was, said);
  }

  /// Of a line that is gone: it comes back, or its task goes too.
  private void line(List<TaskState> was, TaskState base, @Nullable TaskState ours) {
    String choice = of(base.marker(), LINE);
    if (choice == null || ours == null) {
      was.add(base);
    } else if (choice.equals(FILE)) {
      was.add(ours);
    }
  }

  private static TaskState with(TaskState state, TaskField field, TaskState from) {
    TaskWords own = state.words();
    TaskWords other = from.words();
    TaskWords words =
        new TaskWords(
            field == TaskField.TITLE ? other.title() : own.title(),
            field == TaskField.STATUS ? other.status() : own.status(),
            field == TaskField.SPECIALIST ? other.specialist() : own.specialist(),
            field == TaskField.HOURS ? other.hours() : own.hours(),
            field == TaskField.REFERENCE ? other.reference() : own.reference());
    return state.with(words, field == TaskField.PLACE ? from.place() : state.place());
  }

  private static TaskState value(TaskState state, TaskField field, String value) {
    TaskWords own = state.words();
    TaskWords words =
        new TaskWords(
            field == TaskField.TITLE ? value : own.title(),
            field == TaskField.STATUS ? value : own.status(),
            field == TaskField.SPECIALIST ? value : own.specialist(),
            field == TaskField.HOURS ? Integer.valueOf(value) : own.hours(),
            field == TaskField.REFERENCE ? value : own.reference());
    return state.with(words, state.place());
  }

  /// A decision in its one form.
  ///
  /// @throws Invalid if the field cannot have it
  static String checked(String field, String choice) {
    String word = choice.strip();
    String side = word.toLowerCase(Locale.ROOT);
    if (side.equals(DB) || side.equals(FILE)) {
      return side;
    }
    boolean fits =
        switch (field) {
          case "title" -> !word.isEmpty() && word.length() <= 500 && word.lines().count() == 1;
          case "status" -> TaskWords.STATUSES.contains(word);
          case "specialist" -> word.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
          case "hours" -> word.matches("\\d{1,5}");
          case "reference" -> word.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
          case "session.priority" -> word.matches("[1-5]");
          case "session.status", "session.mode" -> word.matches("[A-Za-z0-9._-]{1,64}");
          default -> false;
        };
    if (!fits) {
      throw new Invalid("choice", "must be db, file, or a value that " + field + " can have");
    }
    return word;
  }
}
