package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

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

  /// Notes the cells that should hold a time and do not.
  static void noteTimes(SourceRow row, Outcomes outcomes, String... columns) {
    for (String column : columns) {
      if (row.has(column) && row.time(column) == null) {
        outcomes.note(row, column + " is no time; it is left out", row.raw(column));
      }
    }
  }
}
