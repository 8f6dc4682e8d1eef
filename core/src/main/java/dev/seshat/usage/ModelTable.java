package dev.seshat.usage;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of hosts and models.
final class ModelTable {
  private static final int PER_1K = 3;

  private ModelTable() {}

  static List<Host> hosts(Tx tx) throws SQLException {
    return tx.list(
        "SELECT id, name, base_url FROM hosts ORDER BY name",
        row -> new Host(row.number("id"), row.text("name"), row.textOrNull("base_url")));
  }

  static List<Model> models(Tx tx) throws SQLException {
    return tx.list(
        "SELECT id, name, host, input_cost_per_1k, output_cost_per_1k FROM v_models ORDER BY host, name",
        ModelTable::model);
  }

  /// The number of a host by any way to write its name.
  static Optional<Long> findHost(Tx tx, String name) throws SQLException {
    return tx.first("SELECT id FROM hosts WHERE slug = ?", row -> row.number("id"), slug(name));
  }

  /// Whether this made it; false when it is there by now.
  static boolean insertHost(Tx tx, String name) throws SQLException {
    return tx.update(
            "INSERT INTO hosts (name, slug, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            name,
            slug(name),
            tx.now())
        == 1;
  }

  static Optional<Long> findModel(Tx tx, long host, String name) throws SQLException {
    return tx.first(
        "SELECT id FROM models WHERE name = ? AND host_id = ?",
        row -> row.number("id"),
        name,
        host);
  }

  static boolean isKnownModel(Tx tx, String name) throws SQLException {
    return tx.number("SELECT COUNT(*) AS n FROM models WHERE name = ?", name) > 0;
  }

  /// Whether this made it; false when it is there by now.
  static boolean insertModel(Tx tx, long host, String name, @Nullable Rates rates)
      throws SQLException {
    return tx.update(
            """
            INSERT INTO models (name, host_id, input_cost_per_1k, output_cost_per_1k, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            name,
            host,
            per1k(rates == null ? null : rates.input()),
            per1k(rates == null ? null : rates.output()),
            tx.now())
        == 1;
  }

  /// Writes what a book says today beside each model.
  static void refreshCosts(Tx tx, PriceBook book) throws SQLException {
    record Known(long id, String name, String host) {}
    List<Known> models =
        tx.list(
            "SELECT m.id, m.name, h.name AS host FROM models m JOIN hosts h ON h.id = m.host_id",
            row -> new Known(row.number("id"), row.text("name"), row.text("host")));
    for (Known model : models) {
      Price price = book.find(Providers.of(model.host()), model.name(), tx.now(), false, 0);
      Rates rates = price == null ? null : price.rates();
      tx.update(
          "UPDATE models SET input_cost_per_1k = ?, output_cost_per_1k = ? WHERE id = ?",
          per1k(rates == null ? null : rates.input()),
          per1k(rates == null ? null : rates.output()),
          model.id());
    }
  }

  /// Adds what another system says of a host; how many rows that changed.
  static int tellHost(Tx tx, long id, UsageTakeover.About about) throws SQLException {
    int changed = 0;
    if (about.text() != null) {
      changed =
          tx.update(
              "UPDATE hosts SET base_url = ? WHERE id = ? AND (base_url IS NULL OR (base_url = ? AND base_url <> ?))",
              about.text(),
              id,
              about.earlier() == null ? "" : about.earlier(),
              about.text());
    }
    if (about.text() == null && about.earlier() != null) {
      changed =
          tx.update(
              "UPDATE hosts SET base_url = NULL WHERE id = ? AND base_url = ?",
              id,
              about.earlier());
    }
    if (about.since() != null) {
      changed +=
          tx.update(
              "UPDATE hosts SET created_at = ? WHERE id = ? AND created_at > ?",
              about.since(),
              id,
              about.since());
    }
    return changed;
  }

  /// The same of a model, of which it says when it began.
  static int tellModel(Tx tx, long id, @Nullable Instant since) throws SQLException {
    return since == null
        ? 0
        : tx.update(
            "UPDATE models SET created_at = ? WHERE id = ? AND created_at > ?", since, id, since);
  }

  private static Model model(Row row) throws SQLException {
    return new Model(
        row.number("id"),
        row.text("name"),
        row.text("host"),
        row.decimalOrNull("input_cost_per_1k"),
        row.decimalOrNull("output_cost_per_1k"));
  }

  private static @Nullable Double per1k(@Nullable BigDecimal perMillion) {
    return perMillion == null ? null : perMillion.movePointLeft(PER_1K).doubleValue();
  }

  private static String slug(String name) {
    return Providers.slug(name);
  }
}
