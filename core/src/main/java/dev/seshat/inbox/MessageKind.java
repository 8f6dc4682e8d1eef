package dev.seshat.inbox;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// What a message is for.
public enum MessageKind {
  /// An ordinary message for an agent. Whether the agent was listening when it came makes no difference: it waits until it
  /// is handled.
  MISSED,
  /// A message for an agent that nobody sees before its time.
  SCHEDULED,
  /// What is to be gone on with in a session, at its time.
  FOLLOWUP,
  /// News for a person, unread until it is marked as read. No agent is asked to handle it.
  NOTIFICATION;

  /// The kind as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind that a word names.
  ///
  /// @throws Invalid for any other word
  public static MessageKind of(String word) {
    for (MessageKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new Invalid("kind", "must be one of missed, scheduled, followup, notification");
  }
}
