package dev.seshat.knowledge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of writing the knowledge files.
///
/// @param folder where they are
/// @param written the names of the files that say something else now
/// @param kept the names under which files that a person had edited were kept before they were written over
public record KnowledgeWriting(String folder, List<String> written, List<String> kept) {
  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    return Map.of("folder", folder, "written", written, "kept", kept);
  }
}
