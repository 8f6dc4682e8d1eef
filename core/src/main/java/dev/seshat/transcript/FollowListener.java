package dev.seshat.transcript;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Is told what a following import takes, on its thread.
public interface FollowListener {
  /// Something new was taken from a file.
  void took(Taken taken);

  /// The store could not be reached; it is tried again.
  default void failed(String reason) {}

  /// What was new in a file.
  record Taken(
      String file,
      @Nullable String externalSessionId,
      long sessions,
      long interactions,
      long requests) {
    /// It as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("file", file);
      json.put("external_session_id", externalSessionId);
      json.put("sessions", sessions);
      json.put("interactions", interactions);
      json.put("requests", requests);
      return json;
    }
  }
}
