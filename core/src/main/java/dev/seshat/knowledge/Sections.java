package dev.seshat.knowledge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of a knowledge file: what stands under each heading of the third level.
///
/// @param title the heading of the first level
/// @param head the lines before the first heading of the second
/// @param entries in their order
record Sections(String title, List<String> head, List<Entry> entries) {
  /// An entry.
  ///
  /// @param section the heading of the second level that it stands under
  /// @param name its own heading
  /// @param line where it stands, from 1
  record Entry(String section, String name, int line, List<String> lines) {}

  static Sections of(String text) {
    String title = "";
    String section = null;
    List<String> head = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Entry open = null;
    int number = 0;
    for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      number++;
      if (line.startsWith("# ") && section == null) {
        title = line.substring(2).strip();
      } else if (line.startsWith("## ")) {
        section = line.substring(3).strip();
        open = null;
      } else if (line.startsWith("### ")) {
        open = new Entry(name(section), line.substring(4).strip(), number, new ArrayList<>());
        entries.add(open);
      } else if (open != null) {
        if (line.equals("---") || line.startsWith("<!--")) {
          open.lines().add("");
        } else {
          open.lines().add(line);
        }
      } else if (section == null) {
        head.add(line);
      }
    }
    return new Sections(title, head, entries);
  }

  private static String name(@Nullable String section) {
    return section == null ? "" : section;
  }
}
