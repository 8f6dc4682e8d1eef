package dev.seshat.testing;

import dev.seshat.store.Dialect;
import dev.seshat.store.Folder;
import dev.seshat.store.Store;
import dev.seshat.store.Work;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Another store, for those that do something of their own with its reads or writes.
abstract class PassingStore implements Store {
  final Store store;

  PassingStore(Store store) {
    this.store = store;
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return store.read(work);
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return store.write(work);
  }

  @Override
  public Instant now() {
    return store.now();
  }

  @Override
  public Dialect dialect() {
    return store.dialect();
  }

  @Override
  public Folder folder() {
    return store.folder();
  }

  @Override
  public void close() {
    store.close();
  }
}
