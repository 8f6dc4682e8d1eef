package dev.seshat.analysis.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The few sentences of what somebody said that tell most of it: those in which they speak of themselves and of what happened or
/// is wanted. It reads no model, so that it may be done while others wait; English only, and empty for anything else.
public final class Extract {
  private static final Set<String> SELF = WordLists.of("self");
  private static final Set<String> OWN = WordLists.of("own");
  private static final Set<String> EVENTS = WordLists.of("events");
  private static final Set<String> POINTING = WordLists.of("pointing");
  private static final List<String> UNSURE =
      WordLists.of("unsure").stream().map(each -> " " + each.replace('_', ' ') + " ").toList();
  private static final Set<String> TITLES = WordLists.of("titles");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}'’-]+");
  private static final Pattern PAST = Pattern.compile("\\p{L}{2,}ed");

  /// What is read of all answers together at most.
  private static final int MOST_TEXT = 100_000;

  private static final int MOST_LETTERS = 300;
  private static final int SHORT = 6;
  private static final int FULL = 14;
  private static final int LONG = 20;
  private static final double LEAST = 1.2;

  private Extract() {}

  /// A sentence, as it was said.
  ///
  /// @param answer the place among the answers of the one that it is from, from 0
  public record Quote(int answer, String text) {}

  private record Candidate(int answer, int place, String text, double score) {}

  /// The sentences that tell most, in the order in which they were said; fewer, or none, where little is told.
  ///
  /// @param most how many at most
  /// @param isQuotable what a sentence has to fulfil
  public static List<Quote> of(List<String> answers, int most, Predicate<String> isQuotable) {
    List<Candidate> candidates = new ArrayList<>();
    int read = 0;
    for (int i = 0; i < answers.size() && read < MOST_TEXT; i++) {
      String answer = answers.get(i);
      read += answer.length();
      for (String each : sentences(answer)) {
        double score = score(each);
        if (score >= LEAST && each.length() <= MOST_LETTERS && isQuotable.test(each)) {
          candidates.add(new Candidate(i, candidates.size(), each, score));
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::place));
    return chosen(candidates, most).stream()
        .sorted(Comparator.comparingInt(Candidate::place))
        .map(each -> new Quote(each.answer(), each.text()))
        .toList();
  }

  /// The best, from as many answers as there are.
  private static List<Candidate> chosen(List<Candidate> ranked, int most) {
    List<Candidate> chosen = new ArrayList<>();
    Set<Integer> heard = new HashSet<>();
    Set<String> said = new HashSet<>();
    for (Candidate each : ranked) {
      if (chosen.size() < most && !heard.contains(each.answer()) && said.add(each.text())) {
        heard.add(each.answer());
        chosen.add(each);
      }
    }
    for (Candidate each : ranked) {
      if (chosen.size() < most && !chosen.contains(each) && said.add(each.text())) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /// The sentences of a text; a full stop after a title or an initial ends none.
  static List<String> sentences(String text) {
    String plain = SPACE.matcher(text).replaceAll(" ").strip();
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(plain);
    List<String> found = new ArrayList<>();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String sentence = plain.substring(from, to).strip();
      if (to < plain.length() && isAbbreviated(sentence)) {
        continue;
      }
      if (!sentence.isEmpty()) {
        found.add(sentence);
      }
      from = to;
    }
    return found;
  }

  private static boolean isAbbreviated(String sentence) {
    String last = sentence.substring(sentence.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    return last.endsWith(".")
        && (TITLES.contains(last) || (last.length() == 2 && Character.isLetter(last.charAt(0))));
  }

  /// The weights were chosen on one half of the sample of the quality test.
  private static double score(String sentence) {
    List<String> words =
        NO_LETTER
            .splitAsStream(sentence.toLowerCase(Locale.ROOT).replace('’', '\''))
            .filter(each -> !each.isEmpty())
            .toList();
    int count = words.size();
    if (count < SHORT || sentence.endsWith("?")) {
      return 0;
    }
    double score = aboutSelf(words) + 0.6 * Math.min(2, events(words));
    score += 0.6 * Math.min(1, (count - SHORT) / (double) (FULL - SHORT));
    score -= 0.08 * Math.max(0, count - LONG);
    if (sentence.chars().anyMatch(Character::isDigit)) {
      score += 0.3;
    }
    if (POINTING.contains(words.getFirst())) {
      score -= 0.4;
    }
    String lower = " " + String.join(" ", words) + " ";
    if (UNSURE.stream().anyMatch(lower::contains)) {
      score -= 0.8;
    }
    return score;
  }

  /// Whether the speaker speaks of themselves, or at least of what is theirs.
  private static double aboutSelf(List<String> words) {
    if (words.stream().map(Extract::stem).anyMatch(SELF::contains)) {
      return 1;
    }
    return words.stream().anyMatch(OWN::contains) ? 0.7 : 0;
  }

  private static long events(List<String> words) {
    return words.stream()
        .map(Extract::stem)
        .filter(each -> EVENTS.contains(each) || PAST.matcher(each).matches())
        .count();
  }

  /// A word without what an apostrophe joins to it: `I` of `I'd`.
  private static String stem(String word) {
    int apostrophe = word.indexOf('\'');
    return apostrophe < 0 ? word : word.substring(0, apostrophe);
  }
}
