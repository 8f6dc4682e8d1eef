package dev.seshat.knowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether two texts say the same: the same words after normalising, or nearly the same.
final class Likeness {
  /// Two texts that share so much of their pairs of neighbouring words are near-duplicates.
  static final double NEAR = 0.7;

  private Likeness() {}

  /// The words of a text: lower case, without marks, signs and diacritics.
  static List<String> words(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "");
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }

  /// What all patterns of the same words have in common: the SHA-256 of those words.
  static String fingerprint(String problem, String solution) {
    String words = String.join(" ", words(problem)) + "\n" + String.join(" ", words(solution));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// How much two texts share of all words and pairs of neighbouring words that either has: 0 to 1 (Jaccard's index).
  static double of(Set<String> one, Set<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    Set<String> smaller = one.size() <= other.size() ? one : other;
    Set<String> larger = one.size() <= other.size() ? other : one;
    long shared = smaller.stream().filter(larger::contains).count();
    return (double) shared / (one.size() + other.size() - shared);
  }

  /// The words of a text, and its pairs of neighbouring words.
  static Set<String> shingles(String text) {
    List<String> words = words(text);
    Set<String> shingles = new HashSet<>(words);
    for (int i = 1; i < words.size(); i++) {
      shingles.add(words.get(i - 1) + " " + words.get(i));
    }
    return shingles;
  }
}
