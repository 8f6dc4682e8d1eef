package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to change of an artifact; null leaves it as it is.
///
/// @param structuredData the text of a JSON object
public record ArtifactChange(
    @Nullable String name,
    @Nullable String content,
    @Nullable String structuredData,
    @Nullable Boolean includedInSynthesis) {
  public ArtifactChange {
    name = name == null ? null : Texts.checked("artifact_name", name, 200);
    content = content == null ? null : Texts.required("content", content, NewArtifact.MAX_CONTENT);
  }

  /// A change from the fields of a JSON object.
  ///
  /// @throws dev.seshat.SeshatException.Invalid naming the field that is unknown or breaks its rule
  public static ArtifactChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    Map<String, @Nullable Object> data = fields.object("structured_data");
    ArtifactChange change =
        new ArtifactChange(
            fields.text("artifact_name", 200),
            fields.text("content", NewArtifact.MAX_CONTENT),
            data == null ? null : Json.write(data),
            fields.flag("included_in_synthesis"));
    fields.done();
    return change;
  }
}
