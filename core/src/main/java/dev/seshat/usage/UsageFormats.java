package dev.seshat.usage;

import dev.seshat.Csv;
import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A summary as text for programs.
final class UsageFormats {

  private UsageFormats() {}

  static String json(UsageSummary summary) {
    UsageQuery query = summary.query();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("by", query.by().word());
    all.put("zone", query.zone().getId());
    all.put("from", query.from() == null ? null : query.from().toString());
    all.put("to", query.to() == null ? null : query.to().toString());
    all.put("rows", summary.rows().stream().map(UsageFormats::fields).toList());
    Map<String, @Nullable Object> totals = fields(summary.totals());
    totals.remove("key");
    totals.remove("label");
    all.put("totals", totals);
    return Json.write(all);
  }

  static String csv(UsageSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append(Csv.line(fields(summary.totals()).keySet()));
    for (UsageRow row : summary.rows()) {
      text.append(Csv.line(fields(row).values()));
    }
    return text.toString();
  }

  private static Map<String, @Nullable Object> fields(UsageRow row) {
    TokenCounts tokens = row.tokens();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", row.key());
    fields.put("label", row.label());
    fields.put("requests", row.requests());
    fields.put("input_tokens", tokens.inputTokens());
    fields.put("cache_read_tokens", tokens.cacheReadTokens());
    fields.put("cache_write_tokens", tokens.cacheWriteTokens());
    fields.put("cache_write_5m_tokens", tokens.cacheWrite5mTokens());
    fields.put("cache_write_1h_tokens", tokens.cacheWrite1hTokens());
    fields.put("output_tokens", tokens.outputTokens());
    fields.put("reasoning_tokens", tokens.reasoningTokens());
    fields.put("total_tokens", tokens.totalTokens());
    fields.put("cost_usd", row.costUsd());
    fields.put("cost_grade", row.grade().word());
    fields.put("unpriced_requests", row.unpricedRequests());
    fields.put("lower_bound_requests", row.lowerBoundRequests());
    return fields;
  }
}
