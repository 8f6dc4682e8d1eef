package dev.seshat.cli;

import dev.seshat.Texts;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table for people: columns as wide as what is in them, the flexible ones cut so that a line fits the window.
///
/// Where there is no window, nothing is cut.
final class Table {
  private static final String GAP = "  ";
  private static final int MIN_FLEXIBLE = 12;

  /// Wider than this, a cell pushes the next ones aside rather than its whole column.
  private static final int MAX_COLUMN = 300;

  private final List<Column> columns = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();

  private record Column(String title, boolean right, boolean flexible, Function<String, Ink> ink) {}

  /// One more column, as wide as it has to be.
  Table column(String title) {
    return add(title, false, false, cell -> Ink.PLAIN);
  }

  /// One more column of ids or times.
  Table dim(String title) {
    return add(title, false, false, cell -> Ink.DIM);
  }

  /// One more column of states, each in its colour.
  Table state(String title) {
    return add(title, false, false, Ink::ofState);
  }

  /// One more column of remarks that ask for attention.
  Table warning(String title) {
    return add(title, false, false, cell -> Ink.WARNING);
  }

  /// One more column of numbers, aligned to the right.
  Table number(String title) {
    return add(title, true, false, cell -> Ink.PLAIN);
  }

  /// One more column of amounts of money, aligned to the right.
  Table money(String title) {
    return add(title, true, false, cell -> Ink.MONEY);
  }

  /// One more column that is cut where the window is too narrow.
  Table flexible(String title) {
    return add(title, false, true, cell -> Ink.PLAIN);
  }

  private Table add(String title, boolean right, boolean flexible, Function<String, Ink> ink) {
    columns.add(new Column(title, right, flexible, ink));
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
      row[i] = cell == null ? "" : Texts.shorten(cell.toString(), Integer.MAX_VALUE);
    }
    rows.add(row);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(Terminal terminal) {
    int window = terminal.width();
    int[] widths = widths(window);
    PrintStream out = terminal.out();
    String[] titles = columns.stream().map(Column::title).toArray(String[]::new);
    out.println(Ink.TITLE.on(terminal, line(titles, widths, window, null)));
    for (String[] row : rows) {
      out.println(line(row, widths, window, terminal));
    }
  }

  private int[] widths(int window) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Cells.count(columns.get(i).title());
      for (String[] row : rows) {
        widths[i] = Math.min(MAX_COLUMN, Math.max(widths[i], Cells.count(row[i])));
      }
    }
    int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - window;
    over = narrow(widths, over, MIN_FLEXIBLE, true);
    // a window too narrow for what should not be cut: better cut than broken
    narrow(widths, over, 3, false);
    return widths;
  }

  /// Takes columns from the widest until `over` is made up for, and says what is left of it.
  private int narrow(int[] widths, int over, int least, boolean flexibleOnly) {
    int left = over;
    while (left > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean may = widths[i] > least && (columns.get(i).flexible() || !flexibleOnly);
        widest = may && (widest < 0 || widths[i] > widths[widest]) ? i : widest;
      }
      if (widest < 0) {
        return left;
      }
      int less = Math.min(left, Math.max(1, (widths[widest] - least) / 2));
      widths[widest] -= less;
      left -= less;
    }
    return left;
  }

  /// @param inks where the cells are to have their colours; null for titles
  private String line(String[] cells, int[] widths, int window, @Nullable Terminal inks) {
    StringBuilder line = new StringBuilder();
    int gap = 0;
    for (int i = 0; i < cells.length; i++) {
      Column column = columns.get(i);
      String cell = window == Terminal.UNLIMITED ? cells[i] : Cells.cut(cells[i], widths[i]);
      int padding = Math.max(0, widths[i] - Cells.count(cell));
      String shown = inks == null ? cell : column.ink().apply(cell).on(inks, cell);
      int before = gap + (column.right() ? padding : 0);
      if (!cell.isEmpty()) {
        line.append(" ".repeat(before)).append(shown);
        gap = 0;
      } else {
        gap = before;
      }
      gap += (column.right() ? 0 : padding) + GAP.length();
    }
    return line.toString();
  }
}
