package dev.seshat.knowledge;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A keyword of prompts, what it is meant to do, and what it does. The same keyword may be meant for several effects.
///
/// @param effectiveness how well it does it; null while too few uses tell
/// @param context where that was seen
/// @param ratedBy who rated it; null while its counts do
public record Keyword(
    long id,
    String keyword,
    String intendedEffect,
    @Nullable String actualEffect,
    @Nullable Effectiveness effectiveness,
    @Nullable String betterAlternative,
    @Nullable String context,
    @Nullable String notes,
    @Nullable String mjVersion,
    @Nullable String ratedBy,
    Tally uses,
    @Nullable Instant lastUsedAt,
    Instant createdAt,
    Instant updatedAt) {
  public long timesUsed() {
    return uses.tests();
  }

  public long timesEffective() {
    return uses.successes();
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("keyword", keyword);
    json.put("intended_effect", intendedEffect);
    json.put("actual_effect", actualEffect);
    json.put("effectiveness", effectiveness == null ? null : effectiveness.word());
    json.put("better_alternative", betterAlternative);
    json.put("context", context);
    json.put("notes", notes);
    json.put("mj_version", mjVersion);
    json.put("rated_by", ratedBy);
    json.put("times_used", timesUsed());
    json.put("times_effective", timesEffective());
    json.put("rate", uses.rate());
    json.put("lower_bound", uses.lowerBound());
    json.put("last_used_at", lastUsedAt == null ? null : Times.text(lastUsedAt));
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    return json;
  }
}
