package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tool calls and their results, as interactions, with what they changed.
final class ClaudeTools {
  private static final Set<String> EDITORS = Set.of("Edit", "Write", "MultiEdit", "NotebookEdit");

  /// The inputs that say in a line what a call does, in the order of preference.
  private static final List<String> TELLING =
      List.of(
          "command",
          "file_path",
          "notebook_path",
          "pattern",
          "query",
          "url",
          "prompt",
          "description",
          "skill",
          "task_id");

  private static final int LINE_MAX = 2_000;

  private final Intake intake;

  ClaudeTools(Intake intake) {
    this.intake = intake;
  }

  Part call(JsonNode block, String author, PendingTools pending, Facts facts) {
    String tool = intake.text(block.path("name").asString("tool"), 200);
    String id = block.path("id").asString("");
    JsonNode input = block.path("input");
    String command = input.path("command").asString("");
    String file = input.path("file_path").asString(input.path("notebook_path").asString(""));
    facts.add("tools", tool);
    if (!id.isBlank() && id.length() <= 200) {
      pending.put(
          id,
          new PendingTools.Call(
              tool,
              EDITORS.contains(tool) && !file.isBlank()
                  ? List.of(intake.text(file, 4_000))
                  : List.of(),
              Outcomes.commits(command),
              Outcomes.opensPullRequest(command)));
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("tool", tool);
    payload.put("tool_use_id", intake.text(id, 200));
    payload.put("input", intake.value(input));
    return new Part(InteractionType.TOOL_CALL, author, tool + line(input), null, payload);
  }

  private String line(JsonNode input) {
    for (String name : TELLING) {
      String value = input.path(name).asString("");
      if (!value.isBlank()) {
        return ": " + intake.text(value, LINE_MAX);
      }
    }
    return "";
  }

  Part result(JsonNode block, PendingTools pending, Facts facts) {
    String id = block.path("tool_use_id").asString("");
    PendingTools.Call call = pending.take(id);
    boolean error = block.path("is_error").asBoolean(false);
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("tool_use_id", intake.text(id, 200));
    if (error) {
      payload.put("is_error", true);
    }
    List<Object> media = new ArrayList<>();
    String text = content(block.path("content"), media);
    if (!media.isEmpty()) {
      payload.put("media", media);
    }
    if (call != null && !error) {
      Outcomes.of(call, text, facts, payload);
    }
    return new Part(
        InteractionType.TOOL_RESULT,
        call == null ? "tool" : call.tool(),
        intake.text(text),
        null,
        payload);
  }

  /// The text of a result; what is no text goes to `media`.
  private String content(JsonNode content, List<Object> media) {
    if (content.isString()) {
      return content.stringValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : content) {
      if (item.path("type").asString("").equals("text")) {
        texts.add(item.path("text").asString(""));
      } else {
        Object value = intake.value(item);
        if (value != null && media.size() < 1_000) {
          media.add(value);
        }
      }
    }
    return String.join("\n", texts);
  }
}
