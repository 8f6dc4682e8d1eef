package dev.seshat.search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// What an entry gains when the question names its speaker or its date, beside the words.
///
/// Scores are first divided by the best one, so that words give 0 to 1; speaker and date give 0.2 each.
final class Boosts {
  private static final double SPEAKER = 0.2;
  private static final double DATE = 0.2;

  private Boosts() {}

  static List<Ranked> applied(List<Ranked> ranked, Question question) {
    double top = ranked.stream().mapToDouble(Ranked::score).max().orElse(0);
    if (top <= 0) {
      return ranked;
    }
    return ranked.stream()
        .map(entry -> entry.withScore(entry.score() / top + boost(entry, question)))
        .sorted(Ranked.BEST_FIRST)
        .toList();
  }

  private static double boost(Ranked entry, Question question) {
    double boost = 0;
    if (namesSpeaker(question, entry.author())) {
      boost += SPEAKER;
    }
    if (!question.dates().isEmpty()) {
      LocalDate day = entry.createdAt().atZone(ZoneOffset.UTC).toLocalDate();
      boost += question.dates().stream().anyMatch(date -> date.names(day)) ? DATE : 0;
    }
    return boost;
  }

  /// Whether a word of the question is one of the speaker's names.
  private static boolean namesSpeaker(Question question, String author) {
    return Words.of(author).stream()
        .anyMatch(
            name -> question.stems().contains(name.stem()) && !StopWords.contains(name.folded()));
  }
}
