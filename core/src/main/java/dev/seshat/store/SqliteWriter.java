package dev.seshat.store;

import dev.seshat.SeshatException.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a SQLite file, with group commit.
///
/// Callers queue their pieces of work. Whoever gets the lock runs everything that waits, its own piece among it, in one
/// transaction and commits once: one fsync for all. When a piece throws, the transaction is rolled back and the group run
/// again with a savepoint around each piece, so that the one that throws fails alone; not at once, because full-text
/// search writes out what it has gathered at every savepoint. Nobody is answered before the commit. A lone caller needs
/// no other thread.
final class SqliteWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

  /// So many pieces at most share a transaction, so that the first of them does not wait for ever.
  private static final int MAX_GROUP = 256;

  private final Path file;
  private final Connection connection;
  private final Statement control;
  private final Statements statements;
  private final Environment environment;
  private final Journal journal;
  private final Checkpointer checkpointer;
  private final ConcurrentLinkedQueue<Piece<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  SqliteWriter(Path file, Connection connection, Environment environment, Journal journal)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.control = connection.createStatement();
    this.statements = new Statements(connection);
    this.environment = environment;
    this.journal = journal;
    control.execute("PRAGMA wal_autocheckpoint = 0");
    this.checkpointer = new Checkpointer(file);
  }

  <T extends @Nullable Object> T write(Work<T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write inside a write: use the transaction that is open");
    }
    Piece<T> piece = new Piece<>(work);
    waiting.add(piece);
    boolean interrupted = false;
    while (!piece.done) {
      if (lock.tryLock()) {
        try {
          if (!piece.done) {
            runGroup();
          }
        } finally {
          lock.unlock();
          Piece<?> next = waiting.peek();
          if (next != null) {
            LockSupport.unpark(next.owner);
          }
        }
      } else {
        LockSupport.park(this);
        // a parked thread that is interrupted would spin: its work is under way, so the interrupt
        // waits
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return piece.answer();
  }

  /// Copies the log into the file and empties it, as far as no reader needs it.
  void emptyLog() {
    lock.lock();
    try {
      if (!closed) {
        control.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    } catch (SQLException e) {
      throw SqliteStore.unavailable(file, "written", e);
    } finally {
      lock.unlock();
    }
  }

  /// Takes what waits, runs it, commits, and wakes its owners.
  private void runGroup() {
    List<Piece<?>> group = new ArrayList<>();
    for (Piece<?> piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      group.add(piece);
      if (group.size() == MAX_GROUP) {
        break;
      }
    }
    try {
      if (closed) {
        throw new StoreUnavailable("the store " + file + " is closed");
      }
      begin();
      if (runAll(group)) {
        commit();
      } else if (group.size() == 1) {
        rollback();
      } else {
        rollback();
        begin();
        for (Piece<?> piece : group) {
          piece.runInSavepoint(this);
        }
        commit();
      }
    } catch (SQLException e) {
      failAll(group, SqliteStore.unavailable(file, "written", e));
    } catch (StoreUnavailable | Error e) {
      failAll(group, e);
    } finally {
      for (Piece<?> piece : group) {
        piece.finish();
      }
    }
  }

  /// Runs the pieces one after the other, until one fails, and what they put off at the end of all.
  private boolean runAll(List<Piece<?>> group) throws SQLException {
    Tx end = transaction();
    for (Piece<?> piece : group) {
      if (!piece.run(this)) {
        return false;
      }
      piece.putOff(end);
    }
    end.runLast();
    return true;
  }

  private Tx transaction() {
    return new Tx(connection, statements, Dialect.SQLITE, environment);
  }

  private void commit() throws SQLException {
    control.execute("COMMIT");
    checkpointer.committed(control);
  }

  private void begin() throws SQLException {
    control.execute("BEGIN IMMEDIATE");
  }

  private void failAll(List<Piece<?>> group, Throwable why) {
    rollback();
    for (Piece<?> piece : group) {
      piece.fail(why);
    }
  }

  private void rollback() {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("nothing to roll back: {}", e.getMessage());
    }
  }

  void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeQuietly(checkpointer);
      closeQuietly(statements);
      closeQuietly(control);
      closeQuietly(connection);
    } finally {
      lock.unlock();
    }
  }

  static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // what is being closed is of no more use, and may fail with whatever it declares
      LOG.debug("closing {}: {}", part, e.getMessage());
    }
  }

  /// A caller's work, and what came of it.
  private static final class Piece<T extends @Nullable Object> {
    private final Work<T> work;
    private final Thread owner = Thread.currentThread();
    private @Nullable T result;
    private @Nullable Throwable failure;
    private @Nullable Tx tx;
    private volatile boolean done;

    Piece(Work<T> work) {
      this.work = work;
    }

    /// Runs the work and notes what came of it.
    ///
    /// @return whether it succeeded
    boolean run(SqliteWriter writer) {
      Tx mine = writer.transaction();
      try {
        result = work.run(mine);
        if (!mine.changes().isEmpty()) {
          writer.journal.write(mine, mine.changes());
        }
        tx = mine;
        failure = null;
        return true;
      } catch (SQLException | RuntimeException e) {
        fail(
            e instanceof SQLException sql
                ? SqliteStore.unavailable(writer.file, "written", sql)
                : e);
        return false;
      }
    }

    /// Hands on what the work put off.
    void putOff(Tx end) {
      if (tx != null) {
        tx.lastSteps().forEach(end::last);
      }
    }

    /// The same, so that a failure takes back this piece alone.
    void runInSavepoint(SqliteWriter writer) throws SQLException {
      writer.control.execute("SAVEPOINT piece");
      if (run(writer)) {
        Tx end = writer.transaction();
        putOff(end);
        end.runLast();
      } else {
        writer.control.execute("ROLLBACK TO piece");
      }
      writer.control.execute("RELEASE piece");
    }

    void fail(Throwable why) {
      failure = why;
      tx = null;
    }

    void finish() {
      done = true;
      if (owner != Thread.currentThread()) {
        LockSupport.unpark(owner);
      }
    }

    /// What the owner gets, on the owner's own thread.
    @SuppressWarnings("NullAway") // a T that may be null is the caller's own choice
    T answer() {
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
      if (tx != null) {
        tx.afterCommitSteps().forEach(Runnable::run);
      }
      return result;
    }
  }
}
