package dev.seshat.store;

import java.util.List;
import java.util.Optional;

/// A table as the database's own catalogue describes it.
///
/// @param columns in the table's order
/// @param key the columns of the primary key
/// @param references the foreign keys, each of one column
/// @param uniques what else is unique: the columns of each such rule, which holds where none of them is null
public record TableInfo(
    String name,
    List<Column> columns,
    List<String> key,
    List<Reference> references,
    List<List<String>> uniques) {
  public TableInfo {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    references = List.copyOf(references);
    uniques = List.copyOf(uniques);
  }

  /// What a column holds, whatever the database calls the type.
  public enum Kind {
    TEXT,
    UUID,
    TIME,
    JSON,
    FLAG,
    LONG,
    REAL,
    BLOB,
    /// A number that the database gives.
    ID
  }

  /// A column.
  public record Column(String name, Kind kind) {}

  /// A foreign key.
  ///
  /// @param cascades whether a row goes with the one that it names
  /// @param clears whether the column becomes null when the row that it names goes
  public record Reference(
      String column, String table, String target, boolean cascades, boolean clears) {}

  /// The column of this name.
  public Optional<Column> column(String column) {
    return columns.stream().filter(each -> each.name().equals(column)).findFirst();
  }

  /// Whether the database gives the key: a number.
  public boolean isNumbered() {
    return key.size() == 1
        && column(key.getFirst()).filter(each -> each.kind() == Kind.ID).isPresent();
  }

  /// The foreign keys of a column within the table itself.
  public List<Reference> links() {
    return references.stream().filter(each -> each.table().equals(name)).toList();
  }
}
