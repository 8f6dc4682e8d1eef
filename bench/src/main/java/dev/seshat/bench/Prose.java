package dev.seshat.bench;

import java.util.Random;

/// Text to fill a store with: words in the proportions of speech (a few are everywhere, most are rare), from a seed.
final class Prose {
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ter", "sen", "ra", "vo", "du", "pli", "an", "est", "or", "ge", "bri", "to",
    "qua", "ni", "fer", "sol", "we"
  };

  private final Random random;

  Prose(long seed) {
    this.random = new Random(seed);
  }

  /// A word; the `n`th of 50,000 is as frequent as one in `n`.
  String word() {
    return word((int) Math.pow(50_000, random.nextDouble()) - 1);
  }

  /// The word with this rank.
  static String word(int rank) {
    StringBuilder word = new StringBuilder();
    int rest = rank + 20;
    while (rest > 0) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
      rest /= SYLLABLES.length;
    }
    return word.toString();
  }

  /// A turn of about `words` words.
  String turn(int words) {
    StringBuilder text = new StringBuilder();
    int count = words / 2 + random.nextInt(words);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(word());
    }
    return text.toString();
  }
}
