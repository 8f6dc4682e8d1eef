package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request to a model, as it is handed in.
///
/// The same `requestId` at the same host is one request, however often it comes; the fullest record of it is kept:
/// the one with more tokens, then with more output, then a complete one, one with a reported cost, the earlier one, the
/// one whose `source` sorts first. So the order in which records come makes no difference.
///
/// @param host who ran the model: `Anthropic`, `OpenAI`, `Google`, `Ollama` or any other name; made on first use
/// @param model the model's name as the host calls it; made on first use
/// @param at when, between 2000 and 2200; null for now
/// @param project its name, made on first use; null for the session's project, or `default` without one
/// @param requestId the host's name for the request; without one every record counts as a request of its own
/// @param userId whose request it was
/// @param interactionId the row of the interaction that the request answered
/// @param reportedCostUsd what the provider or client said it cost; null to have it computed
/// @param batch whether it was a batch request, at batch prices
/// @param incomplete whether tokens are known to be missing, so that the cost is a lower bound
/// @param source where the record was read, in words that are the same at every import
public record NewUsage(
    String host,
    String model,
    TokenCounts tokens,
    @Nullable Instant at,
    @Nullable String project,
    @Nullable String requestId,
    @Nullable String userId,
    @Nullable UUID sessionId,
    @Nullable Long interactionId,
    @Nullable String gitBranch,
    @Nullable BigDecimal reportedCostUsd,
    boolean batch,
    boolean incomplete,
    @Nullable String source) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final long MOST_TOKENS = 1_000_000_000L;
  private static final BigDecimal MOST_DOLLARS = new BigDecimal(10_000_000);

  /// @throws Invalid if a name is empty or too long, or a number is out of its range
  public NewUsage {
    host = Texts.required("host", host, 200).strip();
    model = Texts.required("model", model, 200).strip();
    if (tokens.totalTokens() > MOST_TOKENS) {
      throw new Invalid(
          "total_tokens",
          "is " + tokens.totalTokens() + "; no single request has more than " + MOST_TOKENS);
    }
    if (at != null) {
      if (at.isBefore(EARLIEST) || !at.isBefore(LATEST)) {
        throw new Invalid("timestamp", "must lie between the years 2000 and 2200");
      }
      at = Times.millis(at);
    }
    project = project == null ? null : Texts.required("project", project, 200).strip();
    requestId = optional("request_id", requestId, 200);
    userId = optional("user_id", userId, 200);
    gitBranch = optional("git_branch", gitBranch, 500);
    source = optional("source", source, 500);
    if (reportedCostUsd != null
        && (reportedCostUsd.signum() < 0 || reportedCostUsd.compareTo(MOST_DOLLARS) > 0)) {
      throw new Invalid("cost_usd", "must be between 0 and " + MOST_DOLLARS + " US dollars");
    }
  }

  /// The request that a JSON object tells of: `host`, `model`, the buckets of [TokenCounts] by their names
  /// (`cache_write_tokens` where the lifetime is not known), `timestamp` or `created_at`, `reported_cost_usd` or
  /// `cost_usd`, and the other components by theirs.
  ///
  /// @throws Invalid naming the field that is wrong or unknown
  public static NewUsage fromJson(Map<String, ? extends @Nullable Object> json) {
    return UsageFields.parse(json);
  }

  /// A request of now, with nothing known of it but what it used.
  public static NewUsage of(String host, String model, TokenCounts tokens) {
    return new NewUsage(
        host, model, tokens, null, null, null, null, null, null, null, null, false, false, null);
  }

  public NewUsage withAt(@Nullable Instant when) {
    return new NewUsage(
        host,
        model,
        tokens,
        when,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withProject(@Nullable String name) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        name,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withRequestId(@Nullable String id) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        id,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withUserId(@Nullable String user) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        user,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withSession(@Nullable UUID session) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        session,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withInteraction(@Nullable Long interaction) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interaction,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withGitBranch(@Nullable String branch) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        branch,
        reportedCostUsd,
        batch,
        incomplete,
        source);
  }

  public NewUsage withReportedCostUsd(@Nullable BigDecimal dollars) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        dollars,
        batch,
        incomplete,
        source);
  }

  public NewUsage withBatch(boolean isBatch) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        isBatch,
        incomplete,
        source);
  }

  public NewUsage withIncomplete(boolean isIncomplete) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        isIncomplete,
        source);
  }

  public NewUsage withSource(@Nullable String where) {
    return new NewUsage(
        host,
        model,
        tokens,
        at,
        project,
        requestId,
        userId,
        sessionId,
        interactionId,
        gitBranch,
        reportedCostUsd,
        batch,
        incomplete,
        where);
  }

  private static @Nullable String optional(String path, @Nullable String text, int max) {
    return text == null || text.isBlank() ? null : Texts.checked(path, text, max);
  }
}
