package dev.seshat.legacy;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

/// How the rows of one table of an older system are taken over.
interface TableImport {
  /// The table's name there.
  String table();

  /// The columns that it is known to have; older versions may lack some.
  List<String> columns();

  /// The column by which a person finds a row there.
  default String id() {
    return "id";
  }

  /// The columns that rows are read in the order of; in that of the table where there are none.
  default List<String> order() {
    return List.of();
  }

  /// Looks at a file before its rows come.
  default void begin(OpenSource file, Outcomes outcomes) {}

  /// The row as it came, or with the key that it is known by; asked once for each row, in their order.
  default SourceRow read(SourceRow row) {
    return row;
  }

  /// Takes rows over within one transaction, which may be tried more than once.
  void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes) throws SQLException;
}
