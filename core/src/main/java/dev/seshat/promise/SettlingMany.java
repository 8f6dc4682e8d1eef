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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The words of many attempts taken in one transaction, with as few questions to the database as go: what is completed and
/// held as it should be is written at once, and the rest looked at one by one.
final class SettlingMany {
  private final Tx tx;
  private final Claims claims;
  private final Endings endings;

  SettlingMany(Tx tx, Claims claims, Endings endings) {
    this.tx = tx;
    this.claims = claims;
    this.endings = endings;
  }

  /// @return for each what it was refused with, or null
  List<@Nullable SeshatException> take(List<Settling> words) throws SQLException {
    Instant now = tx.databaseNow();
    // of words on the same promise the first: what is said twice is looked at
    Map<Long, Settling> first = new TreeMap<>();
    words.stream()
        .filter(word -> word.end().status() == PromiseStatus.COMPLETED)
        .forEach(word -> first.putIfAbsent(word.id(), word));
    Map<Long, Promise> done =
        first.isEmpty() ? Map.of() : EndTable.completeHeld(tx, first.values(), now);
    Set<Long> waitedFor = done.isEmpty() ? Set.of() : EndTable.waitedFor(tx, done.keySet());
    List<@Nullable SeshatException> answers = new ArrayList<>();
    for (Settling word : words) {
      Promise completed = word == first.get(word.id()) ? done.get(word.id()) : null;
      if (completed == null) {
        answers.add(settle(word));
      } else {
        endings.completed(tx, completed, word.end(), waitedFor.contains(word.id()), now);
        answers.add(null);
      }
    }
    return answers;
  }

  private @Nullable SeshatException settle(Settling word) throws SQLException {
    try {
      claims.settle(tx, word);
      return null;
    } catch (Conflict | IllegalTransition | NotFound | Invalid e) {
      return e;
    }
  }
}
