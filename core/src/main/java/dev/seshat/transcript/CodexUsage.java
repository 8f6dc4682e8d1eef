package dev.seshat.transcript;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a Codex session used between two of its counts.
///
/// The client repeats what has been used in all (`total_token_usage`), often several times. What counts is how much a
/// total has grown since the one before. A total that has shrunk is a counter begun anew and counts whole. Only where there
/// is no total does `last_token_usage` count.
final class CodexUsage {
  private static final String[] FIELDS = {
    "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens"
  };
  private static final int INPUT = 0;
  private static final int CACHED = 1;
  private static final int OUTPUT = 2;
  private static final int REASONING = 3;

  private CodexUsage() {}

  /// The use since the last count; null if there was none.
  ///
  /// @param inherited whether the session began with another's records, so that a first total may be the other's
  static @Nullable RequestUsage since(
      SourceState state,
      JsonNode info,
      String host,
      String model,
      String requestId,
      boolean inherited) {
    JsonNode total = info.path("total_token_usage");
    JsonNode last = info.path("last_token_usage");
    long[] before = remembered(state);
    long[] now;
    long[] used;
    if (total.isObject()) {
      now = counts(total);
      boolean first = before == null && inherited && last.isObject();
      used = first ? counts(last) : grown(now, before == null ? new long[FIELDS.length] : before);
    } else if (last.isObject()) {
      used = counts(last);
      now = plus(before == null ? new long[FIELDS.length] : before, used);
    } else {
      return null;
    }
    remember(state, now);
    return usage(used, host, model, requestId);
  }

  private static @Nullable RequestUsage usage(
      long[] used, String host, String model, String requestId) {
    // cached input is part of input, reasoning is part of output
    long cached = Math.min(used[CACHED], used[INPUT]);
    long reasoning = Math.min(used[REASONING], used[OUTPUT]);
    if (used[INPUT] == 0 && used[OUTPUT] == 0) {
      return null;
    }
    return new RequestUsage(
        host, requestId, model, used[INPUT] - cached, cached, 0, 0, used[OUTPUT], reasoning, 0);
  }

  private static long[] counts(JsonNode usage) {
    long[] counts = new long[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      counts[i] = RequestUsage.count(usage, FIELDS[i]);
    }
    return counts;
  }

  private static long[] grown(long[] now, long[] before) {
    boolean anew = now[INPUT] < before[INPUT] || now[OUTPUT] < before[OUTPUT];
    long[] grown = new long[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      grown[i] = anew ? now[i] : Math.max(0, now[i] - before[i]);
    }
    return grown;
  }

  private static long[] plus(long[] one, long[] other) {
    long[] sum = new long[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }

  private static long @Nullable [] remembered(SourceState state) {
    if (!(state.notes().get("totals") instanceof Map<?, ?> totals)) {
      return null;
    }
    long[] counts = new long[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      counts[i] = totals.get(FIELDS[i]) instanceof Number count ? count.longValue() : 0;
    }
    return counts;
  }

  private static void remember(SourceState state, long[] counts) {
    Map<String, Object> totals = new LinkedHashMap<>();
    for (int i = 0; i < FIELDS.length; i++) {
      totals.put(FIELDS[i], counts[i]);
    }
    state.notes().put("totals", totals);
  }
}
