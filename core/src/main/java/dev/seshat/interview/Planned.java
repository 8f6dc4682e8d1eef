package dev.seshat.interview;

import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The time that a session is to take with a storyteller.
///
/// @param end exclusive; of a session that does not say how long it takes, [#USUAL] after its beginning
public record Planned(
    UUID session, String shortId, String title, UUID storyteller, Instant start, Instant end) {
  /// How long a session takes that does not say so.
  public static final Duration USUAL = Duration.ofHours(1);

  /// The longest that a session may be planned for.
  static final Duration LONGEST = Duration.ofMinutes(10_080);

  /// The end of what begins at a time.
  ///
  /// @param minutes null for one that does not say how long it takes
  public static Instant end(Instant start, @Nullable Integer minutes) {
    return start.plus(minutes == null ? USUAL : Duration.ofMinutes(minutes));
  }

  /// The time of a session; null where it has none, or no storyteller.
  static @Nullable Planned of(Session session) {
    UUID storyteller = session.get(SessionField.STORYTELLER_ID);
    Instant start = session.get(SessionField.SCHEDULED_AT);
    if (storyteller == null || start == null) {
      return null;
    }
    return new Planned(
        session.id(),
        session.shortId(),
        session.title(),
        storyteller,
        start,
        end(start, session.get(SessionField.SCHEDULED_DURATION_MINUTES)));
  }

  /// Whether some of the time is that of another session with the same storyteller.
  boolean overlaps(Planned other) {
    return storyteller.equals(other.storyteller)
        && !session.equals(other.session)
        && start.isBefore(other.end)
        && other.start.isBefore(end);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", session.toString());
    json.put("short_id", shortId);
    json.put("title", title);
    json.put("storyteller_id", storyteller.toString());
    json.put("start", start);
    json.put("end", end);
    return json;
  }
}
