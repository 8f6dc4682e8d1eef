package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of prices and their snapshots.
final class PriceTable {
  private static final String COLUMNS =
      """
      id, origin, source, provider, model, patterns, valid_from, is_batch, above_input_tokens, input_micros, output_micros,
      cache_read_micros, cache_write_5m_micros, cache_write_1h_micros
      """;

  /// @param snapshot the state in force; null before the first use
  record Head(@Nullable Long snapshot, String tableVersion) {}

  private PriceTable() {}

  static Head head(Tx tx) throws SQLException {
    return tx.first(
            "SELECT snapshot_id, table_version FROM price_head WHERE id = 1", PriceTable::head)
        .orElseThrow();
  }

  /// The head, which nobody else moves until this transaction ends.
  static Head lockHead(Tx tx) throws SQLException {
    tx.updateOne("the price book", "UPDATE price_head SET id = 1 WHERE id = 1");
    return head(tx);
  }

  static long newSnapshot(Tx tx, String actor, String reason, String tableVersion)
      throws SQLException {
    long id =
        tx.first(
                "INSERT INTO price_snapshots (created_at, created_by, reason, table_version) VALUES (?, ?, ?, ?) RETURNING id",
                row -> row.number("id"),
                tx.now(),
                actor,
                reason,
                tableVersion)
            .orElseThrow();
    tx.updateOne(
        "the price book",
        "UPDATE price_head SET snapshot_id = ?, table_version = ? WHERE id = 1",
        id,
        tableVersion);
    return id;
  }

  static List<PriceSnapshot> snapshots(Tx tx) throws SQLException {
    return tx.list(
        "SELECT id, created_at, created_by, reason, table_version FROM price_snapshots ORDER BY id DESC",
        row ->
            new PriceSnapshot(
                row.number("id"),
                row.time("created_at"),
                row.text("created_by"),
                row.text("reason"),
                row.text("table_version")));
  }

  /// The lines in force.
  static List<Price> current(Tx tx) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM model_prices WHERE until_snapshot IS NULL ORDER BY provider, model, id",
        PriceTable::price);
  }

  static Optional<Price> find(Tx tx, long id) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM model_prices WHERE id = ? AND until_snapshot IS NULL",
        PriceTable::price,
        id);
  }

  static long insert(Tx tx, Price price, long snapshot) throws SQLException {
    Rates rates = price.rates();
    return tx.first(
            """
            INSERT INTO model_prices (origin, source, provider, model, patterns, valid_from, is_batch, above_input_tokens, input_micros,
              output_micros, cache_read_micros, cache_write_5m_micros, cache_write_1h_micros, since_snapshot)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            row -> row.number("id"),
            price.origin().word(),
            price.source(),
            price.provider(),
            price.model(),
            new dev.seshat.store.Json(Json.write(price.patterns())),
            price.validFrom(),
            price.batch(),
            price.aboveInputTokens(),
            micros(rates.input()),
            micros(rates.output()),
            micros(rates.cacheRead()),
            micros(rates.cacheWrite5m()),
            micros(rates.cacheWrite1h()),
            snapshot)
        .orElseThrow();
  }

  static void retire(Tx tx, long id, long snapshot) throws SQLException {
    tx.updateOne(
        "the price",
        "UPDATE model_prices SET until_snapshot = ? WHERE id = ? AND until_snapshot IS NULL",
        snapshot,
        id);
  }

  private static Head head(Row row) throws SQLException {
    return new Head(row.numberOrNull("snapshot_id"), row.text("table_version"));
  }

  private static Price price(Row row) throws SQLException {
    return new Price(
        row.number("id"),
        Price.Origin.of(row.text("origin")),
        row.text("provider"),
        row.text("model"),
        patterns(row.text("patterns")),
        row.timeOrNull("valid_from"),
        row.flag("is_batch"),
        row.number("above_input_tokens"),
        new Rates(
            dollars(row.numberOrNull("input_micros")),
            dollars(row.numberOrNull("output_micros")),
            dollars(row.numberOrNull("cache_read_micros")),
            dollars(row.numberOrNull("cache_write_5m_micros")),
            dollars(row.numberOrNull("cache_write_1h_micros"))),
        row.text("source"));
  }

  private static List<String> patterns(String json) {
    return Json.parse("patterns", json) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static @Nullable Long micros(@Nullable BigDecimal dollars) {
    return dollars == null ? null : dollars.movePointRight(Rates.DECIMALS).longValueExact();
  }

  private static @Nullable BigDecimal dollars(@Nullable Long micros) {
    return micros == null ? null : BigDecimal.valueOf(micros, Rates.DECIMALS);
  }
}
