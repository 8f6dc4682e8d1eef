package dev.seshat.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.inbox.Missed.Request;
import dev.seshat.retention.RetentionRule;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the inbox promises, one sentence at a time.
class InboxTest {
  private final TestClock clock = new TestClock();

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  private static NewMessage message(String chat, String id, String text) {
    return NewMessage.of(chat, text).withMessageId(id);
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(Message::text).toList();
  }

  private static void send(Inbox inbox, String... texts) {
    for (String text : texts) {
      inbox.add(message("c", text, text));
    }
  }

  @EveryStore
  void whatWasMissedComesInOrderUntilItIsAcknowledged(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "one", "two", "three");
    Missed missed = inbox.missed(Request.of("c").withLimit(2));
    assertThat(texts(missed.messages())).containsExactly("one", "two");
    assertThat(missed.messages()).allMatch(m -> m.status() == MessageStatus.PROCESSING);
    assertThat(missed.more()).isTrue();
    assertThat(missed.leaseUntil()).isEqualTo(in(Duration.ofMinutes(5)));
    assertThat(inbox.acknowledge("c", "one").status()).isEqualTo(MessageStatus.COMPLETED);
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(1);
    inbox.acknowledge("c", "two");
    assertThat(texts(inbox.missed("c").messages())).containsExactly("three");
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(2);
    inbox.acknowledge("c", "three");
    assertThat(inbox.missed("c").messages()).isEmpty();
    assertThat(inbox.missed("nothing was ever said here").messages()).isEmpty();
    assertThat(inbox.chat("c"))
        .satisfies(chat -> {
          assertThat(chat.lastSeen()).isEqualTo(3);
          assertThat(chat.leaseOwner()).isNull();
          assertThat(chat.toHandle()).isZero();
        });
  }

  @EveryStore
  void aChatTakesEachMessageOnce(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    assertThat(inbox.add(message("c", "1", "hello")).isNew()).isTrue();
    assertThat(inbox.add(message("c", "1", "hello")).isNew()).isFalse();
    assertThat(inbox.add(message("d", "1", "hello")).isNew()).isTrue();
    assertThatThrownBy(() -> inbox.add(message("c", "1", "another text")))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("chat 'c' has another message '1'");
    assertThat(inbox.get("c", "1").text()).isEqualTo("hello");
    inbox.missed("c");
    inbox.acknowledge("c", "1");
    assertThat(inbox.add(message("c", "1", "hello")).message().status())
        .isEqualTo(MessageStatus.COMPLETED);
    assertThat(inbox.missed("c").messages()).isEmpty();
  }

  @EveryStore
  void anotherFeatureTellsThingsOnceInItsOwnTransaction(TestStore test) {
    Seshat seshat = test.seshat(clock);
    NewMessage done = NewMessage.notification("inbox", "promise:1:completed", "Done");
    List<Boolean> added = new ArrayList<>();
    try (var store = test.store()) {
      dev.seshat.store.Scope scope = new dev.seshat.store.Scope(store, "worker");
      Inbox inbox = new Inbox(scope);
      for (int i = 0; i < 2; i++) {
        added.add(store.write(tx -> inbox.addIn(tx, done)));
      }
      NewMessage other = NewMessage.notification("inbox", "promise:1:completed", "Said otherwise");
      added.add(store.write(tx -> inbox.addIn(tx, other)));
      assertThatThrownBy(() ->
              store.write(tx -> {
                inbox.addIn(tx, NewMessage.notification("inbox", "promise:2:failed", "Lost"));
                throw new IllegalStateException("the settlement fails");
              }))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(added).containsExactly(true, false, false);
    assertThat(texts(seshat.inbox().list(MessageFilter.newest(10)).items()))
        .containsExactly("Done");
  }

  @EveryStore
  void oneAgentAtATimeHasAChat(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "one", "two", "three");
    inbox.missed(Request.of("c").withLimit(1).by("a"));
    Missed other = inbox.missed(Request.of("c").by("b"));
    assertThat(other.messages()).isEmpty();
    assertThat(other.busyUntil()).isEqualTo(in(Duration.ofMinutes(5)));
    assertThat(inbox.missed("c").busyUntil()).isNotNull();
    clock.advance(Duration.ofMinutes(5));
    Missed after = inbox.missed(Request.of("c").by("b"));
    assertThat(texts(after.messages())).containsExactly("one", "two", "three");
    assertThat(after.messages()).extracting(Message::attempts).containsExactly(1, 0, 0);
    assertThat(after.messages().getFirst().errorMessage())
        .isEqualTo("was given to a, who never acknowledged it");
  }

  @EveryStore
  void anAcknowledgementPutsTheEndOfTheLeaseOff(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "one", "two");
    inbox.missed("c");
    clock.advance(Duration.ofMinutes(4));
    inbox.acknowledge("c", "one");
    clock.advance(Duration.ofMinutes(4));
    assertThat(inbox.missed("c").busyUntil()).isEqualTo(in(Duration.ofMinutes(1)));
  }

  @EveryStore
  void whoeverCrashedGetsThemAgainAtOnceByTheSameName(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "one", "two");
    inbox.missed(Request.of("c").by("bot"));
    assertThat(texts(inbox.missed(Request.of("c").by("bot")).messages()))
        .containsExactly("one", "two");
  }

  @EveryStore
  void whatFailsComesFirstAgainAndAfterFiveTriesNoMore(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Inbox inbox = seshat.inbox();
    send(inbox, "bad", "good");
    for (int i = 1; i < Handling.MAX_ATTEMPTS; i++) {
      assertThat(texts(inbox.missed("c").messages())).containsExactly("bad", "good");
      Message failed = inbox.fail("c", "bad", "no such tool", false);
      assertThat(failed.status()).isEqualTo(MessageStatus.PENDING);
      assertThat(failed.attempts()).isEqualTo(i);
    }
    inbox.missed("c");
    assertThat(inbox.fail("c", "bad", "no such tool", false).status())
        .isEqualTo(MessageStatus.FAILED);
    assertThat(inbox.get("c", "good").status()).isEqualTo(MessageStatus.PROCESSING);
    inbox.acknowledge("c", "good");
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(3);
    Message told = inbox.list(MessageFilter.unread(10)).items().getFirst();
    assertThat(told.text()).isEqualTo("A message of local could not be handled: no such tool");
    assertThat(told.about()).isEqualTo("message:" + inbox.get("c", "bad").id());
    inbox.retry(inbox.get("c", "bad").id());
    assertThat(texts(inbox.missed("c").messages())).containsExactly("bad");
    assertThat(inbox.fail("c", "bad", "never", true).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(3);
  }

  @EveryStore
  void aMessageThatCrashesItsReaderFailsAndTakesNoOtherWithIt(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "poison", "good", "better");
    for (int i = 0; i < Handling.MAX_ATTEMPTS; i++) {
      assertThat(inbox.missed("c").messages()).hasSize(3);
      clock.advance(Duration.ofMinutes(6));
    }
    assertThat(texts(inbox.missed("c").messages())).containsExactly("good", "better");
    assertThat(inbox.get("c", "poison").status()).isEqualTo(MessageStatus.FAILED);
    assertThat(inbox.get("c", "good").attempts()).isZero();
  }

  @EveryStore
  void allUpToOneIsAcknowledgedAtOnce(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    send(inbox, "one", "two", "three");
    inbox.add(NewMessage.notification("c", "news", "News"));
    inbox.missed("c");
    assertThat(inbox.acknowledgeUpTo("c", "two")).isEqualTo(2);
    assertThat(inbox.acknowledgeUpTo("c", "two")).isZero();
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(2);
    assertThat(inbox.acknowledgeUpTo("c", "news")).isEqualTo(1);
    assertThat(inbox.unread()).isEqualTo(1);
    assertThat(inbox.chat("c").lastSeen()).isEqualTo(4);
  }

  @EveryStore
  void whatIsScheduledIsSeenAtItsTimeAndNotBefore(TestStore test) {
    Seshat seshat = test.seshat(clock);
    Inbox inbox = seshat.inbox();
    Message later =
        inbox.add(message("c", "later", "later").withDeliverAt(in(Duration.ofHours(2)))).message();
    inbox.add(message("c", "sooner", "sooner").withDeliverAt(in(Duration.ofHours(1))));
    inbox.add(message("c", "now", "now"));
    assertThat(later.kind()).isEqualTo(MessageKind.SCHEDULED);
    assertThat(later.isDelivered()).isFalse();
    assertThat(texts(inbox.list(MessageFilter.newest(10)).items())).containsExactly("now");
    assertThat(texts(inbox.list(MessageFilter.waiting(10)).items()))
        .containsExactly("later", "sooner");
    assertThat(inbox.deliverDue()).isZero();
    assertThatThrownBy(() -> inbox.acknowledge("c", "later")).isInstanceOf(IllegalTransition.class);
    clock.advance(Duration.ofHours(3));
    assertThat(inbox.deliverDue()).isEqualTo(2);
    assertThat(inbox.deliverDue()).isZero();
    assertThat(texts(inbox.missed("c").messages())).containsExactly("now", "sooner", "later");
    assertThat(inbox.get(later.id()).seq()).isEqualTo(3);
    AuditQuery delivered =
        new AuditQuery(null, "message.delivered", null, null, null, null, null, null, 10);
    assertThat(seshat.audit().find(delivered))
        .extracting(AuditEntry::entityId)
        .contains(String.valueOf(later.id()))
        .hasSize(2);
  }

  @EveryStore
  void askingForWhatWasMissedNeedsNoSteward(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    inbox.add(message("c", "later", "later").withDeliverAt(in(Duration.ofHours(2))));
    assertThat(inbox.missed("c").messages()).isEmpty();
    clock.advance(Duration.ofHours(2));
    assertThat(texts(inbox.missed("c").messages())).containsExactly("later");
  }

  @EveryStore
  void whatNobodyHasSeenCanBeTakenBack(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    Message later =
        inbox.add(message("c", "x", "x").withDeliverAt(in(Duration.ofHours(2)))).message();
    inbox.withdraw(later.id());
    assertThatThrownBy(() -> inbox.get(later.id())).isInstanceOf(NotFound.class);
    Message seen = inbox.add(message("c", "y", "y")).message();
    assertThatThrownBy(() -> inbox.withdraw(seen.id())).isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void newsIsReadByAPersonAndIsNoAgentsToHandle(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(
          inbox
              .add(NewMessage.notification(i < 3 ? "inbox" : "c", "n" + i, "News " + i))
              .message()
              .id());
    }
    assertThat(inbox.missed("inbox").messages()).isEmpty();
    assertThat(inbox.unread()).isEqualTo(5);
    assertThat(inbox.chat("inbox").unread()).isEqualTo(3);
    assertThat(inbox.read(List.of(ids.get(0), ids.get(1), ids.get(0)))).isEqualTo(2);
    assertThat(inbox.read(List.of(ids.get(0)))).isZero();
    assertThat(inbox.get(ids.get(0)).completedBy()).isEqualTo("local");
    assertThat(inbox.chat("inbox").unread()).isEqualTo(1);
    assertThat(inbox.readAll("inbox")).isEqualTo(1);
    assertThat(inbox.unread()).isEqualTo(2);
    assertThat(inbox.readAll(null)).isEqualTo(2);
    assertThat(inbox.readAll(null)).isZero();
    Message ordinary = inbox.add(message("c", "m", "hello")).message();
    assertThatThrownBy(() -> inbox.read(List.of(ordinary.id())))
        .isInstanceOf(IllegalTransition.class);
    assertThatThrownBy(() -> inbox.read(List.of(-1L))).isInstanceOf(NotFound.class);
  }

  @EveryStore
  void listsAreReadInPagesThatMissNothing(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    for (int i = 0; i < 25; i++) {
      inbox.add(message("c" + i % 7, "m" + i, "Message " + i));
      clock.advance(Duration.ofMillis(i % 3));
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      var page = inbox.list(MessageFilter.newest(4).after(cursor));
      seen.addAll(texts(page.items()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen.getFirst()).isEqualTo("Message 24");
    List<String> chats = new ArrayList<>();
    do {
      var page = inbox.chats(cursor, 2);
      page.items().forEach(chat -> chats.add(chat.chatId()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(chats).hasSize(7).doesNotHaveDuplicates();
    assertThat(chats.getFirst()).isEqualTo("c3");
    assertThatThrownBy(() -> inbox.list(MessageFilter.newest(4).after("x_y")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> inbox.chats("99999999999999999999_c", 4)).isInstanceOf(Invalid.class);
  }

  @EveryStore
  void aChatKeepsWhatAnAgentWantsToKnowOfIt(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    inbox.setChat("telegram/42", "Family", Map.of("update_id", 17));
    Chat chat = inbox.setChat("telegram/42", null, Map.of("update_id", 18));
    assertThat(chat.title()).isEqualTo("Family");
    assertThat(chat.toJson()).containsEntry("state", Map.of("update_id", 18));
    assertThatThrownBy(() -> inbox.setChat("x", null, Map.of("a", "b".repeat(70_000))))
        .isInstanceOf(Invalid.class);
    inbox.add(message("telegram/42", "1", "hello"));
    inbox.eraseChat("telegram/42");
    assertThatThrownBy(() -> inbox.chat("telegram/42")).isInstanceOf(NotFound.class);
    assertThat(inbox.list(MessageFilter.newest(10)).items()).isEmpty();
  }

  @EveryStore
  void aSessionTakesItsMessagesWithIt(TestStore test) throws Exception {
    Seshat seshat = test.seshat(clock);
    Inbox inbox = seshat.inbox();
    Session session = seshat.sessions().start(NewSession.of("Talk"));
    inbox.add(message("c", "1", "of the ferryman").withSession(session.id()));
    inbox.add(message("c", "2", "of nothing"));
    inbox.add(message("c", "3", "of no session").withSession(new java.util.UUID(4, 4)));
    assertThat(inbox.get("c", "1").sessionId()).isEqualTo(session.id());
    assertThat(inbox.get("c", "3").sessionId()).isNull();
    String ref = session.id().toString();
    seshat.sessions().cancel(ref, dev.seshat.session.Ending.none());
    seshat.sessions().archive(ref);
    seshat.retention().set(new RetentionRule("*", null, 0));
    clock.advance(Duration.ofDays(1));
    assertThat(seshat.retention().apply().erased()).isEqualTo(1);
    assertThat(texts(inbox.missed("c").messages())).containsExactly("of nothing", "of no session");
    assertThat(dev.seshat.testing.AllText.holding(test, "ferryman")).isEmpty();
  }

  @EveryStore
  void hostileTextIsKeptAsItIsOrRefused(TestStore test) {
    Inbox inbox = test.seshat(clock).inbox();
    String odd = "'; DROP TABLE messages; -- \u202e\u200b<script>%_\\ \ud83d\ude00";
    inbox.add(message(odd, odd, odd));
    assertThat(inbox.get(odd, odd).text()).isEqualTo(odd);
    assertThat(inbox.chats(null, 10).items()).extracting(Chat::chatId).containsExactly(odd);
    for (String bad : List.of("", "  ", "a\u0000b", "\ud800")) {
      assertThatThrownBy(() -> NewMessage.of("c", bad)).isInstanceOf(Invalid.class);
      assertThatThrownBy(() -> NewMessage.of(bad, "text")).isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> NewMessage.of("c", "x".repeat(100_001))).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> NewMessage.of("c", "x").withMessageId("i".repeat(201)))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void theDoctorFindsChatsThatAreWrong(TestStore test) {
    Seshat seshat = test.seshat(clock);
    send(seshat.inbox(), "a", "b", "c");
    seshat.inbox().add(NewMessage.of("late", "x").withDeliverAt(clock.instant().plusSeconds(60)));
    seshat.inbox().missed("c");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    assertThat(seshat.doctor().examine().checked()).containsEntry("messages", 4L);
    clock.advance(Duration.ofHours(2));
    assertThat(wrong(seshat))
        .containsExactly("late: has messages that were due over an hour ago; no steward runs");
    seshat.inbox().deliverDue();
    assertThat(wrong(seshat)).isEmpty();
    spoil(test, "UPDATE chats SET last_seen = 9 WHERE chat_id = 'late'");
    assertThat(wrong(seshat)).containsExactly("late: has seen more than it has given numbers");
    spoil(test, "UPDATE chats SET last_seen = 0, last_seq = 0 WHERE chat_id = 'late'");
    assertThat(wrong(seshat))
        .containsExactly("late: has messages of higher numbers than it has given");
    spoil(test, "UPDATE chats SET last_seq = 1 WHERE chat_id = 'late'");
    spoil(test, "UPDATE messages SET seq = 1 WHERE chat_id = 'c'");
    spoil(test, "UPDATE chats SET lease_owner = NULL WHERE chat_id = 'c'");
    assertThat(wrong(seshat))
        .containsExactly(
            "c: has two messages of one number; it has messages with an agent, and no lease under which they are");
  }

  private static List<String> wrong(Seshat seshat) {
    return seshat.doctor().examine().problems().stream()
        .filter(each -> each.check().equals("inbox"))
        .map(each -> each.subject() + ": " + each.message())
        .toList();
  }

  private static void spoil(TestStore test, String sql) {
    test.store().write(tx -> tx.update(sql));
  }
}
