package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.server.schema.Schema;
import dev.seshat.usage.NewUsage;
import dev.seshat.usage.TokenCounts;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The tokens of one model request, as an agent tells of them.
final class UsageItems {
  private UsageItems() {}

  static Schema schema() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    return Schema.object(
        field("host!", Schema.text("Anthropic, OpenAI, Google, Ollama…", 200)),
        field("model!", Schema.text("", 200)),
        field("input_tokens!", count.saying("Uncached")),
        field("cache_read_tokens", count),
        field("cache_write_5m_tokens", count),
        field("cache_write_1h_tokens", count),
        field("output_tokens!", count.saying("With reasoning")),
        field("reasoning_tokens", count.saying("Part of output")),
        field("cost_usd", Schema.number("If reported; else computed")),
        field("request_id", Schema.text("Counted once per host", 200)),
        field("created_at", Schema.text("ISO 8601; default now", 40)));
  }

  static NewUsage fromJson(Map<String, @Nullable Object> json) {
    Fields fields = new Fields(json);
    TokenCounts tokens =
        TokenCounts.of(
                count(fields, "input_tokens"),
                count(fields, "cache_read_tokens"),
                count(fields, "cache_write_5m_tokens"),
                count(fields, "cache_write_1h_tokens"),
                count(fields, "output_tokens"))
            .withReasoning(count(fields, "reasoning_tokens"));
    Object cost = json.get("cost_usd");
    return NewUsage.of(fields.required("host", 200), fields.required("model", 200), tokens)
        .withReportedCostUsd(cost == null ? null : new BigDecimal(cost.toString()))
        .withRequestId(fields.text("request_id", 500))
        .withAt(fields.time("created_at"));
  }

  private static long count(Fields fields, String name) {
    return Objects.requireNonNullElse(fields.number(name, 0, Long.MAX_VALUE), 0L);
  }
}
