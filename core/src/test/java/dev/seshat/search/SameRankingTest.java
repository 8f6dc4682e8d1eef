package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// FTS5 scores on SQLite, the program on PostgreSQL: the same words, the same formula, the same order.
class SameRankingTest {
  private static final long SEED = 4711;
  private static final List<String> WORDS =
      List.of(
          "river",
          "bridge",
          "letter",
          "garden",
          "window",
          "teacher",
          "market",
          "winter",
          "journey",
          "music",
          "harvest",
          "kitchen",
          "soldier",
          "festival",
          "painting",
          "train",
          "doctor",
          "village",
          "ocean",
          "promise");

  @Test
  void bothDatabasesRankAlike() throws Exception {
    try (TestStore one = TestStore.sqlite();
        TestStore two = TestStore.postgres()) {
      Shelf lite = new Shelf(one.store());
      Shelf post = new Shelf(two.store());
      fill(lite);
      fill(post);
      Search liteSearch = lite.search();
      Search postSearch = post.search();
      Random random = new Random(SEED);
      for (int i = 0; i < 60; i++) {
        SearchQuery query = query(random, i);
        List<Hit> expected = liteSearch.find(query).hits();
        List<Hit> actual = postSearch.find(query).hits();
        assertThat(actual)
            .as(query.text())
            .extracting(SameRankingTest::name)
            .isEqualTo(expected.stream().map(SameRankingTest::name).toList());
        for (int k = 0; k < expected.size(); k++) {
          assertThat(actual.get(k).score())
              .as(query.text())
              .isCloseTo(expected.get(k).score(), within(1e-9));
          assertThat(actual.get(k).snippet()).isEqualTo(expected.get(k).snippet());
        }
      }
    }
  }

  private static SearchQuery query(Random random, int i) {
    String three = text(random, 3);
    return switch (i % 4) {
      case 0 -> SearchQuery.of(three);
      case 1 -> SearchQuery.of("What did Ada say about the " + three + " on 11 May 2023?");
      case 2 ->
          SearchQuery.of("\"" + text(random, 2) + "\" OR " + text(random, 1)).inQueryLanguage();
      default -> SearchQuery.of(text(random, 1) + " -" + text(random, 1)).inQueryLanguage();
    };
  }

  private static void fill(Shelf shelf) {
    Random random = new Random(SEED);
    for (int i = 0; i < 20; i++) {
      UUID session = shelf.session("s" + i, "chat", null);
      Shelf.Line[] lines = new Shelf.Line[30];
      for (int k = 0; k < lines.length; k++) {
        lines[k] = new Shelf.Line(k % 2 == 0 ? "Ada" : "Bob", text(random, 2 + random.nextInt(15)));
      }
      shelf.say(session, Shelf.DAY.plus(Duration.ofDays(i)), 1, lines);
    }
  }

  private static String text(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS.get(Math.min(random.nextInt(WORDS.size()), random.nextInt(WORDS.size()))))
          .append(' ');
    }
    return text.toString().strip();
  }

  private static String name(Hit hit) {
    return hit.sessionName() + "#" + hit.interactionSequence();
  }
}
