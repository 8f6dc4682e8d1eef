package dev.seshat.bench;

import dev.seshat.Seshat;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// How long a search takes in a large store: made-up turns whose words are as unevenly frequent as in a language.
///
/// Arguments: the number of turns (1,000,000), and the file or URL of a store to keep them in. A store that has
/// sessions already is searched as it is.
public final class SearchBench {
  private static final int TURNS_PER_SESSION = 100;
  private static final int QUESTIONS = 200;
  private static final int VOCABULARY = 50_000;
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ter", "san", "vo", "re", "ti", "pun", "del", "gar", "no", "shi", "bal",
    "cor", "ex", "fin", "hu", "jam", "que", "wel", "ost", "bru", "cha", "dim", "fro", "gli", "pre",
    "sta", "tur"
  };

  private final SplittableRandom random = new SplittableRandom(42);
  private final String[] words = new String[VOCABULARY];
  private final double[] cumulated = new double[VOCABULARY];

  private SearchBench() {
    Set<String> seen = new HashSet<>();
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
      String word = word();
      while (!seen.add(word)) {
        word = word();
      }
      words[i] = word;
      // the first ranks, a language's stop words, are left to the text and never asked for
      sum += 1.0 / Math.pow(i + 2.7, 1.07);
      cumulated[i] = sum;
    }
    for (int i = 0; i < VOCABULARY; i++) {
      cumulated[i] /= sum;
    }
  }

  public static void main(String[] args) throws IOException {
    int turns = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    String where =
        args.length > 1
            ? args[1]
            : Files.createTempDirectory("seshat-bench").resolve("search.db").toString();
    SearchBench bench = new SearchBench();
    try (Seshat seshat = Seshat.open(where)) {
      if (seshat.search().check().entries() == 0) {
        bench.fill(seshat, turns);
      }
      bench.ask(seshat);
    }
    if (args.length <= 1) {
      Files.deleteIfExists(Path.of(where));
    }
  }

  private void fill(Seshat seshat, int turns) {
    long start = System.nanoTime();
    for (int done = 0; done < turns; done += TURNS_PER_SESSION) {
      int number = done / TURNS_PER_SESSION;
      String id =
          seshat
              .sessions()
              .startUnfocused(
                  NewSession.of(text(8))
                      .kind(number % 4 == 0 ? "coding" : "chat")
                      .project("project " + number % 20))
              .id()
              .toString();
      List<NewInteraction> batch = new ArrayList<>(TURNS_PER_SESSION);
      for (int i = 0; i < TURNS_PER_SESSION; i++) {
        batch.add(
            NewInteraction.message(
                i % 2 == 0 ? "user" : "assistant", text(10 + random.nextInt(50))));
      }
      seshat.interactions().appendAll(id, batch);
      if (number % 1_000 == 999) {
        System.out.printf(
            Locale.ROOT,
            "%,d turns stored and indexed, %,.0f a second%n",
            done + TURNS_PER_SESSION,
            (done + TURNS_PER_SESSION) / seconds(start));
      }
    }
  }

  private void ask(Seshat seshat) {
    System.out.printf(
        "%-46s %9s %9s %9s %9s  (ms, %d questions each)%n",
        "search over " + seshat.search().check().entries() + " entries",
        "p50",
        "p95",
        "slowest",
        "hits",
        QUESTIONS);
    row(seshat, "five words as they come in a text", () -> SearchQuery.of(question(5)));
    row(seshat, "the same questions' kind again (warm)", () -> SearchQuery.of(question(5)));
    row(seshat, "one rare word", () -> SearchQuery.of(words[2_000 + random.nextInt(20_000)]));
    row(seshat, "one common word", () -> SearchQuery.of(words[20 + random.nextInt(200)]));
    row(
        seshat,
        "three of the commonest words",
        () ->
            SearchQuery.of(
                words[random.nextInt(5)]
                    + " "
                    + words[5 + random.nextInt(5)]
                    + " "
                    + words[10 + random.nextInt(5)]));
    row(
        seshat,
        "five words, of one project",
        () -> SearchQuery.of(question(5)).withFilter(SearchFilter.none().withProject("project 7")));
    row(
        seshat,
        "five words, of one kind and author",
        () ->
            SearchQuery.of(question(5))
                .withFilter(SearchFilter.none().withKind("coding").withAuthor("user")));
    row(
        seshat,
        "a phrase",
        () ->
            SearchQuery.of(
                    "\"" + words[50 + random.nextInt(500)] + " " + words[random.nextInt(50)] + "\"")
                .inQueryLanguage());
    row(
        seshat,
        "while typing (three letters and more)",
        () -> SearchQuery.of(beginning()).whileTyping());
  }

  private static void row(Seshat seshat, String name, Supplier<SearchQuery> queries) {
    double[] millis = new double[QUESTIONS];
    long hits = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      SearchQuery query = queries.get();
      long start = System.nanoTime();
      hits += seshat.search().find(query).hits().size();
      millis[i] = seconds(start) * 1_000;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-46s %9.1f %9.1f %9.1f %9.1f%n",
        name,
        millis[QUESTIONS / 2],
        millis[QUESTIONS * 95 / 100],
        millis[QUESTIONS - 1],
        (double) hits / QUESTIONS);
  }

  private String question(int count) {
    List<String> asked = new ArrayList<>();
    while (asked.size() < count) {
      int rank = rank();
      if (rank >= 20) {
        asked.add(words[rank]);
      }
    }
    return String.join(" ", asked);
  }

  private String beginning() {
    String word = words[100 + random.nextInt(10_000)];
    return word.substring(0, Math.min(word.length(), 3 + random.nextInt(4)));
  }

  private String text(int count) {
    StringBuilder text = new StringBuilder(count * 9);
    for (int i = 0; i < count; i++) {
      text.append(words[rank()]).append(i % 12 == 11 ? ". " : " ");
    }
    return text.toString();
  }

  private int rank() {
    int at = Arrays.binarySearch(cumulated, random.nextDouble());
    return Math.min(at < 0 ? -at - 1 : at, VOCABULARY - 1);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return word.toString();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
