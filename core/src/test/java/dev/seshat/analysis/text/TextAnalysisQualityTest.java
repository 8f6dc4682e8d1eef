package dev.seshat.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// How often the rules are right, on a labelled sample of which one half served to choose them. `docs/offline-analysis.md` gives
/// the figures that this prints; the floors stand just under them.
class TextAnalysisQualityTest {
  /// An answer, with what a listener would say of it.
  private record Labelled(
      int row,
      String sentiment,
      Set<String> people,
      Set<String> places,
      Set<String> themes,
      String text) {
    boolean isMeasured() {
      return row % 2 == 0;
    }
  }

  /// Right finds, wrong ones, and what was not found.
  private static final class Tally {
    private int right;
    private int wrong;
    private int missed;

    void add(Set<String> wanted, Set<String> found) {
      found.forEach(each -> {
        if (wanted.contains(each)) {
          right++;
        } else {
          wrong++;
        }
      });
      missed += (int) wanted.stream().filter(each -> !found.contains(each)).count();
    }

    double precision() {
      return right / (double) (right + wrong);
    }

    double recall() {
      return right / (double) (right + missed);
    }

    double f1() {
      return 2 * precision() * recall() / (precision() + recall());
    }

    @Override
    public String toString() {
      return "precision %.2f, recall %.2f, F1 %.2f".formatted(precision(), recall(), f1());
    }
  }

  @Test
  void isAsGoodAsTheDocumentSays() throws IOException {
    List<Labelled> all = sample();
    assertThat(all).hasSizeGreaterThanOrEqualTo(120);
    measure("chosen by", all, each -> !each.isMeasured());
    List<Labelled> measured = all.stream().filter(Labelled::isMeasured).toList();
    Tally people = new Tally();
    Tally places = new Tally();
    int sentiment = measure("measured on", all, Labelled::isMeasured, people, places);
    assertThat(sentiment / (double) measured.size()).isGreaterThanOrEqualTo(0.90);
    assertThat(people.f1()).isGreaterThanOrEqualTo(0.75);
    assertThat(places.f1()).isGreaterThanOrEqualTo(0.90);
  }

  private static void measure(String name, List<Labelled> all, Predicate<Labelled> which) {
    measure(name, all, which, new Tally(), new Tally());
  }

  private static int measure(
      String name, List<Labelled> all, Predicate<Labelled> which, Tally people, Tally places) {
    Map<String, Integer> confusion = new TreeMap<>();
    int right = 0;
    int themed = 0;
    int count = 0;
    int sure = 0;
    int surelyRight = 0;
    for (Labelled each : all.stream().filter(which).toList()) {
      TextAnalysis.Reading read = TextAnalysis.analyse(each.text(), Known.NOTHING);
      count++;
      boolean isRight = each.sentiment().equals(read.sentiment());
      right += isRight ? 1 : 0;
      if (!read.confidence().equals("low")) {
        sure++;
        surelyRight += isRight ? 1 : 0;
      }
      confusion.merge(each.sentiment() + " read as " + read.sentiment(), 1, Integer::sum);
      people.add(each.people(), lower(read.mentionsPeople()));
      places.add(each.places(), lower(read.mentionsPlaces()));
      themed += read.keyThemes().stream().anyMatch(theme -> isOneOf(theme, each.themes())) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%s %d answers: sentiment %d right (%d of %d that are not of low confidence), a theme found in %d;%n people %s;"
            + " places %s%n %s%n",
        name,
        count,
        right,
        surelyRight,
        sure,
        themed,
        people,
        places,
        confusion);
    return right;
  }

  private static boolean isOneOf(String theme, Set<String> wanted) {
    return wanted.stream()
        .anyMatch(each ->
            (" " + theme).contains(" " + each.substring(0, Math.max(3, each.length() - 1))));
  }

  private static List<Labelled> sample() throws IOException {
    List<Labelled> all = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TextAnalysisQualityTest.class.getResourceAsStream("answers.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t", -1);
          all.add(
              new Labelled(
                  all.size() + 1, parts[1], set(parts[2]), set(parts[3]), set(parts[4]), parts[5]));
        }
      }
    }
    return all;
  }

  private static Set<String> set(String words) {
    return words.equals("-") ? Set.of() : lower(List.of(words.split(";")));
  }

  private static Set<String> lower(List<String> words) {
    Set<String> lower = new TreeSet<>();
    words.forEach(each -> lower.add(each.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
