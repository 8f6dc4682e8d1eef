package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One table of a TOML file that people write by hand, set without touching a byte of anything else.
///
/// It reads no more of TOML than where a line begins something new: not inside a text or a list over several lines.
final class TomlTable {
  private static final Pattern KEY =
      Pattern.compile("\\s*(?:\"([^\"]*)\"|'([^']*)'|([\\w-]+))\\s*=.*");
  private static final String NAME = "(?:%1$s|\"%1$s\"|'%1$s')";

  private final String parent;
  private final String name;

  /// The table `[parent.name]`.
  TomlTable(String parent, String name) {
    this.parent = parent;
    this.name = name;
  }

  /// The text with the table's keys set to these lines; other keys of the table, and everything else, stay.
  ///
  /// @param keys those that the lines set, and those that must go
  /// @throws Invalid if the text is not understood, or says the same in a way that is not edited here
  String set(String text, Set<String> keys, List<String> lines) {
    List<List<String>> items = items(text);
    int header = header(items);
    List<String> out = new ArrayList<>();
    if (header < 0) {
      out.add(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
      out.add(text.isBlank() ? "" : "\n");
      out.add("[" + parent + "." + name + "]\n");
      lines.forEach(line -> out.add(line + "\n"));
      return String.join("", out);
    }
    boolean inside = false;
    for (int i = 0; i < items.size(); i++) {
      List<String> item = items.get(i);
      inside = i == header || (inside && !item.getFirst().stripLeading().startsWith("["));
      if (!inside || i == header || !keys.contains(key(item.getFirst()))) {
        out.addAll(item);
      }
      if (i == header) {
        if (!item.getLast().endsWith("\n")) {
          out.add("\n");
        }
        lines.forEach(line -> out.add(line + "\n"));
      }
    }
    return String.join("", out);
  }

  private int header(List<List<String>> items) {
    String own = NAME.formatted(name);
    String above = NAME.formatted(parent);
    Pattern table = Pattern.compile("\\[\\s*" + above + "\\s*\\.\\s*" + own + "\\s*]\\s*(?:#.*)?");
    Pattern others =
        Pattern.compile(
            above + "\\s*(?:=|\\.\\s*" + own + "\\s*[.=]).*|\\[\\[\\s*" + above + "\\s*[.\\]].*",
            Pattern.DOTALL);
    Pattern parentTable = Pattern.compile("\\[\\s*" + above + "\\s*]\\s*(?:#.*)?");
    Pattern inParent = Pattern.compile(own + "\\s*[.=].*", Pattern.DOTALL);
    int found = -1;
    boolean top = true;
    boolean inAbove = false;
    for (int i = 0; i < items.size(); i++) {
      String line = items.get(i).getFirst().strip();
      if ((top && others.matcher(line).matches())
          || (line.startsWith("[[") && others.matcher(line).matches())
          || (inAbove && inParent.matcher(line).matches())) {
        throw new Invalid(
            "file",
            parent
                + "."
                + name
                + " is written in a way that is not edited here; change it by hand");
      }
      if (line.startsWith("[")) {
        top = false;
        inAbove = parentTable.matcher(line).matches();
      }
      if (table.matcher(line).matches()) {
        if (found >= 0) {
          throw new Invalid(
              "file", "has the table [" + parent + "." + name + "] twice; mend it first");
        }
        found = i;
      }
    }
    return found;
  }

  private static String key(String line) {
    Matcher matcher = KEY.matcher(line.stripTrailing());
    if (!matcher.matches()) {
      return "";
    }
    for (int i = 1; i <= 3; i++) {
      if (matcher.group(i) != null) {
        return matcher.group(i);
      }
    }
    return "";
  }

  /// The lines with their ends, those together that one value runs over.
  private static List<List<String>> items(String text) {
    List<List<String>> items = new ArrayList<>();
    Scan scan = new Scan();
    boolean more = false;
    for (String line : text.splitWithDelimiters("\n", 0)) {
      if (line.equals("\n") && !items.isEmpty()) {
        List<String> last = items.getLast();
        last.set(last.size() - 1, last.getLast() + line);
        continue;
      }
      if (line.equals("\n")) {
        items.add(new ArrayList<>(List.of(line)));
        continue;
      }
      if (more) {
        items.getLast().add(line);
      } else {
        items.add(new ArrayList<>(List.of(line)));
      }
      more = scan.isOpenAfter(line);
    }
    if (more) {
      throw new Invalid("file", "is no TOML: a text or a list in it has no end; mend it first");
    }
    return items;
  }

  /// What is open at the end of a line: a text of several lines, or a list.
  private static final class Scan {
    private String quote = "";
    private int depth;

    boolean isOpenAfter(String line) {
      boolean table = quote.isEmpty() && depth == 0 && line.stripLeading().startsWith("[");
      if (table) {
        return false;
      }
      int i = 0;
      while (i < line.length()) {
        i = quote.isEmpty() ? outside(line, i) : inside(line, i);
      }
      if (quote.length() == 1) {
        throw new Invalid("file", "is no TOML: a text has no end in its line; mend it first");
      }
      return !quote.isEmpty() || depth > 0;
    }

    private int outside(String line, int i) {
      char c = line.charAt(i);
      switch (c) {
        case '#' -> {
          return line.length();
        }
        case '"', '\'' -> {
          String three = String.valueOf(c).repeat(3);
          quote = line.startsWith(three, i) ? three : String.valueOf(c);
          return i + quote.length();
        }
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        default -> {}
      }
      return i + 1;
    }

    private int inside(String line, int i) {
      if (line.charAt(i) == '\\' && quote.startsWith("\"")) {
        return i + 2;
      }
      if (line.startsWith(quote, i)) {
        int end = i + quote.length();
        quote = "";
        return end;
      }
      return i + 1;
    }
  }
}
