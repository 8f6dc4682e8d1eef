package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random operations on SQLite, on PostgreSQL and on [SessionOracle] at once: after each step the same results, the same
/// errors. The run does not pass until every operation has succeeded and every one that can fail has failed.
final class DifferentialTest {
  private static final long SEED = Long.getLong("seshat.seed", 20260115L);
  private static final int STEPS = 600;
  private static final List<String> MOVES =
      List.of("paused", "completed", "failed", "cancelled", "archived", "active");

  private final Random random = new Random(SEED);
  private final SessionOracle oracle = new SessionOracle();
  private final List<UUID> ids = new ArrayList<>();
  private final Map<String, Integer> succeeded = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();

  @Test
  void bothDatabasesDoWhatTheOracleDoes() throws Exception {
    System.out.println("differential seed " + SEED);
    TestClock clock = new TestClock();
    try (TestStore sqliteStore = TestStore.sqlite();
        TestStore postgresStore = TestStore.postgres()) {
      Seshat sqlite = sqliteStore.seshat(clock, new Random(SEED));
      Seshat postgres = postgresStore.seshat(clock, new Random(SEED));
      for (int step = 0; step < STEPS; step++) {
        clock.advance(Duration.ofMillis(random.nextInt(5_000)));
        step(sqlite, postgres);
      }
      compareAll(sqlite, postgres);
    }
    System.out.println("succeeded " + succeeded + "\nrefused " + refused);
    assertThat(succeeded.keySet())
        .containsExactlyInAnyOrder(
            "create",
            "start",
            "move",
            "activate",
            "focus",
            "current",
            "rename",
            "append",
            "answer",
            "note",
            "artifact",
            "fork",
            "unfocus");
    assertThat(refused.keySet())
        .containsExactlyInAnyOrder(
            "move",
            "activate",
            "focus",
            "current",
            "rename",
            "append",
            "answer",
            "artifact",
            "fork");
  }

  private void step(Seshat sqlite, Seshat postgres) {
    int index = ids.isEmpty() ? -1 : random.nextInt(ids.size());
    int choice = index < 0 ? 0 : random.nextInt(20);
    String text = "text " + random.nextInt(1_000);
    switch (choice) {
      case 0 ->
          made(
              "create",
              sqlite,
              postgres,
              s -> s.sessions().create(NewSession.of(text)),
              () -> oracle.create(text, false));
      case 1 ->
          made(
              "start",
              sqlite,
              postgres,
              s -> s.sessions().start(NewSession.of(text)),
              () -> oracle.create(text, true));
      case 2, 3, 4 -> {
        String to = MOVES.get(random.nextInt(MOVES.size()));
        check(
            "move",
            sqlite,
            postgres,
            s -> seen(s.sessions().move(id(index), SessionStatus.of(to), Ending.none(), null)),
            () -> oracle.move(index, to));
      }
      case 5, 6 ->
          check(
              "activate",
              sqlite,
              postgres,
              s -> seen(s.sessions().activate(id(index))),
              () -> oracle.activate(index));
      case 7 ->
          check(
              "focus",
              sqlite,
              postgres,
              s -> seen(s.focus().set(id(index))),
              () -> oracle.setFocus(index));
      case 19 -> check("unfocus", sqlite, postgres, DifferentialTest::unfocus, oracle::unfocus);
      case 8 ->
          check(
              "current", sqlite, postgres, s -> seen(s.sessions().get("current")), oracle::current);
      case 9 -> rename(sqlite, postgres, index, text);
      case 10 -> answer(sqlite, postgres, index, text);
      case 11 ->
          check("note", sqlite, postgres, s -> note(s, index, text), () -> oracle.note(index));
      case 12 ->
          check(
              "artifact",
              sqlite,
              postgres,
              s -> artifact(s, index, text),
              () -> oracle.artifact(index));
      case 13 -> {
        long at = random.nextInt(6);
        made(
            "fork",
            sqlite,
            postgres,
            s -> s.sessions().fork(id(index), at, null),
            () -> oracle.fork(index, at));
      }
      default -> append(sqlite, postgres, index, text);
    }
  }

  private static Object unfocus(Seshat seshat) {
    seshat.focus().clear();
    return "unfocused";
  }

  private String id(int index) {
    return ids.get(index).toString();
  }

  private void rename(Seshat sqlite, Seshat postgres, int index, String text) {
    long version = oracle.sessions.get(index).version + (random.nextInt(3) == 0 ? 1 : 0);
    SessionChange change = SessionChange.none().set(SessionField.NAME, text);
    check(
        "rename",
        sqlite,
        postgres,
        s -> seen(s.sessions().update(id(index), change, version)),
        () -> oracle.rename(index, text, version));
  }

