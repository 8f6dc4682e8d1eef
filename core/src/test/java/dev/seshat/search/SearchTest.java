package dev.seshat.search;

import static dev.seshat.search.Shelf.DAY;
import static dev.seshat.search.Shelf.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Store;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

class SearchTest {
  private static List<Long> numbers(SearchPage page) {
    return page.hits().stream().map(Hit::interactionSequence).toList();
  }

  @EveryStore
  void findsATurnByAStemAndSaysWhere(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("Painting", "chat", null);
    shelf.say(
        session,
        DAY,
        1,
        line("Ada", "Hello there."),
        line("Bob", "I have been painting sunsets."),
        line("Ada", "Nice."));
    Hit hit = shelf.search().find(SearchQuery.of("sunset")).hits().getFirst();
    assertThat(hit.sessionId()).isEqualTo(session);
    assertThat(hit.shortId()).isEqualTo(session.toString().substring(0, 8));
    assertThat(hit.sessionName()).isEqualTo("Painting");
    assertThat(hit.kind()).isEqualTo("chat");
    assertThat(hit.entityKind()).isEqualTo("interaction");
    assertThat(hit.interactionSequence()).isEqualTo(2);
    assertThat(hit.externalId()).isEqualTo("x2");
    assertThat(hit.author()).isEqualTo("Bob");
    assertThat(hit.createdAt()).isEqualTo(DAY.plusSeconds(1));
    assertThat(hit.snippet()).isEqualTo("I have been painting sunsets.");
    assertThat(hit.marks()).containsExactly(new Mark(21, 28));
    assertThat(hit.score()).isEqualTo(1.0);
  }

