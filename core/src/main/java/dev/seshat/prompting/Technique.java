package dev.seshat.prompting;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whether two short texts name the same technique: by the same words, or nearly.
///
/// Nearly is Dice's coefficient over pairs of neighbouring letters, counted word by word and as often as they stand: twice
/// the pairs that both have, divided by all pairs of both (L. R. Dice, "Measures of the Amount of Ecologic Association
/// Between Species", Ecology 26, 1945; over letter pairs of words by S. White, "How to Strike a Match", 1992). From
/// [#NEAR] on two texts are one technique, if they name the same numbers and deny alike: `stylize 50` is not `stylize 500`,
/// and `no text` is not `text`.
final class Technique {
  /// From here on two texts name one technique. Endings, order and small words stay below what 0.8 leaves room for; another
  /// noun in a phrase of three or four words does not.
  static final double NEAR = 0.8;

  private static final Set<String> DENIALS =
      Set.of(
          "no", "not", "without", "never", "avoid", "dont", "remove", "removing", "less", "none");

  private Technique() {}

  /// The words of a text: lower case, without marks and signs, apostrophes left out.
  static List<String> words(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\p{M}'’]+", "");
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// What texts of the same words have in common, in whatever order.
  static String normalised(String text) {
    return String.join(" ", words(text).stream().sorted().toList());
  }

  /// How like two texts are: 1 for the same words, 0 for those that are no one technique.
  static double likeness(String one, String other) {
    List<String> words = words(one);
    List<String> others = words(other);
    if (words.isEmpty() || others.isEmpty()) {
      return 0;
    }
    if (normalised(one).equals(normalised(other))) {
      return 1;
    }
    if (!numbers(words).equals(numbers(others)) || denials(words) != denials(others)) {
      return 0;
    }
    double dice = dice(pairs(words), pairs(others));
    return dice >= NEAR ? Math.min(dice, 0.999) : 0;
  }

  private static Set<String> numbers(List<String> words) {
    Set<String> numbers = new TreeSet<>();
    words.stream().filter(word -> word.chars().anyMatch(Character::isDigit)).forEach(numbers::add);
    return numbers;
  }

  private static long denials(List<String> words) {
    return words.stream().filter(DENIALS::contains).count() % 2;
  }

  /// The pairs of letters; a word of one letter is a pair by itself.
  private static Map<String, Integer> pairs(List<String> words) {
    Map<String, Integer> pairs = new HashMap<>();
    for (String word : words) {
      if (word.length() == 1) {
        pairs.merge(word, 1, Integer::sum);
      }
      for (int i = 1; i < word.length(); i++) {
        pairs.merge(word.substring(i - 1, i + 1), 1, Integer::sum);
      }
    }
    return pairs;
  }

  private static double dice(Map<String, Integer> one, Map<String, Integer> other) {
    long shared = 0;
    for (Map.Entry<String, Integer> each : one.entrySet()) {
      shared += Math.min(each.getValue(), other.getOrDefault(each.getKey(), 0));
    }
    return 2.0 * shared / (sum(one) + sum(other));
  }

  private static long sum(Map<String, Integer> pairs) {
    return pairs.values().stream().mapToLong(Integer::longValue).sum();
  }
}
