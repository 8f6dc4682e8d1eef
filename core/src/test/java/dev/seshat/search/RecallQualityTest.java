package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Whether the method of ranking finds the evidence: made-up dialogues in which the turn that answers a question has
/// another form of its words, or none of them (a neighbour has), or is told from others by its speaker or its date only.
/// The same turns ranked by their own text alone are the measure.
class RecallQualityTest {
  private static final long SEED = 20230508;
  private static final List<String> PEOPLE =
      List.of("Caroline", "Melanie", "Joanna", "Nate", "Tim", "Maria");
  private static final List<String> THINGS =
      List.of(
          "kayak",
          "violin",
          "greenhouse",
          "novel",
          "telescope",
          "bakery",
          "marathon",
          "orchard",
          "mosaic",
          "podcast",
          "sailboat",
          "quilt",
          "beehive",
          "robot",
          "mural",
          "choir",
          "vineyard",
          "drone",
          "sculpture",
          "puppet",
          "lantern",
          "canoe",
          "harp",
          "cottage",
          "ballet",
          "fossil",
          "glacier",
          "lighthouse",
          "pottery",
          "windmill");
  private static final List<String> VERBS =
      List.of("repair", "paint", "rent", "borrow", "draw", "photograph");
  private static final List<String> REACTIONS =
      List.of(
          "It went better than I had feared.",
          "Oh, a mess, but we laughed a lot.",
          "I could not sleep for a week.",
          "Everybody cheered at the end!",
          "Not well, I gave up after an hour.",
          "Slowly, but I will keep at it.");
  private static final List<String> CHATTER =
      List.of(
          "That sounds lovely!",
          "How are the kids?",
          "The weather has been awful.",
          "I had soup for lunch.",
          "Tell me more.",
          "Work was busy again.",
          "I know what you mean.",
          "Let us meet soon.",
          "My sister called.",
          "We should go out more.");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// A question and the turn that answers it.
  private record Case(String question, UUID session, long sequence) {}

  private final Random random = new Random(SEED);
  private final List<Case> cases = new ArrayList<>();

  @EveryStore
  void findsMoreThanTheTextAlone(TestStore test) {
    Store store = test.store();
    Shelf shelf = new Shelf(store);
    List<UUID> sessions = new ArrayList<>();
    for (int day = 0; day < 40; day++) {
      sessions.add(dialogue(shelf, Shelf.DAY.plus(Duration.ofDays(day * 3L))));
    }
    double[] withContext = figures(store, true);
    store.write(tx -> textOnly(tx, sessions));
    double[] textAlone = figures(store, false);
    String seen =
        "seed %d, %d questions: recall@5 %.2f, MRR %.2f; by text alone %.2f, %.2f"
            .formatted(
                SEED, cases.size(), withContext[0], withContext[1], textAlone[0], textAlone[1]);
    assertThat(withContext[0]).as(seen).isGreaterThan(0.8).isGreaterThan(textAlone[0] + 0.2);
    assertThat(withContext[1]).as(seen).isGreaterThan(0.6).isGreaterThan(textAlone[1] + 0.2);
  }

  private UUID dialogue(Shelf shelf, Instant at) {
    UUID session = shelf.session("talk", "chat", null);
    List<String> pair = new ArrayList<>(PEOPLE);
    Collections.shuffle(pair, random);
    String one = pair.get(0);
    String two = pair.get(1);
    List<Shelf.Line> lines = new ArrayList<>();
    chat(lines, one, two);
    String repaired = pick(THINGS);
    String verb = pick(VERBS);
    lines.add(
        new Shelf.Line(
            one, "Last week I was " + verb + "ing the old " + repaired + " with a friend."));
    ask("Who " + verb + "s a " + repaired + "? " + one + "?", session, lines);
    chat(lines, one, two);
    String asked = pick(THINGS);
    lines.add(new Shelf.Line(one, "So how did it go with the " + asked + "?"));
    lines.add(new Shelf.Line(two, pick(REACTIONS)));
    ask(
        "How did it go for " + two + " with the " + asked + " on " + DATE.format(at) + "?",
        session,
        lines);
    chat(lines, one, two);
    String loved = pick(THINGS);
    lines.add(new Shelf.Line(one, "I dream of a " + loved + "."));
    lines.add(new Shelf.Line(two, "I dream of a " + loved + " too."));
    ask(
        "What did " + two + " dream of on " + DATE.format(at) + "? A " + loved + "?",
        session,
        lines);
    chat(lines, one, two);
    shelf.say(session, at, 1, lines.toArray(Shelf.Line[]::new));
    return session;
  }

  private void ask(String question, UUID session, List<Shelf.Line> lines) {
    cases.add(new Case(question, session, lines.size()));
  }

  private void chat(List<Shelf.Line> lines, String one, String two) {
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String line =
          random.nextInt(4) == 0
              ? "Did you see the " + pick(THINGS) + " in the news?"
              : pick(CHATTER);
      lines.add(new Shelf.Line(i % 2 == 0 ? one : two, line));
    }
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// Recall at 5, and the mean reciprocal rank.
  private double[] figures(Store store, boolean boosted) {
    SearchFilter turns = SearchFilter.none().withEntityKinds(Set.of("interaction"));
    Ranker ranker = store.dialect().isSqlite() ? new SqliteRankTable() : new PostgresRankTable();
    double at5 = 0;
    double reciprocal = 0;
    for (Case each : cases) {
      Question question = QuestionParser.parse(each.question(), false, false);
      List<Ranked> words = store.read(tx -> ranker.rank(tx, question, turns));
      List<Ranked> ranked = boosted ? Boosts.applied(words, question) : words;
      int rank = 0;
      while (rank < ranked.size() && !answers(ranked.get(rank), each)) {
        rank++;
      }
      at5 += rank < Math.min(5, ranked.size()) ? 1 : 0;
      reciprocal += rank < ranked.size() ? 1.0 / (rank + 1) : 0;
    }
    return new double[] {at5 / cases.size(), reciprocal / cases.size()};
  }

  private static boolean answers(Ranked entry, Case each) {
    Long sequence = entry.interactionSequence();
    return sequence != null
        && sequence == each.sequence()
        && entry.sessionId().equals(each.session());
  }

  /// The same turns again, each by the words of its text and nothing else.
  private static int textOnly(Tx tx, List<UUID> sessions) throws SQLException {
    for (UUID session : sessions) {
      List<Turn> turns = SourceTable.turns(tx, session, 1, Long.MAX_VALUE);
      SearchTable.clear(tx, session);
      SearchTable.insertTurns(
          tx,
          session,
          turns,
          turns.stream()
              .map(turn -> new Document(Words.stems(Document.body(turn)), List.of()))
              .toList());
    }
    return sessions.size();
  }
}
