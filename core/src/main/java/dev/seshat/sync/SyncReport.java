package dev.seshat.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a sync did.
///
/// @param state how the two sides stand now
/// @param toStore how many changes were taken from the file
/// @param isFileWritten whether the file was written
/// @param messages what could not be taken, and why
public record SyncReport(
    SyncState state, int toStore, boolean isFileWritten, List<String> messages) {
  public SyncReport {
    messages = List.copyOf(messages);
  }

  /// Whether it found both sides the same.
  public boolean isUnchanged() {
    return toStore == 0 && !isFileWritten && !state.isSetAside();
  }

  /// The fields by the names that every door shows them by.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", state.toJson());
    json.put("changes_taken", toStore);
    json.put("is_file_written", isFileWritten);
    json.put("messages", messages);
    return json;
  }
}
