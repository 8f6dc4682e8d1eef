package dev.seshat.testing;

import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Store;
import dev.seshat.store.Work;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A store that is away as long as the test says so.
public final class AwayStore extends PassingStore {
  private final AtomicInteger refused = new AtomicInteger();
  private volatile @Nullable RuntimeException why;

  public AwayStore(Store store) {
    super(store);
  }

  /// From now on answers nothing.
  public void goAway() {
    fail(new StoreUnavailable("the store is away"));
  }

  /// From now on each call fails with this.
  public void fail(RuntimeException with) {
    refused.set(0);
    why = with;
  }

  public void comeBack() {
    why = null;
  }

  /// How many writes were refused since it went away.
  public int refused() {
    return refused.get();
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    RuntimeException failure = why;
    if (failure != null) {
      throw failure;
    }
    return store.read(work);
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    RuntimeException failure = why;
    if (failure != null) {
      refused.incrementAndGet();
      throw failure;
    }
    return store.write(work);
  }
}
