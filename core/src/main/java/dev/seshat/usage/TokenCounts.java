package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;

/// The tokens of one request, or of many, in buckets that do not overlap.
///
/// @param inputTokens input that no cache took part in
/// @param cacheReadTokens input read from the provider's cache
/// @param cacheWrite5mTokens input written to the cache for five minutes (or for the provider's only lifetime)
/// @param cacheWrite1hTokens input written to the cache for an hour
/// @param outputTokens everything the model wrote, its reasoning included
/// @param reasoningTokens the part of `outputTokens` that was reasoning
/// @param totalTokens the sum of the buckets, or more when the provider counted tokens that it put in no bucket
public record TokenCounts(
    long inputTokens,
    long cacheReadTokens,
    long cacheWrite5mTokens,
    long cacheWrite1hTokens,
    long outputTokens,
    long reasoningTokens,
    long totalTokens) {
  /// No tokens at all.
  public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0, 0, 0);

  /// @throws Invalid if a count is negative, if reasoning exceeds output, or if the total is less than its parts
  public TokenCounts {
    notNegative("input_tokens", inputTokens);
    notNegative("cache_read_tokens", cacheReadTokens);
    notNegative("cache_write_5m_tokens", cacheWrite5mTokens);
    notNegative("cache_write_1h_tokens", cacheWrite1hTokens);
    notNegative("output_tokens", outputTokens);
    notNegative("reasoning_tokens", reasoningTokens);
    if (reasoningTokens > outputTokens) {
      throw new Invalid(
          "reasoning_tokens",
          "is part of output_tokens (" + outputTokens + ") and cannot be " + reasoningTokens);
    }
    long sum =
        sum(inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens);
    if (totalTokens < sum) {
      throw new Invalid(
          "total_tokens", "is " + totalTokens + ", less than its parts (" + sum + ")");
    }
  }

  /// Input and output without a cache.
  public static TokenCounts of(long input, long output) {
    return of(input, 0, 0, 0, output);
  }

  /// All buckets; the total is their sum.
  public static TokenCounts of(
      long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
    long sum = sum(input, cacheRead, cacheWrite5m, cacheWrite1h, output);
    return new TokenCounts(
        input, cacheRead, cacheWrite5m, cacheWrite1h, output, 0, Math.max(sum, 0));
  }

  public TokenCounts withReasoning(long reasoning) {
    return new TokenCounts(
        inputTokens,
        cacheReadTokens,
        cacheWrite5mTokens,
        cacheWrite1hTokens,
        outputTokens,
        reasoning,
        totalTokens);
  }

  /// The same buckets with the total that the provider gave.
  public TokenCounts withTotal(long total) {
    return new TokenCounts(
        inputTokens,
        cacheReadTokens,
        cacheWrite5mTokens,
        cacheWrite1hTokens,
        outputTokens,
        reasoningTokens,
        total);
  }

  /// What was written to the cache, for whatever time.
  public long cacheWriteTokens() {
    return cacheWrite5mTokens + cacheWrite1hTokens;
  }

  /// The whole prompt: uncached, read and written. Long-context prices look at this.
  public long allInputTokens() {
    return inputTokens + cacheReadTokens + cacheWriteTokens();
  }

  /// Tokens in the total that stand in no bucket.
  public long unexplainedTokens() {
    return totalTokens - allInputTokens() - outputTokens;
  }

  /// Both together, bucket by bucket.
  public TokenCounts plus(TokenCounts other) {
    return new TokenCounts(
        Math.addExact(inputTokens, other.inputTokens),
        Math.addExact(cacheReadTokens, other.cacheReadTokens),
        Math.addExact(cacheWrite5mTokens, other.cacheWrite5mTokens),
        Math.addExact(cacheWrite1hTokens, other.cacheWrite1hTokens),
        Math.addExact(outputTokens, other.outputTokens),
        Math.addExact(reasoningTokens, other.reasoningTokens),
        Math.addExact(totalTokens, other.totalTokens));
  }

  private static long sum(long... counts) {
    long sum = 0;
    for (long count : counts) {
      try {
        sum = Math.addExact(sum, count);
      } catch (ArithmeticException e) {
        throw new Invalid("total_tokens", "is more than can be counted");
      }
    }
    return sum;
  }

  private static void notNegative(String path, long count) {
    if (count < 0) {
      throw new Invalid(path, "must not be negative, but is " + count);
    }
  }
}
