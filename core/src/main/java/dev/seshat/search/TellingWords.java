package dev.seshat.search;

import java.util.List;

/// The words of a text that say what it is about, as the index would hold them.
public final class TellingWords {
  private TellingWords() {}

  /// Folded and stemmed, in their order and as often as they stand there; words such as "the" and single letters left out.
  public static List<String> of(String text) {
    return Words.of(text).stream()
        .filter(word -> word.folded().length() > 1 && !StopWords.contains(word.folded()))
        .map(Words.Word::stem)
        .toList();
  }
}
