package dev.seshat.store;

import dev.seshat.SeshatException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// A store in one SQLite file: one writer with group commit ([SqliteWriter]), and as many readers as are busy at once.
final class SqliteStore implements Store {
  private static final int MAX_READERS = 16;

  private final Path file;
  private final Environment environment;
  private final SqliteWriter writer;
  private final Semaphore readerPermits = new Semaphore(MAX_READERS);
  private final ConcurrentLinkedDeque<Reader> idleReaders = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(Path file, Environment environment, SqliteWriter writer) {
    this.file = file;
    this.environment = environment;
    this.writer = writer;
  }

  /// Opens the file, makes it if it is not there, and brings its schema up to date.
  static SqliteStore open(Path file, Environment environment, Journal journal) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new StoreUnavailable("cannot make the folder of " + file + ": " + e.getMessage(), e);
    }
    try {
      Connection connection = connect(file, false);
      try {
        Migrations.run(connection, Dialect.SQLITE, environment.clock());
        return new SqliteStore(
            file, environment, new SqliteWriter(file, connection, environment, journal));
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unavailable(file, "opened", e);
    }
  }

  @Override
  public void forget() {
    writer.emptyLog();
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    requireOpen();
    return writer.write(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    requireOpen();
    readerPermits.acquireUninterruptibly();
    try {
      Reader reader = idleReaders.pollFirst();
      if (reader == null) {
        reader = Reader.open(file);
      }
      try {
        return reader.run(work, environment);
      } finally {
        if (closed.get()) {
          reader.close();
        } else {
          idleReaders.addFirst(reader);
        }
      }
    } catch (SQLException e) {
      throw unavailable(file, "read", e);
    } finally {
      readerPermits.release();
    }
  }

  @Override
  public Instant now() {
    return environment.now();
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Folder folder() {
    return Folder.beside(file);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      idleReaders.forEach(Reader::close);
      writer.close();
    }
  }

  /// Whether this is the file that the store is in, by whatever name.
  boolean isIn(Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(file, other);
    } catch (IOException e) {
      return false;
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new StoreUnavailable("the store " + file + " is closed");
    }
  }

  /// A connection with our settings. Statements, not JDBC's own transactions, begin and end the work.
  static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(30_000);
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Long.toString(64L << 20));
    if (readOnly) {
      config.setReadOnly(true);
      config.setOpenMode(SQLiteOpenMode.READONLY);
    } else {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      // what is erased is not to be read from the file's free pages
      config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    }
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  static StoreUnavailable unavailable(Path file, String act, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    String why =
        switch (code) {
          case SQLITE_NOTADB -> "it is not a SQLite database";
          case SQLITE_CORRUPT -> "the file is damaged; restore a backup ('seshat restore')";
          case SQLITE_FULL -> "the disk is full; free some space and try again";
          case SQLITE_READONLY -> "the file or its folder is read-only";
          case SQLITE_CANTOPEN -> "the file cannot be opened; look at its path and permissions";
          case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT ->
              "another process held it for more than 30 seconds";
          default -> String.valueOf(e.getMessage());
        };
    return new StoreUnavailable("the store " + file + " cannot be " + act + ": " + why, e);
  }

  /// A read-only connection; its transactions are snapshots.
  private record Reader(Connection connection, Statement control, Statements statements) {
    static Reader open(Path file) throws SQLException {
      Connection connection = connect(file, true);
      return new Reader(connection, connection.createStatement(), new Statements(connection));
    }

    <T extends @Nullable Object> T run(Work<T> work, Environment environment) throws SQLException {
      control.execute("BEGIN");
      try {
        return work.run(new Tx(connection, statements, Dialect.SQLITE, environment));
      } finally {
        control.execute("COMMIT");
      }
    }

    void close() {
      List<AutoCloseable> parts = new ArrayList<>(List.of(statements, control, connection));
      parts.forEach(SqliteWriter::closeQuietly);
    }
  }
}
