package dev.seshat.analysis.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How good or bad words sound by themselves, from -4 to 4: the word list of VADER (Hutto and Gilbert 2014), without those that
/// mean something else where lives and requirements are told.
final class Lexicon {
  private static final Map<String, Double> VALENCES = read();

  private Lexicon() {}

  /// The valence of a word in lower case; 0 for one that is not rated.
  static double of(String word) {
    return VALENCES.getOrDefault(word, 0.0);
  }

  private static Map<String, Double> read() {
    Set<String> left = WordLists.of("unrated");
    Map<String, Double> valences = new HashMap<>(10_000);
    try (InputStream in =
        Lexicon.class.getClassLoader().getResourceAsStream("vader_sentiment_lexicon.txt")) {
      if (in == null) {
        throw new IOException("the lexicon is not on the class path");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3 && !left.contains(parts[0])) {
          valences.put(parts[0], Double.valueOf(parts[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return valences;
  }
}
