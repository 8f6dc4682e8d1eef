package dev.seshat.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.audit.AuditEntry;
import dev.seshat.inbox.Missed.Request;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Senders that repeat themselves in any order, and agents that crash while they handle what they were given: nothing is
/// lost, nothing comes out of order, nothing is acknowledged twice.
class InboxConcurrencyTest {
  private static final long SEED = 20_260_115;
  private static final List<String> CHATS = List.of("a", "b", "c");
  private static final int PER_CHAT = 60;
  private static final int TIMES = 3;
  private static final int SENDERS = 3;
  private static final int AGENTS = 4;
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();

  /// By chat the places of the messages in the order in which they were first handled, and how often each was.
  private final Map<String, List<Long>> handled = new HashMap<>();

  private final Map<Long, Integer> times = new HashMap<>();

  @EveryStore
  void nothingIsLostAndNothingOutOfOrder(TestStore test) throws Exception {
    Seshat seshat = test.seshat(clock);
    List<NewMessage> wanted = wanted();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        List<NewMessage> mine = new ArrayList<>();
        Collections.nCopies(TIMES, wanted).forEach(mine::addAll);
        Collections.shuffle(mine, new Random(SEED + i));
        senders.add(threads.submit(() -> mine.forEach(each -> send(seshat.inbox(), each))));
      }
      List<Future<?>> agents = new ArrayList<>();
      for (int i = 0; i < AGENTS; i++) {
        int number = i;
        agents.add(threads.submit(() -> handle(seshat.inbox(), number)));
      }
      for (Future<?> each : senders) {
        each.get(60, TimeUnit.SECONDS);
      }
      for (Future<?> each : agents) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    check(seshat, wanted);
  }

  private List<NewMessage> wanted() {
    Random random = new Random(SEED);
    List<NewMessage> wanted = new ArrayList<>();
    for (String chat : CHATS) {
      for (int i = 0; i < PER_CHAT; i++) {
        NewMessage message =
            NewMessage.of(chat, "Message " + i).withMessageId("m" + i).withSender("ann");
        wanted.add(
            random.nextInt(8) == 0
                ? message.withDeliverAt(clock.instant().plusSeconds(random.nextInt(900)))
                : message);
      }
    }
    return wanted;
  }

  private void send(Inbox inbox, NewMessage message) {
    if (inbox.add(message).isNew()) {
      told.incrementAndGet();
    }
  }

  /// One agent's life, until every message there is to be has been handled.
  private void handle(Inbox inbox, int number) {
    Random random = new Random(SEED * 31 + number);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!isDone(inbox)) {
      assertThat(System.nanoTime()).as("all is handled in time").isLessThan(deadline);
      String chat = CHATS.get(random.nextInt(CHATS.size()));
      Request request = Request.of(chat).withLimit(1 + random.nextInt(8)).withLease(LEASE);
      Missed missed = inbox.missed(number % 2 == 0 ? request.by("agent " + number) : request);
      if (missed.messages().isEmpty()) {
        advance(Duration.ofSeconds(5 + random.nextInt(10)));
        inbox.deliverDue();
      }
      for (Message message : missed.messages()) {
        if (random.nextInt(25) == 0) {
          crashes.incrementAndGet();
          break;
        }
        // one at least, however the threads fall
        if ((refusals.get() == 0 || random.nextInt(40) == 0) && refuse(inbox, message)) {
          break;
        }
        note(message);
        if (random.nextInt(25) == 0) {
          crashes.incrementAndGet();
          break;
        }
        inbox.acknowledge(chat, message.messageId());
      }
    }
  }

  private boolean refuse(Inbox inbox, Message message) {
    try {
      inbox.fail(message.chatId(), message.messageId(), "not now", false);
      refusals.incrementAndGet();
      return true;
    } catch (IllegalTransition e) {
      // somebody else has it by now, or is done with it
      return true;
    }
  }

  private synchronized void advance(Duration time) {
    clock.advance(time);
  }

  private synchronized void note(Message message) {
    if (times.merge(message.id(), 1, Integer::sum) == 1) {
      handled.computeIfAbsent(message.chatId(), c -> new ArrayList<>()).add(message.seq());
    }
  }

  private boolean isDone(Inbox inbox) {
    if (told.get() < CHATS.size() * PER_CHAT) {
      return false;
    }
    for (MessageStatus open : List.of(MessageStatus.PENDING, MessageStatus.PROCESSING)) {
      for (MessageKind kind : List.of(MessageKind.MISSED, MessageKind.SCHEDULED)) {
        MessageFilter filter = new MessageFilter(null, kind, open, null, null, null, 1);
        if (!inbox.list(filter).items().isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private void check(Seshat seshat, List<NewMessage> wanted) {
    List<Message> all = new ArrayList<>();
    for (String chat : CHATS) {
      all.addAll(seshat.inbox().list(MessageFilter.newest(500).inChat(chat)).items());
    }
    List<Message> mine =
        all.stream().filter(each -> each.kind() != MessageKind.NOTIFICATION).toList();
    Set<Long> failed =
        mine.stream()
            .filter(each -> each.status() == MessageStatus.FAILED)
            .map(Message::id)
            .collect(Collectors.toSet());
    assertThat(told.get()).isEqualTo(wanted.size());
    assertThat(mine).hasSize(wanted.size());
    assertThat(mine)
        .allMatch(m -> m.status() == MessageStatus.COMPLETED || failed.contains(m.id()));
    assertThat(mine).allMatch(m -> times.containsKey(m.id()) || failed.contains(m.id()));
    for (String chat : CHATS) {
      List<Long> places =
          all.stream().filter(m -> m.chatId().equals(chat)).map(Message::seq).sorted().toList();
      assertThat(places.getLast()).as("numbers of chat " + chat).isEqualTo(places.size());
      assertThat(handled.get(chat)).as("order of chat " + chat).isSorted();
      assertThat(seshat.inbox().chat(chat).lastSeen()).isEqualTo(places.getLast());
    }
    Set<String> completed = new HashSet<>();
    int acknowledgements = 0;
    for (AuditEntry entry : seshat.audit().export().toList()) {
      if (entry.action().equals("message.completed")) {
        acknowledgements++;
        assertThat(completed.add(entry.entityId())).as(entry.toString()).isTrue();
      }
    }
    assertThat(acknowledgements).isEqualTo(wanted.size() - failed.size());
    assertThat(seshat.audit().verify().intact()).isTrue();
    assertThat(crashes.get()).isPositive();
    assertThat(refusals.get()).isPositive();
    System.out.printf(
        "inbox: %d sendings of %d messages; handled %d times; %d crashes, %d refusals, %d failed for good; %d acknowledged once each (seed %d)%n",
        wanted.size() * TIMES * SENDERS,
        wanted.size(),
        times.values().stream().mapToInt(Integer::intValue).sum(),
        crashes.get(),
        refusals.get(),
        failed.size(),
        acknowledgements,
        SEED);
  }
}
