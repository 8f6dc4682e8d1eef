package dev.seshat.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a session's step from one state to another writes.
final class Moves {
  private Moves() {}

  /// The columns that the step changes, its result apart. Resuming never rewrites `started_at`; the time since the last
  /// start or resume is added to the active time when the session leaves `active`.
  static Map<String, @Nullable Object> columns(Session session, SessionStatus to, Instant now) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("status", to.word());
    if (session.status() == SessionStatus.ACTIVE) {
      columns.put("active_seconds", Math.max(0, session.activeTime().toSeconds()));
      columns.put("active_since", null);
    }
    switch (to) {
      case ACTIVE -> {
        columns.put("active_since", now);
        if (session.startedAt() == null) {
          columns.put("started_at", now);
        }
        columns.put("paused_at", null);
        columns.put("ended_at", null);
        columns.put("archived_at", null);
        columns.put("outcome", null);
      }
      case PAUSED -> columns.put("paused_at", now);
      case COMPLETED -> end(columns, now, Outcome.SUCCESS);
      case FAILED -> end(columns, now, Outcome.FAILURE);
      case CANCELLED -> end(columns, now, Outcome.ABANDONED);
      case ARCHIVED -> columns.put("archived_at", now);
      case SCHEDULED -> throw new IllegalArgumentException("no step leads to scheduled");
    }
    return columns;
  }

  private static void end(Map<String, @Nullable Object> columns, Instant now, Outcome outcome) {
    columns.put("ended_at", now);
    columns.put("outcome", outcome.word());
  }

  /// What the step is called in the log.
  static String verb(SessionStatus from, SessionStatus to) {
    return switch (to) {
      case ACTIVE ->
          switch (from) {
            case SCHEDULED -> "start";
            case PAUSED -> "resume";
            default -> "reopen";
          };
      case PAUSED -> "pause";
      case COMPLETED -> "complete";
      case FAILED -> "fail";
      case CANCELLED -> "cancel";
      case ARCHIVED -> "archive";
      case SCHEDULED -> "schedule";
    };
  }

  /// How long the session has been going on, for people: `1 h 5 min`.
  static String shown(Duration time) {
    long minutes = time.toMinutes();
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
