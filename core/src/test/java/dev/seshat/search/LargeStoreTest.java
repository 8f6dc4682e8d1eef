package dev.seshat.search;

import static dev.seshat.search.Shelf.DAY;
import static dev.seshat.search.Shelf.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A store that is too large to score every entry that has a common word.
class LargeStoreTest {
  private static final int TURNS = Plan.SMALL + 1_000;

  @EveryStore
  void findsTheRareWordFirstAndStillCountsTheCommonOnes(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("large", "chat", "here");
    Shelf.Line[] lines = new Shelf.Line[TURNS];
    for (int i = 0; i < TURNS; i++) {
      lines[i] =
          line(i % 2 == 0 ? "Ada" : "Bob", i % 3 == 0 ? "deploy the service" : "check number " + i);
    }
    lines[99] = line("Ada", "the walrus of the harbour");
    lines[999] = line("Ada", "deploy the walrus");
    shelf.say(session, DAY, 1, lines);
    UUID other = shelf.session("other", "chat", "there");
    shelf.say(other, DAY, 1, line("Cyd", "deploy it"));
    Search search = shelf.search();
    assertThat(numbers(search, SearchQuery.of("walrus deploy"))).startsWith(1_000L);
    assertThat(numbers(search, SearchQuery.of("walrus deploy"))).contains(100L, 101L);
    assertThat(numbers(search, SearchQuery.of("walrus")))
        .containsExactlyInAnyOrder(100L, 99L, 101L, 102L, 1_000L, 999L, 1_001L, 1_002L);
    assertThat(numbers(search, SearchQuery.of("deploy service").withLimit(50))).hasSize(50);
    assertThat(
            numbers(
                search,
                SearchQuery.of("deploy").withFilter(SearchFilter.none().withProject("there"))))
        .containsExactly(1L);
    assertThat(
            numbers(
                search,
                SearchQuery.of("deploy").withFilter(SearchFilter.none().withSessionId(other))))
        .containsExactly(1L);
    assertThat(numbers(search, SearchQuery.of("\"deploy walrus\"").inQueryLanguage())).isEmpty();
    assertThat(numbers(search, SearchQuery.of("\"deploy the walrus\"").inQueryLanguage()))
        .containsExactly(1_000L);
    assertThat(search.check().isWhole()).isTrue();
  }

  private static List<Long> numbers(Search search, SearchQuery query) {
    SearchFilter turns = query.filter().withEntityKinds(Set.of("interaction"));
    return search.find(query.withFilter(turns)).hits().stream()
        .map(Hit::interactionSequence)
        .toList();
  }
}
