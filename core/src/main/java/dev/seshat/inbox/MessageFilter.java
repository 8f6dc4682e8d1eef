package dev.seshat.inbox;

import dev.seshat.SeshatException.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which messages are asked for: those seen last come first.
///
/// @param delivered true for those that are seen already, false for those whose time has not come; null for both
/// @param cursor where the page before ended; null for the first
/// @param limit 1 to 500
public record MessageFilter(
    @Nullable String chatId,
    @Nullable MessageKind kind,
    @Nullable MessageStatus status,
    @Nullable UUID sessionId,
    @Nullable Boolean delivered,
    @Nullable String cursor,
    int limit) {
  public MessageFilter {
    if (limit < 1 || limit > 500) {
      throw new Invalid("limit", "must be 1 to 500");
    }
  }

  /// The newest `limit` of all that have been delivered.
  public static MessageFilter newest(int limit) {
    return new MessageFilter(null, null, null, null, true, null, limit);
  }

  /// News that nobody has read.
  public static MessageFilter unread(int limit) {
    return new MessageFilter(
        null, MessageKind.NOTIFICATION, MessageStatus.PENDING, null, true, null, limit);
  }

  /// What waits for its time.
  public static MessageFilter waiting(int limit) {
    return new MessageFilter(null, null, null, null, false, null, limit);
  }

  public MessageFilter inChat(@Nullable String chat) {
    return new MessageFilter(chat, kind, status, sessionId, delivered, cursor, limit);
  }

  public MessageFilter ofKind(@Nullable MessageKind wanted) {
    return new MessageFilter(chatId, wanted, status, sessionId, delivered, cursor, limit);
  }

  public MessageFilter after(@Nullable String page) {
    return new MessageFilter(chatId, kind, status, sessionId, delivered, page, limit);
  }

  /// Where a page ends: a time and the key that tells apart what has the same.
  record Position<K>(Instant time, K key) {
    static Position<Long> ofMessage(String cursor) {
      Position<String> parsed = ofChat(cursor);
      try {
        return new Position<>(parsed.time(), Long.valueOf(parsed.key()));
      } catch (NumberFormatException e) {
        throw unknown();
      }
    }

    static Position<String> ofChat(String cursor) {
      int bar = cursor.indexOf('_');
      try {
        return new Position<>(
            Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, bar)))),
            cursor.substring(bar + 1));
      } catch (NumberFormatException | DateTimeException e) {
        throw unknown();
      }
    }

    String cursor() {
      return time.toEpochMilli() + "_" + key;
    }

    private static Invalid unknown() {
      return new Invalid("cursor", "is none that a page before this one gave");
    }
  }
}
