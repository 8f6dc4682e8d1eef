package dev.seshat.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/// A PostgreSQL server on a free loopback port, with an empty database, for as long as stdin stays open. It prints the
/// database's JDBC URL as its one line on stdout.
final class PostgresServer {
  private PostgresServer() {}

  public static void main(String[] args) throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      System.out.println(server.getJdbcUrl("postgres", "postgres"));
      System.out.flush();
      while (System.in.read() >= 0) {
        // whoever started this holds the other end
      }
    }
  }
}
