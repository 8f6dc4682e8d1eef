package dev.seshat.llm;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Tokens;
import dev.seshat.analysis.Provider;
import dev.seshat.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the three kinds of servers say beside the text: why the model stopped, and what it used. A field that is missing
/// or of another type counts as not said.
final class Answers {
  private Answers() {}

  static Reply read(Provider provider, String text, String body) {
    Map<?, ?> json = parsed(body);
    return switch (provider) {
      case ANTHROPIC -> anthropic(text, json);
      case OPENAI -> openAi(text, json);
      case OLLAMA -> ollama(text, json);
    };
  }

  private static Map<?, ?> parsed(String body) {
    try {
      return Json.parse("answer", body) instanceof Map<?, ?> map ? map : Map.of();
    } catch (Invalid e) {
      // LangChain4j could read it, and we are stricter (a name twice, a character no store holds)
      return Map.of();
    }
  }

  private static Reply anthropic(String text, Map<?, ?> json) {
    Stop stop =
        switch (word(json, "stop_reason")) {
          case "refusal" -> Stop.REFUSAL;
          case "max_tokens", "model_context_window_exceeded" -> Stop.LENGTH;
          default -> Stop.DONE;
        };
    Map<?, ?> used = map(json, "usage");
    Map<?, ?> lifetimes = map(used, "cache_creation");
    long written = number(used, "cache_creation_input_tokens");
    long hour = Math.min(written, number(lifetimes, "ephemeral_1h_input_tokens"));
    Tokens tokens =
        used.isEmpty()
            ? null
            : new Tokens(
                number(used, "input_tokens"),
                number(used, "cache_read_input_tokens"),
                written - hour,
                hour,
                number(used, "output_tokens"),
                0);
    return new Reply(text, stop, tokens, id(json));
  }

  /// Its prompt includes what was read from the cache.
  private static Reply openAi(String text, Map<?, ?> json) {
    Map<?, ?> choice =
        json.get("choices") instanceof List<?> all
                && !all.isEmpty()
                && all.getFirst() instanceof Map<?, ?> first
            ? first
            : Map.of();
    String refusal = word(map(choice, "message"), "refusal");
    Stop stop =
        switch (word(choice, "finish_reason")) {
          case "content_filter" -> Stop.REFUSAL;
          case "length" -> Stop.LENGTH;
          default -> refusal.isEmpty() ? Stop.DONE : Stop.REFUSAL;
        };
    Map<?, ?> used = map(json, "usage");
    long prompt = number(used, "prompt_tokens");
    long cached = Math.min(prompt, number(map(used, "prompt_tokens_details"), "cached_tokens"));
    Tokens tokens =
        used.isEmpty()
            ? null
            : new Tokens(
                prompt - cached,
                cached,
                0,
                0,
                number(used, "completion_tokens"),
                number(map(used, "completion_tokens_details"), "reasoning_tokens"));
    return new Reply(text.isEmpty() ? refusal : text, stop, tokens, id(json));
  }

  private static Reply ollama(String text, Map<?, ?> json) {
    Stop stop = word(json, "done_reason").equals("length") ? Stop.LENGTH : Stop.DONE;
    boolean isSaid = json.containsKey("prompt_eval_count") || json.containsKey("eval_count");
    Tokens tokens =
        isSaid
            ? new Tokens(number(json, "prompt_eval_count"), 0, 0, 0, number(json, "eval_count"), 0)
            : null;
    return new Reply(text, stop, tokens, null);
  }

  private static @Nullable String id(Map<?, ?> json) {
    String id = word(json, "id");
    return id.isEmpty() ? null : id;
  }

  private static String word(Map<?, ?> json, String name) {
    return json.get(name) instanceof String text ? text : "";
  }

  private static Map<?, ?> map(Map<?, ?> json, String name) {
    return json.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /// No request has more tokens than fit into an int; a server that says so is not believed.
  private static long number(Map<?, ?> json, String name) {
    return json.get(name) instanceof Integer number ? Math.max(0, number) : 0;
  }
}
