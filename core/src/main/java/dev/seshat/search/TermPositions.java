package dev.seshat.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where some words stand in one entry: positions, and which of them are the entry's own.
final class TermPositions {
  private final Map<String, Map<Integer, Boolean>> byWord = new HashMap<>();

  /// @param positions numbers with commas between them
  /// @param weights a letter for each position, `A` for the entry's own words
  void add(String word, String positions, String weights) {
    Map<Integer, Boolean> ownByPosition = new HashMap<>();
    int i = 0;
    for (String position : positions.split(",", -1)) {
      ownByPosition.put(Integer.valueOf(position), weights.charAt(i++) == 'A');
    }
    byWord.put(word, ownByPosition);
  }

  /// How often the entry has a term, a neighbour's words counting less, or not at all if only its own count.
  double frequency(Term term, boolean ownOnly) {
    return switch (term) {
      case Term.Word(String stem) -> frequency(stem, ownOnly);
      case Term.Prefix(String start, String stem) ->
          byWord.keySet().stream()
              .filter(word -> word.startsWith(start) || word.equals(stem))
              .mapToDouble(word -> frequency(word, ownOnly))
              .sum();
      case Term.Phrase(List<String> stems) -> phrase(stems, ownOnly);
    };
  }

  private double frequency(String word, boolean ownOnly) {
    return byWord.getOrDefault(word, Map.of()).values().stream()
        .mapToDouble(own -> weight(own, ownOnly))
        .sum();
  }

  private double phrase(List<String> stems, boolean ownOnly) {
    double sum = 0;
    for (Map.Entry<Integer, Boolean> first :
        byWord.getOrDefault(stems.getFirst(), Map.of()).entrySet()) {
      boolean whole = true;
      for (int i = 1; i < stems.size(); i++) {
        whole &= byWord.getOrDefault(stems.get(i), Map.of()).containsKey(first.getKey() + i);
      }
      sum += whole ? weight(first.getValue(), ownOnly) : 0;
    }
    return sum;
  }

  private static double weight(boolean own, boolean ownOnly) {
    return own ? 1 : ownOnly ? 0 : Bm25.CONTEXT_WEIGHT;
  }
}
