package dev.seshat.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the write-ahead log into the database file beside the writer, so that no commit waits for it.
///
/// A passive checkpoint runs while others write; only a log that has grown past [#LARGE] is brought to its end by the
/// writer itself, right after a passive one has left it little to do. A store that is closed leaves no log behind.
final class Checkpointer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
  private static final long SMALL = 4L << 20;
  private static final long LARGE = 48L << 20;
  private static final int LOOK_EVERY = 32;

  private final Path file;
  private final Path log;
  private int commits;
  private volatile @Nullable Thread thread;
  private volatile boolean wanted;
  private volatile boolean ready;
  private volatile boolean closed;

  Checkpointer(Path file) {
    this.file = file;
    this.log = Path.of(file.toAbsolutePath() + "-wal");
  }

  /// Told of each commit by the writer, under its lock.
  void committed(Statement writer) throws SQLException {
    if (++commits % LOOK_EVERY != 0) {
      return;
    }
    long size = log.toFile().length();
    if (size < SMALL) {
      return;
    }
    if (ready && size > LARGE) {
      ready = false;
      writer.execute("PRAGMA wal_checkpoint(RESTART)");
    } else if (!wanted) {
      wanted = true;
      wake();
    }
  }

  private void wake() {
    Thread running = thread;
    if (running == null) {
      thread = Thread.ofPlatform().daemon().name("seshat-checkpoint").start(this::run);
    } else {
      LockSupport.unpark(running);
    }
  }

  private void run() {
    try (Connection connection = SqliteStore.connect(file, false);
        Statement statement = connection.createStatement()) {
      while (!closed) {
        if (wanted) {
          statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
          ready = true;
          wanted = false;
        } else {
          LockSupport.park(this);
        }
      }
    } catch (SQLException e) {
      if (Files.exists(file)) {
        LOG.warn("the log of {} is not being copied: {}", file, e.getMessage());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      running.join();
    }
  }
}
