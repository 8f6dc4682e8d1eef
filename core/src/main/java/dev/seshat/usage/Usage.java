package dev.seshat.usage;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tokens and the money that a workspace's agents have used, request by request, and what they sum up to.
///
/// A session's counters of tokens, cost and unpriced requests follow in the same transaction. Usage is accounting, not
/// content: it is taken for sessions in every state.
public final class Usage {
  /// The project of what belongs to none.
  public static final String NO_PROJECT = "default";

  private static final Comparator<UsageRow> BY_COST =
      Comparator.comparing(
              UsageRow::costUsd, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
          .reversed()
          .thenComparing(UsageRow::key);
  private static final int LABEL = 80;

  private final Scope scope;
  private final Projects projects;
  private final Prices prices;

  public Usage(Scope scope) {
    this.scope = scope;
    this.projects = new Projects(scope);
    this.prices = new Prices(scope);
  }

  /// The price book.
  public Prices prices() {
    return prices;
  }

  /// The projects.
  public Projects projects() {
    return projects;
  }

  /// What another system's projects, hosts, models and prices come in by.
  public UsageTakeover takeover() {
    return new UsageTakeover(scope, projects, prices);
  }

  /// All hosts by name.
  public List<Host> hosts() {
    return scope.store().read(ModelTable::hosts);
  }

  /// All models by host and name.
  public List<Model> models() {
    return scope.store().read(ModelTable::models);
  }

  /// Records one request.
  ///
  /// @throws NotFound if it names a session or an interaction that does not exist
  public RecordedUsage record(NewUsage usage) {
    return scope.store().write(tx -> recordOneIn(tx, usage));
  }

  /// Records one request inside another feature's transaction.
  ///
  /// @throws NotFound if it names a session or an interaction that does not exist
  public RecordedUsage recordOneIn(Tx tx, NewUsage usage) throws SQLException {
    UsageRecorder recorder = new UsageRecorder(tx, scope, projects, prices);
    RecordedUsage recorded = recorder.record(usage);
    recorder.finish();
    if (recorded.outcome() != RecordedUsage.Outcome.UNCHANGED) {
      Map<String, Object> detail =
          Map.of(
              "host",
              usage.host(),
              "model",
              usage.model(),
              "total_tokens",
              usage.tokens().totalTokens());
      scope.changed(
          tx, "usage.record", "usage", recorded.id(), usage.sessionId(), Json.write(detail));
    }
    return recorded;
  }

  /// Records many requests, all or none.
  ///
  /// @throws NotFound if one names a session or an interaction that does not exist
  public UsageBatch record(List<NewUsage> batch) {
    return scope.store().write(tx -> recordIn(tx, batch));
  }

  /// Records many requests inside another feature's transaction, with one audit row if they change anything.
  ///
  /// @throws NotFound if one names a session or an interaction that does not exist
  public UsageBatch recordIn(Tx tx, List<NewUsage> batch) throws SQLException {
    if (batch.isEmpty()) {
      return new UsageBatch(0, 0, 0);
    }
    UsageRecorder recorder = new UsageRecorder(tx, scope, projects, prices);
    for (NewUsage usage : inLockingOrder(tx, batch)) {
      recorder.record(usage);
    }
    UsageBatch done = recorder.finish();
    if (done.added() + done.replaced() > 0) {
      Map<String, Object> detail =
          Map.of("added", done.added(), "replaced", done.replaced(), "unchanged", done.unchanged());
      scope.changed(tx, "usage.record", "usage", "batch", onlySession(batch), Json.write(detail));
    }
    return done;
  }

  /// Where rows are locked one by one, everybody takes them in the same order, so that nobody waits in a circle.
  private static List<NewUsage> inLockingOrder(Tx tx, List<NewUsage> batch) {
    if (tx.dialect().isSqlite()) {
      return batch;
    }
    Comparator<NewUsage> order =
        Comparator.comparing(NewUsage::requestId, Comparator.nullsFirst(Comparator.naturalOrder()));
    return batch.stream().sorted(order).toList();
  }

  private static @Nullable Object onlySession(List<NewUsage> batch) {
    Object session = batch.getFirst().sessionId();
    return batch.stream().allMatch(usage -> Objects.equals(usage.sessionId(), session))
        ? session
        : null;
  }

  /// Gives requests to another session, within another feature's transaction; one audit row if any changed. For importers
  /// that learn later whose a record was.
  ///
  /// @param sources the requests, each with the sources of the records that changed hands; a request whose kept record
  ///     has another source stays where it is
  public int moveIn(Tx tx, String host, Map<String, Set<String>> sources, UUID to)
      throws SQLException {
    return RequestMoves.move(tx, scope, host, sources, to);
  }

  /// Sums usage up.
  ///
  /// @throws NotFound if the query names a project, host or model that does not exist
  public UsageSummary summary(UsageQuery query) {
    List<UsageRow> rows =
        scope.store().read(tx -> query.by().isTime() ? timeRows(tx, query) : groupRows(tx, query));
    return new UsageSummary(query, rows, Totals.of(rows));
  }

  private static List<UsageRow> timeRows(Tx tx, UsageQuery query) throws SQLException {
    TimeFold fold = new TimeFold(query.by(), query.zone());
    SummaryTable.eachQuarter(tx, query, fold::add);
    return fold.rows();
  }

  private static List<UsageRow> groupRows(Tx tx, UsageQuery query) throws SQLException {
    List<SummaryTable.Group> groups = SummaryTable.groups(tx, query);
    Set<String> seen = new HashSet<>();
    Set<String> ambiguous = new HashSet<>();
    for (SummaryTable.Group group : groups) {
      String key = group.key();
      if (key != null && !seen.add(key)) {
        ambiguous.add(key);
      }
    }
    List<UsageRow> rows = new ArrayList<>();
    for (SummaryTable.Group group : groups) {
      rows.add(group.sums().row(key(group, ambiguous), label(query.by(), group)));
    }
    rows.sort(BY_COST);
    return rows;
  }

  /// A model's name, or `host/model` where two hosts have a model of that name.
  private static String key(SummaryTable.Group group, Set<String> ambiguous) {
    String key = group.key();
    if (key == null) {
      return "";
    }
    return ambiguous.contains(key) ? group.within() + "/" + key : key;
  }

  private static String label(UsageDimension by, SummaryTable.Group group) {
    String name = group.name();
    if (group.key() == null) {
      return "(none)";
    }
    if (name == null) {
      return String.valueOf(group.key());
    }
    return switch (by) {
      case MODEL -> name + " (" + group.within() + ")";
      case SESSION -> group.within() + " " + Texts.shorten(name, LABEL);
      default -> name;
    };
  }

  /// Computes costs anew with the price book in force; reported costs stay as they are.
  ///
  /// Applied, it goes through the requests in many transactions, each whole in itself, and can be broken off and begun
  /// again: what has its new cost names the new snapshot.
  ///
  /// @param apply false to see what would change, and write nothing
  public Repricing reprice(boolean apply) {
    return new Repricer(scope, prices).run(apply);
  }

  /// The sessions whose counters differ from their rows; none, if all is well.
  public List<UsageDrift> recount() {
    return scope.store().read(UsageTable::drifts);
  }

  /// Makes a session's counters of tokens and cost say what its requests are; for whoever wrote these by another way.
  public static void correctIn(Tx tx, UUID session) throws SQLException {
    UsageTable.correct(tx, session);
  }
}
