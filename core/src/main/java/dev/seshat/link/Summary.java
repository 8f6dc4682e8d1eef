package dev.seshat.link;

import dev.seshat.search.TellingWords;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sentences of a text that say most of what it says, without a model.
///
/// The method is that of H. P. Luhn (1958), as it is usually simplified: a sentence is worth the sum of how often each of its
/// telling words stands in the whole text, by the square root of its length; the first two count a quarter more.
/// The best are taken one by one, each time counting less what those before have said already, and told in the order of the text.
final class Summary {
  private static final int MAX_SENTENCES = 600;
  private static final int SHORTEST = 30;
  private static final int LONGEST = 500;
  private static final int OPENING = 2;

  private record Sentence(int place, String text, List<String> words) {}

  private Summary() {}

  static List<String> of(String text, int wanted, @Nullable String language) {
    List<Sentence> all = sentences(text, language);
    Map<String, Double> weights = new HashMap<>();
    all.forEach(each -> each.words().forEach(word -> weights.merge(word, 1.0, Double::sum)));
    List<Sentence> chosen = new ArrayList<>();
    List<Sentence> left = new ArrayList<>(all);
    while (chosen.size() < wanted && !left.isEmpty()) {
      Sentence best =
          left.stream().max(Comparator.comparingDouble(each -> worth(each, weights))).orElseThrow();
      if (worth(best, weights) <= 0) {
        break;
      }
      chosen.add(best);
      left.remove(best);
      best.words().forEach(word -> weights.computeIfPresent(word, (w, weight) -> weight / 2));
    }
    return chosen.stream()
        .sorted(Comparator.comparingInt(Sentence::place))
        .map(Sentence::text)
        .toList();
  }

  private static double worth(Sentence sentence, Map<String, Double> weights) {
    double sum = 0;
    for (String word : new HashSet<>(sentence.words())) {
      sum += weights.getOrDefault(word, 0.0);
    }
    double opening = sentence.place() < OPENING ? 1.25 : 1;
    return opening * sum / Math.sqrt(Math.max(1, sentence.words().size()));
  }

  private static List<Sentence> sentences(String text, @Nullable String language) {
    Locale locale = language == null ? Locale.ROOT : Locale.forLanguageTag(language);
    Set<String> seen = new HashSet<>();
    List<Sentence> found = new ArrayList<>();
    for (String paragraph : text.lines().limit(MAX_SENTENCES).toList()) {
      BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
      breaks.setText(paragraph);
      int from = breaks.first();
      for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
        String sentence = paragraph.substring(from, to).strip();
        boolean fits = sentence.length() >= SHORTEST && sentence.length() <= LONGEST;
        if (fits && seen.add(sentence) && found.size() < MAX_SENTENCES) {
          found.add(new Sentence(found.size(), sentence, TellingWords.of(sentence)));
        }
      }
    }
    return found;
  }
}
