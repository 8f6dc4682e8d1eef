package dev.seshat.export;

import dev.seshat.store.Row;
import dev.seshat.store.TableInfo;
import dev.seshat.store.TableInfo.Column;
import dev.seshat.store.TableInfo.Kind;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL that reads rows of any table.
final class RowTable {
  private static final int ROWS_AT_ONCE = 200;
  private static final int SESSIONS_AT_ONCE = 500;

  private RowTable() {}

  /// Takes one row by the names of its columns.
  @FunctionalInterface
  interface Reader {
    void read(Map<String, @Nullable Object> row) throws SQLException;
  }

  static long count(Tx tx, Selection selection, TableInfo table) throws SQLException {
    return tx.number(selection.sql(table, "count(*) AS n", ""), selection.values());
  }

  /// Hands over the chosen rows of a table in the order of their keys, in which both databases agree: ids and texts by
  /// their bytes.
  static void each(Tx tx, Selection selection, TableInfo table, Reader reader) throws SQLException {
    String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    String order =
        table.key().stream().map(key -> ordered(tx, table, key)).collect(Collectors.joining(", "));
    boolean heavy = table.columns().stream().anyMatch(column -> column.kind() == Kind.BLOB);
    tx.stream(
        selection.sql(table, columns, " ORDER BY " + order),
        heavy ? 4 : ROWS_AT_ONCE,
        row -> reader.read(values(table, row)),
        selection.values());
  }

  private static String ordered(Tx tx, TableInfo table, String key) {
    boolean text = table.column(key).filter(column -> column.kind() == Kind.TEXT).isPresent();
    return text && !tx.dialect().isSqlite() ? key + " COLLATE \"C\"" : key;
  }

  private static Map<String, @Nullable Object> values(TableInfo table, Row row)
      throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      values.put(column.name(), Cells.read(row, column));
    }
    return values;
  }

  /// A session that is exported.
  record Chosen(UUID id, String shortId) {}

  /// Some of the chosen sessions, after one of them.
  static List<Chosen> sessions(Tx tx, Selection selection, TableInfo sessions, @Nullable UUID after)
      throws SQLException {
    String end = (after == null ? "" : " AND id > ?") + " ORDER BY id LIMIT " + SESSIONS_AT_ONCE;
    Object[] given = selection.values();
    Object[] values = after == null ? given : java.util.Arrays.copyOf(given, given.length + 1);
    if (after != null) {
      values[given.length] = after;
    }
    return tx.list(
        selection.sql(sessions, "id, short_id", end),
        row -> new Chosen(row.id("id"), row.text("short_id")),
        values);
  }
}
