package dev.seshat.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Another program's database that is read: its tables, and their rows one by one. Nothing is written to it.
public interface RowSource extends AutoCloseable {
  /// Takes the cells of a row by their columns: text, `Long`, `Double`, `Boolean`, bytes or null, as loose as the source.
  @FunctionalInterface
  interface CellReader {
    void read(Map<String, @Nullable Object> cells);
  }

  /// The tables, each with its columns, by their names in lower case.
  SortedMap<String, List<String>> tables();

  /// How many rows a table has; 0 where they cannot be counted.
  long count(String table);

  /// How many rows have a text in a column that an earlier one has too.
  long repeated(String table, String column);

  /// The greatest cell of a column by the source's order, null where it has none or it cannot be read.
  @Nullable Object greatest(String table, String column);

  /// Hands over a table's rows one by one, as long as they can be read.
  ///
  /// @param order the columns that they come in the order of
  /// @return what is wrong with the source where it stopped; null if it came to the end
  @Nullable String each(String table, List<String> columns, List<String> order, CellReader reader);

  @Override
  void close();
}
