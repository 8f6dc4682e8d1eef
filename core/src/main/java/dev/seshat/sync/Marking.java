package dev.seshat.sync;

import dev.seshat.markdown.TaskEditor;
import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskFile;
import dev.seshat.markdown.TaskItem;
import dev.seshat.markdown.TaskState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The markers of lines that have none: that of the task which has lost it, or a new one.
final class Marking {
  private static final int MOST_TITLE = 500;

  /// Makes a marker that none of these is.
  interface Fresh {
    String other(Set<String> than) throws SQLException;
  }

  /// A file whose tasks all have markers, but those that are not taken.
  ///
  /// @param made the markers of lines that are new
  /// @param problems lines that cannot be tasks
  record Marked(TaskFile file, Set<String> made, List<String> problems) {}

  private final TaskFile file;
  private final Map<String, List<TaskState>> lost = new HashMap<>();
  private final Set<String> taken;
  private final Set<String> made = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Marking(TaskFile file, List<TaskState> known) {
    this.file = file;
    this.taken = new HashSet<>(file.mentioned());
    Set<String> there = new HashSet<>();
    file.items().forEach(each -> there.add(Objects.requireNonNullElse(each.marker(), "")));
    for (TaskState each : known) {
      if (!there.contains(each.marker())) {
        lost.computeIfAbsent(each.words().title(), title -> new ArrayList<>()).add(each);
      }
    }
  }

  /// @param known the tasks that the file had; one whose marker it has no longer is a line of its title without one
  static Marked of(TaskFile file, List<TaskState> known, Fresh fresh) throws SQLException {
    return new Marking(file, known).mark(fresh);
  }

  private Marked mark(Fresh fresh) throws SQLException {
    Map<Integer, String> markers = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < file.items().size(); i++) {
      TaskItem item = file.items().get(i);
      boolean isKnown = item.marker() != null && seen.add(item.marker());
      if (isKnown) {
        continue;
      }
      if (item.words().title().length() > MOST_TITLE) {
        problems.add(
            "line " + item.line() + " is longer than " + MOST_TITLE + " characters: it is no task");
        continue;
      }
      TaskState own = item.marker() == null ? adopted(item) : null;
      String marker = own == null ? fresh.other(taken) : own.marker();
      taken.add(marker);
      if (own == null) {
        made.add(marker);
      }
      markers.put(i, marker);
    }
    return markers.isEmpty() ? new Marked(file, Set.of(), problems) : write(markers);
  }

  /// The task of this title that has lost its marker; of several the one in the same place, else the first.
  private @Nullable TaskState adopted(TaskItem item) {
    List<TaskState> all = lost.get(item.words().title());
    if (all == null || all.isEmpty()) {
      return null;
    }
    String parent = item.parent() < 0 ? null : file.items().get(item.parent()).marker();
    TaskState best = all.getFirst();
    for (TaskState each : all) {
      boolean isThere =
          Objects.equals(each.parent(), parent)
              && (parent != null || each.group().equals(item.group()));
      if (isThere) {
        best = each;
        break;
      }
    }
    all.remove(best);
    return best;
  }

  private Marked write(Map<Integer, String> markers) {
    TaskEditor editor = new TaskEditor(file);
    try {
      editor.mark(markers);
    } catch (CannotEdit all) {
      // one line is odd: the others are marked one by one
      markers.forEach((index, marker) -> {
        try {
          editor.mark(Map.of(index, marker));
        } catch (CannotEdit e) {
          made.remove(marker);
          problems.add(
              "line " + file.items().get(index).line() + " is no task: no marker fits to it");
        }
      });
    }
    return new Marked(editor.file(), Set.copyOf(made), problems);
  }
}
