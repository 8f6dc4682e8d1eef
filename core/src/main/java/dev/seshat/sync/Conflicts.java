package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The record of conflicts: what each sync found, what waits, and what was decided.
final class Conflicts {
  private static final int PAGE = 500;

  private Conflicts() {}

  /// Those that wait for a person.
  static List<SyncConflict> open(Tx tx, UUID session) throws SQLException {
    List<SyncConflict> all = new ArrayList<>();
    List<SyncConflict> page = SyncTable.conflicts(tx, session, SyncConflict.State.OPEN, null, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = SyncTable.conflicts(tx, session, SyncConflict.State.OPEN, page.getLast(), PAGE);
    }
    return all;
  }

  /// What people have decided of those that wait.
  static Decisions decisions(Tx tx, UUID session) throws SQLException {
    Map<String, String> byKey = new HashMap<>();
    for (SyncConflict each : open(tx, session)) {
      if (each.decision() != null) {
        byKey.put(Decisions.key(each.marker(), each.field()), each.decision());
      }
    }
    return new Decisions(byKey);
  }

  /// Notes what a sync found. One that it did not find any more is over.
  ///
  /// @return whether any waits for a person
  static boolean note(Tx tx, UUID session, List<SyncTable.Found> found, String by)
      throws SQLException {
    Map<String, SyncConflict> open = new LinkedHashMap<>();
    for (SyncConflict each : open(tx, session)) {
      open.put(Decisions.key(each.marker(), each.field()), each);
    }
    boolean isOpen = false;
    for (SyncTable.Found each : found) {
      String key = Decisions.key(each.marker(), each.field());
      SyncConflict known = open.remove(key);
      if (!each.isOpen()) {
        if (known != null) {
          SyncTable.close(tx, known.id(), "decided", by, each.decision());
        } else if (!SyncTable.isNoted(tx, session, each)) {
          SyncTable.insert(tx, session, each, by);
        }
        continue;
      }
      isOpen = true;
      if (known == null) {
        SyncTable.insert(tx, session, each, by);
      } else if (!Objects.equals(known.db(), each.db())
          || !Objects.equals(known.file(), each.file())) {
        SyncTable.update(tx, known.id(), each);
      }
    }
    for (SyncConflict each : open.values()) {
      boolean isDecided = each.decision() != null;
      String who = each.decidedBy() == null ? by : each.decidedBy();
      SyncTable.close(
          tx,
          each.id(),
          isDecided ? "resolved" : "decided",
          who,
          isDecided ? each.decision() : "agreed");
    }
    return isOpen;
  }

  /// Notes what a person decides of one that waits; the next sync does it.
  static void decide(
      Tx tx, UUID session, @Nullable String marker, String field, String choice, String by)
      throws SQLException {
    String word = Decisions.checked(field, choice);
    for (SyncConflict each : open(tx, session)) {
      if (each.field().equals(field) && Objects.equals(each.marker(), marker)) {
        SyncTable.decide(tx, each.id(), by, word);
        return;
      }
    }
    throw new NotFound(
        "no conflict about "
            + (marker == null ? "the session's" : "^" + marker + "'s")
            + " "
            + dev.seshat.Texts.shorten(field, 40)
            + " waits");
  }

  /// Where a page of conflicts ended.
  static SyncConflict at(Tx tx, UUID session, String cursor) throws SQLException {
    try {
      return SyncTable.conflict(tx, session, UUID.fromString(cursor))
          .orElseThrow(() -> new Invalid("cursor", "is none that a page before this one gave"));
    } catch (IllegalArgumentException e) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
  }
}
