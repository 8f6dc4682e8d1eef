package dev.seshat.inbox;

import dev.seshat.inbox.MessageFilter.Position;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the chats.
final class ChatTable {
  private static final String HELD =
      "SELECT last_seq, last_seen, lease_owner, lease_until, lease_millis FROM chats WHERE chat_id = ?";
  private static final String SHOWN =
      "SELECT c.chat_id, c.title, c.last_seq, c.last_seen, c.last_seen_at, c.state, c.lease_owner, c.lease_until, c.created_at,"
          + " c.last_message_at, (SELECT count(*) FROM (SELECT 1 AS one FROM messages WHERE chat_id = c.chat_id AND "
          + MessageTable.UNREAD
          + " LIMIT "
          + Chat.MOST
          + ") u) AS unread, (SELECT count(*) FROM (SELECT 1 AS one FROM messages WHERE chat_id = c.chat_id AND "
          + MessageTable.TO_HANDLE
          + " LIMIT "
          + Chat.MOST
          + ") h) AS to_handle FROM chats c";

  private ChatTable() {}

  /// What a chat is like while nobody else can change it.
  record Held(
      long lastSeq,
      long lastSeen,
      @Nullable String leaseOwner,
      @Nullable Instant leaseUntil,
      @Nullable Long leaseMillis) {
    /// Whether somebody has the chat's messages.
    boolean isLeased(Instant now) {
      return leaseUntil != null && leaseUntil.isAfter(now);
    }
  }

  /// Holds a chat until the transaction ends: numbers are given in the order of commits, and no reader finds a lower one
  /// after a higher one.
  static Optional<Held> lock(Tx tx, String chat) throws SQLException {
    return tx.first(
        HELD + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"),
        row ->
            new Held(
                row.number("last_seq"),
                row.number("last_seen"),
                row.textOrNull("lease_owner"),
                row.timeOrNull("lease_until"),
                row.numberOrNull("lease_millis")),
        chat);
  }

  /// The same for a chat that is made if it is not there.
  static void lockOrMake(Tx tx, String chat) throws SQLException {
    if (lock(tx, chat).isEmpty()) {
      tx.update(
          "INSERT INTO chats (chat_id, state, created_at, last_message_at) VALUES (?, ?, ?, ?) ON CONFLICT (chat_id) DO NOTHING",
          chat,
          new Json("{}"),
          tx.now(),
          tx.now());
      lock(tx, chat);
    }
  }

  /// Gives the next number of a chat that is held. It is higher than each that is there, of rows from elsewhere too.
  static long next(Tx tx, String chat) throws SQLException {
    long seq =
        1
            + Math.max(
                MessageTable.highest(tx, chat),
                tx.number("SELECT last_seq AS n FROM chats WHERE chat_id = ?", chat));
    tx.update(
        "UPDATE chats SET last_seq = ?, last_message_at = ? WHERE chat_id = ?",
        seq,
        tx.now(),
        chat);
    return seq;
  }

  static void lease(Tx tx, String chat, String owner, Instant until, Duration length)
      throws SQLException {
    tx.update(
        "UPDATE chats SET lease_owner = ?, lease_until = ?, lease_millis = ? WHERE chat_id = ?",
        owner,
        until,
        length.toMillis(),
        chat);
  }

  static void endLease(Tx tx, String chat) throws SQLException {
    tx.update(
        "UPDATE chats SET lease_owner = NULL, lease_until = NULL, lease_millis = NULL WHERE chat_id = ?",
        chat);
  }

  /// Moves the place up to which nothing is left to handle; never back.
  static void seen(Tx tx, String chat) throws SQLException {
    tx.update(
        "UPDATE chats SET last_seen = coalesce((SELECT min(seq) - 1 FROM messages WHERE chat_id = ? AND "
            + MessageTable.TO_HANDLE
            + "), last_seq), last_seen_at = ? WHERE chat_id = ? AND last_seen < coalesce((SELECT min(seq) - 1 FROM messages"
            + " WHERE chat_id = ? AND "
            + MessageTable.TO_HANDLE
            + "), last_seq)",
        chat,
        tx.now(),
        chat,
        chat);
  }

  static Optional<Chat> find(Tx tx, String chat) throws SQLException {
    return tx.first(SHOWN + " WHERE c.chat_id = ?", ChatTable::chat, chat);
  }

  /// Those with the newest messages first.
  static List<Chat> list(Tx tx, @Nullable String cursor, int limit) throws SQLException {
    List<Object> values = new ArrayList<>();
    String after = "";
    if (cursor != null) {
      Position<String> position = Position.ofChat(cursor);
      after = " WHERE (c.last_message_at, c.chat_id) < (?, ?)";
      values.add(position.time());
      values.add(position.key());
    }
    values.add(limit);
    return tx.list(
        SHOWN + after + " ORDER BY c.last_message_at DESC, c.chat_id DESC LIMIT ?",
        ChatTable::chat,
        values.toArray());
  }

  static void set(Tx tx, String chat, @Nullable String title, String state) throws SQLException {
    tx.update(
        "UPDATE chats SET title = ?, state = ? WHERE chat_id = ?", title, new Json(state), chat);
  }

  static void delete(Tx tx, String chat) throws SQLException {
    tx.update("DELETE FROM chats WHERE chat_id = ?", chat);
  }

  private static Chat chat(Row row) throws SQLException {
    return new Chat(
        row.text("chat_id"),
        row.textOrNull("title"),
        row.number("last_seq"),
        row.number("last_seen"),
        row.timeOrNull("last_seen_at"),
        row.text("state"),
        row.textOrNull("lease_owner"),
        row.timeOrNull("lease_until"),
        row.time("created_at"),
        row.time("last_message_at"),
        row.integer("unread"),
        row.integer("to_handle"));
  }
}
