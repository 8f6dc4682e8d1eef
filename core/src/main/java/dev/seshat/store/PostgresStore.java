package dev.seshat.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A store in one schema of a PostgreSQL database; a write is a pooled connection's transaction, tried again a bounded
/// number of times when the database could not order it among others.
final class PostgresStore implements Store {
  private static final int TRIES = 8;

  /// Serialisation failure, deadlock, and a unique key that another transaction took meanwhile: on the next try the
  /// rules see its row and say what they have to say.
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01", "23505");

  private static final Pattern WORKSPACE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final HikariDataSource pool;
  private final Environment environment;
  private final Journal journal;
  private final Folder folder;

  private PostgresStore(
      HikariDataSource pool, Environment environment, Journal journal, Folder folder) {
    this.pool = pool;
    this.environment = environment;
    this.journal = journal;
    this.folder = folder;
  }

  /// Opens a workspace, makes its schema if it is not there, and brings it up to date.
  ///
  /// @param workspace the schema's name: lower-case letters, digits and `_`, at most 63
  static PostgresStore open(
      String url, String workspace, Environment environment, Journal journal, Folder folder) {
    requireWorkspace(workspace);
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config(url, workspace));
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + workspace);
        Migrations.run(connection, Dialect.POSTGRES, environment.clock());
      }
      return new PostgresStore(pool, environment, journal, folder);
    } catch (SQLException | RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      if (e instanceof SQLException || e instanceof PoolInitializationException) {
        throw new StoreUnavailable("the PostgreSQL store cannot be opened: " + firstLine(e), e);
      }
      throw (RuntimeException) e;
    }
  }

  /// Refuses a name that no schema of ours may have, so that one may stand in SQL as it is.
  static void requireWorkspace(String workspace) {
    if (!WORKSPACE.matcher(workspace).matches()) {
      throw new Invalid(
          "workspace",
          "must be lower-case letters, digits and '_', at most 63, beginning with a letter");
    }
  }

  private static HikariConfig config(String url, String workspace) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setSchema(workspace);
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(30_000);
    config.setPoolName("seshat-" + workspace);
    config.addDataSourceProperty("prepareThreshold", "3");
    config.addDataSourceProperty("preparedStatementCacheQueries", "256");
    config.addDataSourceProperty("ApplicationName", "seshat");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return config;
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement control = connection.createStatement()) {
        control.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      }
      try (Statements statements = new Statements(connection)) {
        return work.run(new Tx(connection, statements, Dialect.POSTGRES, environment));
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw unavailable("read", e);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return writeOnce(work);
      } catch (SQLException e) {
        if (attempt == TRIES || !TRY_AGAIN.contains(String.valueOf(e.getSQLState()))) {
          throw unavailable("written", e);
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L << attempt));
      }
    }
  }

  private <T extends @Nullable Object> T writeOnce(Work<T> work) throws SQLException {
    T result;
    Tx tx;
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (Statements statements = new Statements(connection)) {
        tx = new Tx(connection, statements, Dialect.POSTGRES, environment);
        result = work.run(tx);
        tx.runLast();
        if (!tx.changes().isEmpty()) {
          journal.write(tx, tx.changes());
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    }
    // without the connection: a step may want one of its own
    tx.afterCommitSteps().forEach(Runnable::run);
    return result;
  }

  private static void rollback(Connection connection, Throwable why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public Instant now() {
    return environment.now();
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public Folder folder() {
    return folder;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static StoreUnavailable unavailable(String act, SQLException e) {
    return new StoreUnavailable("the PostgreSQL store cannot be " + act + ": " + firstLine(e), e);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }
}
