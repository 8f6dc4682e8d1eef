package dev.seshat.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.NewMessage;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed over its promises, and started again: it finishes them, and tells of each once.
class RestartTest {
  private static final int BACKUPS = 10;

  @TempDir Path directory;
  private final Programs programs = new Programs();

  @AfterEach
  void stop() throws InterruptedException {
    programs.close();
  }

  private static NewPromise backup(Path copies) {
    return NewPromise.of("backup", "Copy the store")
        .withPayload(Map.of("directory", copies.toString()))
        .withChat("chat", null);
  }

  private static int count(Seshat seshat, PromiseStatus status) {
    return seshat
        .promises()
        .list(PromiseFilter.all().withStatuses(Set.of(status)).withLimit(1_000))
        .items()
        .size();
  }

  @Test
  void whatAKilledServerLeavesBehindIsDoneAndToldOnce() throws Exception {
    Path store = directory.resolve("killed.db");
    Path copies = Files.createDirectory(directory.resolve("copies"));
    try (Seshat seshat = Seshat.open(store)) {
      seshat.inbox().add(NewMessage.of("chat", "Unanswered").withMessageId("m1"));
      NewMessage later = NewMessage.of("chat", "Later").withMessageId("m2");
      seshat.inbox().add(later.withDeliverAt(Instant.now().plusSeconds(2)));
      Programs.Server first = programs.serve(store.toString(), Map.of());
      for (int i = 0; i < BACKUPS; i++) {
        seshat.promises().create(backup(copies));
      }
      Programs.until(() -> count(seshat, PromiseStatus.COMPLETED) > 0);
      first.kill();
      int done = count(seshat, PromiseStatus.COMPLETED);
      int running = count(seshat, PromiseStatus.IN_PROGRESS);
      int pending = count(seshat, PromiseStatus.PENDING);
      assertThat(running + pending).as("something is left").isPositive();

      long began = System.nanoTime();
      programs.serve(store.toString(), Map.of());
      Programs.until(() -> count(seshat, PromiseStatus.COMPLETED) == BACKUPS);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "Restart: %d done, %d running, %d pending when the server was killed; all %d done %.1f s after the next start%n",
          done, running, pending, BACKUPS, seconds);
      requireEachToldOnce(seshat);
      requireEachDeliveredOnce(seshat);
      assertThat(seshat.audit().verify().intact()).isTrue();
    }
  }

  private static void requireEachToldOnce(Seshat seshat) {
    List<List<@Nullable Object>> rows =
        seshat
            .query()
            .run(
                "SELECT message_id FROM v_messages WHERE message_id LIKE 'promise:%:completed'",
                1_000, Duration.ofSeconds(10))
            .rows();
    assertThat(rows).hasSize(BACKUPS).doesNotHaveDuplicates();
  }

  /// What came while nobody was there is given in order, once it is acknowledged never again.
  private static void requireEachDeliveredOnce(Seshat seshat) throws InterruptedException {
    List<String> given = new ArrayList<>();
    Programs.until(() -> {
      for (Message each : seshat.inbox().missed("chat").messages()) {
        given.add(each.messageId());
        seshat.inbox().acknowledge("chat", each.messageId());
      }
      return given.containsAll(List.of("m1", "m2"));
    });
    assertThat(given).doesNotHaveDuplicates();
    assertThat(seshat.inbox().missed("chat").messages()).isEmpty();
  }
}
