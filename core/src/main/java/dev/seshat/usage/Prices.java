package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/// The price book of a workspace: the built-in table, imported tables, and people's own prices.
///
/// Each change of the book makes a new snapshot of it. What is recorded from then on is priced by it; what was recorded
/// before keeps its cost until [Usage#reprice].
public final class Prices {
  private static final Comparator<Price> LISTED =
      Comparator.comparing(Price::origin)
          .thenComparing(Price::provider)
          .thenComparing(Price::model)
          .thenComparing(price -> String.valueOf(price.patterns()))
          .thenComparing(Price::validFrom, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Price::batch)
          .thenComparing(Price::aboveInputTokens);

  /// The state in force of each open store, as it is asked for at every record and by every actor.
  private static final Map<Store, State> REMEMBERED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Scope scope;

  /// A state of the book, ready to look up in.
  record State(long snapshot, PriceBook book) {}

  Prices(Scope scope) {
    this.scope = scope;
  }

  /// All lines in force: people's first, then imported, then built in.
  public List<Price> list() {
    return scope.store().read(tx -> lines(tx).stream().sorted(LISTED).toList());
  }

  /// The line that a request is priced by, if any.
  ///
  /// @param allInputTokens the request's whole prompt, cached or not
  public Optional<Price> find(
      String host, String model, Instant at, boolean batch, long allInputTokens) {
    PriceBook book = scope.store().read(tx -> new PriceBook(lines(tx)));
    return Optional.ofNullable(book.find(Providers.of(host), model, at, batch, allInputTokens));
  }

  /// The states that the book has been in, the newest first.
  public List<PriceSnapshot> snapshots() {
    return scope.store().read(PriceTable::snapshots);
  }

  /// Sets a person's own price; one that it had for the same model, start, kind and threshold is replaced.
  public Price override(NewPrice price) {
    String pattern = new ModelPattern(price.model()).text();
    Price line =
        new Price(
            null,
            Price.Origin.PERSON,
            Providers.of(price.host()),
            price.model(),
            List.of(pattern),
            price.validFrom(),
            price.batch(),
            price.aboveInputTokens(),
            price.rates(),
            price.note() == null ? "set by " + scope.actor() : price.note());
    return scope.store().write(tx -> override(tx, line));
  }

  private Price override(Tx tx, Price line) throws SQLException {
    currentIn(tx);
    PriceTable.Head head = PriceTable.lockHead(tx);
    long snapshot =
        PriceTable.newSnapshot(
            tx,
            scope.actor(),
            "price of " + line.provider() + "/" + line.model(),
            head.tableVersion());
    for (Price old : PriceTable.current(tx)) {
      if (old.id() != null && old.origin() == Price.Origin.PERSON && sameSlot(old, line)) {
        PriceTable.retire(tx, old.id(), snapshot);
      }
    }
    long id = PriceTable.insert(tx, line, snapshot);
    ModelTable.refreshCosts(tx, new PriceBook(PriceTable.current(tx)));
    scope.changed(
        tx,
        "price.set",
        "price",
        id,
        null,
        Json.write(Map.of("provider", line.provider(), "model", line.model())));
    return PriceTable.find(tx, id).orElseThrow();
  }

  /// Takes a person's own price back.
  ///
  /// @throws NotFound if there is no such line in force
  /// @throws Invalid if the line is not a person's
  public void removeOverride(long id) {
    scope
        .store()
        .write(tx -> {
          PriceTable.Head head = PriceTable.lockHead(tx);
          Price line =
              PriceTable.find(tx, id).orElseThrow(() -> NotFound.of("price", String.valueOf(id)));
          if (line.origin() != Price.Origin.PERSON) {
            throw new Invalid(
                "id", "names a price that no person has set; set one of your own instead");
          }
          long snapshot =
              PriceTable.newSnapshot(
                  tx,
                  scope.actor(),
                  "price of " + line.provider() + "/" + line.model() + " taken back",
                  head.tableVersion());
          PriceTable.retire(tx, id, snapshot);
          ModelTable.refreshCosts(tx, new PriceBook(PriceTable.current(tx)));
          scope.changed(
              tx,
              "price.remove",
              "price",
              id,
              null,
              Json.write(Map.of("provider", line.provider(), "model", line.model())));
          return snapshot;
        });
  }

  /// Takes over a public price table, in the format of genai-prices or of LiteLLM, in place of what was taken over before
  /// from the same format.
  ///
  /// @throws NotFound if there is no such file
  /// @throws Invalid if it is no price table
  public PriceImport importFile(Path file) {
    PriceFile table = PriceFile.read(file);
    return scope.store().write(tx -> importTable(tx, table));
  }

  private PriceImport importTable(Tx tx, PriceFile table) throws SQLException {
    currentIn(tx);
    PriceTable.Head head = PriceTable.lockHead(tx);
    Difference difference =
        difference(
            PriceTable.current(tx).stream()
                .filter(old ->
                    old.origin() == Price.Origin.IMPORT && old.source().equals(table.format()))
                .toList(),
            table.prices());
    long snapshot = head.snapshot() == null ? 0 : head.snapshot();
    if (!difference.isEmpty()) {
      snapshot =
          PriceTable.newSnapshot(
              tx, scope.actor(), "import of " + table.format(), head.tableVersion());
      difference.apply(tx, snapshot);
      ModelTable.refreshCosts(tx, new PriceBook(PriceTable.current(tx)));
      Map<String, Object> detail =
          Map.of(
              "format",
              table.format(),
              "added",
              difference.added().size(),
              "retired",
              difference.retired().size());
      scope.changed(tx, "price.import", "price_snapshot", snapshot, null, Json.write(detail));
    }
    int added = difference.added().size();
    return new PriceImport(
        table.format(),
        table.prices().size(),
        added,
        difference.retired().size(),
        difference.kept(),
        table.skipped(),
        snapshot);
  }

