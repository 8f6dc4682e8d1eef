package dev.seshat.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A store inside a transaction that is under way: each of its transactions is a part of that one, in a savepoint. It is
/// for the thread of that transaction and ends with it.
final class JoinedStore implements Store {
  private final Store outer;
  private final Thread owner = Thread.currentThread();
  private @Nullable Tx tx;

  private JoinedStore(Store outer, Tx tx) {
    this.outer = outer;
    this.tx = tx;
  }

  static <T extends @Nullable Object> T run(Store outer, Tx tx, Function<Store, T> work)
      throws SQLException {
    JoinedStore joined = new JoinedStore(outer, tx);
    try {
      return work.apply(joined);
    } catch (Broken e) {
      throw e.cause;
    } finally {
      joined.tx = null;
    }
  }

  /// What a reader outside of any transaction sees; for what must not run on a connection that can write.
  static Store committed(Store store) {
    return store instanceof JoinedStore joined ? committed(joined.outer) : store;
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    try {
      return work.run(open().inner());
    } catch (SQLException e) {
      throw new Broken(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    Tx whole = open();
    Tx part = whole.inner();
    try (Statement control = whole.connection().createStatement()) {
      control.execute("SAVEPOINT part");
      T result;
      try {
        result = work.run(part);
      } catch (SQLException | RuntimeException e) {
        takeBack(control, e);
        throw e;
      }
      control.execute("RELEASE SAVEPOINT part");
      whole.adopt(part);
      return result;
    } catch (SQLException e) {
      throw new Broken(e);
    }
  }

  private static void takeBack(Statement control, Exception why) {
    try {
      control.execute("ROLLBACK TO SAVEPOINT part");
      control.execute("RELEASE SAVEPOINT part");
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  private Tx open() {
    Tx open = tx;
    if (open == null || !Thread.currentThread().equals(owner)) {
      throw new IllegalStateException("the transaction is over, or another thread's");
    }
    return open;
  }

  @Override
  public Instant now() {
    return outer.now();
  }

  @Override
  public Dialect dialect() {
    return outer.dialect();
  }

  @Override
  public Folder folder() {
    return outer.folder();
  }

  /// Nothing: the outer store stays open.
  @Override
  public void close() {}

  /// The database's own error on its way out to the store, which knows whether to try again.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException cause;

    Broken(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
