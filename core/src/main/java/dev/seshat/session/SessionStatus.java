package dev.seshat.session;

import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// The states of a session's life.
public enum SessionStatus {
  SCHEDULED,
  ACTIVE,
  PAUSED,
  COMPLETED,
  FAILED,
  CANCELLED,
  ARCHIVED;

  /// The states that may follow this one.
  public Set<SessionStatus> next() {
    return switch (this) {
      case SCHEDULED -> EnumSet.of(ACTIVE, CANCELLED);
      case ACTIVE -> EnumSet.of(PAUSED, COMPLETED, FAILED, CANCELLED);
      case PAUSED -> EnumSet.of(ACTIVE, COMPLETED, CANCELLED, ARCHIVED);
      case COMPLETED -> EnumSet.of(ARCHIVED, ACTIVE);
      case FAILED -> EnumSet.of(ACTIVE, CANCELLED, ARCHIVED);
      case CANCELLED -> EnumSet.of(ARCHIVED);
      case ARCHIVED -> EnumSet.of(ACTIVE);
    };
  }

  /// Whether a session in this state takes new content; an ended one takes notes only.
  public boolean isOpen() {
    return this == SCHEDULED || this == ACTIVE || this == PAUSED;
  }

  /// Refuses new content for a session that has ended.
  void requireOpen(UUID session) {
    if (!isOpen()) {
      throw new IllegalTransition(
          "session " + session.toString().substring(0, 8),
          word(),
          "append",
          "it takes no new content but notes; resume it first");
    }
  }

  /// The state as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The state that a word names: ours, or one that an older system used for it.
  ///
  /// @throws Invalid for any other word
  public static SessionStatus of(String word) {
    return switch (word) {
      case "in_progress" -> ACTIVE;
      case "creating" -> SCHEDULED;
      case "error" -> FAILED;
      case "success" -> COMPLETED;
      case "abandoned" -> CANCELLED;
      default -> {
        for (SessionStatus status : values()) {
          if (status.word().equals(word)) {
            yield status;
          }
        }
        throw new Invalid(
            "status",
            "must be one of scheduled, active, paused, completed, failed, cancelled, archived");
      }
    };
  }
}
