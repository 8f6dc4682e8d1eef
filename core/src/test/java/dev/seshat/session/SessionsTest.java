package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What sessions promise, on every store.
final class SessionsTest {
  private static final Map<SessionStatus, Set<SessionStatus>> ALLOWED =
      Map.of(
          SessionStatus.SCHEDULED, Set.of(SessionStatus.ACTIVE, SessionStatus.CANCELLED),
          SessionStatus.ACTIVE,
              Set.of(
                  SessionStatus.PAUSED,
                  SessionStatus.COMPLETED,
                  SessionStatus.FAILED,
                  SessionStatus.CANCELLED),
          SessionStatus.PAUSED,
              Set.of(
                  SessionStatus.ACTIVE,
                  SessionStatus.COMPLETED,
                  SessionStatus.CANCELLED,
                  SessionStatus.ARCHIVED),
          SessionStatus.COMPLETED, Set.of(SessionStatus.ARCHIVED, SessionStatus.ACTIVE),
          SessionStatus.FAILED,
              Set.of(SessionStatus.ACTIVE, SessionStatus.CANCELLED, SessionStatus.ARCHIVED),
          SessionStatus.CANCELLED, Set.of(SessionStatus.ARCHIVED),
          SessionStatus.ARCHIVED, Set.of(SessionStatus.ACTIVE));

  private static String id(Session session) {
    return session.id().toString();
  }