  private void append(Seshat sqlite, Seshat postgres, int index, String text) {
    boolean prompt = random.nextBoolean();
    String external = random.nextInt(3) == 0 ? "e" + random.nextInt(4) : null;
    NewInteraction plain =
        prompt ? NewInteraction.prompt(text) : NewInteraction.message("agent", text);
    NewInteraction interaction = external == null ? plain : plain.withExternalId(external);
    check(
        "append",
        sqlite,
        postgres,
        s -> turn(s.interactions().append(id(index), interaction)),
        () -> oracle.append(index, text, external, prompt));
  }

  private void answer(Seshat sqlite, Seshat postgres, int index, String text) {
    SessionOracle.Remembered session = oracle.sessions.get(index);
    int own = 1 + random.nextInt(session.turns.size() + 1);
    long number = session.inherited.size() + own;
    check(
        "answer",
        sqlite,
        postgres,
        s -> turn(s.interactions().answer(id(index), number, Answer.of(text))),
        () -> oracle.answer(index, own, text));
  }

  private Object note(Seshat seshat, int index, String text) {
    seshat.notes().add(id(index), NewNote.of("observation", text));
    return Math.toIntExact(seshat.sessions().get(id(index)).noteCount());
  }

  private Object artifact(Seshat seshat, int index, String text) {
    seshat.artifacts().add(id(index), NewArtifact.of("plan", "n", text));
    return Math.toIntExact(seshat.sessions().get(id(index)).artifactCount());
  }

  private void made(
      String name,
      Seshat sqlite,
      Seshat postgres,
      Function<Seshat, Session> operation,
      Supplier<Object> expected) {
    List<UUID> drawn = new ArrayList<>();
    check(
        name,
        sqlite,
        postgres,
        s -> {
          Session made = operation.apply(s);
          drawn.add(made.id());
          return seen(made);
        },
        expected);
    if (!drawn.isEmpty()) {
      assertThat(drawn.get(0)).isEqualTo(drawn.get(1));
      ids.add(drawn.getFirst());
    }
  }

  private void check(
      String name,
      Seshat sqlite,
      Seshat postgres,
      Function<Seshat, Object> operation,
      Supplier<Object> expected) {
    Object wanted = expected.get();
    assertThat(result(sqlite, operation))
        .as("%s on SQLite (seed %d)", name, SEED)
        .isEqualTo(wanted);
    assertThat(result(postgres, operation))
        .as("%s on PostgreSQL (seed %d)", name, SEED)
        .isEqualTo(wanted);
    (wanted instanceof SeshatException.Code ? refused : succeeded).merge(name, 1, Integer::sum);
  }

  private static Object result(Seshat seshat, Function<Seshat, Object> operation) {
    try {
      return operation.apply(seshat);
    } catch (SeshatException e) {
      return e.code();
    }
  }

  private static Map<String, @Nullable Object> seen(Session session) {
    Map<String, @Nullable Object> json = session.toJson();
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    for (String field :
        List.of(
            "intention",
            "status",
            "outcome",
            "name",
            "version",
            "interaction_count",
            "note_count",
            "artifact_count")) {
      seen.put(field, json.get(field));
    }
    return seen;
  }

  private static Map<String, Object> turn(Interaction interaction) {
    return Map.of("number", interaction.interactionSequence(), "text", interaction.text());
  }

  /// At the end, everything that either store holds: the same to the last field, and what the oracle remembers.
  private void compareAll(Seshat sqlite, Seshat postgres) {
    for (int i = 0; i < ids.size(); i++) {
      assertThat(sqlite.sessions().get(id(i)).toJson())
          .isEqualTo(postgres.sessions().get(id(i)).toJson());
      List<Interaction> turns = sqlite.interactions().page(id(i), null, 1_000).items();
      assertThat(turns).extracting(Interaction::text).isEqualTo(oracle.sessions.get(i).read());
      assertThat(shown(turns))
          .isEqualTo(shown(postgres.interactions().page(id(i), null, 1_000).items()));
      assertThat(sqlite.briefs().brief(id(i), 1_000))
          .isEqualTo(postgres.briefs().brief(id(i), 1_000));
    }
    SessionFilter all = SessionFilter.all().withLimit(1_000);
    assertThat(listed(sqlite.sessions().list(all)))
        .isEqualTo(listed(postgres.sessions().list(all)));
    assertThat(sqlite.audit().after(0, 10)).isEqualTo(postgres.audit().after(0, 10));
    assertThat(sqlite.doctor().examine().problems()).isEmpty();
    assertThat(postgres.doctor().examine().problems()).isEmpty();
  }

  /// Without the rows' own ids, which each database gives as it likes.
  private static List<Map<String, @Nullable Object>> shown(List<Interaction> turns) {
    return turns.stream().map(Interaction::toJson).peek(json -> json.remove("id")).toList();
  }

  private static List<UUID> listed(Page<Session> page) {
    return page.items().stream().map(Session::id).toList();
  }
}
