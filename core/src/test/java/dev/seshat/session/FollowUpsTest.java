package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditQuery;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.util.List;
import java.util.UUID;

/// What a page of many sessions asks for at once.
class FollowUpsTest {
  private static final NewNote TO_DO =
      new NewNote("concern", "Ask about the river", false, true, null, null, null, null);

  @EveryStore
  void whatIsLeftToDoIsFoundInSessionsThatAreInUse(TestStore test) {
    Seshat seshat = test.seshat();
    Session open = seshat.sessions().create(NewSession.of("Open"));
    Session ended = seshat.sessions().start(NewSession.of("Ended").name("The end"));
    Session dropped = seshat.sessions().create(NewSession.of("Dropped"));
    Note note = seshat.notes().add(open.id().toString(), TO_DO);
    seshat.notes().add(open.id().toString(), NewNote.of("concern", "Nothing to do"));
    seshat.notes().add(dropped.id().toString(), TO_DO);
    seshat
        .sessions()
        .update(
            ended.id().toString(),
            SessionChange.none()
                .set(SessionField.NEEDS_FOLLOWUP, true)
                .set(SessionField.FOLLOWUP_NOTES, "Read it again"),
            null);
    seshat.sessions().cancel(dropped.id().toString(), Ending.none());
    List<FollowUp> found = seshat.followUps().newest(10);
    assertThat(found)
        .extracting(FollowUp::title, FollowUp::text, FollowUp::noteId)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("Open", "Ask about the river", note.id()),
            org.assertj.core.groups.Tuple.tuple("The end", "Read it again", null));
    assertThat(seshat.followUps().newest(1)).hasSize(1);
  }

  @EveryStore
  void whatWasDoneIsLeftNoMore(TestStore test) {
    Seshat seshat = test.seshat();
    String session = seshat.sessions().create(NewSession.of("Open")).id().toString();
    Note note = seshat.notes().add(session, TO_DO);
    Note plain = seshat.notes().add(session, NewNote.of("concern", "Nothing to do"));
    Note done = seshat.as("ann").followUps().setDone(note.id(), true);
    assertThat(done.followedUpAt()).isNotNull();
    assertThat(done.requiresFollowup()).isTrue();
    assertThat(seshat.followUps().setDone(note.id(), true)).isEqualTo(done);
    assertThat(seshat.followUps().newest(10)).isEmpty();
    assertThat(seshat.followUps().setDone(note.id(), false).isToFollowUp()).isTrue();
    assertThat(seshat.followUps().newest(10)).hasSize(1);
    assertThatThrownBy(() -> seshat.followUps().setDone(plain.id(), true))
        .isInstanceOf(IllegalTransition.class);
    assertThatThrownBy(() -> seshat.followUps().setDone(new UUID(7, 7), true))
        .isInstanceOf(NotFound.class);
    assertThat(seshat.audit().find(AuditQuery.newest(2)))
        .extracting(e -> e.actor() + " " + e.action())
        .containsExactly("local note.reopened", "ann note.followed_up");
  }

  @EveryStore
  void sessionsAreReadManyAtOnce(TestStore test) {
    Seshat seshat = test.seshat();
    UUID one = seshat.sessions().create(NewSession.of("One")).id();
    UUID two = seshat.sessions().create(NewSession.of("Two")).id();
    assertThat(seshat.sessions().getAll(List.of(two, new UUID(1, 2), one, two)))
        .extracting(Session::id)
        .containsExactly(two, one);
    assertThat(seshat.sessions().getAll(List.of())).isEmpty();
  }

  @EveryStore
  void aSessionCountsWhatIsALowerBound(TestStore test) {
    Seshat seshat = test.seshat();
    UUID id = seshat.sessions().create(NewSession.of("Spend")).id();
    NewUsage usage =
        NewUsage.of("Anthropic", "claude-haiku-4-5-20251001", TokenCounts.of(100, 10))
            .withSession(id);
    seshat.usage().record(usage);
    seshat.usage().record(usage.withIncomplete(true));
    assertThat(seshat.sessions().get(id.toString()).get(SessionField.LOWER_BOUND_COUNT))
        .isEqualTo(1);
    assertThat(seshat.usage().recount()).isEmpty();
  }

  @EveryStore
  void theLogIsAskedByActionAndKnowsItsActors(TestStore test) {
    Seshat seshat = test.seshat();
    Session session = seshat.sessions().start(NewSession.of("Work"));
    seshat.as("ann").notes().add(session.id().toString(), NewNote.of("insight", "Hm"));
    seshat.as("ben").notes().add(session.id().toString(), NewNote.of("insight", "Ah"));
    AuditQuery notes = new AuditQuery(null, "note.add", null, null, null, null, null, null, 10);
    assertThat(seshat.audit().find(notes)).extracting(e -> e.actor()).containsExactly("ben", "ann");
    assertThat(seshat.audit().actors()).containsExactly("ann", "ben", "local");
  }

  @EveryStore
  void aStoreSaysWhatItIs(TestStore test) {
    var about = test.seshat().about();
    assertThat(about.kind()).startsWith(test.isSqlite() ? "SQLite 3." : "PostgreSQL ");
    assertThat(about.where()).isEqualTo(test.isSqlite() ? test.where() : "database postgres");
    assertThat(about.workspace()).isEqualTo(test.isSqlite() ? "this file" : test.workspace());
    assertThat(about.schemaVersion()).isPositive();
    assertThat(about.bytes()).isGreaterThan(10_000);
  }
}
