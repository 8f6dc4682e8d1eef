package dev.seshat.transcript;

import dev.seshat.session.Interactions;
import dev.seshat.store.Tx;
import dev.seshat.transcript.TranscriptTable.RecordRow;
import dev.seshat.usage.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides whose a record is that stands in several sessions' files, by what the files hold and not by which came first.
///
/// Of two sessions that share a record it belongs to the one that went its own way earlier: whose first record that the
/// other has not is the earlier one. A session that has nothing of its own is the beginning of the other, and comes first.
final class Settlement {
  private static final int VISITS = 10;

  private final Interactions interactions;
  private final Usage usage;
  private final Tellings tellings;

  Settlement(Interactions interactions, Usage usage, Tellings tellings) {
    this.interactions = interactions;
    this.usage = usage;
    this.tellings = tellings;
  }

  /// Settles what a file shares with others, and describes every session that it touches.
  void settle(Tx tx, long file) throws SQLException {
    move(tx, TranscriptTable.disputed(tx, file));
    Deque<UUID> waiting = new ArrayDeque<>(TranscriptTable.touchedBy(tx, file));
    for (UUID session : List.copyOf(waiting)) {
      waiting.addAll(TranscriptTable.sharersOf(tx, session));
    }
    Map<UUID, Integer> visits = new HashMap<>();
    while (!waiting.isEmpty()) {
      UUID session = waiting.removeFirst();
      boolean again =
          visits.merge(session, 1, Integer::sum) <= VISITS && tellings.tell(tx, session);
      // a fork's numbers begin where its parent's end, so that a change goes on to what was forked
      // from it
      if (again && arrange(tx, session)) {
        waiting.addAll(TranscriptTable.sharersOf(tx, session));
      }
    }
  }

  /// Brings a session's interactions into the order of its records; false if they stood in it.
  boolean arrange(Tx tx, UUID session) throws SQLException {
    List<String> order = new ArrayList<>();
    for (RecordRow row : TranscriptTable.homeRecords(tx, session)) {
      order.addAll(row.externalIds());
    }
    return interactions.arrangeIn(tx, session, order);
  }

  private record Way(UUID from, UUID to) {}

  private void move(Tx tx, Map<String, List<RecordRow>> disputed) throws SQLException {
    Map<Way, Boolean> earlier = new HashMap<>();
    Map<Way, List<RecordRow>> moves = new LinkedHashMap<>();
    Map<UUID, Map<String, Instant>> times = new HashMap<>();
    for (List<RecordRow> tellingsOfOne : disputed.values()) {
      RecordRow home = tellingsOfOne.stream().filter(RecordRow::home).findFirst().orElseThrow();
      UUID owner = owner(tx, tellingsOfOne, earlier);
      if (!owner.equals(home.sessionId())) {
        RecordRow best = best(tellingsOfOne, owner);
        TranscriptTable.setHome(tx, home, false);
        TranscriptTable.setHome(tx, best, true);
        moves.computeIfAbsent(new Way(home.sessionId(), owner), way -> new ArrayList<>()).add(home);
        if (!best.at().equals(home.at())) {
          // copies of a client that gives them the time of copying
          Map<String, Instant> owned = times.computeIfAbsent(owner, session -> new HashMap<>());
          home.externalIds().forEach(id -> owned.put(id, best.at()));
        }
      }
    }
    Set<UUID> changed = new LinkedHashSet<>();
    for (Map.Entry<Way, List<RecordRow>> each : moves.entrySet()) {
      Way way = each.getKey();
      interactions.moveIn(
          tx,
          way.from(),
          way.to(),
          each.getValue().stream().flatMap(row -> row.externalIds().stream()).toList());
      for (Map.Entry<String, Map<String, Set<String>>> host :
          requests(each.getValue()).entrySet()) {
        usage.moveIn(tx, host.getKey(), host.getValue(), way.to());
      }
      changed.add(way.from());
      changed.add(way.to());
    }
    for (Map.Entry<UUID, Map<String, Instant>> each : times.entrySet()) {
      interactions.retimeIn(tx, each.getKey(), each.getValue());
    }
    for (UUID session : changed) {
      arrange(tx, session);
    }
  }

  /// The requests that records tell of, with the records, by who ran the model.
  private static Map<String, Map<String, Set<String>>> requests(List<RecordRow> rows) {
    Map<String, Map<String, Set<String>>> requests = new TreeMap<>();
    for (RecordRow row : rows) {
      String request = row.requestId();
      if (request != null) {
        requests
            .computeIfAbsent(host(row), host -> new HashMap<>())
            .computeIfAbsent(request, id -> new LinkedHashSet<>())
            .add(row.uuid());
      }
    }
    return requests;
  }

  private static String host(RecordRow row) {
    // rows of before hosts were kept are of the one client that there was
    return Objects.requireNonNullElse(row.requestHost(), TranscriptClient.CLAUDE_CODE.host());
  }

  private static RecordRow best(List<RecordRow> rows, UUID session) {
    RecordRow best = null;
    for (RecordRow row : rows) {
      if (row.sessionId().equals(session) && (best == null || row.isBetterThan(best))) {
        best = row;
      }
    }
    return Objects.requireNonNull(best);
  }

  /// The session that goes before all others; where they go in a circle, the one whose client's id sorts first.
  private UUID owner(Tx tx, List<RecordRow> rows, Map<Way, Boolean> earlier) throws SQLException {
    List<UUID> sessions = rows.stream().map(RecordRow::sessionId).distinct().toList();
    UUID first = null;
    String firstKey = "";
    for (UUID candidate : sessions) {
      boolean before = true;
      for (UUID other : sessions) {
        before &= candidate.equals(other) || isEarlier(tx, candidate, other, earlier);
      }
      if (before) {
        return candidate;
      }
      String key = tellings.key(tx, candidate);
      if (first == null || key.compareTo(firstKey) < 0) {
        first = candidate;
        firstKey = key;
      }
    }
    return Objects.requireNonNull(first);
  }

  private boolean isEarlier(Tx tx, UUID one, UUID other, Map<Way, Boolean> known)
      throws SQLException {
    Boolean cached = known.get(new Way(one, other));
    if (cached != null) {
      return cached;
    }
    Boolean said = asTheFilesSay(tx, one, other);
    boolean first = said == null ? asTheRecordsSay(tx, one, other) : said;
    known.put(new Way(one, other), first);
    known.put(new Way(other, one), !first);
    return first;
  }

  /// Whether a session's file says itself that it begins with the other's records; null if neither does.
  private @Nullable Boolean asTheFilesSay(Tx tx, UUID one, UUID other) throws SQLException {
    boolean afterOther = tellings.origins(tx, one).contains(tellings.key(tx, other));
    boolean afterOne = tellings.origins(tx, other).contains(tellings.key(tx, one));
    return afterOne == afterOther ? null : afterOne;
  }

  private boolean asTheRecordsSay(Tx tx, UUID one, UUID other) throws SQLException {
    Optional<String> own = TranscriptTable.firstOwn(tx, one, other);
    Optional<String> others = TranscriptTable.firstOwn(tx, other, one);
    if (own.isEmpty() && others.isEmpty()) {
      return tellings.key(tx, one).compareTo(tellings.key(tx, other)) < 0;
    }
    return own.isEmpty() || (others.isPresent() && own.get().compareTo(others.get()) < 0);
  }
}
