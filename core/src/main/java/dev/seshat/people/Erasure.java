package dev.seshat.people;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.idempotency.Idempotency;
import dev.seshat.json.Json;
import dev.seshat.link.Links;
import dev.seshat.retention.SessionErasure;
import dev.seshat.search.Search;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How somebody who was interviewed goes for good: with their life, their limits, and every session with them and under
/// those. The log keeps that it happened, not what it was.
public final class Erasure {
  /// So many sessions go in one transaction, so that nobody waits long.
  private static final int AT_ONCE = 20;

  private final Scope scope;
  private final Storytellers people;
  private final Sessions sessions;
  private final SessionErasure erasure;
  private final Search search;

  public Erasure(
      Scope scope, Storytellers people, Sessions sessions, SessionErasure erasure, Search search) {
    this.scope = scope;
    this.people = people;
    this.sessions = sessions;
    this.erasure = erasure;
    this.search = search;
  }

  /// What was erased.
  ///
  /// @param sessions with the storyteller, and those under them
  /// @param events of the life
  public record Erased(UUID storyteller, long sessions, long events) {
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("id", storyteller.toString());
      json.put("sessions", sessions);
      json.put("life_events", events);
      return json;
    }
  }

  /// Erases somebody, in many transactions: first they are taken out of use, then their sessions go, a few at a time, and
  /// last they themselves. Broken off, it is simply done again.
  ///
  /// @throws NotFound if there is none
  /// @throws Conflict if a session of somebody else goes on from one of theirs, before anything is erased
  public Erased erase(String ref) {
    UUID id = people.get(ref).id();
    scope.store().read(tx -> requireAlone(tx, id));
    people.delete(id.toString());
    long gone = 0;
    List<UUID> some;
    do {
      some = scope.store().write(tx -> eraseSome(tx, id));
      gone += some.size();
    } while (!some.isEmpty());
    Erased erased = last(id, gone);
    search.forgetErased();
    return erased;
  }

  private boolean requireAlone(Tx tx, UUID id) throws SQLException {
    String other = sessions.withStorytellers().standingOnIn(tx, id).orElse(null);
    if (other != null) {
      throw new Conflict(
          "session "
              + other
              + " with somebody else goes on from one of this storyteller; erase or end that first");
    }
    return true;
  }

  /// Those that nothing else stands on go first.
  private List<UUID> eraseSome(Tx tx, UUID id) throws SQLException {
    requireAlone(tx, id);
    List<UUID> some = sessions.withStorytellers().leavesIn(tx, id, AT_ONCE);
    for (UUID session : some) {
      Links.leaveWith(tx, session);
      erasure.eraseAnyIn(tx, session);
    }
    return some;
  }

  private Erased last(UUID id, long gone) {
    return scope
        .store()
        .write(tx -> {
          if (StorytellerTable.lock(tx, id).isEmpty()) {
            throw NotFound.of("storyteller", id.toString());
          }
          long more = 0;
          List<UUID> late = eraseSome(tx, id);
          while (!late.isEmpty()) {
            more += late.size();
            late = eraseSome(tx, id);
          }
          long events = LifeEventTable.count(tx, id);
          Idempotency.forgetIn(tx, id);
          StorytellerTable.erase(tx, id);
          Erased erased = new Erased(id, gone + more, events);
          scope.changed(
              tx,
              "storyteller.erase",
              "storyteller",
              id,
              null,
              Json.write(Map.of("sessions", erased.sessions(), "life_events", events)));
          return erased;
        });
  }
}
