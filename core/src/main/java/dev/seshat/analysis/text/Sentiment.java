package dev.seshat.analysis.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an answer sounds: `positive`, `neutral`, `difficult` or `emotional`.
///
/// Sentences are scored as C. J. Hutto and E. E. Gilbert describe it (VADER: A Parsimonious Rule-based Model for Sentiment
/// Analysis of Social Media Text, ICWSM 2014), with the constants of their published program.
///
/// @param word null where it cannot be told
/// @param compound from -1 to 1, of the whole text
/// @param rated how many words had a say
record Sentiment(@Nullable String word, double compound, int rated, boolean isMixed) {
  private static final double BOOST = 0.293;
  private static final double CAPITALS = 0.733;
  private static final double NEGATION = -0.74;
  private static final double ALPHA = 15;
  private static final double SECOND = 0.95;
  private static final double THIRD = 0.9;
  private static final double BEFORE_BUT = 0.5;
  private static final double AFTER_BUT = 1.5;
  private static final double EXCLAMATION = 0.292;
  private static final int MOST_EXCLAMATIONS = 4;

  /// Ours: beyond these a text is called positive or difficult, chosen on one half of the sample.
  private static final double POSITIVE = 0.25;

  private static final double DIFFICULT = -0.15;
  private static final double STRONG = 0.5;

  private static final Set<String> NEGATORS = WordLists.of("negators");
  private static final Set<String> BOOSTERS = WordLists.of("boosters");
  private static final Set<String> DAMPERS = WordLists.of("dampers");
  private static final Set<String> MOVED = WordLists.of("moved");

  /// What a sentence is worth.
  private record Score(double sum, int rated, boolean isMoved) {
    double compound() {
      return sum / Math.sqrt(sum * sum + ALPHA);
    }
  }

  static Sentiment of(List<Sentence> sentences) {
    double sum = 0;
    int rated = 0;
    double best = 0;
    double worst = 0;
    boolean moved = false;
    for (Sentence each : sentences) {
      Score score = score(each);
      sum += score.sum();
      rated += score.rated();
      best = Math.max(best, score.compound());
      worst = Math.min(worst, score.compound());
      moved |= score.isMoved();
    }
    double compound = sum / Math.sqrt(sum * sum + ALPHA);
    boolean mixed = best >= STRONG && worst <= -STRONG;
    return new Sentiment(word(compound, mixed || moved), compound, rated, mixed);
  }

  private static String word(double compound, boolean isMoved) {
    if (isMoved) {
      return "emotional";
    }
    if (compound >= POSITIVE) {
      return "positive";
    }
    return compound <= DIFFICULT ? "difficult" : "neutral";
  }

  private static Score score(Sentence sentence) {
    List<Double> values = new ArrayList<>();
    int but = -1;
    int rated = 0;
    int exclamations = 0;
    boolean moved = false;
    for (int i = 0; i < sentence.size(); i++) {
      String word = sentence.lower(i);
      double value = value(sentence, i);
      values.add(value);
      rated += value == 0 ? 0 : 1;
      if (word.equals("but")) {
        but = i;
      } else if (word.startsWith("!")) {
        exclamations += word.length();
      }
      moved |= MOVED.contains(word) && !isNegated(sentence, i);
    }
    double sum = 0;
    for (int i = 0; i < values.size(); i++) {
      sum += values.get(i) * (but < 0 || i == but ? 1 : i < but ? BEFORE_BUT : AFTER_BUT);
    }
    double emphasis = Math.min(MOST_EXCLAMATIONS, exclamations) * EXCLAMATION;
    return new Score(sum + Math.signum(sum) * emphasis, rated, moved);
  }

  private static double value(Sentence sentence, int at) {
    String word = sentence.lower(at);
    double value = Lexicon.of(word);
    if (value == 0 || isOfAnotherMeaning(sentence, at, word)) {
      return 0;
    }
    if (isShouted(sentence.word(at))) {
      value += Math.signum(value) * CAPITALS;
    }
    for (int back = 1; back <= 3; back++) {
      String before = sentence.lower(at - back);
      double boost = BOOSTERS.contains(before) ? BOOST : DAMPERS.contains(before) ? -BOOST : 0;
      value += Math.signum(value) * boost * (back == 1 ? 1 : back == 2 ? SECOND : THIRD);
    }
    return isNegated(sentence, at) ? value * NEGATION : value;
  }

  private static boolean isNegated(Sentence sentence, int at) {
    for (int back = 1; back <= 3; back++) {
      if (NEGATORS.contains(sentence.lower(at - back))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShouted(String word) {
    return word.length() > 2 && word.equals(word.toUpperCase(java.util.Locale.ROOT));
  }

  /// `like` is a feeling as a verb alone, `kind` before `of` is a sort, `well` at the beginning is a breath, a name is a name.
  private static boolean isOfAnotherMeaning(Sentence sentence, int at, String word) {
    String tag = sentence.tag(at);
    return switch (word) {
      case "like" -> !tag.equals("VERB");
      case "kind" -> !tag.equals("ADJ") || sentence.lower(at + 1).equals("of");
      case "pretty" -> tag.equals("ADV");
      case "well" -> at == 0 || sentence.lower(at - 1).equals("as") || tag.equals("NOUN");
      case "no" -> true;
      default -> tag.equals("PROPN") && at > 0;
    };
  }
}
