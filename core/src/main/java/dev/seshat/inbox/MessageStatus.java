package dev.seshat.inbox;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// How far a message has come.
public enum MessageStatus {
  /// It waits to be delivered, handled or read.
  PENDING,
  /// Somebody was given it and has not said yet that it is handled.
  PROCESSING,
  /// It was handled, or read.
  COMPLETED,
  /// Handling it came to nothing, too often.
  FAILED;

  /// The status as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status that a word names.
  ///
  /// @throws Invalid for any other word
  public static MessageStatus of(String word) {
    for (MessageStatus status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new Invalid("status", "must be one of pending, processing, completed, failed");
  }
}
