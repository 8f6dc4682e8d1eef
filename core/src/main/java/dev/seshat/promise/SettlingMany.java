package dev.seshat.promise;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The words of many attempts taken in one transaction, with as few questions to the database as go: all are locked at
/// once, and those that are completed and that nothing waits for are written at once.
final class SettlingMany {
  private final Tx tx;
  private final Claims claims;
  private final Endings endings;
  private final Map<Long, Promise> locked = new HashMap<>();
  private final Map<Promise, End> completed = new LinkedHashMap<>();

  SettlingMany(Tx tx, Claims claims, Endings endings) {
    this.tx = tx;
    this.claims = claims;
    this.endings = endings;
  }

  /// @return for each what it was refused with, or null
  List<@Nullable SeshatException> take(List<Settling> words) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    words.forEach(word -> ids.add(word.id()));
    for (Promise each :
        PromiseTable.lockAll(
            tx,
            "id IN (" + PromiseTable.marks(ids.size()) + ")",
            "id",
            ids.size(),
            ids.toArray())) {
      locked.put(each.id(), each);
    }
    Set<Long> waitedFor = EndTable.waitedFor(tx, ids);
    Instant now = tx.databaseNow();
    List<@Nullable SeshatException> answers = new ArrayList<>();
    for (Settling word : words) {
      try {
        take(word, waitedFor, now);
        answers.add(null);
      } catch (Conflict | IllegalTransition | NotFound | Invalid e) {
        answers.add(e);
      }
    }
    endings.completeAll(tx, completed, now);
    return answers;
  }

  private void take(Settling word, Set<Long> waitedFor, Instant now) throws SQLException {
    // each is taken from the map: what is said of it twice is looked at anew
    Promise promise = locked.remove(word.id());
    if (promise == null) {
      endings.completeAll(tx, completed, now);
      completed.clear();
      claims.settle(tx, word);
    } else if (Claims.isToSettle(promise, word, now)) {
      if (word.end().status() == PromiseStatus.COMPLETED && !waitedFor.contains(word.id())) {
        completed.put(promise, word.end());
      } else {
        claims.settle(tx, promise, word, now);
      }
    }
  }
}
