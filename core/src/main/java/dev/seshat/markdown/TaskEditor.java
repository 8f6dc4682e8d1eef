package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Changes tasks in a file, each where it stands; all else stays byte for byte.
public final class TaskEditor {
  private TaskFile file;

  public TaskEditor(TaskFile file) {
    this.file = file;
  }

  /// A place for a task.
  ///
  /// @param group the headings that it is to stand under, the outermost first
  /// @param parent the marker of the task that it is to stand under; null for none
  /// @param after the marker of the task that it is to follow, of the same parent and group; null for the first place
  public record Target(List<String> group, @Nullable String parent, @Nullable String after) {
    public Target {
      group = List.copyOf(group);
    }
  }

  /// That a file is so odd that a change of it would not be read as it is meant. Nothing was changed.
  public static final class CannotEdit extends Exception {
    private static final long serialVersionUID = 1;

    CannotEdit(String message) {
      super(message);
    }
  }

  public TaskFile file() {
    return file;
  }

  /// Has lines say something else.
  ///
  /// @param words by marker; markers that no line has are left out
  public void say(Map<String, TaskWords> words) throws CannotEdit {
    List<Edit> edits = new ArrayList<>();
    for (TaskItem item : file.items()) {
      TaskWords wanted = item.marker() == null ? null : words.get(item.marker());
      if (wanted != null && !wanted.equals(item.words())) {
        edits.addAll(LineEdits.of(file.text(), item, wanted, null));
      }
    }
    take(
        edits,
        (item, index) ->
            words.getOrDefault(Objects.requireNonNullElse(item.marker(), ""), item.words()));
  }

  /// Gives lines their markers.
  ///
  /// @param markers by the place of the item among all of the file's
  public void mark(Map<Integer, String> markers) throws CannotEdit {
    List<Edit> edits = new ArrayList<>();
    markers.forEach((index, marker) -> {
      TaskItem item = file.items().get(index);
      edits.addAll(LineEdits.of(file.text(), item, item.words(), marker));
    });
    take(edits, (item, index) -> item.words());
  }

  private void take(List<Edit> edits, BiFunction<TaskItem, Integer, TaskWords> wanted)
      throws CannotEdit {
    if (edits.isEmpty()) {
      return;
    }
    TaskFile changed = TaskFile.parse(Edit.all(file.text(), edits));
    List<TaskItem> before = file.items();
    List<TaskItem> after = changed.items();
    boolean isRead =
        before.size() == after.size()
            && IntStream.range(0, before.size())
                .allMatch(i -> after.get(i).words().equals(wanted.apply(before.get(i), i)));
    if (!isRead) {
      throw new CannotEdit("a line would be read otherwise than it is meant");
    }
    file = changed;
  }

  /// A task to be added.
  ///
  /// @param depth under how many of the lines before it this one stands
  public record Line(String marker, TaskWords words, int depth) {}

  /// Tasks to be added one behind the other, each with those under it.
  public record Run(List<Line> lines, Target to) {
    public Run {
      lines = List.copyOf(lines);
    }
  }

  /// Adds tasks at several places, whose headings and tasks are all there.
  public void addAll(List<Run> runs) throws CannotEdit {
    if (runs.isEmpty()) {
      return;
    }
    TaskFile changed = Places.put(file, runs);
    Set<String> added = new HashSet<>();
    for (Run each : runs) {
      requireRead(changed, each.lines());
      each.lines().forEach(line -> added.add(line.marker()));
      requirePlace(changed, each.lines().getFirst().marker(), each.to());
    }
    requireOthers(changed, added, file.items().size() + added.size());
    file = changed;
  }

  /// Adds a task.
  public void add(String marker, TaskWords words, Target to) throws CannotEdit {
    add(List.of(new Line(marker, words, 0)), to);
  }

  /// Adds tasks one behind the other, each with those under it.
  public void add(List<Line> lines, Target to) throws CannotEdit {
    TaskFile changed = Places.put(withGroup(to), List.of(new Run(lines, to)));
    requireRead(changed, lines);
    Set<String> added = lines.stream().map(Line::marker).collect(Collectors.toSet());
    take(lines.getFirst().marker(), added, to, changed, file.items().size() + lines.size());
  }

  private static void requireRead(TaskFile changed, List<Line> lines) throws CannotEdit {
    for (Line line : lines) {
      TaskItem item = changed.item(line.marker()).orElse(null);
      if (item == null || !item.words().equals(line.words())) {
        throw new CannotEdit("^" + line.marker() + " would not be read as it is meant");
      }
    }
  }

  /// Moves a task with all that stands under it.
  public void move(String marker, Target to) throws CannotEdit {
    TaskItem item = file.item(marker).orElseThrow(() -> new CannotEdit("no line has ^" + marker));
    if (!item.at().prefix().isBlank() && item.at().prefix().strip().matches("[-*+0-9.)]+")) {
      throw new CannotEdit("^" + marker + " stands in the same line as what it stands under");
    }
    TaskFile grouped = withGroup(to);
    Span block = grouped.item(marker).orElseThrow().at().block();
    TaskFile without =
        TaskFile.parse(Edit.all(grouped.text(), List.of(Places.cut(grouped, block))));
    take(
        marker,
        Set.of(marker),
        to,
        Places.move(without, item.at().prefix(), block.of(grouped.text()), to),
        file.items().size());
  }

  private TaskFile withGroup(Target to) throws CannotEdit {
    return to.parent() == null && to.after() == null ? Places.withGroup(file, to.group()) : file;
  }

  /// Takes a file in which a task stands elsewhere, if it is read so, and all others as before.
  private void take(String marker, Set<String> news, Target to, TaskFile changed, int count)
      throws CannotEdit {
    requirePlace(changed, marker, to);
    requireOthers(changed, news, count);
    file = changed;
  }

  private static void requirePlace(TaskFile changed, String marker, Target to) throws CannotEdit {
    TaskItem item = changed.item(marker).orElse(null);
    boolean isThere =
        item != null
            && Objects.equals(parent(changed, item), to.parent())
            && (to.parent() != null || item.group().equals(to.group()));
    if (!isThere) {
      throw new CannotEdit("^" + marker + " would not be read where it is meant to stand");
    }
  }

  private void requireOthers(TaskFile changed, Set<String> news, int count) throws CannotEdit {
    if (changed.items().size() != count || !others(changed, news).equals(others(file, news))) {
      throw new CannotEdit("other lines would be read otherwise");
    }
  }

  static @Nullable String parent(TaskFile file, TaskItem item) {
    return item.parent() < 0 ? null : file.items().get(item.parent()).marker();
  }

  /// What a task says and stands under; where it stands under none, its group.
  private record Standing(
      @Nullable String marker, TaskWords words, @Nullable String parent, List<String> group) {}

  private static Set<Standing> others(TaskFile file, Set<String> markers) {
    Set<Standing> all = new HashSet<>();
    for (TaskItem each : file.items()) {
      if (!markers.contains(Objects.requireNonNullElse(each.marker(), ""))) {
        all.add(
            new Standing(
                each.marker(),
                each.words(),
                parent(file, each),
                each.parent() < 0 ? each.group() : List.of()));
      }
    }
    return all;
  }
}
