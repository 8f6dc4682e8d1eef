package dev.seshat.usage;

import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A summary as text for programs.
final class UsageFormats {
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r";

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
    text.append(String.join(",", fields(summary.totals()).keySet())).append(LINE_END);
    for (UsageRow row : summary.rows()) {
      text.append(line(fields(row).values().stream().map(UsageFormats::cell).toList()));
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

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(",", "", LINE_END));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case String text -> quoted(harmless(text));
      default -> value.toString();
    };
  }

  /// A spreadsheet runs a cell that begins like a formula; names come from outside.
  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
