package dev.seshat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies made while somebody writes, and the ways in which one is not taken for good.
class BackupTest {
  @TempDir Path folder;

  @Test
  void aCopyMadeWhileAnotherWritesIsWhole() throws Exception {
    try (TestStore store = TestStore.sqlite()) {
      Seshat seshat = store.seshat();
      String id = seshat.sessions().start(NewSession.of("busy")).id().toString();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong written = new AtomicLong();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  seshat.interactions().append(id, NewInteraction.message("user", "more"));
                  written.incrementAndGet();
                }
              });
      for (int i = 0; i < 5; i++) {
        long before = written.get();
        while (written.get() < before + 20) {
          Thread.onSpinWait();
        }
        Path copy = folder.resolve("copy" + i + ".db");
        long atLeast = written.get();
        assertThat(seshat.backup().to(copy)).isEqualTo(Files.size(copy));
        try (Seshat copied = Seshat.open(copy)) {
          assertThat(copied.doctor().examine().problems()).isEmpty();
          assertThat(copied.sessions().get(id).interactionCount()).isGreaterThanOrEqualTo(atLeast);
        }
      }
      stop.set(true);
      writer.join();
    }
  }

  @Test
  void aCopyWhoseAuditLogWasCutIsRefused() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (TestStore store = TestStore.sqlite()) {
      Seshat seshat = store.seshat();
      seshat.sessions().start(NewSession.of("one"));
      seshat.backup().to(copy);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM audit_log WHERE seq = (SELECT max(seq) FROM audit_log)");
    }
    Path target = folder.resolve("restored.db");
    assertThatThrownBy(() -> Backup.restore(copy, target, false))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("audit log");
    assertThat(target).doesNotExist();
  }

  @Test
  void aStoreThatIsThereIsNotReplacedUnasked() {
    Path copy = folder.resolve("copy.db");
    Path live = folder.resolve("live.db");
    try (Seshat seshat = Seshat.open(live)) {
      seshat.sessions().start(NewSession.of("one"));
      seshat.backup().to(copy);
    }
    assertThatThrownBy(() -> Backup.restore(copy, live, false)).isInstanceOf(Conflict.class);
  }

  @Test
  void postgresSaysWhatToUse() throws Exception {
    try (TestStore store = TestStore.postgres()) {
      assertThatThrownBy(() -> store.seshat().backup().to(folder.resolve("x.db")))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("export")
          .hasMessageContaining("pg_dump");
    }
  }
}
