package dev.seshat.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// An image datatable, and interviews, in a PostgreSQL server of this run.
final class Datatable {
  static final String URL = start();

  private Datatable() {}

  private static String start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      String url = server.getJdbcUrl("postgres", "postgres");
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE user_sessions (session_id TEXT, session_name TEXT)");
        statement.execute("INSERT INTO user_sessions VALUES ('web_1', 'Screens')");
        statement.execute("CREATE TABLE session (id UUID, intention TEXT)");
        statement.execute(
            "INSERT INTO session VALUES ('5f0c7a52-3b5e-4a53-9a51-0d9d1a1f6a11', 'Childhood')");
      }
      return url;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
