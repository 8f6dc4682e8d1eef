package dev.seshat.audit;

import dev.seshat.store.Change;
import dev.seshat.store.Journal;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Writes a transaction's changes at the end of the chain, and tells this process's followers once they are on disk.
public final class AuditJournal implements Journal {
  private final AtomicLong committed = new AtomicLong();
  private final List<CommitWatch> watches = new CopyOnWriteArrayList<>();

  @Override
  public void write(Tx tx, List<Change> changes) throws SQLException {
    AuditTable.Head head = AuditTable.lockHead(tx);
    List<@Nullable Object[]> rows = new ArrayList<>(changes.size());
    for (Change change : changes) {
      long seq = head.seq() + 1;
      String hash = AuditTable.hash(head.hash(), seq, change);
      rows.add(AuditTable.row(seq, change, hash));
      head = new AuditTable.Head(seq, hash);
    }
    AuditTable.insert(tx, rows);
    AuditTable.moveHead(tx, head);
    tx.afterCommit(() -> announce(changes));
  }

  /// A watch over this process's commits of changes that `wanted` lets through; closed by whoever asked for it.
  ///
  /// @param wanted is asked on the committing thread, and has to be quick
  public CommitWatch watch(Predicate<Change> wanted) {
    CommitWatch watch = new CommitWatch(wanted, watches::remove);
    watches.add(watch);
    return watch;
  }

  private void announce(List<Change> changes) {
    watches.forEach(watch -> watch.see(changes));
    committed.incrementAndGet();
    synchronized (committed) {
      committed.notifyAll();
    }
  }

  /// How many transactions this process has seen through so far; for [#awaitCommit].
  long commits() {
    return committed.get();
  }

  /// Waits until this process commits a change after the `seen`th, or until the time is up.
  void awaitCommit(long seen, long millis) throws InterruptedException {
    synchronized (committed) {
      if (committed.get() == seen) {
        committed.wait(millis);
      }
    }
  }
}
