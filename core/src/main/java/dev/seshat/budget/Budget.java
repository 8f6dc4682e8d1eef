package dev.seshat.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much may be spent in each period.
///
/// @param project whose usage counts; null for every project
/// @param userId whose usage counts; null for everybody
/// @param isHard whether Seshat's own calls of models stop when it is spent
/// @param revision grows when the limit changes, and the warnings begin anew
/// @param warnedPeriod the first day of the period that was warned of last; null if none was
/// @param warnedPercent at how many per cent that was: 50, 80 or 100
public record Budget(
    long id,
    @Nullable String project,
    @Nullable String userId,
    Period period,
    ZoneId zone,
    BigDecimal limitUsd,
    boolean isHard,
    long revision,
    @Nullable String warnedPeriod,
    @Nullable Integer warnedPercent,
    String setBy,
    Instant updatedAt) {
  /// What it is for, in words: `all usage`, `project memoir`, `ada in project memoir`.
  public String whose() {
    if (project == null) {
      return userId == null ? "all usage" : userId;
    }
    return userId == null ? "project " + project : userId + " in project " + project;
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("project", project);
    json.put("user_id", userId);
    json.put("period", period.word());
    json.put("zone", zone.getId());
    json.put("limit_usd", limitUsd);
    json.put("is_hard", isHard);
    json.put("warned_period", warnedPeriod);
    json.put("warned_percent", warnedPercent);
    json.put("set_by", setBy);
    json.put("updated_at", updatedAt.toString());
    return json;
  }
}
