package dev.seshat.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.search.TellingWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many of the sentences that are chosen a reader would choose too, beside two simpler ways, on a labelled sample one half of
/// which served to choose the rules. `docs/offline-analysis.md` gives the figures that this prints; the floors stand just under.
class ExtractQualityTest {
  private static final int MOST = 3;

  /// An interview.
  ///
  /// @param wanted the sentences that a reader would quote
  private record Labelled(List<String> answers, Set<String> wanted) {}

  /// Of the sentences chosen, how many are wanted, and how many there are.
  private record Figures(int right, int chosen) {
    double precision() {
      return right / (double) chosen;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d of %d (%.2f)", right, chosen, precision());
    }
  }

  @Test
  void isAsGoodAsTheDocumentSaysAndBetterThanSimplerWays() throws IOException {
    List<Labelled> all = sample();
    assertThat(all).hasSize(20);
    print("chosen by", half(all, 0));
    Figures rules = print("measured on", half(all, 1));
    assertThat(rules.precision()).isGreaterThanOrEqualTo(0.85);
    assertThat(rules.precision())
        .isGreaterThan(measure(half(all, 1), ExtractQualityTest::first).precision())
        .isGreaterThan(measure(half(all, 1), ExtractQualityTest::longest).precision())
        .isGreaterThan(measure(half(all, 1), ExtractQualityTest::textRank).precision());
  }

  private static List<Labelled> half(List<Labelled> all, int which) {
    return IntStream.range(0, all.size()).filter(i -> i % 2 == which).mapToObj(all::get).toList();
  }

  private static Figures print(String name, List<Labelled> sample) {
    Figures rules =
        measure(
            sample,
            each ->
                Extract.of(each, MOST, sentence -> true).stream()
                    .map(Extract.Quote::text)
                    .toList());
    System.out.printf(
        "%s %d interviews: rules %s, first sentences %s, longest %s, TextRank %s%n",
        name,
        sample.size(),
        rules,
        measure(sample, ExtractQualityTest::first),
        measure(sample, ExtractQualityTest::longest),
        measure(sample, ExtractQualityTest::textRank));
    return rules;
  }

  private static Figures measure(
      List<Labelled> sample, Function<List<String>, List<String>> method) {
    int right = 0;
    int chosen = 0;
    for (Labelled each : sample) {
      List<String> found = method.apply(each.answers());
      chosen += found.size();
      right += (int) found.stream().filter(each.wanted()::contains).count();
    }
    return new Figures(right, chosen);
  }

  /// The first sentence of each of the first answers.
  private static List<String> first(List<String> answers) {
    return answers.stream().limit(MOST).map(each -> Extract.sentences(each).getFirst()).toList();
  }

  private static List<String> longest(List<String> answers) {
    return answers.stream()
        .flatMap(each -> Extract.sentences(each).stream())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .limit(MOST)
        .toList();
  }

  /// R. Mihalcea, P. Tarau, TextRank: Bringing Order into Texts, EMNLP 2004: similarity is the number of words in common by the
  /// logarithms of the lengths.
  private static List<String> textRank(List<String> answers) {
    List<String> sentences =
        answers.stream().flatMap(each -> Extract.sentences(each).stream()).toList();
    List<Set<String>> words =
        sentences.stream().<Set<String>>map(each -> new HashSet<>(TellingWords.of(each))).toList();
    int n = sentences.size();
    double[][] alike = new double[n][n];
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j && words.get(i).size() > 1 && words.get(j).size() > 1) {
          Set<String> common = new HashSet<>(words.get(i));
          common.retainAll(words.get(j));
          alike[i][j] =
              common.size() / (Math.log(words.get(i).size()) + Math.log(words.get(j).size()));
          out[i] += alike[i][j];
        }
      }
    }
    double[] rank = new double[n];
    java.util.Arrays.fill(rank, 1);
    for (int round = 0; round < 50; round++) {
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = 0.15;
        for (int j = 0; j < n; j++) {
          next[i] += out[j] == 0 ? 0 : 0.85 * alike[j][i] / out[j] * rank[j];
        }
      }
      rank = next;
    }
    double[] last = rank;
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -last[i]))
        .limit(MOST)
        .map(sentences::get)
        .toList();
  }

  private static List<Labelled> sample() throws IOException {
    String text;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ExtractQualityTest.class.getResourceAsStream("interviews.txt")),
                StandardCharsets.UTF_8))) {
      text = in.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    }
    List<Labelled> all = new ArrayList<>();
    for (String block : text.strip().split("\n\n")) {
      Set<String> wanted = new HashSet<>();
      List<String> answers = new ArrayList<>();
      for (String line : block.split("\n")) {
        answers.add(line.replace("*", ""));
        Extract.sentences(answers.getLast()).stream()
            .filter(each -> line.contains("*" + each))
            .forEach(wanted::add);
      }
      all.add(new Labelled(answers, wanted));
    }
    return all;
  }
}