  /// Takes over the prices that another system has of its models; those with a wildcard in their name are doubted.
  List<UsageTakeover.Priced> takeOverIn(Tx tx, String source, List<UsageTakeover.ModelPrice> told)
      throws SQLException {
    currentIn(tx);
    PriceTable.Head head = PriceTable.lockHead(tx);
    PriceTakeover takeover = new PriceTakeover(tx, source, PriceTable.current(tx));
    List<UsageTakeover.Priced> became = told.stream().map(takeover::take).toList();
    takeover.write(scope, head);
    return became;
  }

  /// The book in force inside a transaction that writes, brought up to the built-in table of this program.
  State currentIn(Tx tx) throws SQLException {
    PriceTable.Head head = PriceTable.head(tx);
    if (behind(head)) {
      head = PriceTable.lockHead(tx);
      if (behind(head)) {
        return updated(tx);
      }
    }
    long snapshot = head.snapshot() == null ? 0 : head.snapshot();
    State state = REMEMBERED.get(scope.store());
    if (state == null || state.snapshot() != snapshot) {
      state = new State(snapshot, new PriceBook(PriceTable.current(tx)));
      remember(tx, state);
    }
    return state;
  }

  /// The same where nothing may be written; snapshot 0 when the built-in table of this program is not stored yet.
  State readIn(Tx tx) throws SQLException {
    PriceTable.Head head = PriceTable.head(tx);
    long snapshot = head.snapshot() == null || behind(head) ? 0 : head.snapshot();
    return new State(snapshot, new PriceBook(lines(tx)));
  }

  private State updated(Tx tx) throws SQLException {
    BuiltInPrices.Table table = BuiltInPrices.table();
    Difference difference =
        difference(
            PriceTable.current(tx).stream()
                .filter(old -> old.origin() == Price.Origin.BUILT_IN)
                .toList(),
            table.prices());
    long snapshot =
        PriceTable.newSnapshot(
            tx, scope.actor(), "built-in table of " + table.version(), table.version());
    difference.apply(tx, snapshot);
    PriceBook book = new PriceBook(PriceTable.current(tx));
    ModelTable.refreshCosts(tx, book);
    scope.changed(
        tx,
        "price.update",
        "price_snapshot",
        snapshot,
        null,
        Json.write(Map.of("table_version", table.version())));
    State state = new State(snapshot, book);
    remember(tx, state);
    return state;
  }

  /// Only a committed state is remembered: a number that was rolled back is given again to another one.
  private void remember(Tx tx, State state) {
    tx.afterCommit(() -> REMEMBERED.put(scope.store(), state));
  }

  private static boolean behind(PriceTable.Head head) {
    return head.tableVersion().compareTo(BuiltInPrices.table().version()) < 0;
  }

  private static List<Price> lines(Tx tx) throws SQLException {
    List<Price> stored = PriceTable.current(tx);
    if (!behind(PriceTable.head(tx))) {
      return stored;
    }
    List<Price> lines = new ArrayList<>(stored);
    lines.removeIf(line -> line.origin() == Price.Origin.BUILT_IN);
    lines.addAll(BuiltInPrices.table().prices());
    return lines;
  }

  private static boolean sameSlot(Price a, Price b) {
    return slot(a).equals(slot(b));
  }

  private static List<@Nullable Object> slot(Price price) {
    List<@Nullable Object> slot = new ArrayList<>();
    slot.add(price.provider());
    slot.add(price.patterns());
    slot.add(price.validFrom());
    slot.add(price.batch());
    slot.add(price.aboveInputTokens());
    return slot;
  }

  /// What has to come and go so that one list of lines becomes another.
  private record Difference(List<Price> added, List<Price> retired, int kept) {
    boolean isEmpty() {
      return added.isEmpty() && retired.isEmpty();
    }

    void apply(Tx tx, long snapshot) throws SQLException {
      for (Price old : retired) {
        if (old.id() != null) {
          PriceTable.retire(tx, old.id(), snapshot);
        }
      }
      for (Price line : added) {
        PriceTable.insert(tx, line, snapshot);
      }
    }
  }

  private static Difference difference(List<Price> stored, List<Price> wanted) {
    Map<Price, List<Price>> gone = new HashMap<>();
    stored.forEach(old -> gone.computeIfAbsent(withoutId(old), k -> new ArrayList<>()).add(old));
    List<Price> added = new ArrayList<>();
    int kept = 0;
    for (Price line : wanted) {
      List<Price> same = gone.get(line);
      if (same == null || same.isEmpty()) {
        added.add(line);
      } else {
        same.removeLast();
        kept++;
      }
    }
    return new Difference(added, gone.values().stream().flatMap(List::stream).toList(), kept);
  }

  private static Price withoutId(Price price) {
    return new Price(
        null,
        price.origin(),
        price.provider(),
        price.model(),
        price.patterns(),
        price.validFrom(),
        price.batch(),
        price.aboveInputTokens(),
        price.rates(),
        price.source());
  }
}
