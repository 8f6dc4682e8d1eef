package dev.seshat.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A question that a node has ready.
///
/// @param tier how near it goes: 1 for anybody, 2 personal, 3 only with care
/// @param isRequired whether the node is not done before it is answered or skipped
/// @param topics what it touches, in lower case; asked only where none of them is off limits
/// @param orderIndex its place among those of its node
public record ProcessPrompt(
    UUID id,
    PromptCategory category,
    String text,
    int tier,
    boolean isRequired,
    Condition condition,
    List<String> topics,
    int orderIndex) {
  /// The nearest that a prompt may go.
  public static final int MAX_TIER = 3;

  public ProcessPrompt {
    topics = List.copyOf(topics);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    json.put("category", category.word());
    json.put("text", text);
    json.put("tier", tier);
    json.put("required", isRequired);
    json.put("when", condition.toJson());
    json.put("topics", topics);
    return json;
  }
}
