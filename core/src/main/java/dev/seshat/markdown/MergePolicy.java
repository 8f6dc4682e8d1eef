package dev.seshat.markdown;

import java.util.Locale;

/// Who wins when both sides have changed the same field otherwise.
public enum MergePolicy {
  /// The store in status, the file in words and places.
  MERGE,
  DB_WINS,
  MD_WINS,
  /// Neither: both stay as they are until somebody decides.
  MANUAL;

  /// The policy as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the file wins.
  boolean takesFile(TaskField field) {
    return this == MD_WINS || (this == MERGE && !field.isWork());
  }
}
