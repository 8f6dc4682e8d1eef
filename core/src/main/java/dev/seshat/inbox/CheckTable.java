package dev.seshat.inbox;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

/// The SQL that looks for chats that are wrong.
final class CheckTable {
  /// So many chats of each kind are told of.
  static final int MOST = 1_000;

  private CheckTable() {}

  static long count(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM messages");
  }

  static List<String> twice(Tx tx) throws SQLException {
    return chats(
        tx,
        "SELECT DISTINCT chat_id FROM (SELECT chat_id FROM messages WHERE seq IS NOT NULL GROUP BY chat_id, seq"
            + " HAVING count(*) > 1) t ORDER BY chat_id LIMIT ?");
  }

  static List<String> behind(Tx tx) throws SQLException {
    return chats(
        tx,
        "SELECT chat_id FROM chats WHERE last_seq < (SELECT max(seq) FROM messages m WHERE m.chat_id = chats.chat_id)"
            + " ORDER BY chat_id LIMIT ?");
  }

  static List<String> beyond(Tx tx) throws SQLException {
    return chats(
        tx, "SELECT chat_id FROM chats WHERE last_seen > last_seq ORDER BY chat_id LIMIT ?");
  }

  static List<String> lent(Tx tx) throws SQLException {
    return chats(
        tx,
        "SELECT DISTINCT m.chat_id FROM messages m JOIN chats c ON c.chat_id = m.chat_id WHERE m.status = 'processing'"
            + " AND c.lease_owner IS NULL ORDER BY m.chat_id LIMIT ?");
  }

  private static List<String> chats(Tx tx, String sql) throws SQLException {
    return tx.list(sql, row -> row.text("chat_id"), MOST);
  }
}
