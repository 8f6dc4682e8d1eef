package dev.seshat.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A way to one model. It asks once: whether to ask again is decided by who calls. May be used by many threads at once.
@FunctionalInterface
public interface ModelConnection {
  /// Asks the model once.
  ///
  /// @param patience after which it gives up, whatever has come by then
  /// @throws ModelFailure if no answer of the model came
  Reply ask(Prompt prompt, Duration patience);

  /// What is sent.
  ///
  /// @param turns what was said, beginning and ending with the asker
  /// @param schema what the answer must be, for models that can be held to it
  record Prompt(
      @Nullable String system,
      List<Turn> turns,
      int maxTokens,
      @Nullable Map<String, Object> schema,
      @Nullable Double temperature) {}

  /// Something said, by the asker or by the model.
  record Turn(boolean byModel, String text) {}

  /// Why the model stopped.
  enum Stop {
    /// It had said what it had to say.
    DONE,
    /// It had no tokens left.
    LENGTH,
    /// It, or a filter, would not go on.
    REFUSAL
  }

  /// What came back.
  ///
  /// @param text what the model wrote; empty where it wrote nothing
  /// @param used what it used; null where the server does not say
  /// @param requestId the server's name for the request, if it gives any
  record Reply(String text, Stop stop, @Nullable Tokens used, @Nullable String requestId) {}

  /// Tokens in buckets that do not overlap.
  record Tokens(
      long input,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long output,
      long reasoning) {}
}
