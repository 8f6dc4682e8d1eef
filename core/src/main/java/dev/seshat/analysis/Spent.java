package dev.seshat.analysis;

import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Tokens;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;

/// What a reply used, as usage is handed in.
final class Spent {
  private Spent() {}

  /// A reply that does not say what it used is counted all the same, as one whose tokens are not known.
  static NewUsage of(ModelSettings settings, Reply reply, String source) {
    Tokens used = reply.used();
    TokenCounts counts = used == null ? TokenCounts.NONE : counts(used);
    String id = reply.requestId();
    // other servers than the providers' own number their answers as they please
    boolean isNamed = settings.isAtProvider() && id != null && id.length() <= 200;
    return NewUsage.of(settings.host(), settings.model(), counts)
        .withRequestId(isNamed ? id : null)
        .withIncomplete(used == null)
        .withSource(source);
  }

  private static TokenCounts counts(Tokens used) {
    long output = Math.max(0, used.output());
    return TokenCounts.of(
            Math.max(0, used.input()),
            Math.max(0, used.cacheRead()),
            Math.max(0, used.cacheWrite5m()),
            Math.max(0, used.cacheWrite1h()),
            output)
        .withReasoning(Math.clamp(used.reasoning(), 0, output));
  }
}
