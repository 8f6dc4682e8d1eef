package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An artifact that is to be added; it is provisional until it is approved.
///
/// @param type a lower-case word: scene_capture, timeline_entry, draft_paragraph, plan…
/// @param name at most 200 characters
/// @param content at most 4,000,000 characters
/// @param structuredData the text of a JSON object; content or this must be there
/// @param externalId its id where it comes from; a session takes each only once
/// @param createdAt null for now
public record NewArtifact(
    String type,
    @Nullable String name,
    @Nullable String content,
    @Nullable String structuredData,
    @Nullable String externalId,
    @Nullable Instant createdAt) {
  public static final int MAX_CONTENT = 4_000_000;

  public NewArtifact {
    Texts.word("artifact_type", type);
    name = name == null ? null : Texts.checked("artifact_name", name, 200);
    content = content == null ? null : Texts.checked("content", content, MAX_CONTENT);
    externalId = externalId == null ? null : Texts.required("external_id", externalId, 500);
    if ((content == null || content.isBlank()) && structuredData == null) {
      throw new Invalid("content", "must not be empty where there is no structured_data");
    }
  }

  /// An artifact of this type.
  public static NewArtifact of(String type, String name, String content) {
    return new NewArtifact(type, name, content, null, null, null);
  }

  /// An artifact from the fields of a JSON object; `text` is another name for `content`.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewArtifact fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Map<String, @Nullable Object> data = fields.object("structured_data");
    NewArtifact artifact =
        new NewArtifact(
            fields.required("artifact_type", 64),
            fields.textOf(200, "artifact_name", "name"),
            fields.textOf(MAX_CONTENT, "content", "text"),
            data == null ? null : Json.write(data),
            fields.text("external_id", 500),
            fields.time("created_at"));
    fields.done();
    return artifact;
  }
}
