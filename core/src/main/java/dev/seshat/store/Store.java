package dev.seshat.store;

import dev.seshat.SeshatException.StoreUnavailable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One workspace's database: transactions that read, and transactions that write.
public interface Store extends AutoCloseable {
  /// Runs `work` on a snapshot of the database; it cannot write.
  ///
  /// @throws StoreUnavailable if the database cannot be read
  <T extends @Nullable Object> T read(Work<T> work);

  /// Runs `work` as one transaction: all of it is on disk when this returns, or none of it if it throws. What `work`
  /// throws comes out unchanged.
  ///
  /// @throws StoreUnavailable if the database cannot be written
  <T extends @Nullable Object> T write(Work<T> work);

  /// Has what was deleted be gone from the files of the database too, as far as nobody is just reading it. PostgreSQL does
  /// that by itself, in its own time.
  default void forget() {}

  /// This moment by the injected clock, in whole milliseconds.
  Instant now();

  Dialect dialect();

  /// The files that belong to it.
  Folder folder();

  @Override
  void close();
}
