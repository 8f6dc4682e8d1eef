package dev.seshat.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session as it stood when it was read: a value for each [SessionField] that has one.
public final class Session {
  private final FieldValues values;
  private final Instant readAt;
  private final @Nullable Instant activeSince;

  Session(FieldValues values, @Nullable Instant activeSince, Instant readAt) {
    this.values = values;
    this.activeSince = activeSince;
    this.readAt = readAt;
  }

  /// The value of a field, null where it has none.
  public <T> @Nullable T get(SessionField<T> field) {
    return values.get(field);
  }

  private <T> T need(SessionField<T> field) {
    T value = values.get(field);
    if (value == null) {
      throw new IllegalStateException("a session without " + field);
    }
    return value;
  }

  /// The time in the state active up to the moment it was read, pauses left out.
  public Duration activeTime() {
    Duration before = Duration.ofSeconds(need(SessionField.ACTIVE_SECONDS));
    return activeSince == null ? before : before.plus(Duration.between(activeSince, readAt));
  }

  /// What its priced requests cost, in US dollars, exactly.
  public BigDecimal costUsd() {
    return BigDecimal.valueOf(need(SessionField.COST), 9).stripTrailingZeros();
  }

  /// The name, or the first words of the intention where it has none.
  public String title() {
    String name = name();
    return name == null || name.isBlank() ? dev.seshat.Texts.shorten(intention(), 80) : name;
  }

  /// The fields by their names, in the catalogue's order, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (SessionField<?> field : SessionField.all()) {
      json.put(field.name(), shown(field));
    }
    json.put(SessionField.ACTIVE_SECONDS.name(), activeTime().toSeconds());
    return json;
  }

  private <T> @Nullable Object shown(SessionField<T> field) {
    return field.show(get(field));
  }

  public UUID id() {
    return need(SessionField.ID);
  }

  public String shortId() {
    return need(SessionField.SHORT_ID);
  }

  public String kind() {
    return need(SessionField.KIND);
  }

  public @Nullable String name() {
    return get(SessionField.NAME);
  }

  public String intention() {
    return need(SessionField.INTENTION);
  }

  public @Nullable String description() {
    return get(SessionField.DESCRIPTION);
  }

  public List<Indicator> successIndicators() {
    return need(SessionField.SUCCESS_INDICATORS);
  }

  public List<Indicator> completionIndicators() {
    return need(SessionField.COMPLETION_INDICATORS);
  }

  public List<String> constraints() {
    return need(SessionField.CONSTRAINTS);
  }

  public List<String> tags() {
    return need(SessionField.TAGS);
  }

  public @Nullable String project() {
    return get(SessionField.PROJECT);
  }

  public @Nullable UUID previousSessionId() {
    return get(SessionField.PREVIOUS_SESSION_ID);
  }

  public @Nullable UUID forkedFromId() {
    return get(SessionField.FORKED_FROM_ID);
  }

  public @Nullable Long forkedAtSequence() {
    return get(SessionField.FORKED_AT_SEQUENCE);
  }

  public @Nullable UUID parentSessionId() {
    return get(SessionField.PARENT_SESSION_ID);
  }

  public @Nullable String workingDirectory() {
    return get(SessionField.WORKING_DIRECTORY);
  }

  public @Nullable String gitBranch() {
    return get(SessionField.GIT_BRANCH);
  }

  public @Nullable String toolName() {
    return get(SessionField.TOOL_NAME);
  }

  public @Nullable String externalSessionId() {
    return get(SessionField.EXTERNAL_SESSION_ID);
  }

  public SessionStatus status() {
    return need(SessionField.STATUS);
  }

  public @Nullable Outcome outcome() {
    return get(SessionField.OUTCOME);
  }

  public @Nullable Instant startedAt() {
    return get(SessionField.STARTED_AT);
  }

  public @Nullable Instant endedAt() {
    return get(SessionField.ENDED_AT);
  }

  public Instant lastActivityAt() {
    return need(SessionField.LAST_ACTIVITY_AT);
  }

  public Instant createdAt() {
    return need(SessionField.CREATED_AT);
  }

  public Instant updatedAt() {
    return need(SessionField.UPDATED_AT);
  }

  public long version() {
    return need(SessionField.VERSION);
  }

  public @Nullable String summary() {
    return get(SessionField.SUMMARY);
  }

  public @Nullable Integer successRating() {
    return get(SessionField.SUCCESS_RATING);
  }

  public int priorityLevel() {
    return need(SessionField.PRIORITY_LEVEL);
  }

  public long interactionCount() {
    return need(SessionField.INTERACTION_COUNT);
  }

  public long artifactCount() {
    return need(SessionField.ARTIFACT_COUNT);
  }

  public long noteCount() {
    return need(SessionField.NOTE_COUNT);
  }

  public long totalTokens() {
    return need(SessionField.TOTAL_TOKENS);
  }

  public Map<String, Object> context() {
    return need(SessionField.CONTEXT);
  }

  public Map<String, Object> metadata() {
    return need(SessionField.METADATA);
  }

  FieldValues values() {
    return values;
  }
}
