package dev.seshat.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskEditor.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Changes of tasks in files made at random: what is asked for is there, and nothing else is changed.
class TaskEditorPropertyTest {
  private static final int CASES = 10_000;
  private static final long SEED = Long.getLong("seshat.seed", 20_261);

  @Test
  void aLineSaysWhatItIsToSay() {
    FileGenerator made = new FileGenerator(SEED);
    for (int i = 0; i < CASES; i++) {
      TaskWords words = made.words();
      String marker = made.random().nextBoolean() ? made.marker() : null;
      String line = LineText.of(words, marker);
      LineText read = LineText.parse(line);
      assertThat(read.words(line, words.isDone())).as(line).isEqualTo(words);
      assertThat(read.word(line, LineText.Part.MARKER))
          .as(line)
          .isEqualTo(marker == null ? null : "^" + marker);
    }
  }

  @Test
  void wordsChangeWhereTheyStand() throws CannotEdit {
    for (int i = 0; i < CASES; i++) {
      FileGenerator made = new FileGenerator(SEED + i);
      TaskFile file = TaskFile.parse(made.file());
      Map<String, TaskWords> wanted = new HashMap<>();
      for (TaskItem item : file.items()) {
        if (item.marker() != null && made.random().nextInt(3) == 0) {
          wanted.put(item.marker(), made.words());
        }
      }
      TaskEditor editor = new TaskEditor(file);
      editor.say(wanted);
      assertThat(frame(editor.file())).as(file.text()).isEqualTo(frame(file));
      editor.say(wanted);
      for (TaskItem item : editor.file().items()) {
        if (wanted.containsKey(Objects.requireNonNullElse(item.marker(), ""))) {
          assertThat(item.words()).isEqualTo(wanted.get(item.marker()));
        }
      }
      if (wanted.isEmpty()) {
        assertThat(editor.file().text()).isEqualTo(file.text());
      }
    }
  }

  /// The text without what tasks say.
  private static String frame(TaskFile file) {
    List<Edit> edits = new ArrayList<>();
    for (TaskItem item : file.items()) {
      edits.add(new Edit(item.at().box(), "_"));
      edits.add(new Edit(item.at().text(), ""));
    }
    return Edit.all(file.text(), edits);
  }

  @Test
  void newLinesAreMarkedAndTasksAreAddedAndMovedWithAllThatStandsUnderThem() throws CannotEdit {
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      FileGenerator made = new FileGenerator(SEED - i);
      TaskEditor editor = new TaskEditor(TaskFile.parse(made.file()));
      Map<Integer, String> markers = new HashMap<>();
      for (int item = 0; item < editor.file().items().size(); item++) {
        if (editor.file().items().get(item).marker() == null) {
          markers.put(item, made.marker());
        }
      }
      editor.mark(markers);
      TaskFile before = editor.file();
      Target to = target(made, before);
      List<TaskItem> items = before.items();
      try {
        if (items.isEmpty() || made.random().nextBoolean()) {
          editor.add("tnew1", made.words(), to);
          requirePlace(editor.file(), "tnew1", to);
        } else {
          String marker =
              Objects.requireNonNull(items.get(made.random().nextInt(items.size())).marker());
          if (isUnder(before, to.parent(), marker) || isUnder(before, to.after(), marker)) {
            continue;
          }
          editor.move(marker, to);
          requirePlace(editor.file(), marker, to);
        }
        assertThat(others(editor.file())).as(before.text()).containsAll(others(before));
      } catch (CannotEdit e) {
        assertThat(editor.file()).isSameAs(before);
        refused++;
      }
    }
    assertThat(refused).isLessThan(CASES / 100);
  }

  /// The lines without bullets, blanks around them left out.
  private static List<String> others(TaskFile file) {
    return file.text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("(?:[-*+]|\\d+[.)])\\s.*"))
        .toList();
  }

  private static boolean isUnder(TaskFile file, @Nullable String marker, String above) {
    for (@Nullable TaskItem item = marker == null ? null : file.item(marker).orElseThrow();
        item != null; ) {
      if (above.equals(item.marker())) {
        return true;
      }
      item = item.parent() < 0 ? null : file.items().get(item.parent());
    }
    return false;
  }

  private static Target target(FileGenerator made, TaskFile file) {
    List<TaskItem> items = file.items();
    int choice = made.random().nextInt(4);
    if (!items.isEmpty() && choice > 0) {
      TaskItem other = items.get(made.random().nextInt(items.size()));
      return choice == 1
          ? new Target(other.group(), other.marker(), null)
          : new Target(
              other.group(), TaskEditor.parent(file, other), choice == 2 ? other.marker() : null);
    }
    return new Target(made.random().nextBoolean() ? List.of("New", "C #") : List.of(), null, null);
  }

  private static void requirePlace(TaskFile file, String marker, Target to) {
    TaskItem item = file.item(marker).orElseThrow();
    assertThat(TaskEditor.parent(file, item)).isEqualTo(to.parent());
    if (to.parent() == null) {
      assertThat(item.group()).isEqualTo(to.group());
    }
    List<String> siblings =
        file.items().stream()
            .filter(each -> Objects.equals(TaskEditor.parent(file, each), to.parent()))
            .filter(each -> to.parent() != null || each.group().equals(to.group()))
            .map(TaskItem::marker)
            .toList();
    int at = siblings.indexOf(marker);
    assertThat(at == 0 ? null : siblings.get(at - 1)).isEqualTo(to.after());
  }
}
