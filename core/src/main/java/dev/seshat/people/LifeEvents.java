package dev.seshat.people;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Interactions;
import dev.seshat.store.IdRange;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in the lives of those who are interviewed. A reference is an id, or its beginning.
public final class LifeEvents {
  /// So many events of one life at most.
  public static final int MOST = 2_000;

  private final Scope scope;

  public LifeEvents(Scope scope) {
    this.scope = scope;
  }

  public LifeEvent add(String storyteller, NewLifeEvent told) {
    return scope
        .store()
        .write(tx -> {
          UUID whose = Storytellers.resolveIn(tx, storyteller).id();
          if (LifeEventTable.count(tx, whose) >= MOST) {
            throw new Conflict("there are " + MOST + " events of this life already");
          }
          UUID id = tx.newId();
          LifeEventTable.insert(tx, id, whose, told);
          changed(tx, "life_event.add", id, Map.of("storyteller", whose.toString()));
          return getIn(tx, id);
        });
  }

  /// @throws NotFound if there is none
  public LifeEvent get(String ref) {
    return scope.store().read(tx -> resolveIn(tx, ref));
  }

  /// The same by its id, within a transaction.
  public static LifeEvent getIn(Tx tx, UUID id) throws SQLException {
    return LifeEventTable.find(tx, id).orElseThrow(() -> NotFound.of("life event", id.toString()));
  }

  /// The one that a reference stands for, within a transaction.
  public static LifeEvent resolveIn(Tx tx, String ref) throws SQLException {
    IdRange range =
        IdRange.of(ref).orElseThrow(() -> NotFound.of("life event", Texts.shorten(ref, 100)));
    return IdRange.one("life event", ref, LifeEventTable.between(tx, range.low(), range.high(), 2));
  }

  /// All of somebody's life, in the order of their beginnings; what has no date comes last.
  public List<LifeEvent> ofStoryteller(String storyteller) {
    return scope
        .store()
        .read(tx -> ofStorytellerIn(tx, Storytellers.resolveIn(tx, storyteller).id()));
  }

  /// The same a page at a time.
  ///
  /// @param cursor where the page begins, as the one before ended; null for the first
  public Page<LifeEvent> list(String storyteller, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
    List<LifeEvent> all = ofStoryteller(storyteller);
    int from = 0;
    if (cursor != null) {
      List<String> ids = all.stream().map(each -> each.id().toString()).toList();
      from = ids.indexOf(cursor) + 1;
      if (from == 0) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }
    return Page.cut(
        all.subList(from, Math.min(all.size(), from + limit + 1)),
        limit,
        each -> each.id().toString());
  }

  /// All of somebody's life within a transaction.
  public static List<LifeEvent> ofStorytellerIn(Tx tx, UUID storyteller) throws SQLException {
    return LifeEventTable.ofStoryteller(tx, storyteller, MOST).stream()
        .sorted((one, other) -> one.told().start().compareTo(other.told().start()))
        .toList();
  }

  /// Changes an event; a list takes the place of the whole list.
  ///
  /// @param changes by the names of the fields; null clears one
  /// @param version the one that the caller has seen; null for any
  /// @throws Conflict if somebody else has changed it since
  public LifeEvent change(
      String ref, Map<String, ? extends @Nullable Object> changes, @Nullable Long version) {
    return scope
        .store()
        .write(tx -> {
          LifeEvent was = lockIn(tx, ref);
          if (version != null && version != was.version()) {
            throw new Conflict(
                "life event %s has version %d, not %d".formatted(ref, was.version(), version));
          }
          NewLifeEvent told = was.told().with(changes);
          if (told.equals(was.told())) {
            return was;
          }
          LifeEventTable.update(tx, was.id(), told);
          changed(
              tx, "life_event.change", was.id(), Map.of("fields", List.copyOf(changes.keySet())));
          return getIn(tx, was.id());
        });
  }

  /// Forgets an event. Sessions that were about it stay.
  public void delete(String ref) {
    scope
        .store()
        .write(tx -> {
          LifeEvent was = lockIn(tx, ref);
          Interactions.leaveEventIn(tx, was.id());
          LifeEventTable.delete(tx, was.id());
          changed(
              tx,
              "life_event.delete",
              was.id(),
              Map.of("storyteller", was.storytellerId().toString()));
          return true;
        });
  }

  private static LifeEvent lockIn(Tx tx, String ref) throws SQLException {
    UUID id = resolveIn(tx, ref).id();
    return LifeEventTable.lock(tx, id).orElseThrow(() -> NotFound.of("life event", id.toString()));
  }

  private void changed(Tx tx, String action, UUID id, Map<String, Object> detail)
      throws SQLException {
    scope.changed(tx, action, "life_event", id, null, Json.write(detail));
  }
}
