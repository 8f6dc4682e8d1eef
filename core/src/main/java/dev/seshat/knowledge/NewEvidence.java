package dev.seshat.knowledge;

import dev.seshat.Texts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Evidence that is to be added to a pattern.
///
/// @param key what must not be counted twice, such as a reflection on a session: the second with the same key adds nothing
/// @param at when it was seen; null for now
public record NewEvidence(
    EvidenceOutcome outcome,
    Validator validatedBy,
    @Nullable UUID sessionId,
    @Nullable Long iterationId,
    @Nullable String mjVersion,
    @Nullable String notes,
    @Nullable String key,
    @Nullable Instant at) {
  public NewEvidence {
    mjVersion = NewPattern.line("mj_version", mjVersion, 64);
    notes = NewPattern.text("notes", notes);
    key = key == null ? null : Texts.required("key", key, 300);
  }

  public static NewEvidence of(EvidenceOutcome outcome, Validator by) {
    return new NewEvidence(outcome, by, null, null, null, null, null, null);
  }

  /// The same as it was seen in a session, and in the iteration of a row's number.
  public NewEvidence in(@Nullable UUID session, @Nullable Long iteration) {
    return new NewEvidence(outcome, validatedBy, session, iteration, mjVersion, notes, key, at);
  }

  public NewEvidence withMjVersion(@Nullable String version) {
    return new NewEvidence(outcome, validatedBy, sessionId, iterationId, version, notes, key, at);
  }

  public NewEvidence withNotes(@Nullable String text) {
    return new NewEvidence(outcome, validatedBy, sessionId, iterationId, mjVersion, text, key, at);
  }

  public NewEvidence withKey(@Nullable String once) {
    return new NewEvidence(
        outcome, validatedBy, sessionId, iterationId, mjVersion, notes, once, at);
  }

  public NewEvidence at(@Nullable Instant time) {
    return new NewEvidence(
        outcome, validatedBy, sessionId, iterationId, mjVersion, notes, key, time);
  }
}
