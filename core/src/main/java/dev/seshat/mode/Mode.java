package dev.seshat.mode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A way of working on tasks: who there is to give them to, and by which rules.
///
/// @param id null for one that comes with Seshat and that nobody has taken yet
/// @param name its file's, without the ending
/// @param file where it stands in the workspace's folder
/// @param isShipped whether one of this name comes with Seshat
/// @param isValid whether the file, as it was seen last, is right
/// @param isMissing whether the file is gone
/// @param errors what is wrong with the file
/// @param content what the last file that was right says; null if none ever was
/// @param sessions how many sessions are worked on in it
public record Mode(
    @Nullable UUID id,
    String name,
    String file,
    boolean isShipped,
    boolean isValid,
    boolean isMissing,
    List<ModeError> errors,
    @Nullable ModeContent content,
    String contentHash,
    long sessions,
    @Nullable Instant lastValidatedAt,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {
  public Mode {
    errors = List.copyOf(errors);
  }

  /// Its name for people.
  public String title() {
    return content == null ? name : content.title();
  }

  /// In a word: `valid`, `invalid` (the last file that was right counts), `unusable` (none ever was), `missing`, `shipped`.
  public String state() {
    if (id == null) {
      return "shipped";
    }
    if (isMissing) {
      return "missing";
    }
    return isValid ? "valid" : content == null ? "unusable" : "invalid";
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id == null ? null : id.toString());
    json.put("name", name);
    json.put("file", file);
    json.put("state", state());
    json.put("is_shipped", isShipped);
    json.put("is_valid", isValid);
    json.put("is_missing", isMissing);
    json.put("errors", errors.stream().map(ModeError::toJson).toList());
    json.put("content", content == null ? null : content.toJson());
    json.put("content_hash", contentHash);
    json.put("session_count", sessions);
    json.put("last_validated_at", shown(lastValidatedAt));
    json.put("created_at", shown(createdAt));
    json.put("updated_at", shown(updatedAt));
    return json;
  }

  private static @Nullable String shown(@Nullable Instant time) {
    return time == null ? null : dev.seshat.store.Times.text(time);
  }
}
