package dev.seshat.analysis.text;

import dev.seshat.search.TellingWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What an answer is about: its nouns, the more telling the oftener they stand in it and the rarer they are in what else was said.
final class Themes {
  private static final int MOST = 5;
  private static final double COMPOUND = 1.3;
  private static final Set<String> VAGUE = WordLists.of("vague");

  private Themes() {}

  /// A word, or two that belong together, as it was first written.
  private record Candidate(String shown, String stem, double weight, int place) {}

  /// @param others earlier answers, to which this one is compared
  /// @param names what was found to be a name, which is no theme
  static List<String> of(List<Sentence> sentences, List<String> others, Set<String> names) {
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    int place = 0;
    for (Sentence each : sentences) {
      for (int i = 0; i < each.size(); i++) {
        place++;
        if (!isTheme(each, i, names)) {
          continue;
        }
        boolean pair = isTheme(each, i - 1, names);
        String shown = pair ? each.lower(i - 1) + " " + each.lower(i) : each.lower(i);
        add(candidates, each.lower(i), 1, place);
        if (pair && isTheme(each, i - 1, names)) {
          add(candidates, shown, COMPOUND, place);
        }
      }
    }
    Map<String, Integer> documents = documents(others);
    List<Candidate> ranked =
        candidates.values().stream()
            .map(each -> weighed(each, documents, others.size()))
            .sorted(
                Comparator.comparingDouble(Candidate::weight)
                    .reversed()
                    .thenComparingInt(Candidate::place))
            .toList();
    return chosen(ranked);
  }

  private static boolean isTheme(Sentence sentence, int i, Set<String> names) {
    String word = sentence.lower(i);
    return sentence.tag(i).equals("NOUN")
        && word.length() > 2
        && Character.isLetter(word.charAt(0))
        && !VAGUE.contains(word)
        && !names.contains(word);
  }

  private static void add(
      Map<String, Candidate> candidates, String shown, double weight, int place) {
    String stem = String.join(" ", TellingWords.of(shown));
    if (!stem.isEmpty()) {
      candidates.merge(
          stem,
          new Candidate(shown, stem, weight, place),
          (one, more) ->
              new Candidate(one.shown(), stem, one.weight() + more.weight(), one.place()));
    }
  }

  private static Candidate weighed(Candidate each, Map<String, Integer> documents, int count) {
    double rarity = 0;
    String[] stems = each.stem().split(" ");
    for (String stem : stems) {
      rarity += Math.log((count + 1.0) / (documents.getOrDefault(stem, 0) + 0.5)) + 1;
    }
    return new Candidate(
        each.shown(), each.stem(), each.weight() * rarity / stems.length, each.place());
  }

  private static Map<String, Integer> documents(List<String> others) {
    Map<String, Integer> documents = new HashMap<>();
    for (String each : others) {
      new HashSet<>(TellingWords.of(each)).forEach(stem -> documents.merge(stem, 1, Integer::sum));
    }
    return documents;
  }

  /// The best, none of which is a part of another.
  private static List<String> chosen(List<Candidate> ranked) {
    List<String> chosen = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Candidate each : ranked) {
      List<String> stems = List.of(each.stem().split(" "));
      if (chosen.size() < MOST && stems.stream().noneMatch(said::contains)) {
        chosen.add(each.shown().toLowerCase(Locale.ROOT));
        said.addAll(stems);
      }
    }
    return List.copyOf(chosen);
  }
}
