package dev.seshat.markdown;

import dev.seshat.markdown.TaskEditor.CannotEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The headings of groups in a file: added, renamed and taken away, with all else left byte for byte.
public final class GroupHeadings {
  private GroupHeadings() {}

  /// The file with a heading for a group, and for those around it.
  public static TaskFile add(TaskFile file, List<String> path) throws CannotEdit {
    return Places.withGroup(file, path);
  }

  /// The file with another name in the heading of a group.
  public static TaskFile rename(TaskFile file, List<String> path, String name) throws CannotEdit {
    TaskFile.Group group = heading(file, path);
    List<String> renamed = new ArrayList<>(path.subList(0, path.size() - 1));
    renamed.add(name);
    String own = group.at().of(file.text());
    String hashes = "#".repeat(group.level());
    if (!own.startsWith(hashes)) {
      throw new CannotEdit("the heading of " + path + " is underlined");
    }
    String lead = own.substring(0, hashes.length() + blanks(own, hashes.length()));
    String written = name.endsWith("#") ? name.substring(0, name.length() - 1) + "\\#" : name;
    String gap = lead.length() == hashes.length() ? " " : "";
    TaskFile made =
        TaskFile.parse(Edit.all(file.text(), List.of(new Edit(group.at(), lead + gap + written))));
    boolean isRead =
        made.items().size() == file.items().size()
            && made.groups().size() == file.groups().size()
            && made.groups().contains(renamed);
    if (!isRead) {
      throw new CannotEdit("the heading of " + path + " would not be read as '" + name + "'");
    }
    return made;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at - from;
  }

  /// The file without the heading of a group, if nothing at all stands under it.
  public static Optional<TaskFile> remove(TaskFile file, List<String> path) throws CannotEdit {
    TaskFile.Group group = heading(file, path);
    boolean isEmpty =
        group.end() == group.at().end()
            && file.headings().stream()
                .noneMatch(each ->
                    each.path().size() > path.size()
                        && each.path().subList(0, path.size()).equals(path));
    if (!isEmpty) {
      return Optional.empty();
    }
    String text = file.text();
    int end = group.at().end();
    // its own line end, and the blank line behind it
    for (int i = 0; i < 2 && end < text.length(); i++) {
      int line = text.startsWith("\r\n", end) ? 2 : text.charAt(end) == '\n' ? 1 : 0;
      end += line;
    }
    return Optional.of(TaskFile.parse(text.substring(0, group.at().start()) + text.substring(end)));
  }

  /// The file with groups that stand beside one another in another order, each with all that stands under its heading.
  ///
  /// @param wanted all of them in their order; those that have no heading are passed over
  public static TaskFile order(TaskFile file, List<List<String>> wanted) throws CannotEdit {
    List<List<String>> there = file.groups().stream().filter(wanted::contains).toList();
    List<List<String>> order = wanted.stream().filter(there::contains).toList();
    if (there.equals(order)) {
      return file;
    }
    if (new HashSet<>(there).size() != there.size()) {
      throw new CannotEdit("a group has two headings, so the groups stay in their order");
    }
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      Span at = section(file, there.get(i));
      edits.add(new Edit(at, closed(file, section(file, order.get(i)).of(file.text()), at)));
    }
    TaskFile made = TaskFile.parse(Edit.all(file.text(), edits));
    boolean isRead =
        made.groups().stream().filter(wanted::contains).toList().equals(order)
            && Set.copyOf(TaskState.of(made)).equals(Set.copyOf(TaskState.of(file)))
            && made.items().size() == file.items().size();
    if (!isRead) {
      throw new CannotEdit("the groups would not be read in another order");
    }
    return made;
  }

  /// A heading with all that stands under it, up to the next one that does not.
  private static Span section(TaskFile file, List<String> path) throws CannotEdit {
    TaskFile.Group group = heading(file, path);
    int end =
        file.sections().stream()
            .filter(each -> each.at().start() > group.at().start() && each.level() <= group.level())
            .mapToInt(each -> each.at().start())
            .findFirst()
            .orElse(file.text().length());
    return new Span(group.at().start(), end);
  }

  /// A section that ends as one does where it comes to stand.
  private static String closed(TaskFile file, String section, Span at) {
    String eol = Places.eol(file.text());
    boolean isLast = at.end() == file.text().length();
    String ended = section.endsWith("\n") ? section : section + eol;
    return isLast || ended.endsWith("\n" + eol) ? ended : ended + eol;
  }

  private static TaskFile.Group heading(TaskFile file, List<String> path) throws CannotEdit {
    return file.headings().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new CannotEdit("no heading is the group " + path));
  }
}
