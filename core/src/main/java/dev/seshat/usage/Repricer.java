package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Goes through the requests that another snapshot priced, some thousand at a time.
final class Repricer {
  private static final int CHUNK = 2_000;

  private final Scope scope;
  private final Prices prices;
  private long lastId;
  private long examined;
  private long changed;
  private long newlyPriced;
  private long before;
  private long after;

  Repricer(Scope scope, Prices prices) {
    this.scope = scope;
    this.prices = prices;
  }

  /// What a chunk came to; counted only once it is on disk, as a transaction may be run again.
  private record Chunk(
      long lastId,
      long snapshot,
      long examined,
      long changed,
      long newlyPriced,
      long before,
      long after) {}

  Repricing run(boolean apply) {
    Chunk chunk;
    do {
      chunk = apply ? scope.store().write(this::applied) : scope.store().read(this::tried);
      lastId = chunk.lastId();
      examined += chunk.examined();
      changed += chunk.changed();
      newlyPriced += chunk.newlyPriced();
      before = Math.addExact(before, chunk.before());
      after = Math.addExact(after, chunk.after());
    } while (chunk.examined() == CHUNK);
    return new Repricing(
        apply,
        examined,
        changed,
        newlyPriced,
        Pricing.dollars(before),
        Pricing.dollars(after),
        chunk.snapshot());
  }

  private Chunk tried(Tx tx) throws SQLException {
    return chunk(tx, prices.readIn(tx), false);
  }

  private Chunk applied(Tx tx) throws SQLException {
    Chunk chunk = chunk(tx, prices.currentIn(tx), true);
    if (chunk.examined() > 0) {
      Map<String, Object> detail =
          Map.of(
              "examined",
              chunk.examined(),
              "changed",
              chunk.changed(),
              "up_to_usage",
              chunk.lastId());
      scope.changed(
          tx, "usage.reprice", "price_snapshot", chunk.snapshot(), null, Json.write(detail));
    }
    return chunk;
  }

  private Chunk chunk(Tx tx, Prices.State state, boolean apply) throws SQLException {
    List<UsageEntry> entries = UsageTable.pricedOtherwise(tx, state.snapshot(), lastId, CHUNK);
    SessionCounters counters = new SessionCounters();
    long moved = 0;
    long priced = 0;
    long old = 0;
    long fresh = 0;
    for (UsageEntry entry : entries) {
      Cost cost = cost(entry, state.book());
      old = Math.addExact(old, orZero(entry.cost()));
      fresh = Math.addExact(fresh, orZero(cost));
      moved += cost.equals(entry.cost()) ? 0 : 1;
      priced += entry.cost().nanos() == null && cost.nanos() != null ? 1 : 0;
      if (apply) {
        counters.remove(entry);
        counters.add(entry.withCost(cost));
        UsageTable.setCost(tx, entry.id(), cost, state.snapshot());
      }
    }
    counters.write(tx);
    long last = entries.isEmpty() ? lastId : entries.getLast().id();
    return new Chunk(last, state.snapshot(), entries.size(), moved, priced, old, fresh);
  }

  private static Cost cost(UsageEntry entry, PriceBook book) {
    Price price =
        book.find(
            Providers.of(entry.host()),
            entry.model(),
            entry.at(),
            entry.batch(),
            entry.tokens().allInputTokens());
    return Pricing.cost(entry.tokens(), entry.incomplete(), price);
  }

  private static long orZero(Cost cost) {
    return Objects.requireNonNullElse(cost.nanos(), 0L);
  }
}
