package dev.seshat.prompting;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a reflection writes, worked out before anything is written.
///
/// @param lessons patterns that are new
/// @param evidence for patterns that are there, and for the new ones; of a pattern and an iteration there is one at most
/// @param applied whether each pattern that the session applied was effective
/// @param forgotten the ids of patterns that somebody has taken out of use, and that this session would have taught again
record Plan(
    List<Lesson> lessons,
    List<Finding> evidence,
    List<KeywordUse> keywords,
    SortedMap<String, Boolean> applied,
    List<String> forgotten) {
  Plan {
    lessons = List.copyOf(lessons);
    evidence = List.copyOf(evidence);
    keywords = List.copyOf(keywords);
    applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
    forgotten = List.copyOf(forgotten);
  }

  /// What a pattern that is there says.
  ///
  /// @param isActive whether it is in use
  record Known(
      String id,
      String category,
      @Nullable String subcategory,
      String problem,
      String solution,
      boolean isActive) {
    boolean isFailureMode() {
      return category.equals(FAILURE_MODE);
    }
  }

  static final String FAILURE_MODE = "failure-mode";
  static final String WORKFLOW = "workflow";

  /// A pattern that is new.
  ///
  /// @param context when it holds and when not; null where nothing speaks against it
  record Lesson(
      String id,
      String category,
      @Nullable String subcategory,
      String problem,
      String solution,
      @Nullable String context,
      String notes) {}

  /// What speaks for a pattern or against it.
  enum Side {
    FOR,
    AGAINST,
    NEITHER
  }

  /// Something that was found out about a pattern.
  ///
  /// @param iteration the number of the row; null for what the whole session says
  /// @param number that iteration's number in the session
  record Finding(
      String pattern,
      @Nullable Long iteration,
      @Nullable Integer number,
      Side side,
      String notes) {}

  /// A keyword that an iteration used.
  ///
  /// @param effective null where it cannot be told
  record KeywordUse(String keyword, long iteration, @Nullable Boolean effective) {}
}
