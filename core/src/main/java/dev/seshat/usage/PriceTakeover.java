package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.usage.UsageTakeover.ModelPrice;
import dev.seshat.usage.UsageTakeover.Priced;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prices of another system on their way into the book: a line for each model that the book prices otherwise.
final class PriceTakeover {
  private final Tx tx;
  private final String source;
  private final Map<String, Price> ours = new HashMap<>();
  private final PriceBook others;
  private final List<Price> retired = new ArrayList<>();
  private final List<Price> added = new ArrayList<>();

  /// @param current the lines in force
  PriceTakeover(Tx tx, String source, List<Price> current) {
    this.tx = tx;
    this.source = source;
    List<Price> rest = new ArrayList<>();
    for (Price line : current) {
      if (line.origin() == Price.Origin.IMPORT && line.source().equals(source)) {
        ours.put(key(line.provider(), line.patterns().getFirst()), line);
      } else if (line.origin() != Price.Origin.PERSON) {
        rest.add(line);
      }
    }
    this.others = new PriceBook(rest);
  }

  private static String key(String provider, String pattern) {
    return provider + '\n' + pattern;
  }

  Priced take(ModelPrice told) {
    String provider = Providers.of(told.host());
    // a name is no pattern: what would stand for more than itself is left to the person
    String pattern = told.model().toLowerCase(Locale.ROOT);
    if (pattern.contains("*") || pattern.contains("#")) {
      return Priced.DOUBTED;
    }
    Price before = ours.get(key(provider, pattern));
    Price known = others.find(provider, told.model(), tx.now(), false, 0);
    boolean same = known != null && says(known.rates(), told.rates());
    if (isFree(told.rates()) && known != null && !same && !isFree(known.rates())) {
      return Priced.DOUBTED;
    }
    if (before != null && !same && before.rates().equals(told.rates())) {
      return Priced.SAME;
    }
    if (before == null && same) {
      return Priced.SAME;
    }
    if (before != null) {
      retired.add(before);
      added.remove(before);
      ours.remove(key(provider, pattern));
    }
    if (!same) {
      Price line =
          new Price(
              null,
              Price.Origin.IMPORT,
              provider,
              told.model(),
              List.of(pattern),
              null,
              false,
              0,
              told.rates(),
              source);
      added.add(line);
      ours.put(key(provider, pattern), line);
    }
    return Priced.SET;
  }

  private static boolean says(Rates book, Rates told) {
    return equal(book.input(), told.input()) && equal(book.output(), told.output());
  }

  private static boolean equal(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null ? b == null : b != null && a.compareTo(b) == 0;
  }

  private static boolean isFree(Rates rates) {
    return isNothing(rates.input()) && isNothing(rates.output());
  }

  private static boolean isNothing(@Nullable BigDecimal price) {
    return price == null || price.signum() == 0;
  }

  /// Writes what changes, as one snapshot.
  void write(Scope scope, PriceTable.Head head) throws SQLException {
    if (retired.isEmpty() && added.isEmpty()) {
      return;
    }
    long snapshot =
        PriceTable.newSnapshot(tx, scope.actor(), "import of " + source, head.tableVersion());
    int gone = 0;
    for (Price line : retired) {
      if (line.id() != null) {
        PriceTable.retire(tx, line.id(), snapshot);
        gone++;
      }
    }
    for (Price line : added) {
      PriceTable.insert(tx, line, snapshot);
    }
    ModelTable.refreshCosts(tx, new PriceBook(PriceTable.current(tx)));
    Map<String, Object> detail = Map.of("format", source, "added", added.size(), "retired", gone);
    scope.changed(tx, "price.import", "price_snapshot", snapshot, null, Json.write(detail));
  }
}
