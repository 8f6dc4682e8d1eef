package dev.seshat.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which terms of a question choose the candidates, and which only add to their scores.
///
/// A word that stands in a tenth of a million entries would make a hundred thousand candidates and tell little. So
/// terms are taken from the rarest on until their entries together are [#CANDIDATES]; the others count by whether a
/// candidate has them. Where the rarest alone has more entries than that, the newest of them are the candidates.
///
/// @param base the terms of which a candidate has at least one
/// @param common the others
/// @param candidates how many candidates are scored at most
record Plan(List<Counted> base, List<Counted> common, int candidates) {
  /// A store of at most so many entries is searched exactly.
  static final int SMALL = 5_000;

  /// Candidates scored in a larger one.
  static final int CANDIDATES = 1_500;

  /// Candidates that go on after scoring.
  static final int RANKED = 300;

  /// A term with the number of entries that have it (an estimate when that is large) and its worth.
  record Counted(Term term, double entries, double idf) {}

  static Plan of(List<Counted> terms, boolean strict, long entries) {
    if (strict || entries <= SMALL) {
      return new Plan(terms, List.of(), strict ? CANDIDATES : SMALL);
    }
    List<Counted> base = new ArrayList<>();
    List<Counted> common = new ArrayList<>();
    double sum = 0;
    for (Counted term :
        terms.stream().sorted(Comparator.comparingDouble(Counted::entries)).toList()) {
      sum += term.entries();
      if (base.isEmpty() || sum <= CANDIDATES) {
        base.add(term);
      } else {
        common.add(term);
      }
    }
    return new Plan(base, common, CANDIDATES);
  }
}
