package dev.seshat.testing;

import dev.seshat.store.Store;
import dev.seshat.store.Work;
import org.jspecify.annotations.Nullable;

/// A store that breaks off at the n-th write, before it or right after it: what a killed process leaves.
public final class FailingStore extends PassingStore {
  private int writesLeft;
  private final boolean after;

  /// The process is gone.
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public FailingStore(Store store, int writes, boolean after) {
    super(store);
    this.writesLeft = writes;
    this.after = after;
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    if (writesLeft-- > 0) {
      return store.write(work);
    }
    if (after) {
      store.write(work);
    }
    throw new Killed();
  }
}
