package dev.seshat.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Named texts as the knowledge files have them: `**Name:** text`, as a paragraph or as the item of a list, each as long as
/// it likes.
///
/// A text is Markdown and stands as it is. Only a line of it that would be taken for the file's own structure is
/// written with a backslash before it, which Markdown does not show.
final class MarkdownFields {
  private static final Pattern FIELD =
      Pattern.compile("\\*\\*([^*]{1,60}):\\*\\*(?: (.*)|())", Pattern.DOTALL);
  private static final Pattern STRUCTURE =
      Pattern.compile(
          "\\\\*(?:#{1,3} .*|\\*\\*[^*]{1,60}:\\*\\*.*|---+\\s*|<!--.*)", Pattern.DOTALL);

  private MarkdownFields() {}

  /// Writes a field as a paragraph; nothing for no text.
  static void paragraph(StringBuilder out, String name, @Nullable String text) {
    if (text == null) {
      return;
    }
    out.append("**").append(name).append(":** ");
    boolean isFirst = true;
    for (String line : text.split("\n", -1)) {
      out.append(isFirst ? "" : "\n");
      out.append(!isFirst && STRUCTURE.matcher(line).matches() ? "\\" : "").append(line);
      isFirst = false;
    }
    out.append("\n\n");
  }

  /// Writes a field as the item of a list; nothing for no text.
  static void item(StringBuilder out, String name, @Nullable String text) {
    if (text != null) {
      out.append("- **").append(name).append(":** ").append(indented(text)).append('\n');
    }
  }

  /// The lines of a text after its first as they stand in the item of a list.
  static String indented(String text) {
    return text.replace("\n", "\n  ").replaceAll("(?md)^  $", "");
  }

  /// What a list of lines says: fields, and what belongs to none.
  ///
  /// @param strays lines that belong to no field, by their place among the lines
  record Read(Map<String, String> fields, Map<Integer, String> strays) {
    @Nullable String text(String name) {
      String text = fields.get(name);
      return text == null || text.isBlank() ? null : text.strip();
    }
  }

  /// Reads the fields of paragraphs.
  static Read paragraphs(List<String> lines) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<Integer, String> strays = new LinkedHashMap<>();
    String name = null;
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        end(fields, name, text);
        name = field.group(1).strip();
        text.add(Objects.requireNonNullElse(field.group(2), ""));
      } else if (name == null) {
        if (!line.isBlank()) {
          strays.put(i, line);
        }
      } else {
        boolean isEscaped = line.startsWith("\\") && STRUCTURE.matcher(line.substring(1)).matches();
        text.add(isEscaped ? line.substring(1) : line);
      }
    }
    end(fields, name, text);
    return new Read(fields, strays);
  }

  /// Reads the fields of a list's items.
  static Read items(List<String> lines) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<Integer, String> strays = new LinkedHashMap<>();
    String name = null;
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher field = line.startsWith("- ") ? FIELD.matcher(line.substring(2)) : null;
      if (field != null && field.matches()) {
        end(fields, name, text);
        name = field.group(1).strip();
        text.add(Objects.requireNonNullElse(field.group(2), ""));
      } else if (name != null && (line.startsWith("  ") || line.isBlank())) {
        text.add(line.startsWith("  ") ? line.substring(2) : "");
      } else if (!line.isBlank() && !line.startsWith("---")) {
        strays.put(i, line);
      }
    }
    end(fields, name, text);
    return new Read(fields, strays);
  }

  /// The items of a plain list, each with its further lines.
  static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("- ")) {
        if (item != null) {
          items.add(item.toString().stripTrailing());
        }
        item = new StringBuilder(line.substring(2));
      } else if (item != null) {
        item.append('\n').append(line.startsWith("  ") ? line.substring(2) : line);
      }
    }
    if (item != null) {
      items.add(item.toString().stripTrailing());
    }
    return items;
  }

  private static void end(Map<String, String> fields, @Nullable String name, List<String> text) {
    if (name != null) {
      String whole = String.join("\n", text).stripTrailing();
      fields.merge(name, whole, (one, more) -> one + "\n" + more);
    }
    text.clear();
  }
}
