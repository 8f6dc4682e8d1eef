package dev.seshat.transcript;

import dev.seshat.session.InteractionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Tool calls of Codex and their results, as interactions, with what they changed.
final class CodexTools {
  private static final String ASSISTANT = "assistant";
  private static final int LINE_MAX = 2_000;

  /// The arguments that say in a line what a call does, in the order of preference.
  private static final List<String> TELLING =
      List.of(
          "command", "cmd", "path", "file_path", "pattern", "query", "url", "prompt", "message");

  private static final Set<String> KNOWN_CALL =
      Set.of("type", "name", "arguments", "input", "call_id", "id", "action", "status");

  private static final Set<String> KNOWN_RESULT =
      Set.of("type", "call_id", "id", "output", "status");

  /// What a patch is about to change.
  private static final Pattern PATCHED =
      Pattern.compile("(?m)^\\*\\*\\* (?:Add File|Update File|Delete File|Move to): (.{1,4000})$");

  private static final Pattern EXIT =
      Pattern.compile("(?m)^(?:Exit code:|Process exited with code) (-?\\d{1,9})\\b");
  private static final String PATCH_DONE = "Success. Updated the following files";

  private final Intake intake;

  CodexTools(Intake intake) {
    this.intake = intake;
  }

  Part call(String kind, JsonNode item, SourceState state, Facts facts) {
    String id = item.path("call_id").asString(item.path("id").asString(""));
    JsonNode input = input(kind, item);
    String tool = tool(kind, item);
    String command = command(input);
    facts.add("tools", tool);
    if (!id.isBlank() && id.length() <= 200 && !kind.equals("web_search_call")) {
      state
          .pending()
          .put(
              id,
              new PendingTools.Call(
                  tool,
                  patched(command, input, state),
                  Outcomes.commits(command),
                  Outcomes.opensPullRequest(command)));
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("tool", tool);
    payload.put("tool_use_id", intake.text(id, 200));
    payload.put("input", intake.value(input));
    if (!state.note("model").isEmpty()) {
      payload.put("model", state.note("model"));
    }
    keepRest(item, KNOWN_CALL, payload);
    String line = command.isBlank() ? "" : ": " + intake.text(command, LINE_MAX);
    return new Part(InteractionType.TOOL_CALL, ASSISTANT, tool + line, null, payload);
  }

  private String tool(String kind, JsonNode item) {
    String name = item.path("name").asString("");
    return name.isBlank() ? kind.replace("_call", "") : intake.text(name, 200);
  }

  /// What a call was given: of functions a JSON text, of others a text or an object.
  private static JsonNode input(String kind, JsonNode item) {
    if (kind.equals("function_call") && item.path("arguments").isString()) {
      try {
        return TranscriptLines.MAPPER.readTree(item.path("arguments").stringValue());
      } catch (JacksonException e) {
        return item.path("arguments");
      }
    }
    return item.has("action") ? item.path("action") : item.path("input");
  }

  private static String command(JsonNode input) {
    if (input.isString()) {
      return input.stringValue();
    }
    for (String name : TELLING) {
      JsonNode value = input.path(name);
      if (value.isArray() && !value.isEmpty()) {
        List<String> words = new ArrayList<>();
        value.forEach(word -> words.add(word.asString("")));
        return String.join(" ", words);
      }
      if (!value.asString("").isBlank()) {
        return value.asString("");
      }
    }
    return input.path("input").asString("");
  }

  private List<String> patched(String command, JsonNode input, SourceState state) {
    String place = input.path("workdir").asString("");
    String directory = place.isBlank() ? state.note("cwd") : place;
    List<String> files = new ArrayList<>();
    Matcher matcher = PATCHED.matcher(command);
    while (matcher.find() && files.size() < 200) {
      files.add(intake.text(Paths.within(directory, matcher.group(1).strip()), 4_000));
    }
    return files;
  }

  Part result(JsonNode item, SourceState state, Facts facts) {
    String id = item.path("call_id").asString("");
    PendingTools.Call call = state.pending().take(id);
    Output output = Output.of(item.path("output"));
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("tool_use_id", intake.text(id, 200));
    Long exit = output.exit();
    if (exit != null) {
      payload.put("exit_code", exit);
    }
    boolean patches = call != null && !call.files().isEmpty();
    boolean failed =
        output.failed()
            || output.text().startsWith("patch rejected")
            || (exit == null && patches && !output.text().contains(PATCH_DONE));
    if (failed) {
      payload.put("is_error", true);
    }
    media(item.path("output"), payload);
    if (call != null && !failed) {
      Outcomes.of(call, output.text(), facts, payload);
    }
    keepRest(item, KNOWN_RESULT, payload);
    return new Part(
        InteractionType.TOOL_RESULT,
        call == null ? "tool" : call.tool(),
        intake.text(output.text()),
        null,
        payload);
  }

  /// What a patch has changed, as the client says when it is done.
  Part patched(JsonNode event, SourceState state, Facts facts) {
    boolean done = event.path("success").asBoolean(false);
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, JsonNode> change : event.path("changes").properties()) {
      if (files.size() < 200) {
        files.add(intake.text(Paths.within(state.note("cwd"), change.getKey()), 4_000));
      }
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("record", "event_msg/patch_apply_end");
    payload.put("tool_use_id", intake.text(event.path("call_id").asString(""), 200));
    payload.put("success", done);
    payload.put("files", files);
    if (done) {
      files.forEach(file -> facts.add("files", file));
    }
    String text = event.path("stdout").asString("");
    return new Part(
        InteractionType.EVENT,
        TranscriptClient.CODEX.tool(),
        text.isBlank() ? null : intake.text(text.strip()),
        null,
        payload);
  }

  private void media(JsonNode output, Map<String, @Nullable Object> payload) {
    List<Object> media = new ArrayList<>();
    for (JsonNode item : output.isArray() ? output : List.<JsonNode>of()) {
      Object value = item.path("text").isString() ? null : intake.value(item);
      if (value != null && media.size() < 1_000) {
        media.add(value);
      }
    }
    if (!media.isEmpty()) {
      payload.put("media", media);
    }
  }

  private void keepRest(JsonNode item, Set<String> known, Map<String, @Nullable Object> payload) {
    Map<String, @Nullable Object> rest = intake.fields(item, name -> !known.contains(name));
    if (!rest.isEmpty()) {
      payload.put("fields", rest);
    }
  }

  /// What a call gave back.
  ///
  /// @param exit the exit code of a command, where one is told
  private record Output(String text, @Nullable Long exit, boolean failed) {
    static Output of(JsonNode output) {
      if (output.isObject()) {
        boolean told = output.path("success").isBoolean();
        String text = CodexMessages.text(output.path("content"));
        return new Output(text, null, told && !output.path("success").booleanValue());
      }
      if (!output.isString()) {
        return plain(CodexMessages.text(output));
      }
      String text = output.stringValue();
      return text.startsWith("{\"output\"") ? wrapped(text) : plain(text);
    }

    private static Output wrapped(String text) {
      try {
        JsonNode json = TranscriptLines.MAPPER.readTree(text);
        JsonNode code = json.path("metadata").path("exit_code");
        Long exit = code.isIntegralNumber() ? code.asLong(0) : null;
        return new Output(json.path("output").asString(text), exit, exit != null && exit != 0);
      } catch (JacksonException e) {
        return plain(text);
      }
    }

    private static Output plain(String text) {
      Matcher exit = EXIT.matcher(text.length() > 1_000 ? text.substring(0, 1_000) : text);
      Long code = exit.find() ? Long.valueOf(exit.group(1)) : null;
      return new Output(text, code, code != null && code != 0);
    }
  }
}
