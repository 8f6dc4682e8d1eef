package dev.seshat.schema;

import dev.seshat.store.Dialect;
import dev.seshat.store.Migrations;
import dev.seshat.store.Tx;
import java.sql.SQLException;

/// Asks the two databases what they are and how large.
final class AboutTable {
  private AboutTable() {}

  static About read(Tx tx) throws SQLException {
    int version =
        Migrations.steps(tx.dialect()).stream().mapToInt(Migrations.Step::number).max().orElse(0);
    return tx.dialect() == Dialect.SQLITE ? sqlite(tx, version) : postgres(tx, version);
  }

  private static About sqlite(Tx tx, int version) throws SQLException {
    String file =
        tx.first(
                "SELECT file FROM pragma_database_list WHERE name = 'main'",
                row -> row.text("file"))
            .orElse("");
    long bytes =
        tx.number(
            "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()");
    String kind = tx.first("SELECT sqlite_version() AS v", row -> row.text("v")).orElse("");
    return new About("SQLite " + kind, file, "this file", version, bytes);
  }

  private static About postgres(Tx tx, int version) throws SQLException {
    String kind =
        tx.first("SELECT current_setting('server_version') AS v", row -> row.text("v")).orElse("");
    String where = tx.first("SELECT current_database() AS v", row -> row.text("v")).orElse("");
    String workspace = tx.first("SELECT current_schema() AS v", row -> row.text("v")).orElse("");
    long bytes =
        tx.number(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint AS n FROM pg_class c JOIN"
                + " pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = current_schema() AND"
                + " c.relkind IN ('r', 'm')");
    return new About("PostgreSQL " + kind, "database " + where, workspace, version, bytes);
  }
}
