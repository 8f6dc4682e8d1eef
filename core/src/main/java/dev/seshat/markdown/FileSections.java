package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;

/// The parts of a file that are no tasks, to the ends of which items are added; what stands there is left as it is.
public final class FileSections {
  private FileSections() {}

  /// The text of a file with more items at the ends of sections. A heading that the file has not, or has only as a group of
  /// tasks, gets none.
  ///
  /// @param items by the headings that they come under, each one line
  public static String append(TaskFile file, Map<String, List<String>> items) {
    return append(file, items, Map.of());
  }

  /// The same, with other texts for lines that [#lines] has found; one that is empty goes with its line end.
  public static String append(
      TaskFile file, Map<String, List<String>> items, Map<MatchResult, String> others) {
    List<Edit> edits = new ArrayList<>();
    others.forEach((line, text) -> edits.add(other(file.text(), line, text)));
    items.forEach((title, more) -> {
      if (!more.isEmpty()) {
        find(file, title).ifPresent(section -> edits.add(behind(file, section, more)));
      }
    });
    return Edit.all(file.text(), edits);
  }

  /// The section of a heading, if something can be added to it.
  private static Optional<TaskFile.Section> find(TaskFile file, String title) {
    return file.sections().stream()
        .filter(each -> !each.isOfTasks() && each.title().equalsIgnoreCase(title))
        .findFirst()
        .filter(each -> isClosed(each.last()));
  }

  /// Whether what comes behind a block is not taken for a part of it.
  private static boolean isClosed(Node block) {
    return switch (block) {
      case FencedCodeBlock code -> code.getClosingFenceLength() != null;
      case HtmlBlock html -> html.getLiteral().stripTrailing().endsWith(">");
      default -> true;
    };
  }

  private static Edit other(String text, MatchResult line, String with) {
    int next = text.indexOf('\n', line.end());
    boolean isGone = with.isEmpty() && next >= 0;
    return new Edit(new Span(line.start(), isGone ? next + 1 : line.end()), with);
  }

  private static Edit behind(TaskFile file, TaskFile.Section section, List<String> items) {
    String eol = Places.eol(file.text());
    StringBuilder text = new StringBuilder();
    String bullet = "- ";
    if (section.last() instanceof BulletList list) {
      bullet = list.getMarker() + " ";
    } else {
      text.append(eol);
    }
    for (String each : items) {
      text.append(eol).append(bullet).append(each);
    }
    return new Edit(new Span(section.end(), section.end()), text.toString());
  }

  /// The lines of a section that have a form, the first one first.
  ///
  /// @param form of the whole line
  public static List<MatchResult> lines(TaskFile file, String title, Pattern form) {
    Optional<TaskFile.Section> section = find(file, title);
    if (section.isEmpty()) {
      return List.of();
    }
    List<MatchResult> found = new ArrayList<>();
    Matcher matcher =
        form.matcher(file.text()).region(section.get().at().end(), section.get().end());
    while (matcher.find()) {
      found.add(matcher.toMatchResult());
    }
    return found;
  }
}
