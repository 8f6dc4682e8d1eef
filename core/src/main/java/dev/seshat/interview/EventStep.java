package dev.seshat.interview;

import dev.seshat.session.Indicator;
import java.util.List;

/// One of the sessions that a life event takes.
///
/// @param intention with `%s` for the event's name
/// @param isUsual whether it is among those that are planned where nobody says which
record EventStep(
    Coverage coverage, int minutes, String intention, List<Indicator> success, boolean isUsual) {
  private static final List<EventStep> ALL =
      List.of(
          new EventStep(
              Coverage.INTRODUCTION,
              20,
              "Establish timeline and key facts for %s",
              texts("Basic timespan identified", "Major milestones noted"),
              true),
          new EventStep(
              Coverage.EXPLORATION,
              30,
              "Go through what happened in %s, one thing after another",
              texts("The course of events is clear", "Who was there is known"),
              false),
          new EventStep(
              Coverage.DEEP_DIVE,
              45,
              "Capture rich scenes and emotional experiences from %s",
              List.of(
                  new Indicator("3+ detailed scenes", "artifacts('scene_capture') >= 3"),
                  Indicator.of("Key people described")),
              true),
          new EventStep(
              Coverage.COMPLETION,
              30,
              "Explore what %s meant and how it changed you",
              texts("Identified personal growth", "Connected to broader story"),
              true));

  private static List<Indicator> texts(String... texts) {
    return List.of(texts).stream().map(Indicator::of).toList();
  }

  /// Introduction, deep dive and completion.
  static List<EventStep> usual() {
    return ALL.stream().filter(EventStep::isUsual).toList();
  }

  static EventStep of(Coverage coverage) {
    return ALL.stream().filter(each -> each.coverage() == coverage).findFirst().orElseThrow();
  }
}
