package dev.seshat.inbox;

import dev.seshat.inbox.MessageFilter.Position;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the messages. Whoever changes one holds its chat: see [ChatTable#lock].
final class MessageTable {
  private static final String COLUMNS =
      "id, chat_id, message_id, seq, sender, text, kind, status, deliver_at, session_id, about, attempts, error_message,"
          + " completed_at, completed_by, created_by, created_at";

  /// As the indexes name it: what an agent has still to handle, and what a person has still to read.
  static final String TO_HANDLE =
      "kind <> 'notification' AND status IN ('pending', 'processing') AND seq IS NOT NULL";

  static final String UNREAD = "kind = 'notification' AND status = 'pending' AND seq IS NOT NULL";

  private MessageTable() {}

  static void insert(Tx tx, Message m) throws SQLException {
    tx.update(
        "INSERT INTO messages (chat_id, message_id, seq, sender, text, kind, status, deliver_at, session_id, about, created_by,"
            + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM sessions WHERE id = ?), ?, ?, ?)",
        m.chatId(),
        m.messageId(),
        m.seq(),
        m.sender(),
        m.text(),
        m.kind().word(),
        m.status().word(),
        m.deliverAt(),
        m.sessionId(),
        m.about(),
        m.createdBy(),
        m.createdAt());
  }

  static Optional<Message> find(Tx tx, String chat, String messageId) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM messages WHERE chat_id = ? AND message_id = ?",
        MessageTable::message,
        chat,
        messageId);
  }

  static Optional<Message> find(Tx tx, long id) throws SQLException {
    return tx.first("SELECT " + COLUMNS + " FROM messages WHERE id = ?", MessageTable::message, id);
  }

  static List<Message> list(Tx tx, MessageFilter filter) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM messages WHERE 1 = 1");
    List<Object> values = new ArrayList<>();
    and(sql, values, "chat_id = ?", filter.chatId());
    and(sql, values, "session_id = ?", filter.sessionId());
    if (isUnread(filter)) {
      sql.append(" AND ").append(UNREAD);
    } else {
      MessageKind kind = filter.kind();
      MessageStatus status = filter.status();
      and(sql, values, "kind = ?", kind == null ? null : kind.word());
      and(sql, values, "status = ?", status == null ? null : status.word());
      if (filter.delivered() != null) {
        sql.append(filter.delivered() ? " AND seq IS NOT NULL" : " AND seq IS NULL");
      }
    }
    String cursor = filter.cursor();
    if (cursor != null) {
      Position<Long> after = Position.ofMessage(cursor);
      sql.append(" AND (deliver_at, id) < (?, ?)");
      values.add(after.time());
      values.add(after.key());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        sql + " ORDER BY deliver_at DESC, id DESC LIMIT ?",
        MessageTable::message,
        values.toArray());
  }

  private static boolean isUnread(MessageFilter filter) {
    return filter.kind() == MessageKind.NOTIFICATION
        && filter.status() == MessageStatus.PENDING
        && Boolean.TRUE.equals(filter.delivered());
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }

  /// How much is unread in all chats; no more than [Chat#MOST] are counted.
  static int unread(Tx tx) throws SQLException {
    return (int)
        tx.number(
            "SELECT count(*) AS n FROM (SELECT 1 AS one FROM messages WHERE "
                + UNREAD
                + " LIMIT ?) m",
            Chat.MOST);
  }

  /// The chats in which something is due, those that wait longest first.
  static List<String> chatsDue(Tx tx, Instant now, int limit) throws SQLException {
    return tx.list(
        "SELECT chat_id FROM messages WHERE seq IS NULL AND deliver_at <= ?"
            + " GROUP BY chat_id ORDER BY min(deliver_at), chat_id LIMIT ?",
        row -> row.text("chat_id"),
        now,
        limit);
  }

  static List<Message> due(Tx tx, String chat, Instant now, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM messages WHERE chat_id = ? AND seq IS NULL AND deliver_at <= ?"
            + " ORDER BY deliver_at, id LIMIT ?",
        MessageTable::message,
        chat,
        now,
        limit);
  }

  static void deliver(Tx tx, long id, long seq) throws SQLException {
    tx.update("UPDATE messages SET seq = ? WHERE id = ? AND seq IS NULL", seq, id);
  }

  static long highest(Tx tx, String chat) throws SQLException {
    return tx.number(
        "SELECT seq AS n FROM messages WHERE chat_id = ? AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1",
        chat);
  }

  /// What is left to handle in a chat, in order.
  static List<Message> toHandle(Tx tx, String chat, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM messages WHERE chat_id = ? AND "
            + TO_HANDLE
            + " ORDER BY seq, id LIMIT ?",
        MessageTable::message,
        chat,
        limit);
  }

  /// Whether there is anything to handle in a chat, or due there.
  static boolean hasWork(Tx tx, String chat) throws SQLException {
    return tx.number(
            "SELECT (CASE WHEN EXISTS (SELECT 1 FROM messages WHERE chat_id = ? AND "
                + TO_HANDLE
                + ") OR EXISTS (SELECT 1 FROM messages WHERE chat_id = ? AND seq IS NULL AND deliver_at <= ?)"
                + " THEN 1 ELSE 0 END) AS n",
            chat,
            chat,
            tx.databaseNow())
        == 1;
  }

  /// The first of what somebody was given and has not acknowledged.
  static Optional<Message> firstGiven(Tx tx, String chat) throws SQLException {
    return tx.first(
        "SELECT "
            + COLUMNS
            + " FROM messages WHERE chat_id = ? AND status = 'processing' ORDER BY seq, id LIMIT 1",
        MessageTable::message,
        chat);
  }

  /// The same, of what comes up to a place.
  static List<Message> toHandleUpTo(Tx tx, String chat, long seq, int limit) throws SQLException {
    return tx.list(
        "SELECT "
            + COLUMNS
            + " FROM messages WHERE chat_id = ? AND "
            + TO_HANDLE
            + " AND seq <= ? ORDER BY seq, id LIMIT ?",
        MessageTable::message,
        chat,
        seq,
        limit);
  }

  static void setStatus(Tx tx, long id, MessageStatus status) throws SQLException {
    tx.update("UPDATE messages SET status = ? WHERE id = ?", status.word(), id);
  }

  static void complete(Tx tx, long id, String by) throws SQLException {
    tx.update(
        "UPDATE messages SET status = 'completed', completed_at = ?, completed_by = ? WHERE id = ?",
        tx.now(),
        by,
        id);
  }

  /// Notes that handling a message came to nothing.
  static void failed(Tx tx, long id, boolean forGood, String why) throws SQLException {
    tx.update(
        "UPDATE messages SET status = ?, attempts = attempts + 1, error_message = ? WHERE id = ?",
        (forGood ? MessageStatus.FAILED : MessageStatus.PENDING).word(),
        why,
        id);
  }

  /// Puts a message that failed back, as if it had never been tried.
  static void again(Tx tx, long id) throws SQLException {
    tx.update(
        "UPDATE messages SET status = 'pending', attempts = 0, error_message = NULL WHERE id = ?",
        id);
  }

  /// Puts back what somebody was given and has not acknowledged.
  static void release(Tx tx, String chat) throws SQLException {
    tx.update(
        "UPDATE messages SET status = 'pending' WHERE chat_id = ? AND status = 'processing'", chat);
  }

  /// Some of what is unread and was seen until a moment.
  static List<Message> unread(Tx tx, @Nullable String chat, Instant until, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM messages WHERE " + UNREAD);
    and(sql, values, "chat_id = ?", chat);
    values.add(until);
    values.add(limit);
    return tx.list(
        sql + " AND deliver_at <= ? ORDER BY deliver_at, id LIMIT ?",
        MessageTable::message,
        values.toArray());
  }

  /// Marks a notification as read.
  ///
  /// @return whether it was unread
  static boolean read(Tx tx, long id, String by) throws SQLException {
    return tx.update(
            "UPDATE messages SET status = 'completed', completed_at = ?, completed_by = ? WHERE id = ? AND "
                + UNREAD,
            tx.now(),
            by,
            id)
        == 1;
  }

  static void delete(Tx tx, long id) throws SQLException {
    tx.update("DELETE FROM messages WHERE id = ?", id);
  }

  private static Message message(Row row) throws SQLException {
    return new Message(
        row.number("id"),
        row.text("chat_id"),
        row.text("message_id"),
        row.numberOrNull("seq"),
        row.text("sender"),
        row.text("text"),
        MessageKind.of(row.text("kind")),
        MessageStatus.of(row.text("status")),
        row.time("deliver_at"),
        row.idOrNull("session_id"),
        row.textOrNull("about"),
        row.integer("attempts"),
        row.textOrNull("error_message"),
        row.timeOrNull("completed_at"),
        row.textOrNull("completed_by"),
        row.text("created_by"),
        row.time("created_at"));
  }
}
