package dev.seshat.gallery;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A picture of a session, without its bytes.
///
/// @param imageId `img_YYYYMMDD_HHMMSS_mmm`, when it was added, in UTC
/// @param imageUrl where the bytes are: a path below the folder of files, or an address elsewhere
/// @param isStyled whether it was made of another; false of a screenshot or a generation
/// @param isReference whether the session works towards it
/// @param parentId what it was made of; null if nothing was, or that is gone
/// @param iterationNumber the iteration that brought it forth
/// @param position its place in that, from 1
/// @param mediaType the real one, by the bytes; this and the four after it are null where the bytes are elsewhere
/// @param width in pixels, as it is seen
/// @param height in pixels, as it is seen
/// @param meta what else was told of it: source_type, style_info, prompt…
/// @param variants how many were made of it
public record Image(
    String imageId,
    String imageUrl,
    boolean isStyled,
    boolean isReference,
    @Nullable String parentId,
    UUID sessionId,
    @Nullable Long iterationId,
    @Nullable Long iterationNumber,
    @Nullable Integer position,
    @Nullable String mediaType,
    @Nullable Long bytes,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String sha256,
    Map<String, @Nullable Object> meta,
    String addedBy,
    Instant createdAt,
    long variants) {

  /// Whether its bytes are kept here.
  public boolean isKept() {
    return sha256 != null;
  }

  /// What it is called where it has no other name.
  public String title() {
    Object title = meta.get("title");
    if (title instanceof String text && !text.isBlank()) {
      return text;
    }
    if (isReference) {
      return "Reference";
    }
    return iterationNumber == null
        ? imageId
        : "Iteration " + iterationNumber + (position == null ? "" : ", image " + position);
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("image_id", imageId);
    json.put("image_url", imageUrl);
    json.put("is_styled", isStyled);
    json.put("is_reference", isReference);
    json.put("parent_id", parentId);
    json.put("session_id", sessionId.toString());
    json.put("iteration_id", iterationId);
    json.put("iteration_number", iterationNumber);
    json.put("position", position);
    json.put("media_type", mediaType);
    json.put("bytes", bytes);
    json.put("width", width);
    json.put("height", height);
    json.put("sha256", sha256);
    json.put("meta", meta);
    json.put("added_by", addedBy);
    json.put("created_at", Times.text(createdAt));
    json.put("variants", variants);
    return json;
  }
}