  @EveryStore
  void findsATurnByWhatItsNeighboursSayHoweverItWasWritten(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    Shelf.Line[] lines = {
      line("Ada", "Zero."),
      line("Bob", "Where was the zebra?"),
      line("Ada", "One."),
      line("Bob", "Two."),
      line("Ada", "Three."),
      line("Bob", "Four.")
    };
    UUID oneByOne = shelf.session("a", "chat", null);
    shelf.sayEach(oneByOne, DAY, lines);
    UUID atOnce = shelf.session("b", "chat", null);
    shelf.say(atOnce, DAY, 1, lines);
    for (UUID session : List.of(oneByOne, atOnce)) {
      SearchFilter filter =
          SearchFilter.none().withSessionId(session).withEntityKinds(Set.of("interaction"));
      SearchPage page = shelf.search().find(SearchQuery.of("zebras").withFilter(filter));
      assertThat(numbers(page)).first().isEqualTo(2L);
      assertThat(numbers(page)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
      assertThat(page.hits().getLast().marks()).isEmpty();
    }
  }

  @EveryStore
  void findsByAChangedText(TestStore test) {
    Store store = test.store();
    Shelf shelf = new Shelf(store);
    UUID session = shelf.session("a", "chat", null);
    shelf.sayEach(
        session,
        DAY,
        line("A", "one"),
        line("A", "two"),
        line("A", "three"),
        line("A", "four"),
        line("A", "five"));
    store.write(tx -> {
      tx.update(
          "UPDATE session_interaction SET person_text = 'giraffe' WHERE session_id = ? AND interaction_sequence = 2",
          session);
      SearchIndex.changeTurn(tx, session, 2);
      return 0;
    });
    assertThat(numbers(shelf.search().find(SearchQuery.of("giraffe"))))
        .containsExactlyInAnyOrder(2L, 1L, 3L, 4L)
        .first()
        .isEqualTo(2L);
    assertThat(numbers(shelf.search().find(SearchQuery.of("two")))).isEmpty();
    assertThat(shelf.search().check().isWhole()).isTrue();
  }

  @EveryStore
  void findsNotesAndSessionsAndForgetsWhatIsGone(TestStore test) {
    Store store = test.store();
    Shelf shelf = new Shelf(store);
    UUID session = shelf.session("Walrus talk", "chat", null);
    UUID child = shelf.session("Walrus child", "chat", null, session);
    shelf.say(session, DAY, 1, line("Ada", "The walrus sings."));
    shelf.say(child, DAY, 1, line("Ada", "The walrus dances."));
    UUID note = shelf.note(session, "Ada", "Decided: feed the walrus.");
    Search search = shelf.search();
    assertThat(search.find(SearchQuery.of("walrus")).hits())
        .extracting(Hit::entityKind)
        .containsExactlyInAnyOrder("interaction", "interaction", "note", "session", "session");
    Hit found =
        search
            .find(
                SearchQuery.of("feed walrus")
                    .withFilter(SearchFilter.none().withEntityKinds(Set.of("note"))))
            .hits()
            .getFirst();
    assertThat(found.entityId()).isEqualTo(note);
    assertThat(found.interactionSequence()).isNull();
    store.write(tx -> {
      SearchIndex.remove(tx, "note", note);
      tx.update("DELETE FROM session_note WHERE id = ?", note);
      return 0;
    });
    assertThat(search.find(SearchQuery.of("feed")).hits()).isEmpty();
    store.write(tx -> {
      SearchIndex.removeSession(tx, session);
      tx.update("DELETE FROM sessions WHERE id = ?", session);
      return 0;
    });
    assertThat(search.find(SearchQuery.of("walrus")).hits()).isEmpty();
    assertThat(search.check()).isEqualTo(new SearchCheck(0, 0, 0));
  }

  @EveryStore
  void narrowsByEveryFilter(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID one = shelf.session("one", "coding", "alpha");
    UUID two = shelf.session("two", "chat", "beta");
    shelf.say(one, DAY, 1, line("Ada", "otter otter"), line("Bob", "an otter"));
    shelf.say(two, DAY.plus(Duration.ofDays(10)), 1, line("Ada", "the otter"));
    SearchFilter none = SearchFilter.none();
    assertThat(found(shelf, none)).hasSize(3);
    assertThat(found(shelf, none.withKind("chat"))).containsExactly(two);
    assertThat(found(shelf, none.withProject("alpha"))).containsExactly(one, one);
    assertThat(found(shelf, none.withProject("gamma"))).isEmpty();
    assertThat(found(shelf, none.withAuthor("Bob"))).containsExactly(one);
    assertThat(found(shelf, none.withSessionId(two))).containsExactly(two);
    assertThat(found(shelf, none.withTimes(DAY.plusSeconds(5), null))).containsExactly(two);
    assertThat(found(shelf, none.withTimes(null, DAY.plusSeconds(1)))).containsExactly(one);
    assertThat(found(shelf, none.withEntityKinds(Set.of("note")))).isEmpty();
    assertThat(
            found(
                shelf,
                none.withKind("coding").withProject("alpha").withAuthor("Ada").withSessionId(one)))
        .containsExactly(one);
  }

  private static List<UUID> found(Shelf shelf, SearchFilter filter) {
    return shelf.search().find(SearchQuery.of("otter").withFilter(filter)).hits().stream()
        .map(Hit::sessionId)
        .toList();
  }

  @EveryStore
  void boostsTheSpeakerAndTheDateThatTheQuestionNames(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID may = shelf.session("May", "chat", null);
    UUID june = shelf.session("June", "chat", null);
    shelf.say(may, DAY, 1, line("Melanie", "The parade was loud and long."));
    shelf.say(may, DAY, 2, line("Caroline", "The parade was loud and long."));
    shelf.say(
        june, DAY.plus(Duration.ofDays(30)), 1, line("Melanie", "The parade was loud and long."));
    Search search = shelf.search();
    assertThat(
            search
                .find(SearchQuery.of("What did Caroline think of the parade?"))
                .hits()
                .getFirst()
                .author())
        .isEqualTo("Caroline");
    assertThat(
            search
                .find(SearchQuery.of("What did Melanie think of the parade?"))
                .hits()
                .getFirst()
                .author())
        .isEqualTo("Melanie");
    Hit dated = search.find(SearchQuery.of("the parade in June 2023")).hits().getFirst();
    assertThat(dated.sessionId()).isEqualTo(june);
    assertThat(search.find(SearchQuery.of("parade on 2023-05-08")).hits().getFirst().sessionId())
        .isEqualTo(may);
    assertThat(dated.score()).isGreaterThan(1.0).isLessThanOrEqualTo(1.2);
  }

  @EveryStore
  void pagesWithoutHolesOrRepeats(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("pages", "chat", null);
    List<Shelf.Line> lines = new ArrayList<>();
    for (int i = 0; i < 57; i++) {
      lines.add(line("A", "badger " + "filler ".repeat(i % 5)));
    }
    shelf.say(session, DAY, 1, lines.toArray(Shelf.Line[]::new));
    Search search = shelf.search();
    SearchQuery query = SearchQuery.of("badger").withLimit(10);
    List<Long> paged = new ArrayList<>();
    SearchPage page = search.find(query);
    paged.addAll(numbers(page));
    while (page.cursor() != null) {
      page = search.find(query.withCursor(page.cursor()));
      paged.addAll(numbers(page));
    }
    assertThat(paged).hasSize(57).doesNotHaveDuplicates();
    assertThat(paged).isEqualTo(numbers(search.find(query.withLimit(200))));
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> search.find(query.withCursor("nonsense")))
        .withMessageContaining("cursor");
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> query.withLimit(201));
  }

  @EveryStore
  void understandsTheQueryLanguage(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("language", "chat", null);
    shelf.say(
        session,
        DAY,
        1,
        line("A", "red apple pie"),
        line("A", "apple of red colour"),
        line("A", "green pear"),
        line("A", "applesauce"),
        line("A", "nothing here"));
    assertThat(strict(shelf, "\"red apple\"")).containsExactlyInAnyOrder(1L);
    assertThat(strict(shelf, "red apple")).containsExactlyInAnyOrder(1L, 2L);
    assertThat(strict(shelf, "apple -pie")).containsExactlyInAnyOrder(2L);
    assertThat(strict(shelf, "pear OR pie")).containsExactlyInAnyOrder(1L, 3L);
    assertThat(strict(shelf, "appl*")).containsExactlyInAnyOrder(1L, 2L, 4L);
    assertThat(strict(shelf, "appl* -\"red apple\" -applesauce")).containsExactlyInAnyOrder(2L);
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> strict(shelf, "\"red"));
  }

  private static List<Long> strict(Shelf shelf, String text) {
    return numbers(shelf.search().find(SearchQuery.of(text).inQueryLanguage()));
  }

  @EveryStore
  void findsWhileTyping(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("typing", "chat", null);
    shelf.say(
        session,
        DAY,
        1,
        line("A", "the hippopotamus"),
        line("A", "-"),
        line("A", "-"),
        line("A", "hip hop"));
    assertThat(numbers(shelf.search().find(SearchQuery.of("hippo").whileTyping())))
        .first()
        .isEqualTo(1L);
    assertThat(numbers(shelf.search().find(SearchQuery.of("hippo*")))).first().isEqualTo(1L);
    assertThat(numbers(shelf.search().find(SearchQuery.of("hippo")))).isEmpty();
  }

  @EveryStore
  void answersEveryQueryOrSaysThatItIsInvalid(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("hostile", "chat", null);
    shelf.say(session, DAY, 1, line("A", "a and near col x 東京タワー café \u0007 'quoted' \\ 😀"));
    List<String> hostile =
        List.of(
            "\"",
            "a AND",
            "NEAR(",
            "col:x*",
            "';--",
            "\\",
            "(".repeat(50),
            "",
            "é".repeat(3000),
            "é".repeat(1000),
            "\u0000a\u0001",
            "a\u0000b*",
            "😀",
            "東京",
            "京",
            "* * *",
            "a*b*c*",
            "-",
            "- -x",
            "\"a\" \"b",
            "^a",
            "{text}: a",
            "text:a",
            "a + b",
            "NOT a",
            "a NOT b",
            "OR",
            "AND OR NOT",
            "%",
            "_",
            "' OR 1=1 --",
            "a:b:c",
            "a & b | !c",
            "a <-> b",
            "a:*",
            "\uD800",
            "\uFFFE\uFFFF",
            "x".repeat(1000),
            "a ".repeat(500));
    for (String text : hostile) {
      for (SearchQuery query :
          List.of(query(text), query(text).inQueryLanguage(), query(text).whileTyping())) {
        assertAnsweredOrInvalid(shelf.search(), query);
      }
    }
    assertThat(numbers(shelf.search().find(SearchQuery.of("東京")))).containsExactly(1L);
    assertThat(numbers(shelf.search().find(SearchQuery.of("CAFE")))).containsExactly(1L);
  }

  private static SearchQuery query(String text) {
    return SearchQuery.of(text);
  }

  private static void assertAnsweredOrInvalid(Search search, SearchQuery query) {
    try {
      assertThat(search.find(query).hits()).isNotNull();
      assertThat(search.findSessions(query)).isNotNull();
    } catch (Invalid e) {
      assertThat(e.getMessage()).startsWith("q: ");
    }
  }

  @EveryStore
  void ranksSessionsByTheirThreeBestTurns(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID one = shelf.session("one", "chat", null);
    UUID three = shelf.session("three", "chat", null);
    shelf.say(one, DAY, 1, line("A", "lemur"), line("A", "x"), line("A", "x"));
    shelf.say(
        three,
        DAY,
        1,
        line("A", "a lemur sat"),
        line("A", "the lemur ran"),
        line("A", "my lemur ate"));
    List<SessionHit> sessions = shelf.search().findSessions(SearchQuery.of("lemur"));
    assertThat(sessions).extracting(SessionHit::sessionId).containsExactly(three, one);
    assertThat(sessions.getFirst().best()).hasSize(3);
    assertThat(sessions.getFirst().score()).isGreaterThan(sessions.getLast().score());
  }

  @EveryStore
  void isRebuiltFromTheThingsThemselves(TestStore test) {
    Store store = test.store();
    Shelf shelf = new Shelf(store);
    UUID session = shelf.session("rebuilt", "chat", null);
    shelf.sayEach(session, DAY, line("A", "one gecko"), line("B", "two"), line("A", "three"));
    shelf.note(session, "A", "gecko note");
    Search search = shelf.search();
    SearchPage before = search.find(SearchQuery.of("gecko two"));
    store.write(tx -> tx.update("DELETE FROM search_entry"));
    assertThat(search.check().missing()).isEqualTo(5);
    List<Long> progress = new ArrayList<>();
    assertThat(search.reindex(progress::add)).isEqualTo(5);
    assertThat(progress).containsExactly(5L);
    assertThat(search.check()).isEqualTo(new SearchCheck(5, 0, 0));
    assertThat(search.find(SearchQuery.of("gecko two")).hits())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("author")
        .containsExactlyInAnyOrderElementsOf(before.hits());
  }

  @EveryStore
  void indexesTheBeginningOfAHugeText(TestStore test) {
    Shelf shelf = new Shelf(test.store());
    UUID session = shelf.session("huge", "chat", null);
    StringBuilder huge = new StringBuilder("aardvark ");
    for (int i = 0; i < 60_000; i++) {
      huge.append("w").append(i).append(' ');
    }
    shelf.say(session, DAY, 1, line("A", huge + "zymurgy"));
    assertThat(numbers(shelf.search().find(SearchQuery.of("aardvark")))).containsExactly(1L);
    assertThat(shelf.search().find(SearchQuery.of("zymurgy")).hits()).isEmpty();
  }
}
