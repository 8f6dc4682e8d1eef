package dev.seshat.interview;

import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far sessions have gone into one event of a life.
///
/// @param levels each level, and how far it is; every level is there
/// @param sessions how many sessions are about the event, whatever became of them
/// @param promptsCompleted how many prompts about it were answered in all of them
public record EventCoverage(
    LifeEvent event, Map<Coverage, State> levels, long sessions, long promptsCompleted) {
  /// The heaviest events first, those that nobody has weighed last; among equals the earlier.
  public static final Comparator<EventCoverage> BY_SIGNIFICANCE =
      Comparator.<EventCoverage>comparingInt(each -> weight(each.event().told().significance()))
          .thenComparing(each -> each.event().told().start());

  /// How far a level is: by the session that came farthest.
  public enum State {
    /// No session is to go there.
    OPEN,
    PLANNED,
    IN_PROGRESS,
    DONE;

    /// The state as it is written, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public EventCoverage {
    Map<Coverage, State> all = new EnumMap<>(Coverage.class);
    for (Coverage level : Coverage.values()) {
      all.put(level, levels.getOrDefault(level, State.OPEN));
    }
    levels = Collections.unmodifiableMap(all);
  }

  private static int weight(@Nullable String significance) {
    int place = significance == null ? -1 : NewLifeEvent.SIGNIFICANCES.indexOf(significance);
    return place < 0 ? NewLifeEvent.SIGNIFICANCES.size() : place;
  }

  public State state(Coverage level) {
    return levels.getOrDefault(level, State.OPEN);
  }

  /// The levels of a state, in their order.
  public List<Coverage> in(State state) {
    List<Coverage> found = new ArrayList<>();
    levels.forEach((level, is) -> {
      if (is == state) {
        found.add(level);
      }
    });
    return found;
  }

  /// The levels that a session has gone through.
  public List<Coverage> done() {
    return in(State.DONE);
  }

  /// The levels that no session is to go to.
  public List<Coverage> open() {
    return in(State.OPEN);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> states = new LinkedHashMap<>();
    levels.forEach((level, state) -> states.put(level.word(), state.word()));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("life_event_id", event.id().toString());
    json.put("event_name", event.eventName());
    json.put("event_type", event.told().eventType());
    json.put("significance", event.told().significance());
    json.put("starts", event.told().start().shown());
    json.put("can_deepen", event.told().canDeepen());
    json.put("levels", states);
    json.put("sessions", sessions);
    json.put("prompts_completed", promptsCompleted);
    return json;
  }
}
