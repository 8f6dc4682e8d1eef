package dev.seshat.cli;

import dev.seshat.Texts;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table for people: columns as wide as what is in them, the flexible ones cut so that a line fits the window.
final class Table {
  private static final String GAP = "  ";
  private static final int MIN_FLEXIBLE = 12;
  private static final int MAX_CELL = 300;

  private final List<Column> columns = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  private record Column(String title, boolean right, boolean flexible) {}

  /// One more column, as wide as it has to be.
  Table column(String title) {
    columns.add(new Column(title, false, false));
    return this;
  }

  /// One more column of numbers, aligned to the right.
  Table number(String title) {
    columns.add(new Column(title, true, false));
    return this;
  }

  /// One more column that is cut where the window is too narrow.
  Table flexible(String title) {
    columns.add(new Column(title, false, true));
    return this;
  }

  /// One more line; null is shown as nothing.
  Table row(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      Object cell = cells[i];
      row[i] = cell == null ? "" : Texts.shorten(cell.toString(), MAX_CELL);
    }
    rows.add(row);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(Terminal terminal) {
    int[] widths = widths(terminal.width());
    PrintStream out = terminal.out();
    String[] titles = columns.stream().map(Column::title).toArray(String[]::new);
    out.println(
        terminal.colour() ? "\033[1m" + line(titles, widths) + "\033[0m" : line(titles, widths));
    for (String[] row : rows) {
      out.println(line(row, widths));
    }
  }

  private int[] widths(int window) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(columns.get(i).title());
      for (String[] row : rows) {
        widths[i] = Math.max(widths[i], length(row[i]));
      }
    }
    int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - window;
    while (over > 0) {
      int widest = widestFlexible(widths);
      if (widest < 0) {
        break;
      }
      int less = Math.min(over, Math.max(1, (widths[widest] - MIN_FLEXIBLE) / 2));
      widths[widest] -= less;
      over -= less;
    }
    return widths;
  }

  private int widestFlexible(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (columns.get(i).flexible()
          && widths[i] > MIN_FLEXIBLE
          && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String cell =
          length(cells[i]) > widths[i] ? Texts.shorten(cells[i], widths[i] - 1) : cells[i];
      String padding = " ".repeat(Math.max(0, widths[i] - length(cell)));
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
