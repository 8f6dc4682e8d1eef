package dev.seshat.usage;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request as its row says it, the names of its project, host and model beside their numbers.
record UsageEntry(
    long id,
    Instant at,
    long projectId,
    String project,
    long hostId,
    String host,
    long modelId,
    String model,
    @Nullable UUID sessionId,
    @Nullable Long interactionId,
    TokenCounts tokens,
    Cost cost,
    @Nullable Long priceSnapshot,
    boolean batch,
    boolean incomplete,
    @Nullable String gitBranch,
    @Nullable String requestId,
    @Nullable String userId,
    @Nullable String source) {
  private static final Comparator<String> TEXT = Comparator.nullsLast(Comparator.naturalOrder());

  /// Which of two records of one request is kept: the greater one. What a request used comes first; all else only makes
  /// the choice the same in whatever order they come, so no two different records are equal here.
  static final Comparator<UsageEntry> FULLER =
      Comparator.<UsageEntry>comparingLong(e -> e.tokens.totalTokens())
          .thenComparingLong(e -> e.tokens.outputTokens())
          .thenComparing(e -> !e.incomplete)
          .thenComparing(e -> e.cost.grade() == CostGrade.REPORTED)
          .thenComparing(e -> e.at, Comparator.reverseOrder())
          .thenComparing(e -> e.source, TEXT.reversed())
          .thenComparing(e -> e.sessionId == null ? null : e.sessionId.toString(), TEXT.reversed())
          .thenComparingLong(e -> e.tokens.cacheWrite1hTokens())
          .thenComparingLong(e -> e.tokens.cacheWrite5mTokens())
          .thenComparingLong(e -> e.tokens.inputTokens())
          .thenComparingLong(e -> e.tokens.reasoningTokens())
          .thenComparing(e -> e.model, TEXT.reversed())
          .thenComparing(e -> e.project, TEXT.reversed())
          .thenComparing(e -> e.userId, TEXT.reversed())
          .thenComparing(e -> e.gitBranch, TEXT.reversed())
          .thenComparing(e -> e.batch)
          .thenComparing(
              e -> e.cost.grade() == CostGrade.REPORTED ? e.cost.nanos() : null,
              Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(e -> e.interactionId, Comparator.nullsFirst(Comparator.naturalOrder()));

  UsageEntry withCost(Cost newCost) {
    return new UsageEntry(
        id,
        at,
        projectId,
        project,
        hostId,
        host,
        modelId,
        model,
        sessionId,
        interactionId,
        tokens,
        newCost,
        priceSnapshot,
        batch,
        incomplete,
        gitBranch,
        requestId,
        userId,
        source);
  }

  UsageEntry withSession(UUID session) {
    return new UsageEntry(
        id,
        at,
        projectId,
        project,
        hostId,
        host,
        modelId,
        model,
        session,
        interactionId,
        tokens,
        cost,
        priceSnapshot,
        batch,
        incomplete,
        gitBranch,
        requestId,
        userId,
        source);
  }

  UsageEntry withId(long newId) {
    return new UsageEntry(
        newId,
        at,
        projectId,
        project,
        hostId,
        host,
        modelId,
        model,
        sessionId,
        interactionId,
        tokens,
        cost,
        priceSnapshot,
        batch,
        incomplete,
        gitBranch,
        requestId,
        userId,
        source);
  }
}
