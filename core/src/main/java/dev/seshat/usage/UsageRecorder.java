package dev.seshat.usage;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes records within one transaction: names become rows, costs are computed, the fullest record of a request stays,
/// and sessions' counters follow.
final class UsageRecorder {
  private final Tx tx;
  private final Scope scope;
  private final Projects projects;
  private final Prices.State prices;
  private final SessionCounters counters = new SessionCounters();
  private final Map<String, Long> projectIds = new HashMap<>();
  private final Map<String, Long> hostIds = new HashMap<>();
  private final Map<String, Long> modelIds = new HashMap<>();
  private final Map<UUID, UsageTable.SessionFacts> sessions = new HashMap<>();
  private int added;
  private int replaced;
  private int unchanged;

  UsageRecorder(Tx tx, Scope scope, Projects projects, Prices prices) throws SQLException {
    this.tx = tx;
    this.scope = scope;
    this.projects = projects;
    this.prices = prices.currentIn(tx);
  }

  RecordedUsage record(NewUsage usage) throws SQLException {
    UsageEntry entry = entry(usage);
    Optional<Long> id = UsageTable.insert(tx, entry);
    if (id.isPresent()) {
      added++;
      counters.add(entry);
      return recorded(entry.withId(id.get()), RecordedUsage.Outcome.ADDED);
    }
    UsageEntry known = UsageTable.ofRequest(tx, entry.hostId(), String.valueOf(entry.requestId()));
    if (UsageEntry.FULLER.compare(entry, known) <= 0) {
      unchanged++;
      return recorded(known, RecordedUsage.Outcome.UNCHANGED);
    }
    replaced++;
    UsageEntry fuller = entry.withId(known.id());
    UsageTable.replace(tx, fuller);
    counters.remove(known);
    counters.add(fuller);
    return recorded(fuller, RecordedUsage.Outcome.REPLACED);
  }

  /// Brings the sessions' counters up to what was recorded; the last step.
  UsageBatch finish() throws SQLException {
    counters.write(tx);
    return new UsageBatch(added, replaced, unchanged);
  }

  private static RecordedUsage recorded(UsageEntry entry, RecordedUsage.Outcome outcome) {
    Cost cost = entry.cost();
    return new RecordedUsage(
        entry.id(),
        outcome,
        Pricing.dollarsOrNull(cost.nanos()),
        cost.grade(),
        entry.priceSnapshot());
  }

  private UsageEntry entry(NewUsage usage) throws SQLException {
    Instant given = usage.at();
    Instant at = given == null ? tx.now() : given;
    UUID session = usage.sessionId();
    UsageTable.SessionFacts facts = session == null ? null : session(session);
    Long interaction = usage.interactionId();
    if (interaction != null && !UsageTable.isInteraction(tx, interaction)) {
      throw NotFound.of("interaction", interaction.toString());
    }
    String project = project(usage.project(), facts);
    long host = host(usage.host());
    Price price =
        prices
            .book()
            .find(
                Providers.of(usage.host()),
                usage.model(),
                at,
                usage.batch(),
                usage.tokens().allInputTokens());
    BigDecimal reported = usage.reportedCostUsd();
    Cost cost =
        reported == null
            ? Pricing.cost(usage.tokens(), usage.incomplete(), price)
            : new Cost(Pricing.nanos(reported), CostGrade.REPORTED);
    return new UsageEntry(
        0,
        at,
        projectId(project),
        project,
        host,
        usage.host(),
        model(host, usage.host(), usage.model()),
        usage.model(),
        session,
        interaction,
        usage.tokens(),
        cost,
        reported == null ? prices.snapshot() : null,
        usage.batch(),
        usage.incomplete(),
        usage.gitBranch(),
        usage.requestId(),
        usage.userId(),
        usage.source());
  }

  private static String project(@Nullable String named, UsageTable.@Nullable SessionFacts session) {
    if (named != null) {
      return named;
    }
    String ofSession = session == null ? null : session.project();
    return ofSession == null ? Usage.NO_PROJECT : ofSession;
  }

  private UsageTable.SessionFacts session(UUID id) throws SQLException {
    UsageTable.SessionFacts known = sessions.get(id);
    if (known == null) {
      known = UsageTable.session(tx, id).orElseThrow(() -> NotFound.of("session", id.toString()));
      sessions.put(id, known);
    }
    return known;
  }

  private long projectId(String name) throws SQLException {
    Long known = projectIds.get(name);
    if (known == null) {
      known = projects.idIn(tx, name);
      projectIds.put(name, known);
    }
    return known;
  }

  /// The number of a host, which is made if it is not there.
  long host(String name) throws SQLException {
    Long known = hostIds.get(name);
    if (known == null) {
      Optional<Long> found = ModelTable.findHost(tx, name);
      if (found.isEmpty() && ModelTable.insertHost(tx, name)) {
        found = ModelTable.findHost(tx, name);
        scope.changed(
            tx, "host.create", "host", found.orElseThrow(), null, Json.write(Map.of("name", name)));
      }
      known = found.isPresent() ? found.get() : ModelTable.findHost(tx, name).orElseThrow();
      hostIds.put(name, known);
    }
    return known;
  }

  /// The number of a model, which is made if it is not there.
  long model(long host, String hostName, String name) throws SQLException {
    String key = host + "\n" + name;
    Long known = modelIds.get(key);
    if (known == null) {
      Optional<Long> found = ModelTable.findModel(tx, host, name);
      if (found.isEmpty()) {
        Price price = prices.book().find(Providers.of(hostName), name, tx.now(), false, 0);
        if (ModelTable.insertModel(tx, host, name, price == null ? null : price.rates())) {
          found = ModelTable.findModel(tx, host, name);
          Map<String, Object> detail = Map.of("name", name, "host", hostName);
          scope.changed(tx, "model.create", "model", found.orElseThrow(), null, Json.write(detail));
        }
      }
      known = found.isPresent() ? found.get() : ModelTable.findModel(tx, host, name).orElseThrow();
      modelIds.put(key, known);
    }
    return known;
  }
}
