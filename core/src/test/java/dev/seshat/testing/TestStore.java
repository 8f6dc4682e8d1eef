package dev.seshat.testing;

import dev.seshat.Seshat;
import dev.seshat.audit.AuditJournal;
import dev.seshat.store.Environment;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A fresh, empty workspace: a SQLite file in a folder of its own, or a schema on the one PostgreSQL server of this run.
public final class TestStore implements AutoCloseable {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final String where;
  private final String workspace;
  private final boolean isSqlite;
  private final Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();

  private TestStore(String where, String workspace, boolean isSqlite, Path folder) {
    this.where = where;
    this.workspace = workspace;
    this.isSqlite = isSqlite;
    this.folder = folder;
  }

  /// A workspace in a SQLite file.
  public static TestStore sqlite() {
    Path folder = temporary();
    return new TestStore(folder.resolve("test.db").toString(), "seshat", true, folder);
  }

  /// A workspace in a schema of the PostgreSQL server, which starts with the first of them.
  public static TestStore postgres() {
    return new TestStore(Server.URL, "test_" + SCHEMAS.incrementAndGet(), false, temporary());
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("seshat-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one server of this run.
  private static final class Server {
    static final String URL = start();

    private static String start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .setServerConfig("fsync", "off")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server.getJdbcUrl("postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The path of the file, or the URL of the database.
  public String where() {
    return where;
  }

  /// The schema on PostgreSQL.
  public String workspace() {
    return workspace;
  }

  public boolean isSqlite() {
    return isSqlite;
  }

  /// The folder of its files.
  public Path files() {
    return folder.resolve("test.files");
  }

  /// The store itself, by the machine's clock; closed with this.
  public Store store() {
    return store(Environment.ofSystem());
  }

  /// The store itself with a clock and chance of the test's own.
  public Store store(Environment environment) {
    AuditJournal journal = new AuditJournal();
    Store store =
        isSqlite()
            ? Stores.sqlite(Path.of(where), environment, journal)
            : Stores.postgres(where, workspace, environment, journal, Folder.at(files()));
    opened.add(store);
    return store;
  }

  /// The store as the actor `local` sees it.
  public Scope scope() {
    return new Scope(store(), "local");
  }

  /// The workspace behind its front door; closed with this.
  public Seshat seshat() {
    return seshat(Environment.ofSystem());
  }

  /// The same by a clock of the test's own.
  public Seshat seshat(Clock clock) {
    return seshat(clock, new Random(42));
  }

  /// The same by a clock and chance of the test's own.
  public Seshat seshat(Clock clock, RandomGenerator random) {
    return seshat(new Environment(clock, random));
  }

  private Seshat seshat(Environment environment) {
    Seshat seshat = Seshat.open(where, workspace, files(), environment);
    opened.add(seshat);
    return seshat;
  }

  /// A clock and chance that repeat from a seed.
  public static Environment seeded(Clock clock, long seed) {
    return new Environment(clock, new Random(seed));
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    if (!isSqlite) {
      dropSchema();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void dropSchema() throws SQLException {
    try (Connection connection = java.sql.DriverManager.getConnection(where);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + workspace + " CASCADE");
    }
  }

  @Override
  public String toString() {
    return isSqlite() ? "SQLite" : "PostgreSQL";
  }
}
