package dev.seshat.knowledge;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A problem that was met, what solves it, and what tests have made of that.
///
/// @param context when it holds, if not always
/// @param forgottenReason why it is not active any more
/// @param autoExtracted whether it was found in iterations, and not written by somebody
/// @param isReviewed whether a person has looked at it
/// @param discoveredIn the session that taught it
/// @param lastValidatedAt when evidence supported it last
/// @param lastFailedAt when evidence contradicted it last
/// @param all the tests that count
/// @param byPersons those of them that a person made
/// @param byAgents those of them that an agent made
/// @param confidence what the tests have earned, without regard to their age
/// @param statedConfidence what a file that was imported said of itself
/// @param readAt when it was read, which [#currentConfidence] is of
/// @param version grows with each change; for the next change to name
public record Pattern(
    String id,
    String category,
    @Nullable String subcategory,
    String problem,
    String solution,
    @Nullable String exampleBad,
    @Nullable String exampleGood,
    Specificity specificity,
    List<String> tags,
    @Nullable String context,
    @Nullable String notes,
    boolean isActive,
    @Nullable String forgottenReason,
    boolean autoExtracted,
    boolean isReviewed,
    @Nullable String mjVersionDiscovered,
    @Nullable UUID discoveredIn,
    Instant discoveredAt,
    @Nullable Instant lastValidatedAt,
    @Nullable Instant lastFailedAt,
    Tally all,
    Tally byPersons,
    Tally byAgents,
    Confidence confidence,
    @Nullable Confidence statedConfidence,
    Instant readAt,
    Instant updatedAt,
    long version) {
  public long timesTested() {
    return all.tests();
  }

  public long timesSucceeded() {
    return all.successes();
  }

  /// The share of its tests that succeeded; null without one.
  public @Nullable Double successRate() {
    return all.rate();
  }

  /// What patterns are ranked by: [Tally#lowerBound].
  public double lowerBound() {
    return all.lowerBound();
  }

  /// What files that were imported say of tests that are not written down one by one.
  public Tally byImport() {
    return new Tally(
        all.tests() - byPersons.tests() - byAgents.tests(),
        all.successes() - byPersons.successes() - byAgents.successes());
  }

  /// The confidence as it is to be read now: one level less after 60 days without validation.
  public Confidence currentConfidence() {
    return confidence.asRead(lastValidatedAt == null ? discoveredAt : lastValidatedAt, readAt);
  }

  public Health health() {
    return Health.of(all.tests(), all.successes(), isTrap());
  }

  /// Whether it describes what to keep clear of.
  public boolean isTrap() {
    return category.equals(Health.FAILURE_MODE) || tags.contains(Health.TAG);
  }

  /// It as JSON. `confidence` is as it is to be read now; `earned_confidence` what the tests alone have earned, which is
  /// what the tables and views keep under the name of `confidence`.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("category", category);
    json.put("subcategory", subcategory);
    json.put("problem", problem);
    json.put("solution", solution);
    json.put("example_bad", exampleBad);
    json.put("example_good", exampleGood);
    json.put("specificity", specificity.word());
    json.put("tags", tags);
    json.put("context", context);
    json.put("notes", notes);
    json.put("is_active", isActive);
    json.put("forgotten_reason", forgottenReason);
    json.put("auto_extracted", autoExtracted);
    json.put("is_reviewed", isReviewed);
    json.put("mj_version_discovered", mjVersionDiscovered);
    json.put("discovered_in", discoveredIn == null ? null : discoveredIn.toString());
    json.put("discovered_at", Times.text(discoveredAt));
    json.put("last_validated_at", lastValidatedAt == null ? null : Times.text(lastValidatedAt));
    json.put("last_failed_at", lastFailedAt == null ? null : Times.text(lastFailedAt));
    json.put("times_tested", timesTested());
    json.put("times_succeeded", timesSucceeded());
    json.put("success_rate", successRate());
    json.put("lower_bound", lowerBound());
    json.put("confidence", currentConfidence().word());
    json.put("earned_confidence", confidence.word());
    json.put("stated_confidence", statedConfidence == null ? null : statedConfidence.word());
    json.put("health", health().word());
    json.put("by_persons", byPersons.toJson());
    json.put("by_agents", byAgents.toJson());
    json.put("by_import", byImport().toJson());
    json.put("updated_at", Times.text(updatedAt));
    json.put("version", version);
    return json;
  }
}
