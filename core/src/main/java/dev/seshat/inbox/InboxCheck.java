package dev.seshat.inbox;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chats whose numbers or messages do not fit together. A number that is missing is no fault: erasing a session takes its
/// messages with it.
///
/// @param messages how many were looked at
/// @param wrong by their chats, what is wrong with them
public record InboxCheck(long messages, Map<String, String> wrong) {
  /// What the steward does every minute was not done for so long.
  private static final Duration LEFT_ALONE = Duration.ofHours(1);

  static InboxCheck of(Tx tx) throws SQLException {
    Map<String, String> wrong = new TreeMap<>();
    Instant before = tx.databaseNow().minus(LEFT_ALONE);
    note(wrong, CheckTable.twice(tx), "has two messages of one number");
    note(wrong, CheckTable.behind(tx), "has messages of higher numbers than it has given");
    note(wrong, CheckTable.beyond(tx), "has seen more than it has given numbers");
    note(
        wrong,
        CheckTable.lent(tx),
        "has messages with an agent, and no lease under which they are");
    note(
        wrong,
        MessageTable.chatsDue(tx, before, CheckTable.MOST),
        "has messages that were due over an hour ago; no steward runs");
    return new InboxCheck(CheckTable.count(tx), wrong);
  }

  private static void note(Map<String, String> wrong, List<String> chats, String what) {
    for (String chat : chats) {
      wrong.merge(chat, what, (one, other) -> one + "; it " + other);
    }
  }
}
