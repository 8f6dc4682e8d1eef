package dev.seshat.search;

import dev.seshat.store.Environment;
import dev.seshat.store.Store;
import dev.seshat.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;

/// An empty store of each kind.
final class EveryShelf {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private EveryShelf() {}

  static Store sqlite() {
    try {
      return Stores.sqlite(
          Files.createTempDirectory("search").resolve("s.db"), Environment.ofSystem(), (tx, changes) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Store postgres() {
    return Stores.postgres(Server.URL, "search" + NUMBER.incrementAndGet(), Environment.ofSystem(), (tx, changes) -> {});
  }

  private static final class Server {
    static final String URL = start();

    private static String start() {
      try {
        return EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
