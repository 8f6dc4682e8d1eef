package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Outcomes.Outcome;
import dev.seshat.store.Tx;
import dev.seshat.usage.Rates;
import dev.seshat.usage.UsageTakeover;
import dev.seshat.usage.UsageTakeover.ModelPrice;
import dev.seshat.usage.UsageTakeover.Priced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Models, and their prices per thousand tokens, which become lines of the price book.
final class AgentModels implements TableImport {
  private static final int PER_1K_TO_PER_MILLION = 3;
  private static final int DECIMALS = 6;

  /// What a price may lose on its way to whole millionths: what floating point made up.
  private static final BigDecimal DUST = new BigDecimal("1e-9");

  private final Origins origins;
  private final UsageTakeover usage;
  private Map<String, String> hosts = Map.of();

  AgentModels(Origins origins, UsageTakeover usage) {
    this.origins = origins;
    this.usage = usage;
  }

  @Override
  public String table() {
    return "models";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id", "name", "host_id", "input_cost_per_1k", "output_cost_per_1k", "created_at");
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    hosts = AgentNumbers.names(file, "hosts");
  }

  @Override
  public void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    Map<SourceRow, ModelPrice> prices = new LinkedHashMap<>();
    List<SourceRow> taken = new ArrayList<>();
    Map<SourceRow, Outcome> became = new LinkedHashMap<>();
    for (SourceRow row : rows) {
      String name = AgentNames.name(row);
      if (name == null) {
        outcomes.skip(row, "has no name", row.raw("name"));
        continue;
      }
      String host = AgentNumbers.of(hosts, row.text("host_id"), AgentNumbers.NO_HOST);
      if (host.equals(AgentNumbers.NO_HOST)) {
        outcomes.note(row, "its host is not there; the host is unknown", row.raw("host_id"));
      }
      Outcome outcome =
          origins.take(
              tx,
              row.replaced("host_id", "host", host),
              SourceRow.hash(host, name),
              file.asOf(),
              outcomes,
              earlier -> {
                boolean isChange = usage.modelIn(tx, host, name, row.time("created_at"));
                Rates rates = rates(row, outcomes);
                if (rates != null) {
                  prices.put(row, new ModelPrice(host, name, rates));
                }
                return new Became(isChange || (earlier != null && rates != null), null);
              });
      became.put(row, outcome);
      taken.add(row);
    }
    List<SourceRow> priced = List.copyOf(prices.keySet());
    List<Priced> set = usage.pricesIn(tx, AgentSystem.DOCUMENT, List.copyOf(prices.values()));
    for (int i = 0; i < priced.size(); i++) {
      settle(priced.get(i), set.get(i), became, outcomes);
    }
    taken.forEach(row -> outcomes.count(table(), Objects.requireNonNull(became.get(row)), 1));
  }

  private static void settle(
      SourceRow row, Priced priced, Map<SourceRow, Outcome> became, Outcomes outcomes) {
    if (priced == Priced.SET && became.get(row) == Outcome.THERE) {
      became.put(row, Outcome.TAKEN);
    }
    if (priced == Priced.DOUBTED) {
      outcomes.note(
          row,
          "its price is not taken: it is 0 where the price book knows one, or its name has a wildcard",
          row.raw("name"));
    }
  }

  /// The price per million tokens, null where the row has none that can be one.
  private static @Nullable Rates rates(SourceRow row, Outcomes outcomes) {
    try {
      BigDecimal input = perMillion(row, "input_cost_per_1k", outcomes);
      BigDecimal output = perMillion(row, "output_cost_per_1k", outcomes);
      return input == null && output == null ? null : new Rates(input, output, null, null, null);
    } catch (Invalid e) {
      outcomes.note(
          row,
          "its price is not taken: it is no price",
          row.raw("input_cost_per_1k") + ", " + row.raw("output_cost_per_1k"));
      return null;
    }
  }

  private static @Nullable BigDecimal perMillion(SourceRow row, String column, Outcomes outcomes) {
    BigDecimal per1k = row.decimal(column);
    if (per1k == null) {
      if (row.text(column) != null) {
        throw new Invalid(column, "is no number");
      }
      return null;
    }
    if (per1k.precision() - per1k.scale() > 9 || per1k.scale() > 60) {
      throw new Invalid(column, "is no price");
    }
    BigDecimal exact = per1k.movePointRight(PER_1K_TO_PER_MILLION);
    BigDecimal kept = exact.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    if (exact.subtract(kept).abs().compareTo(DUST) > 0) {
      outcomes.note(row, column + " is rounded to millionths of a dollar", row.raw(column));
    }
    return kept;
  }
}
