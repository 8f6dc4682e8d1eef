package dev.seshat.search;

import java.util.Set;

/// English words that say nothing about what a question is after. They are left out of questions, never of the index.
///
/// `may` is not among them: it is a month too.
final class StopWords {
  private static final Set<String> WORDS =
      Set.of(
          ("a about after again against all also am an and any are aren as at be because been before being between both"
                  + " but by can cannot could couldn d did didn do does doesn doing don done during each either else ever"
                  + " few for from had hadn has hasn have haven having he her here hers herself him himself his how i if"
                  + " in into is isn it its itself just ll m me might mightn mine more most much must mustn my myself no"
                  + " nor not now of off on once one only or other our ours ourselves over own please re s same shall she"
                  + " should shouldn so some such t tell than that the their theirs them themselves then there these"
                  + " they this those through to too under until up us ve very was wasn we were weren what when where"
                  + " which while who whom whose why will with won would wouldn you your yours yourself yourselves")
              .split(" "));

  private StopWords() {}

  static boolean contains(String folded) {
    return WORDS.contains(folded);
  }
}
