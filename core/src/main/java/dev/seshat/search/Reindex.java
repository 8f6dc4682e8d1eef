package dev.seshat.search;

import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Rebuilds the index from the things themselves.
final class Reindex {
  private static final int SESSIONS = 500;
  private static final int TURNS = 1_000;

  private Reindex() {}

  static long all(Store store, LongConsumer progress) {
    store.write(tx -> {
      SearchTable.removeOrphans(tx);
      return 0;
    });
    long written = 0;
    UUID last = null;
    List<UUID> sessions = page(store, last);
    while (!sessions.isEmpty()) {
      for (UUID session : sessions) {
        written += store.write(tx -> session(tx, session));
        progress.accept(written);
        last = session;
      }
      sessions = page(store, last);
    }
    KnowledgeIndex.rewrite(store);
    long sessionsWritten = written;
    return written + LinkIndex.rewrite(store, done -> progress.accept(sessionsWritten + done));
  }

  private static List<UUID> page(Store store, @Nullable UUID after) {
    return store.read(tx -> SourceTable.sessionIds(tx, SESSIONS, after));
  }

  static long session(Tx tx, UUID session) throws SQLException {
    List<Entry> entries = SourceTable.entries(tx, session);
    SearchTable.clear(tx, session);
    for (Entry entry : entries) {
      SearchIndex.put(tx, entry);
    }
    long written = entries.size();
    SourceTable.Span span = SourceTable.span(tx, session);
    for (long next = span.first(); next <= span.last(); next += TURNS) {
      List<Turn> turns = SourceTable.turns(tx, session, next, next + TURNS - 1);
      SearchIndex.addTurns(tx, session, turns);
      written += turns.size();
    }
    return written;
  }
}
