package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A note that is to be added.
///
/// @param type a lower-case word: observation, concern, insight, technical, decision…
/// @param content 1 to 1,000,000 characters
/// @param atSequence the interaction that prompted it
/// @param by who noted it; null for the actor
/// @param externalId its id where it comes from; a session takes each only once
/// @param createdAt null for now
public record NewNote(
    String type,
    String content,
    boolean important,
    boolean requiresFollowup,
    @Nullable Long atSequence,
    @Nullable String by,
    @Nullable String externalId,
    @Nullable Instant createdAt) {
  public static final int MAX_CONTENT = 1_000_000;

  public NewNote {
    Texts.word("note_type", type);
    Texts.required("note_content", content, MAX_CONTENT);
    by = by == null ? null : Texts.required("noted_by", by, 200);
    externalId = externalId == null ? null : Texts.required("external_id", externalId, 500);
  }

  /// A note of this type.
  public static NewNote of(String type, String content) {
    return new NewNote(type, content, false, false, null, null, null, null);
  }

  /// A note from the fields of a JSON object; `text` is another name for `note_content`.
  ///
  /// @throws dev.seshat.SeshatException.Invalid naming the field that is unknown or breaks its rule
  public static NewNote fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    NewNote note =
        new NewNote(
            Objects.requireNonNullElse(fields.text("note_type", 64), "observation"),
            Texts.required(
                "note_content", fields.textOf(MAX_CONTENT, "note_content", "text"), MAX_CONTENT),
            fields.isSet("is_important"),
            fields.isSet("requires_followup"),
            fields.number("noted_at_interaction_sequence", 1, Long.MAX_VALUE),
            fields.textOf(200, "noted_by", "author"),
            fields.text("external_id", 500),
            fields.time("created_at"));
    fields.done();
    return note;
  }
}
