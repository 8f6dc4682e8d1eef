package dev.seshat.search;

import java.util.List;

/// The words of a text as every index here knows them: folded, without diacritics, stemmed.
public final class Stems {
  private Stems() {}

  /// The stems in the order of the text.
  public static List<String> of(String text) {
    return Words.stems(text);
  }
}
