package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request to a model as JSON hands it in.
final class UsageFields {
  private static final long MOST = 1_000_000_000L;

  private UsageFields() {}

  static NewUsage parse(Map<String, ? extends @Nullable Object> json) {
    Map<String, @Nullable Object> rest = new java.util.LinkedHashMap<>(json);
    BigDecimal reported = money("reported_cost_usd", rest.remove("reported_cost_usd"));
    BigDecimal cost = money("cost_usd", rest.remove("cost_usd"));
    Fields fields = new Fields(rest);
    String host = fields.required("host", 200);
    String model = fields.required("model", 200);
    TokenCounts tokens = tokens(fields);
    String session = fields.text("session_id", 40);
    Instant at = fields.time("timestamp");
    Instant created = fields.time("created_at");
    NewUsage usage =
        NewUsage.of(host, model, tokens)
            .withAt(at == null ? created : at)
            .withProject(fields.text("project", 200))
            .withRequestId(fields.text("request_id", 500))
            .withUserId(fields.text("user_id", 200))
            .withSession(session == null ? null : id("session_id", session))
            .withInteraction(fields.number("interaction_id", 1, Long.MAX_VALUE))
            .withGitBranch(fields.text("git_branch", 1_000))
            .withReportedCostUsd(reported == null ? cost : reported)
            .withBatch(fields.isSet("batch"))
            .withIncomplete(fields.isSet("incomplete"));
    fields.done();
    return usage;
  }

  private static UUID id(String name, String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw new Invalid(name, "must be an id, not '" + Texts.shorten(value, 40) + "'");
    }
  }

  private static TokenCounts tokens(Fields fields) {
    long shortWrite = count(fields, "cache_write_5m_tokens");
    long anyWrite = count(fields, "cache_write_tokens");
    if (shortWrite > 0 && anyWrite > 0) {
      throw new Invalid(
          "cache_write_tokens",
          "goes beside neither cache_write_5m_tokens nor cache_write_1h_tokens");
    }
    TokenCounts tokens =
        TokenCounts.of(
                count(fields, "input_tokens"),
                count(fields, "cache_read_tokens"),
                shortWrite + anyWrite,
                count(fields, "cache_write_1h_tokens"),
                count(fields, "output_tokens"))
            .withReasoning(count(fields, "reasoning_tokens"));
    Long total = fields.number("total_tokens", 0, MOST);
    return total == null ? tokens : tokens.withTotal(total);
  }

  private static long count(Fields fields, String name) {
    Long count = fields.number(name, 0, MOST);
    return count == null ? 0 : count;
  }

  private static @Nullable BigDecimal money(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal;
      case Integer number -> BigDecimal.valueOf(number);
      case Long number -> BigDecimal.valueOf(number);
      default -> throw new Invalid(name, "must be a number of US dollars");
    };
  }
}
