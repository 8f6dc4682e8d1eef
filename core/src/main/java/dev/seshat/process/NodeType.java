package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// What happens at a node.
public enum NodeType {
  /// Something is explained.
  INFORMATIONAL,
  /// The person chooses where to go on.
  FORK,
  /// Answers are collected.
  DATA_COLLECTION,
  /// The same as often as there is something to tell; ways may lead back to it.
  ITERATIVE,
  /// What was collected is put together.
  SYNTHESIS;

  /// The type as it is stored and written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type that a word names.
  ///
  /// @throws Invalid if it is none
  public static NodeType of(String path, String word) {
    for (NodeType each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Invalid(
        path,
        "must be informational, fork, data_collection, iterative or synthesis, not '"
            + Texts.shorten(word, 40)
            + "'");
  }
}
