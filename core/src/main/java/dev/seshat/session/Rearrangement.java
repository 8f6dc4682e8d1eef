package dev.seshat.session;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes to what was told already, for importers: interactions taken out, given to another session, put in order.
final class Rearrangement {
  private final Scope scope;
  private final Tx tx;

  Rearrangement(Scope scope, Tx tx) {
    this.scope = scope;
    this.tx = tx;
  }

  private record Place(long id, long sequence, @Nullable String externalId) {}

  boolean arrange(UUID session, List<String> externalIds) throws SQLException {
    List<Place> places = places(session);
    if (!renumber(session, places, inOrder(places, externalIds))) {
      return false;
    }
    SearchIndex.renumberTurns(tx, session);
    scope.changed(tx, "interaction.arrange", "session", session, session, "{\"count\":" + places.size() + "}");
    return true;
  }

  private List<Place> places(UUID session) throws SQLException {
    return tx.list(
        "SELECT id, interaction_sequence, external_id FROM session_interaction WHERE session_id = ? ORDER BY interaction_sequence",
        row -> new Place(row.number("id"), row.number("interaction_sequence"), row.textOrNull("external_id")),
        session);
  }

  /// Numbers the rows in the order that is wanted, from where the session's own numbers begin; false if they have these.
  private boolean renumber(UUID session, List<Place> places, List<Place> wanted) throws SQLException {
    long base = base(session);
    if (stand(wanted, base)) {
      return false;
    }
    long beyond = Math.max(places.getLast().sequence(), base + places.size()) + 1;
    // first out of each other's way: a number is never held twice
    tx.update(
        "UPDATE session_interaction SET interaction_sequence = interaction_sequence + ? WHERE session_id = ?", beyond, session);
    long next = base;
    for (Place place : wanted) {
      tx.update("UPDATE session_interaction SET interaction_sequence = ? WHERE id = ?", ++next, place.id());
    }
    return true;
  }

  private long base(UUID session) throws SQLException {
    return tx.first(
            "SELECT coalesce(forked_at_sequence, 0) AS n FROM sessions WHERE id = ?", row -> row.number("n"), session)
        .orElseThrow(() -> NotFound.of("session", session.toString()));
  }

  private static List<Place> inOrder(List<Place> places, List<String> externalIds) {
    Map<String, Place> named = new HashMap<>();
    places.stream().filter(place -> place.externalId() != null).forEach(place -> named.put(String.valueOf(place.externalId()), place));
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
      removed += tx.update("DELETE FROM session_interaction WHERE session_id = ? AND external_id = ?", session, id);
    }
    if (removed > 0) {
      close(session, -removed);
      scope.changed(tx, "interaction.remove", "session", session, session, "{\"count\":" + removed + "}");
    }
    return removed;
  }

  void move(UUID from, UUID to, List<String> externalIds) throws SQLException {
    long next =
        Math.max(
            base(to),
            tx.number("SELECT coalesce(max(interaction_sequence), 0) AS n FROM session_interaction WHERE session_id = ?", to));
    int moved = 0;
    for (String id : externalIds) {
      moved +=
          tx.update(
              "UPDATE session_interaction SET session_id = ?, interaction_sequence = ? WHERE session_id = ? AND external_id = ?",
              to, next + moved + 1, from, id);
    }
    if (moved > 0) {
      close(from, -moved);
      close(to, moved);
      scope.changed(tx, "interaction.move", "session", from, to, "{\"count\":" + moved + "}");
    }
  }

  /// Makes a session whole whose rows became more or fewer: its count, its numbers, its index.
  private void close(UUID session, int more) throws SQLException {
    tx.update("UPDATE sessions SET interaction_count = interaction_count + ?, updated_at = ? WHERE id = ?", more, tx.now(), session);
    List<Place> places = places(session);
    renumber(session, places, places);
    SearchIndex.renumberTurns(tx, session);
  }
}