  @EveryStore
  void aChainReachesToTheLastThatGoesOn(TestStore store) {
    Sessions sessions = store.seshat().sessions();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      NewSession made = NewSession.of("Part " + i);
      UUID id =
          sessions
              .create(
                  i == 0
                      ? made
                      : made.with(SessionField.PREVIOUS_SESSION_ID, UUID.fromString(ids.getLast())))
              .id();
      ids.add(id.toString());
    }
    for (String each : ids) {
      assertThat(sessions.chain(each)).map(chained -> chained.id().toString()).isEqualTo(ids);
    }
  }

  @EveryStore
  void aNewSessionIsScheduledAndKeepsWhatItWasGiven(TestStore test) {
    Seshat seshat = test.seshat();
    Session made =
        seshat
            .sessions()
            .create(
                NewSession.of("Capture childhood scenes")
                    .kind("interview")
                    .name("Boston")
                    .project("Life of Ada")
                    .tags("boston", "childhood")
                    .constraints("30 minutes at most")
                    .successIndicators(
                        new Indicator("Three scenes", "artifacts('scene_capture') >= 3"))
                    .with(SessionField.CONTEXT, Map.of("photo", "p1", "n", 3))
                    .with(SessionField.PRIORITY_LEVEL, 2));
    Session read = seshat.sessions().get(made.shortId());
    assertThat(read.toJson()).isEqualTo(made.toJson());
    assertThat(read.status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(read.project()).isEqualTo("Life of Ada");
    assertThat(read.tags()).containsExactly("boston", "childhood");
    assertThat(read.context()).containsEntry("photo", "p1").containsEntry("n", 3);
    assertThat(read.successIndicators())
        .containsExactly(new Indicator("Three scenes", "artifacts('scene_capture') >= 3"));
    assertThat(read.startedAt()).isNull();
    assertThat(read.shortId()).isEqualTo(read.id().toString().substring(0, 8));
    assertThat(read.id().version()).isEqualTo(4);
  }

  @EveryStore
  void everyTransitionIsAllowedOrRefusedAsTheTableSays(TestStore test) {
    Seshat seshat = test.seshat(new TestClock());
    for (SessionStatus from : SessionStatus.values()) {
      for (SessionStatus to : SessionStatus.values()) {
        Session session = inState(seshat, from);
        if (ALLOWED.getOrDefault(from, Set.of()).contains(to)) {
          assertThat(seshat.sessions().move(id(session), to, Ending.none(), null).status())
              .isEqualTo(to);
        } else {
          assertThatThrownBy(() -> seshat.sessions().move(id(session), to, Ending.none(), null))
              .isInstanceOf(IllegalTransition.class)
              .hasMessageContaining(from.word())
              .hasMessageContaining(to.word());
          assertThat(seshat.sessions().get(id(session)).toJson()).isEqualTo(session.toJson());
        }
      }
    }
  }

  private static Session inState(Seshat seshat, SessionStatus state) {
    Session made = seshat.sessions().create(NewSession.of("to be " + state.word()));
    List<SessionStatus> way =
        switch (state) {
          case SCHEDULED -> List.of();
          case ACTIVE -> List.of(SessionStatus.ACTIVE);
          case PAUSED -> List.of(SessionStatus.ACTIVE, SessionStatus.PAUSED);
          case COMPLETED -> List.of(SessionStatus.ACTIVE, SessionStatus.COMPLETED);
          case FAILED -> List.of(SessionStatus.ACTIVE, SessionStatus.FAILED);
          case CANCELLED -> List.of(SessionStatus.CANCELLED);
          case ARCHIVED -> List.of(SessionStatus.CANCELLED, SessionStatus.ARCHIVED);
        };
    way.forEach(step -> seshat.sessions().move(id(made), step, Ending.none(), null));
    return seshat.sessions().get(id(made));
  }

  @EveryStore
  void activeTimeLeavesPausesOutAndResumingKeepsTheStart(TestStore test) {
    TestClock clock = new TestClock();
    Seshat seshat = test.seshat(clock);
    Session session = seshat.sessions().start(NewSession.of("Work"));
    Instant started = clock.instant();
    clock.advance(Duration.ofMinutes(10));
    seshat.sessions().pause(id(session));
    clock.advance(Duration.ofHours(5));
    seshat.sessions().activate(id(session));
    clock.advance(Duration.ofMinutes(7));
    assertThat(seshat.sessions().get(id(session)).activeTime()).isEqualTo(Duration.ofMinutes(17));
    Session done = seshat.sessions().complete(id(session), Ending.none());
    assertThat(done.startedAt()).isEqualTo(started);
    assertThat(done.activeTime()).isEqualTo(Duration.ofMinutes(17));
    assertThat(done.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(done.summary()).contains("Goal: Work").contains("17 min active");
  }

  @EveryStore
  void activatingAnotherPausesTheOneInFocus(TestStore test) {
    Seshat seshat = test.seshat();
    Session first = seshat.sessions().start(NewSession.of("First"));
    Session second = seshat.sessions().start(NewSession.of("Second"));
    assertThat(seshat.sessions().get(id(first)).status()).isEqualTo(SessionStatus.PAUSED);
    assertThat(seshat.sessions().get("current").id()).isEqualTo(second.id());
    Seshat other = seshat.as("ada");
    Session third = other.sessions().start(NewSession.of("Ada's"));
    assertThat(seshat.sessions().get("current").id()).isEqualTo(second.id());
    assertThat(other.sessions().get("current").id()).isEqualTo(third.id());
    seshat.sessions().complete("current", Ending.none());
    assertThatThrownBy(() -> seshat.sessions().get("current")).isInstanceOf(NotFound.class);
    assertThat(seshat.focus().current()).isEmpty();
    assertThat(other.focus().current().orElseThrow().context()).containsEntry("intention", "Ada's");
  }

  @EveryStore
  void aReferenceMayBeAPrefixAsLongAsItNamesOne(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().create(NewSession.of("One"));
    String id = id(session);
    for (int length : new int[] {4, 8, 9, 13, 30, 36}) {
      assertThat(seshat.sessions().get(id.substring(0, length)).id()).isEqualTo(session.id());
    }
    assertThat(seshat.sessions().get(id.toUpperCase(java.util.Locale.ROOT)).id())
        .isEqualTo(session.id());
    for (String wrong :
        List.of("", "abc", "zzzz", "%", "____", id + "0", "0000-", UUID.randomUUID().toString())) {
      assertThatThrownBy(() -> seshat.sessions().get(wrong)).isInstanceOf(NotFound.class);
    }
  }

  @EveryStore
  void anAmbiguousPrefixIsRefused(TestStore test) {
    // chance that repeats its first half: ids that begin alike
    try (Seshat seshat =
        test.seshat(
            new TestClock(),
            new java.util.random.RandomGenerator() {
              private long next = 0x1234_5678_9ABCL << 16;

              @Override
              public long nextLong() {
                next += 1L << 32;
                return next;
              }
            })) {
      Session one = seshat.sessions().create(NewSession.of("One"));
      Session two = seshat.sessions().create(NewSession.of("Two"));
      assertThat(two.shortId())
          .isNotEqualTo(one.shortId())
          .startsWith(one.shortId().substring(0, 4));
      assertThatThrownBy(() -> seshat.sessions().get(one.shortId().substring(0, 4)))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("several");
      assertThat(seshat.sessions().get(two.shortId()).id()).isEqualTo(two.id());
    }
  }

  @EveryStore
  void aStaleVersionIsRefusedAndNothingIsWritten(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().create(NewSession.of("One"));
    SessionChange rename = SessionChange.none().set(SessionField.NAME, "First");
    Session renamed = seshat.sessions().update(id(session), rename, session.version());
    assertThat(renamed.name()).isEqualTo("First");
    assertThatThrownBy(() ->
            seshat
                .sessions()
                .update(
                    id(session),
                    SessionChange.none().set(SessionField.NAME, "Second"),
                    session.version()))
        .isInstanceOf(Conflict.class);
    assertThat(seshat.sessions().get(id(session)).name()).isEqualTo("First");
    Session cleared =
        seshat.sessions().update(id(session), SessionChange.none().clear(SessionField.NAME), null);
    assertThat(cleared.name()).isNull();
  }

  @EveryStore
  void badInputIsRefusedWithThePathAndWritesNothing(TestStore test) {
    Seshat seshat = test.seshat();
    Map<String, Map<String, ? extends @Nullable Object>> bad =
        Map.ofEntries(
            Map.entry("intention", Map.of()),
            Map.entry("intention:", Map.of("intention", "  ")),
            Map.entry("intention: must be a text", Map.of("intention", 7)),
            Map.entry("intention: has", Map.of("intention", "a\0b")),
            Map.entry("name", Map.of("intention", "x", "name", "n".repeat(201))),
            Map.entry("kind", Map.of("intention", "x", "kind", "Not A Word")),
            Map.entry("priority_level", Map.of("intention", "x", "priority_level", 9)),
            Map.entry("success_rating", Map.of("intention", "x", "success_rating", 0)),
            Map.entry("tags[0]", Map.of("intention", "x", "tags", List.of(1))),
            Map.entry("scheduled_at", Map.of("intention", "x", "scheduled_at", "tomorrow")),
            Map.entry(
                "scheduled_at:",
                Map.of("intention", "x", "scheduled_at", "+99999-01-01T00:00:00Z")),
            Map.entry(
                "success_indicators[0].check",
                Map.of(
                    "intention",
                    "x",
                    "success_indicators",
                    List.of(Map.of("text", "t", "check", "rm -rf")))),
            Map.entry("status", Map.of("intention", "x", "status", "active")),
            Map.entry("nonsense", Map.of("intention", "x", "nonsense", 1)),
            Map.entry("id", Map.of("intention", "x", "id", UUID.randomUUID().toString())));
    bad.forEach((path, json) ->
        assertThatThrownBy(() -> seshat.sessions().create(NewSession.fromJson(json)))
            .as("%s", json)
            .isInstanceOf(Invalid.class)
            .hasMessageStartingWith(path));
    assertThatThrownBy(() ->
            seshat
                .sessions()
                .create(
                    NewSession.of("x").with(SessionField.PREVIOUS_SESSION_ID, UUID.randomUUID())))
        .isInstanceOf(Invalid.class);
    assertThat(seshat.sessions().list(SessionFilter.all()).items()).isEmpty();
    assertThat(seshat.audit().newest()).isZero();
  }

  @EveryStore
  void aListIsPagedWithoutGapsWhileSessionsAreAdded(TestStore test) {
    TestClock clock = new TestClock();
    Seshat seshat = test.seshat(clock);
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // several share a moment, so that the id has to order them
      if (i % 4 == 0) {
        clock.advance(Duration.ofSeconds(1));
      }
      made.add(
          seshat
              .sessions()
              .create(
                  NewSession.of("s" + i).kind(i % 2 == 0 ? "chat" : "coding").project("p" + i % 3))
              .id());
    }
    List<UUID> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Session> page =
          seshat.sessions().list(SessionFilter.all().withLimit(4).withCursor(cursor));
      page.items().forEach(session -> seen.add(session.id()));
      cursor = page.next();
      clock.advance(Duration.ofSeconds(1));
      seshat.sessions().create(NewSession.of("meanwhile"));
    } while (cursor != null);
    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
    assertThat(
            seshat
                .sessions()
                .list(SessionFilter.all().withKind("coding").withProject("p1").withLimit(100))
                .items())
        .hasSize(4)
        .allSatisfy(session -> assertThat(session.project()).isEqualTo("p1"));
    assertThatThrownBy(() -> seshat.sessions().list(SessionFilter.all().withCursor("garbage")))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void anEndedSessionTakesNotesOnly(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Done soon"));
    seshat.sessions().complete(id(session), Ending.of(Outcome.PARTIAL));
    assertThatThrownBy(
            () -> seshat.interactions().append(id(session), NewInteraction.message("user", "more")))
        .isInstanceOf(IllegalTransition.class)
        .hasMessageContaining("completed");
    assertThatThrownBy(() -> seshat.artifacts().add(id(session), NewArtifact.of("plan", "n", "c")))
        .isInstanceOf(IllegalTransition.class);
    seshat.notes().add(id(session), NewNote.of("insight", "It was the cache."));
    Session read = seshat.sessions().get(id(session));
    assertThat(read.noteCount()).isEqualTo(1);
    assertThat(read.interactionCount()).isZero();
    assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @EveryStore
  void aForkReadsItsParentUpToTheForkAndGoesOn(TestStore test) {
    Seshat seshat = test.seshat();
    Session parent = seshat.sessions().start(NewSession.of("Parent").project("p"));
    for (int i = 1; i <= 5; i++) {
      seshat.interactions().append(id(parent), NewInteraction.message("user", "parent " + i));
    }
    Session fork = seshat.sessions().fork(id(parent), 3L, "Another way");
    seshat.interactions().append(id(fork), NewInteraction.message("user", "fork 4"));
    seshat.interactions().append(id(parent), NewInteraction.message("user", "parent 6"));
    Session forkOfFork = seshat.sessions().fork(id(fork), 2L, null);
    seshat.interactions().append(id(forkOfFork), NewInteraction.message("user", "deep 3"));
    assertThat(texts(seshat, fork))
        .containsExactly("1 parent 1", "2 parent 2", "3 parent 3", "4 fork 4");
    assertThat(texts(seshat, forkOfFork)).containsExactly("1 parent 1", "2 parent 2", "3 deep 3");
    assertThat(seshat.interactions().last(id(fork), 2))
        .extracting(Interaction::text)
        .containsExactly("parent 3", "fork 4");
    assertThat(seshat.sessions().get(id(fork)).project()).isEqualTo("p");
    assertThatThrownBy(() -> seshat.sessions().fork(id(parent), 7L, null))
        .isInstanceOf(Invalid.class);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  private static List<String> texts(Seshat seshat, Session session) {
    return seshat.interactions().page(id(session), null, 100).items().stream()
        .map(i -> i.interactionSequence() + " " + i.text())
        .toList();
  }
}
