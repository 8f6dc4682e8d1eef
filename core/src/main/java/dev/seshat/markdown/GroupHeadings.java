package dev.seshat.markdown;

import dev.seshat.markdown.TaskEditor.CannotEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  private static TaskFile.Group heading(TaskFile file, List<String> path) throws CannotEdit {
    return file.headings().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new CannotEdit("no heading is the group " + path));
  }
}
