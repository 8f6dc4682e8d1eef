package dev.seshat.knowledge;

import dev.seshat.search.KnowledgeIndex;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what fits the phrases of a description.
final class Fitter {
  private final Tx tx;
  private final List<Set<String>> phrases;
  private final KnowledgeIndex.Found found;
  private final Set<Set<String>> known = new HashSet<>();

  Fitter(Tx tx, List<Set<String>> phrases, Set<String> words) throws SQLException {
    this.tx = tx;
    this.phrases = phrases;
    this.found = KnowledgeIndex.find(tx, words);
  }

  /// All that fits, and the coverage but for similar sessions.
  Applied applied(String description) throws SQLException {
    List<Applied.Fitting> patterns = patterns();
    List<Keyword> keywords = keywords();
    Coverage coverage =
        new Coverage(
            count(patterns, Fit.STRONG),
            count(patterns, Fit.LIKELY),
            count(patterns, Fit.WORTH),
            phrases.size(),
            known.size(),
            0);
    List<String> unknown =
        KnowledgeIndex.phrasesAndWords(description).entrySet().stream()
            .filter(phrase -> !known.contains(phrase.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new Applied(description, coverage, patterns, keywords, unknown, List.of(), List.of());
  }

  private static int count(List<Applied.Fitting> patterns, Fit fit) {
    return Math.toIntExact(patterns.stream().filter(each -> each.fit() == fit).count());
  }

  private List<Applied.Fitting> patterns() throws SQLException {
    List<Applied.Fitting> fitting = new ArrayList<>();
    for (Map.Entry<String, Set<String>> each : found.patterns().entrySet()) {
      double best = 0;
      boolean isBroad = false;
      for (Set<String> phrase : phrases) {
        double share = found.share(phrase, each.getValue());
        long words = phrase.stream().filter(each.getValue()::contains).count();
        isBroad |= share >= Fit.STRONG_SHARE && words >= 2;
        best = Math.max(best, share);
      }
      if (best < Fit.SHARE) {
        continue;
      }
      Pattern pattern = PatternTable.find(tx, each.getKey()).orElseThrow();
      if (pattern.health() == Health.FAILING) {
        continue;
      }
      Fit fit = fit(pattern, isBroad);
      if (fit != Fit.WORTH) {
        phrases.stream()
            .filter(phrase -> found.share(phrase, each.getValue()) >= Fit.STRONG_SHARE)
            .forEach(known::add);
      }
      fitting.add(new Applied.Fitting(pattern, fit, best));
    }
    fitting.sort(
        Comparator.comparing(Applied.Fitting::fit)
            .thenComparing(Comparator.comparingDouble(Fitter::worth).reversed())
            .thenComparing(each -> each.pattern().id()));
    return fitting;
  }

  private static double worth(Applied.Fitting each) {
    return each.share() * (0.2 + each.pattern().lowerBound());
  }

  private static Fit fit(Pattern pattern, boolean isBroad) {
    double bound = pattern.lowerBound();
    if (isBroad && bound >= Fit.STRONG_BOUND) {
      return Fit.STRONG;
    }
    return bound >= Fit.LIKELY_BOUND ? Fit.LIKELY : Fit.WORTH;
  }

  /// The keywords whose own words are all in the description, or that have three quarters of one of its phrases.
  private List<Keyword> keywords() throws SQLException {
    List<Keyword> fitting = new ArrayList<>();
    for (Map.Entry<Long, Set<String>> each : found.keywords().entrySet()) {
      Keyword keyword = KeywordTable.find(tx, each.getKey()).orElseThrow();
      Set<String> own = new HashSet<>();
      KnowledgeIndex.phrases(keyword.keyword()).forEach(own::addAll);
      boolean isNamed = !own.isEmpty() && each.getValue().containsAll(own);
      boolean fits = isNamed;
      for (Set<String> phrase : phrases) {
        boolean has =
            found.share(phrase, each.getValue()) >= Fit.STRONG_SHARE
                || (isNamed && phrase.stream().anyMatch(own::contains));
        fits |= has;
        if (has && isGood(keyword)) {
          known.add(phrase);
        }
      }
      if (fits) {
        fitting.add(keyword);
      }
    }
    fitting.sort(
        Comparator.comparingInt(Fitter::rank)
            .thenComparing(
                Comparator.<Keyword>comparingDouble(each -> each.uses().lowerBound()).reversed())
            .thenComparing(Keyword::keyword));
    return fitting;
  }

  private static boolean isGood(Keyword keyword) {
    boolean isRated =
        keyword.effectiveness() == Effectiveness.EXCELLENT
            || keyword.effectiveness() == Effectiveness.GOOD;
    return isRated && keyword.timesEffective() > 0;
  }

  private static int rank(Keyword keyword) {
    Effectiveness effectiveness = keyword.effectiveness();
    return effectiveness == null ? KeywordTable.UNRATED : effectiveness.ordinal();
  }
}
