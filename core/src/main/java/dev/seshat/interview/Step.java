package dev.seshat.interview;

import dev.seshat.process.ProcessPrompt;
import dev.seshat.session.Interaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an interview does next.
///
/// @param node the key of the node where it is
/// @param prompt what is asked, and waits; null when the node has nothing more to ask
/// @param source the prompt of the process that is asked; null when `prompt` is
/// @param draft what the person has written and not sent; null for nothing
/// @param left how many prompts of the node may follow, this one left out
/// @param isNodeDone whether nothing that has to be asked is left
/// @param next the key of the node where it goes on; null where the process ends
public record Step(
    String node,
    @Nullable Interaction prompt,
    @Nullable ProcessPrompt source,
    @Nullable String draft,
    int left,
    boolean isNodeDone,
    @Nullable String next) {
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("node", node);
    json.put("prompt", prompt == null ? null : prompt.agentText());
    json.put("interaction_sequence", prompt == null ? null : prompt.interactionSequence());
    json.put("prompt_category", source == null ? null : source.category().word());
    json.put("sensitivity_tier", source == null ? null : source.tier());
    json.put("is_required", source == null ? null : source.isRequired());
    json.put("draft", draft);
    json.put("left", left);
    json.put("node_done", isNodeDone);
    json.put("next_node", next);
    return json;
  }
}
