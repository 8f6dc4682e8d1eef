package dev.seshat.markdown;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
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

  /// @throws Invalid if there is none of this name
  public static MergePolicy of(String word) {
    for (MergePolicy each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "policy",
        "must be merge, db_wins, md_wins or manual, not '" + Texts.shorten(word, 40) + "'");
  }

  /// Whether the file wins.
  public boolean takesFile(TaskField field) {
    return this == MD_WINS || (this == MERGE && !field.isWork());
  }
}
