package dev.seshat.store;

import dev.seshat.store.TableInfo.Column;
import dev.seshat.store.TableInfo.Kind;
import dev.seshat.store.TableInfo.Reference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every table of a workspace, each after those that it refers to, as the database itself tells; what a column means is
/// read from the scripts that made it, since SQLite knows no ids, times or flags.
public final class Catalogue {
  /// What refers to tables that came after it: the database holds no rule for these, the code does.
  private static final Map<String, List<Reference>> UNRULED =
      Map.of(
          "sessions",
          List.of(
              unruled("storyteller_id", "storyteller"),
              unruled("template_id", "session_template"),
              unruled("process_version_id", "process_version"),
              unruled("current_process_node_id", "process_node")),
          "session_interaction",
          List.of(unruled("life_event_id", "life_event")),
          "session_artifact",
          List.of(unruled("life_event_id", "life_event")));

  private final Map<String, TableInfo> tables;

  private Catalogue(Map<String, TableInfo> tables) {
    this.tables = tables;
  }

  /// Reads the catalogue of the workspace.
  public static Catalogue of(Tx tx) throws SQLException {
    Map<String, Map<String, Kind>> kinds = Migrations.kinds(tx.dialect());
    Map<String, TableInfo> found = new TreeMap<>();
    for (String name : tx.dialect().isSqlite() ? sqliteTables(tx) : postgresTables(tx)) {
      Map<String, Kind> known = kinds.getOrDefault(name, Map.of());
      found.put(
          name, tx.dialect().isSqlite() ? sqlite(tx, name, known) : postgres(tx, name, known));
    }
    Map<String, TableInfo> ordered = new LinkedHashMap<>();
    found.keySet().forEach(name -> visit(name, found, ordered, new LinkedHashSet<>()));
    return new Catalogue(ordered);
  }

  private static void visit(
      String name, Map<String, TableInfo> all, Map<String, TableInfo> done, Set<String> way) {
    TableInfo table = all.get(name);
    if (table == null || done.containsKey(name)) {
      return;
    }
    if (!way.add(name)) {
      throw new IllegalStateException("tables refer to each other in a circle: " + way);
    }
    for (Reference reference : table.references()) {
      if (!reference.table().equals(name)) {
        visit(reference.table(), all, done, way);
      }
    }
    way.remove(name);
    done.put(name, table);
  }

  /// The tables, each after those that it refers to.
  public List<TableInfo> tables() {
    return List.copyOf(tables.values());
  }

  private static Reference unruled(String column, String table) {
    return new Reference(column, table, "id", false, false);
  }

  private static List<Reference> withUnruled(String name, List<Reference> ruled) {
    List<Reference> all = new ArrayList<>(ruled);
    all.addAll(UNRULED.getOrDefault(name, List.of()));
    return all;
  }

  private static List<String> sqliteTables(Tx tx) throws SQLException {
    return tx.list(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
        row -> row.text("name"));
  }

  private static TableInfo sqlite(Tx tx, String name, Map<String, Kind> kinds) throws SQLException {
    List<Column> columns =
        tx.list(
            "SELECT name, type FROM pragma_table_info(?) ORDER BY cid",
            row -> column(row.text("name"), row.text("type"), kinds),
            name);
    List<String> key =
        tx.list(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk",
            row -> row.text("name"),
            name);
    List<Reference> references =
        tx.list(
            "SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list(?) ORDER BY id DESC",
            row ->
                new Reference(
                    row.text("from"),
                    row.text("table"),
                    row.text("to"),
                    row.text("on_delete").equals("CASCADE"),
                    row.text("on_delete").equals("SET NULL")),
            name);
    Map<String, List<String>> uniques = new TreeMap<>();
    tx.each(
        "SELECT l.name AS rule, i.name AS part FROM pragma_index_list(?) l, pragma_index_info(l.name) i"
            + " WHERE l.\"unique\" = 1 AND l.origin <> 'pk' ORDER BY l.name, i.seqno",
        row ->
            uniques.computeIfAbsent(row.text("rule"), r -> new ArrayList<>()).add(row.text("part")),
        name);
    return new TableInfo(
        name, columns, key, withUnruled(name, references), List.copyOf(uniques.values()));
  }

  private static List<String> postgresTables(Tx tx) throws SQLException {
    return tx.list(
        "SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = CAST(current_schema() AS regnamespace)"
            + " AND c.relkind IN ('r', 'p')",
        row -> row.text("name"));
  }

  private static TableInfo postgres(Tx tx, String name, Map<String, Kind> kinds)
      throws SQLException {
    String table = "CAST(quote_ident(current_schema()) || '.' || quote_ident(?) AS regclass)";
    List<Column> columns =
        tx.list(
            "SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_attribute a WHERE a.attrelid = "
                + table
                + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
            row -> column(row.text("name"), row.text("type"), kinds),
            name);
    List<Reference> references =
        tx.list(
            "SELECT a.attname AS source, r.relname AS referred, t.attname AS target, c.confdeltype AS rule"
                + " FROM pg_constraint c JOIN pg_class r ON r.oid = c.confrelid"
                + " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
                + " JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]"
                + " WHERE c.contype = 'f' AND c.conrelid = "
                + table
                + " ORDER BY c.conname",
            row ->
                new Reference(
                    row.text("source"),
                    row.text("referred"),
                    row.text("target"),
                    row.text("rule").equals("c"),
                    row.text("rule").equals("n")),
            name);
    List<String> key = new ArrayList<>();
    Map<String, List<String>> uniques = new TreeMap<>();
    tx.each(
        "SELECT x.relname AS rule, a.attname AS part, i.indisprimary AS is_key FROM pg_index i"
            + " JOIN pg_class x ON x.oid = i.indexrelid"
            + " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)"
            + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
            + " WHERE i.indisunique AND i.indrelid = "
            + table
            + " ORDER BY x.relname, k.place",
        row -> {
          List<String> rule =
              row.flag("is_key")
                  ? key
                  : uniques.computeIfAbsent(row.text("rule"), r -> new ArrayList<>());
          rule.add(row.text("part"));
        },
        name);
    return new TableInfo(
        name, columns, key, withUnruled(name, references), List.copyOf(uniques.values()));
  }

  private static Column column(String name, String type, Map<String, Kind> kinds) {
    Kind kind = kinds.get(name);
    return new Column(name, kind == null ? declared(type) : kind);
  }

  private static Kind declared(String type) {
    return switch (type) {
      case "INTEGER", "integer", "bigint" -> Kind.LONG;
      case "REAL", "double precision" -> Kind.REAL;
      case "BLOB", "bytea" -> Kind.BLOB;
      case "uuid" -> Kind.UUID;
      case "jsonb" -> Kind.JSON;
      case "boolean" -> Kind.FLAG;
      case "timestamp with time zone" -> Kind.TIME;
      default -> Kind.TEXT;
    };
  }
}
