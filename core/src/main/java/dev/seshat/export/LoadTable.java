package dev.seshat.export;

import dev.seshat.store.TableInfo;
import dev.seshat.store.TableInfo.Reference;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL that writes rows of any table, and remembers in a table of the transaction's own which were there already.
final class LoadTable {
  private LoadTable() {}

  static boolean isEmpty(Tx tx) throws SQLException {
    return tx.number("SELECT seq AS n FROM audit_head WHERE id = 1") == 0;
  }

  static void begin(Tx tx, List<TableInfo> tables) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      String names = tables.stream().map(TableInfo::name).collect(Collectors.joining(", "));
      // nobody else takes a number or a name meanwhile; readers go on
      tx.update("LOCK TABLE " + names + " IN SHARE ROW EXCLUSIVE MODE");
    }
    tx.update("DROP TABLE IF EXISTS import_there");
    tx.update(
        "CREATE TEMPORARY TABLE import_there (tab TEXT NOT NULL, given TEXT NOT NULL, own TEXT NOT NULL, PRIMARY KEY (tab, given))");
  }

  static void end(Tx tx, List<TableInfo> tables) throws SQLException {
    tx.update("DROP TABLE import_there");
    if (tx.dialect().isSqlite()) {
      return;
    }
    for (TableInfo table : tables) {
      if (table.isNumbered()) {
        tx.number(
            "SELECT setval(pg_get_serial_sequence(?, 'id'), greatest(1, max(id)), max(id) IS NOT NULL) AS n FROM "
                + table.name(),
            table.name());
      }
    }
  }

  /// Notes that a row of the ZIP stands for one that was there.
  static void there(Tx tx, String table, Object given, Object own) throws SQLException {
    tx.update(
        "INSERT INTO import_there (tab, given, own) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        table,
        given.toString(),
        own.toString());
  }

  /// The key of the row that was there in the place of the ZIP's.
  static Optional<String> own(Tx tx, String table, Object given) throws SQLException {
    return tx.first(
        "SELECT own FROM import_there WHERE tab = ? AND given = ?",
        row -> row.text("own"),
        table,
        given.toString());
  }

  static long highest(Tx tx, String table) throws SQLException {
    return tx.number("SELECT coalesce(max(id), 0) AS n FROM " + table);
  }

  /// Whether a row refers to one that is there.
  static boolean isThere(Tx tx, Reference reference, Object value) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM "
                + reference.table()
                + " WHERE "
                + reference.target()
                + " = ?",
            value)
        > 0;
  }

  /// Whether the table has a row of this key.
  static boolean hasKey(Tx tx, TableInfo table, Object key) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM "
                + table.name()
                + " WHERE "
                + table.key().getFirst()
                + " = ?",
            key)
        > 0;
  }

  /// Writes a row unless one is in its way.
  ///
  /// @return false if a row with this key, or with what is unique otherwise, is there already
  static boolean insert(Tx tx, TableInfo table, Map<String, @Nullable Object> row)
      throws SQLException {
    String names = String.join(", ", row.keySet());
    String marks = String.join(", ", Collections.nCopies(row.size(), "?"));
    return tx.update(
            "INSERT INTO "
                + table.name()
                + " ("
                + names
                + ") VALUES ("
                + marks
                + ") ON CONFLICT DO NOTHING",
            row.values().toArray())
        == 1;
  }

  /// The key of the row that stands in this one's way, if it has a key of one column.
  static Optional<String> inTheWay(Tx tx, TableInfo table, Map<String, @Nullable Object> row)
      throws SQLException {
    List<List<String>> rules = new ArrayList<>();
    rules.add(table.key());
    rules.addAll(table.uniques());
    String key = table.key().getFirst();
    for (List<String> rule : rules) {
      Object[] values = rule.stream().map(row::get).toArray();
      if (java.util.Arrays.stream(values).allMatch(value -> value != null)) {
        Optional<String> found =
            tx.first(
                "SELECT " + key + " AS found FROM " + table.name() + " WHERE " + equal(rule),
                each -> each.text("found"),
                values);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String equal(List<String> columns) {
    return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
  }

  /// Puts a row in the place of the one that has its key.
  static void replace(Tx tx, TableInfo table, Map<String, @Nullable Object> row)
      throws SQLException {
    List<String> set = row.keySet().stream().filter(name -> !table.key().contains(name)).toList();
    List<@Nullable Object> values = new ArrayList<>();
    set.forEach(name -> values.add(row.get(name)));
    table.key().forEach(name -> values.add(row.get(name)));
    tx.update(
        "UPDATE "
            + table.name()
            + " SET "
            + set.stream().map(name -> name + " = ?").collect(Collectors.joining(", "))
            + " WHERE "
            + equal(table.key()),
        values.toArray());
  }

  /// Sets a link between two rows of one table.
  static void link(Tx tx, TableInfo table, Reference link, Object key, Object value)
      throws SQLException {
    tx.update(
        "UPDATE "
            + table.name()
            + " SET "
            + link.column()
            + " = ? WHERE "
            + table.key().getFirst()
            + " = ?",
        value,
        key);
  }

  /// What a row's link names.
  static Optional<String> linked(Tx tx, TableInfo table, Reference link, Object key)
      throws SQLException {
    return tx.first(
        "SELECT "
            + link.column()
            + " AS next FROM "
            + table.name()
            + " WHERE "
            + link.target()
            + " = ? AND "
            + link.column()
            + " IS NOT NULL",
        row -> row.text("next"),
        key);
  }

  /// A state of the price book that nothing is in force from: it ends what the ZIP's book had in force.
  static long closingSnapshot(Tx tx, String actor) throws SQLException {
    long id = highest(tx, "price_snapshots") + 1;
    tx.update(
        "INSERT INTO price_snapshots (id, created_at, created_by, reason, table_version) VALUES (?, ?, ?, ?, '')",
        id,
        tx.now(),
        actor,
        "the end of imported prices");
    return id;
  }

  /// An archived file as its row says it is.
  record File(String path, long size, String sha256) {}

  static File file(Tx tx, long id) throws SQLException {
    return tx.first(
            "SELECT path, size, sha256 FROM transcript_file WHERE id = ?",
            row -> new File(row.text("path"), row.number("size"), row.text("sha256")),
            id)
        .orElseThrow();
  }
}
