package dev.seshat.session;

import dev.seshat.search.SearchIndex;
import dev.seshat.session.ArrangementTable.Place;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Changes to what was told already, for importers: interactions taken out, given to another session, put in order.
final class Rearrangement {
  private final Scope scope;
  private final Tx tx;

  Rearrangement(Scope scope, Tx tx) {
    this.scope = scope;
    this.tx = tx;
  }

  boolean arrange(UUID session, List<String> externalIds) throws SQLException {
    List<Place> places = ArrangementTable.places(tx, session);
    if (!renumber(session, places, inOrder(places, externalIds))) {
      return false;
    }
    SearchIndex.renumberTurns(tx, session);
    scope.changed(
        tx,
        "interaction.arrange",
        "session",
        session,
        session,
        "{\"count\":" + places.size() + "}");
    return true;
  }

  /// Numbers the rows in the order that is wanted, from where the session's own numbers begin; false if they have these.
  private boolean renumber(UUID session, List<Place> places, List<Place> wanted)
      throws SQLException {
    long base = ArrangementTable.base(tx, session);
    if (stand(wanted, base)) {
      return false;
    }
    long beyond = Math.max(places.getLast().sequence(), base + places.size()) + 1;
    // first out of each other's way: a number is never held twice
    ArrangementTable.shift(tx, session, beyond);
    long next = base;
    for (Place place : wanted) {
      ArrangementTable.number(tx, place.id(), ++next);
    }
    return true;
  }

  private static List<Place> inOrder(List<Place> places, List<String> externalIds) {
    Map<String, Place> named = new HashMap<>();
    places.stream()
        .filter(place -> place.externalId() != null)
        .forEach(place -> named.put(String.valueOf(place.externalId()), place));
    List<Place> wanted = new ArrayList<>(places.size());
    for (String id : externalIds) {
      Place place = named.remove(id);
      if (place != null) {
        wanted.add(place);
      }
    }
    for (Place place : places) {
      if (place.externalId() == null || named.containsKey(place.externalId())) {
        wanted.add(place);
      }
    }
    return wanted;
  }

  private static boolean stand(List<Place> wanted, long base) {
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).sequence() != base + i + 1) {
        return false;
      }
    }
    return true;
  }

  int remove(UUID session, List<String> externalIds) throws SQLException {
    int removed = 0;
    for (String id : externalIds) {
      removed += ArrangementTable.delete(tx, session, id);
    }
    if (removed > 0) {
      close(session, -removed);
      scope.changed(
          tx, "interaction.remove", "session", session, session, "{\"count\":" + removed + "}");
    }
    return removed;
  }

  void move(UUID from, UUID to, List<String> externalIds) throws SQLException {
    long next = ArrangementTable.last(tx, to);
    int moved = 0;
    for (String id : externalIds) {
      moved += ArrangementTable.give(tx, from, id, to, next + moved + 1);
    }
    if (moved > 0) {
      close(from, -moved);
      close(to, moved);
      scope.changed(tx, "interaction.move", "session", from, to, "{\"count\":" + moved + "}");
    }
  }

  void retime(UUID session, Map<String, Instant> times) throws SQLException {
    int changed = 0;
    for (Map.Entry<String, Instant> time : times.entrySet()) {
      changed += ArrangementTable.retime(tx, session, time.getKey(), time.getValue());
    }
    if (changed > 0) {
      ArrangementTable.count(tx, session, 0);
      SearchIndex.renumberTurns(tx, session);
      scope.changed(
          tx, "interaction.retime", "session", session, session, "{\"count\":" + changed + "}");
    }
  }

  /// Makes a session whole whose rows became more or fewer: its count, its numbers, its index.
  private void close(UUID session, int more) throws SQLException {
    ArrangementTable.count(tx, session, more);
    List<Place> places = ArrangementTable.places(tx, session);
    renumber(session, places, places);
    SearchIndex.renumberTurns(tx, session);
  }
}
