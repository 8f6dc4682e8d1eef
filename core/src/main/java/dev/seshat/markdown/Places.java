package dev.seshat.markdown;

import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskEditor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Where lines go in a file.
final class Places {
  private Places() {}

  /// Where a line is to stand.
  ///
  /// @param at where it is put in
  /// @param prefix what stands before its bullet
  /// @param isBefore whether what is there comes behind it
  /// @param isApart whether a blank line is to stand before it
  private record Slot(int at, String prefix, String bullet, boolean isBefore, boolean isApart) {
    Slot apart() {
      return new Slot(at, prefix, bullet, isBefore, true);
    }
  }

  /// The file with lines more at several places.
  static TaskFile put(TaskFile file, List<TaskEditor.Run> runs) throws CannotEdit {
    List<Edit> edits = new ArrayList<>();
    for (TaskEditor.Run each : runs) {
      edits.add(edit(file, each.lines(), each.to()));
    }
    return TaskFile.parse(Edit.all(file.text(), edits));
  }

  private static Edit edit(TaskFile file, List<TaskEditor.Line> lines, Target to)
      throws CannotEdit {
    Slot slot = slot(file, to);
    String under = slot.prefix() + blank(slot.bullet());
    String put =
        lines.stream()
            .map(line ->
                (line.depth() == 0
                        ? slot.prefix() + slot.bullet()
                        : under + "  ".repeat(line.depth() - 1) + "- ")
                    + (line.words().isDone() ? "[x] " : "[ ] ")
                    + LineText.of(line.words(), line.marker()))
            .collect(Collectors.joining(eol(file.text())));
    return edit(file, slot, put);
  }

  /// The file with the lines of a task and all under it.
  ///
  /// @param prefix what stood before its bullet
  static TaskFile move(TaskFile file, String prefix, String block, Target to) throws CannotEdit {
    Slot slot = slot(file, to);
    String moved =
        block
            .lines()
            .map(line ->
                line.startsWith(prefix) ? slot.prefix() + line.substring(prefix.length()) : line)
            .collect(Collectors.joining(eol(file.text())));
    // a number other than 1 begins no list right behind a paragraph
    boolean isNumbered = block.startsWith(prefix) && isDigit(block, prefix.length());
    return insert(file, to.after() == null && isNumbered ? slot.apart() : slot, moved);
  }

  private static boolean isDigit(String block, int at) {
    return at < block.length() && Character.isDigit(block.charAt(at));
  }

  /// What takes a task's lines away, with the line end.
  static Edit cut(TaskFile file, Span block) {
    String text = file.text();
    int end = block.end();
    if (text.startsWith("\r\n", end)) {
      return new Edit(new Span(block.start(), end + 2), "");
    }
    return new Edit(new Span(block.start(), Math.min(end + 1, text.length())), "");
  }

  private static TaskFile insert(TaskFile file, Slot slot, String lines) {
    return TaskFile.parse(Edit.all(file.text(), List.of(edit(file, slot, lines))));
  }

  private static Edit edit(TaskFile file, Slot slot, String lines) {
    String eol = eol(file.text());
    String gap = slot.isApart() ? eol : "";
    String put = slot.isBefore() ? gap + lines + eol : eol + gap + lines;
    return new Edit(new Span(slot.at(), slot.at()), put);
  }

  private static Slot slot(TaskFile file, Target to) throws CannotEdit {
    if (to.after() != null) {
      TaskItem before = known(file, to.after());
      return new Slot(
          before.at().block().end(),
          blank(before.at().prefix()),
          before.at().bullet(),
          false,
          false);
    }
    TaskItem first =
        file.items().stream()
            .filter(each -> Objects.equals(TaskEditor.parent(file, each), to.parent()))
            .filter(each ->
                to.parent() != null
                    ? each.parent() >= 0
                    : each.parent() < 0 && each.group().equals(to.group()))
            .findFirst()
            .orElse(null);
    if (first != null) {
      return new Slot(
          first.at().block().start(), blank(first.at().prefix()), first.at().bullet(), true, false);
    }
    if (to.parent() != null) {
      TaskItem parent = known(file, to.parent());
      String prefix = blank(parent.at().prefix()) + blank(parent.at().bullet());
      return new Slot(parent.at().own(), prefix, "- ", false, false);
    }
    TaskFile.Group group =
        file.headings().stream()
            .filter(each -> each.path().equals(to.group()))
            .findFirst()
            .orElseThrow(() -> new CannotEdit("no heading is the group " + to.group()));
    return new Slot(group.end(), "", "- ", false, true);
  }

  private static TaskItem known(TaskFile file, String marker) throws CannotEdit {
    return file.item(marker).orElseThrow(() -> new CannotEdit("no line has ^" + marker));
  }

  /// The same width without a bullet; signs of a quote stay.
  private static String blank(String prefix) {
    return prefix.replaceAll("[^\\s>]", " ");
  }

  static String eol(String text) {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  /// The file with a heading for a group, and for those around it.
  static TaskFile withGroup(TaskFile file, List<String> group) throws CannotEdit {
    if (file.headings().stream().anyMatch(each -> each.path().equals(group))) {
      return file;
    }
    String eol = eol(file.text());
    if (group.isEmpty()) {
      String gap = file.text().isEmpty() || file.text().endsWith("\n") ? eol : eol + eol;
      return TaskFile.parse(file.text() + gap + "## " + TaskFile.TASKS + eol);
    }
    List<String> around = group.subList(0, group.size() - 1);
    TaskFile with = withGroup(file, around);
    TaskFile.Group outer =
        with.headings().stream()
            .filter(each -> each.path().equals(around))
            .findFirst()
            .orElseThrow();
    int level = outer.level() + 1;
    if (level > 6) {
      throw new CannotEdit("headings have six levels, and the group " + group + " needs a seventh");
    }
    String name = group.getLast();
    String heading =
        "#".repeat(level)
            + " "
            + (name.endsWith("#") ? name.substring(0, name.length() - 1) + "\\#" : name);
    Span end = new Span(endOf(with, outer), endOf(with, outer));
    TaskFile made =
        TaskFile.parse(Edit.all(with.text(), List.of(new Edit(end, eol + eol + heading))));
    if (made.headings().stream().noneMatch(each -> each.path().equals(group))) {
      throw new CannotEdit("no heading can be read as the group " + group);
    }
    return made;
  }

  /// Where a group ends with all groups in it.
  private static int endOf(TaskFile file, TaskFile.Group outer) {
    List<TaskFile.Group> inside = new ArrayList<>();
    for (TaskFile.Group each : file.headings()) {
      boolean isInside =
          each.path().size() >= outer.path().size()
              && each.path().subList(0, outer.path().size()).equals(outer.path());
      if (isInside) {
        inside.add(each);
      }
    }
    return inside.stream().mapToInt(TaskFile.Group::end).max().orElse(outer.end());
  }
}
