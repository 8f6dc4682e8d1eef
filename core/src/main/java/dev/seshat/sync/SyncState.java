package dev.seshat.sync;

import dev.seshat.markdown.MergePolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a session's file and the store stand to one another.
///
/// @param path of the file
/// @param status null before the first sync
/// @param message why the file was set aside, or what of it could not be taken; null for nothing
/// @param isSetAside whether the file was not taken
/// @param openConflicts how many wait for a person
/// @param lastToFile when the file was written last
/// @param lastToStore when something was taken from the file last
public record SyncState(
    UUID sessionId,
    String shortId,
    String title,
    String path,
    @Nullable Status status,
    MergePolicy policy,
    @Nullable String message,
    boolean isSetAside,
    long openConflicts,
    @Nullable Instant lastToFile,
    @Nullable Instant lastToStore,
    @Nullable Instant lastResolution) {
  /// Which side is ahead.
  public enum Status {
    SYNCHRONIZED,
    DB_NEWER,
    MD_NEWER,
    CONFLICT;

    /// The status as it is stored and shown, in lower case.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// The fields by the names that every door shows them by.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session_id", sessionId.toString());
    json.put("short_id", shortId);
    json.put("title", title);
    json.put("markdown_file_path", path);
    json.put("sync_status", status == null ? null : status.word());
    json.put("policy", policy.word());
    json.put("message", message);
    json.put("is_set_aside", isSetAside);
    json.put("open_conflicts", openConflicts);
    json.put("last_db_to_md_sync", lastToFile);
    json.put("last_md_to_db_sync", lastToStore);
    json.put("last_conflict_resolution", lastResolution);
    return json;
  }
}
