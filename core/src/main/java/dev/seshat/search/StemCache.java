package dev.seshat.search;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The stems of texts that were indexed a moment ago: each turn is stemmed for itself and again as its neighbours' context.
final class StemCache {
  /// Longer texts are not kept.
  private static final int MAX_TEXT = 8_000;

  /// Characters kept at most; their stems take some seven times as many bytes.
  private static final int MAX_TOTAL = 500_000;

  private final Map<String, List<String>> byText = new LinkedHashMap<>(256, 0.75f, true);
  private int total;

  /// The stems of a text, in their order.
  List<String> stems(String text) {
    if (text.length() > MAX_TEXT) {
      return Words.stems(text);
    }
    synchronized (byText) {
      List<String> known = byText.get(text);
      if (known != null) {
        return known;
      }
    }
    List<String> stems = Words.stems(text);
    synchronized (byText) {
      if (byText.put(text, stems) == null) {
        total += text.length();
      }
      Iterator<String> eldest = byText.keySet().iterator();
      while (total > MAX_TOTAL) {
        total -= eldest.next().length();
        eldest.remove();
      }
    }
    return stems;
  }
}
