package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// How much a task weighs when the progress of those around it is worked out.
public enum Complexity {
  SIMPLE(1),
  MODERATE(3),
  COMPLEX(5),
  HIGHLY_COMPLEX(8);

  private final int weight;

  Complexity(int weight) {
    this.weight = weight;
  }

  public int weight() {
    return weight;
  }

  /// The word as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Invalid if there is none of this name
  public static Complexity of(String word) {
    for (Complexity each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        "complexity_level",
        "must be simple, moderate, complex or highly_complex, not '"
            + Texts.shorten(word, 40)
            + "'");
  }
}
