package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table whose rows are taken over one by one: one that cannot be leaves the others.
abstract class RowImport implements TableImport {
  @Override
  public final void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    for (SourceRow row : rows) {
      try {
        take(tx, file, row, outcomes);
      } catch (Unfit e) {
        outcomes.skip(row, e.what(), e.found());
      } catch (Invalid e) {
        outcomes.skip(row, "cannot be kept here", e.getMessage());
      }
    }
  }

  /// Takes a row over and counts what became of it.
  ///
  /// @throws Unfit if it says too little to be taken
  /// @throws Invalid if nothing here can hold it
  abstract void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException;

  /// The name of a row that others tell of by it.
  ///
  /// @throws Unfit if it has none that can be kept
  static String named(SourceRow row, String column) {
    String name = row.text(column);
    if (name == null || name.length() > 500) {
      throw new Unfit(column + " is missing or longer than 500 characters", name);
    }
    return name;
  }

  /// The latest of the times in some columns; null if there is none.
  static @Nullable Instant latest(SourceRow row, List<String> columns) {
    Instant latest = null;
    for (String column : columns) {
      Instant time = row.time(column);
      if (time != null && (latest == null || time.isAfter(latest))) {
        latest = time;
      }
    }
    return latest;
  }

  /// The whole number in a cell; null if there is none, or none within the bounds.
  static @Nullable Integer within(SourceRow row, String column, int from, int to) {
    Long number = row.whole(column);
    return number == null || number < from || number > to
        ? null
        : (Integer) Math.toIntExact(number);
  }

  /// How many rows of a table have each value of a column; none where it has no such column.
  static Map<String, Long> counted(OpenSource file, String table, String column) {
    Map<String, Long> counted = new HashMap<>();
    if (file.columns(table).contains(column)) {
      file.source()
          .each(
              table,
              List.of(column),
              List.of(),
              cells -> counted.merge(String.valueOf(cells.get(column)), 1L, Long::sum));
    }
    return counted;
  }

  /// Notes the cells that should hold a time and do not.
  static void noteTimes(SourceRow row, Outcomes outcomes, List<String> columns) {
    for (String column : columns) {
      if (row.has(column) && row.time(column) == null) {
        outcomes.note(row, column + " is no time; it is left out", row.raw(column));
      }
    }
  }
}
