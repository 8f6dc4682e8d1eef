package dev.seshat.search;

import java.util.List;

/// What a question asks for, one by one.
sealed interface Term {
  /// A word, by its stem.
  record Word(String stem) implements Term {}

  /// The beginning of a word; the stem of what was typed counts too (`running*` finds `run`).
  record Prefix(String start, String stem) implements Term {}

  /// Words one after the other.
  record Phrase(List<String> stems) implements Term {}

  /// Whether a word of a text is asked for by this term (for a phrase: is part of it).
  default boolean asksFor(Words.Word word) {
    return switch (this) {
      case Word(String stem) -> word.stem().equals(stem);
      case Prefix(String start, String stem) ->
          word.folded().startsWith(start) || word.stem().equals(stem);
      case Phrase(List<String> stems) -> stems.contains(word.stem());
    };
  }
}
