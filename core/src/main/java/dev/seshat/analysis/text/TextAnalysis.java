package dev.seshat.analysis.text;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads out of a text how it sounds, what it is about, and whom and which places it names. It asks no model, takes
/// milliseconds, and is English only.
public final class TextAnalysis {
  /// How it works, as it is told wherever a result is.
  public static final String METHOD = "rules";

  private static final Set<String> ENGLISH = WordLists.of("english");

  /// So few words tell no language.
  private static final int TELLING = 6;

  private static final double ENGLISH_SHARE = 0.18;
  private static final int SURE = 3;
  private static final double CLEAR = 0.6;

  private TextAnalysis() {}

  /// What was read.
  ///
  /// @param sentiment positive, neutral, difficult or emotional; null where it cannot be told
  /// @param confidence low, medium or high
  public record Reading(
      @Nullable String sentiment,
      List<String> keyThemes,
      List<String> mentionsPeople,
      List<String> mentionsPlaces,
      String confidence) {}

  /// Reads a text, of a long one its first 20,000 characters.
  ///
  /// @param known of whoever speaks
  public static Reading analyse(String text, Known known) {
    List<Sentence> sentences = Sentence.of(text);
    Names names = Names.of(sentences, known);
    if (!isEnglish(sentences)) {
      return new Reading(null, List.of(), names.knownPeople(), names.knownPlaces(), "low");
    }
    Sentiment sentiment = Sentiment.of(sentences);
    return new Reading(
        sentiment.word(),
        Themes.of(sentences, known.answers(), names.words()),
        names.people(),
        names.places(),
        confidence(sentiment));
  }

  private static String confidence(Sentiment sentiment) {
    if (sentiment.rated() < 2) {
      return "low";
    }
    boolean clear = Math.abs(sentiment.compound()) >= CLEAR && !sentiment.isMixed();
    return clear && sentiment.rated() >= SURE ? "high" : "medium";
  }

  private static boolean isAscii(List<Sentence> sentences) {
    return sentences.stream()
        .allMatch(each ->
            List.of(each.words()).stream().allMatch(word -> word.chars().allMatch(c -> c < 128)));
  }

  /// Whether the small words of English hold the text together.
  private static boolean isEnglish(List<Sentence> sentences) {
    int words = 0;
    int english = 0;
    Set<String> seen = new HashSet<>();
    for (Sentence each : sentences) {
      for (int i = 0; i < each.size(); i++) {
        String word = each.word(i).toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && Character.isLetter(word.codePointAt(0))) {
          words++;
          if (ENGLISH.contains(word)) {
            english++;
            seen.add(word);
          }
        }
      }
    }
    if (words < TELLING) {
      return english > 0 || (words > 0 && words <= 2 && isAscii(sentences));
    }
    return english >= ENGLISH_SHARE * words && seen.size() > 1;
  }
}
