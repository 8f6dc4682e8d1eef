package dev.seshat.legacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts in a cell that held an array: in PostgreSQL's own writing, `{a,"b, c",NULL}`, or as JSON.
final class PostgresArray {
  private PostgresArray() {}

  static List<String> of(SourceRow row, String column, LegacyTexts texts) {
    String cell = texts.text(row, column);
    if (cell != null && cell.startsWith("{") && cell.endsWith("}")) {
      return parse(cell);
    }
    return texts.texts(row, column);
  }

  /// The items of `{…}`, those that are null left out; of an array of arrays all.
  static List<String> parse(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        item.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        wasQuoted = true;
      } else if (!quoted && (c == ',' || c == '}' || c == '{')) {
        add(items, item, wasQuoted);
        wasQuoted = false;
      } else {
        item.append(c);
      }
    }
    return items;
  }

  private static void add(List<String> items, StringBuilder item, boolean wasQuoted) {
    @Nullable String said = item.toString();
    boolean isNull = !wasQuoted && (said.isEmpty() || said.equalsIgnoreCase("NULL"));
    if (!isNull && !said.isBlank()) {
      items.add(said.strip());
    }
    item.setLength(0);
  }
}
