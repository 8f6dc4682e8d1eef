package dev.seshat.people;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who is interviewed: a person who tells their life, or a customer.
///
/// @param consentGiven whether they agree to be interviewed; no interview starts without
/// @param consentDate when they last agreed or took it back; null before they said either
/// @param consentNote how they said it, or where that is written
/// @param deletedAt when they were taken out of use; what was recorded is kept until it is erased
public record Storyteller(
    UUID id,
    NewStoryteller told,
    boolean consentGiven,
    @Nullable Instant consentDate,
    @Nullable String consentNote,
    @Nullable Instant deletedAt,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  /// What they are called.
  public String shownName() {
    return told.shownName();
  }

  /// Whether they may be interviewed.
  public boolean mayBeInterviewed() {
    return consentGiven && deletedAt == null;
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.putAll(told.toJson());
    json.put("consent_given", consentGiven);
    json.put("consent_date", consentDate);
    json.put("consent_note", consentNote);
    json.put("deleted_at", deletedAt);
    json.put("created_at", createdAt);
    json.put("updated_at", updatedAt);
    json.put("version", version);
    return json;
  }
}
