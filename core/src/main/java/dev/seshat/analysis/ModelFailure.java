package dev.seshat.analysis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// There is no answer: the connection, the server or the time gave out.
public final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isPassing;
  private final @Nullable Duration wait;

  /// @param message one line, without the key
  /// @param isPassing whether another try may go better
  /// @param wait how long the server asks to wait before it; null if it does not say
  public ModelFailure(String message, boolean isPassing, @Nullable Duration wait) {
    super(message, null, false, false);
    this.isPassing = isPassing;
    this.wait = wait;
  }

  /// One that another try would not mend.
  public static ModelFailure lasting(String message) {
    return new ModelFailure(message, false, null);
  }

  /// One that another try may mend.
  public static ModelFailure passing(String message) {
    return new ModelFailure(message, true, null);
  }

  /// The message, which is never absent here.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public boolean isPassing() {
    return isPassing;
  }

  /// How long the server asks to wait; null if it does not say.
  public @Nullable Duration pause() {
    return wait;
  }
}
