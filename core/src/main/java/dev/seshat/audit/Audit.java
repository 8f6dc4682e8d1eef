package dev.seshat.audit;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The audit log: every change, in the order of commits, each chained to the one before by its hash.
public final class Audit {
  private static final int PAGE = 1_000;

  /// How long a follower waits before it looks for changes that another process made, in milliseconds.
  private static final long LOOK_EVERY_MILLIS = 400;

  private final Scope scope;
  private final AuditJournal journal;

  public Audit(Scope scope, AuditJournal journal) {
    this.scope = scope;
    this.journal = journal;
  }

  /// What [#verify] found: how many entries were read, and the first that is wrong, if one is.
  public record Verification(long entries, @Nullable Long brokenAt, @Nullable String problem) {
    /// It as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("intact", intact());
      json.put("entries", entries);
      json.put("broken_at", brokenAt);
      json.put("problem", problem);
      return json;
    }

    /// Whether the chain is whole.
    public boolean intact() {
      return problem == null;
    }
  }

  /// The entries that `query` asks for, newest first.
  public List<AuditEntry> find(AuditQuery query) {
    return scope.store().read(tx -> AuditTable.find(tx, query));
  }

  /// The names of those who have changed anything, at most 500.
  public List<String> actors() {
    return scope.store().read(tx -> AuditTable.actors(tx, 500));
  }

  /// At most `limit` entries after the number `seq`, oldest first.
  public List<AuditEntry> after(long seq, int limit) {
    return scope.store().read(tx -> AuditTable.after(tx, seq, limit));
  }

  /// The number of the newest entry, 0 when there is none.
  public long newest() {
    return scope.store().read(tx -> AuditTable.readHead(tx).seq());
  }

  /// Every entry from the first on, read in pages.
  public Stream<AuditEntry> export() {
    return Stream.iterate(
            after(0, PAGE), page -> !page.isEmpty(), page -> after(page.getLast().seq(), PAGE))
        .flatMap(List::stream);
  }

  /// Recomputes every hash from the first entry on and compares the end with the head of the chain.
  public Verification verify() {
    return scope.store().read(Audit::verify);
  }

  /// The same within another feature's transaction.
  public static Verification verify(Tx tx) throws SQLException {
    AuditTable.Head expected = AuditTable.readHead(tx);
    long count = 0;
    String hash = "";
    List<AuditEntry> page = AuditTable.after(tx, 0, PAGE);
    while (!page.isEmpty()) {
      for (AuditEntry entry : page) {
        count++;
        hash = AuditTable.hash(hash, entry);
        if (entry.seq() != count) {
          return new Verification(count, count, "entry " + count + " is missing");
        }
        if (!hash.equals(entry.hash()) && isRedacted(tx, entry)) {
          hash = entry.hash();
        }
        if (!hash.equals(entry.hash())) {
          return new Verification(
              count, count, "entry " + count + " was changed after it was written");
        }
      }
      page = AuditTable.after(tx, count, PAGE);
    }
    if (expected.seq() != count || !expected.hash().equals(hash)) {
      return new Verification(count, count + 1, "entries after " + count + " are missing");
    }
    return new Verification(count, null, null);
  }

  /// Whether an entry's detail went with its session. That a session was erased is itself an entry of the chain, which
  /// nobody can slip in.
  private static boolean isRedacted(Tx tx, AuditEntry entry) throws SQLException {
    String session = entry.sessionId();
    return session != null
        && entry.detail().equals(AuditTable.REDACTED)
        && AuditTable.isErasedAfter(tx, session, entry.seq());
  }

  /// Takes out what the log says of a session that is being erased, but that it was there and what was done when and by
  /// whom. The chain stays whole: the entry that tells of the erasing vouches for them.
  public void redactIn(Tx tx, UUID session) throws SQLException {
    AuditTable.redact(tx, session);
  }

  /// Waits until there is an entry after `seq`, by whatever process, or `patience` is over.
  ///
  /// @return whether there is one
  public boolean await(long seq, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = journal.commits();
      if (newest() > seq) {
        return true;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      journal.awaitCommit(seen, Math.min(left, LOOK_EVERY_MILLIS));
    }
  }

  /// Hands each entry after `seq` to `reader`, those to come too, until the thread is interrupted. Changes by other
  /// processes on the same store are seen within half a second.
  public void follow(long seq, Consumer<AuditEntry> reader) throws InterruptedException {
    long last = seq;
    while (!Thread.interrupted()) {
      for (AuditEntry entry : after(last, PAGE)) {
        reader.accept(entry);
        last = entry.seq();
      }
      await(last, Duration.ofMinutes(1));
    }
    throw new InterruptedException();
  }
}
