package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.json.SchemaCheck;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer that has to be a JSON object: how the model is told so, and how the object is found in what it wrote.
final class StructuredAnswer {
  private static final String END_OF_THOUGHT = "</think>";

  private StructuredAnswer() {}

  /// The words that ask for it, after those of the asker.
  static String system(@Nullable String system, Map<String, Object> schema) {
    return (system == null ? "" : system + "\n\n")
        + "Answer with one JSON object and nothing else: no explanation, no code fence. It must fit this JSON Schema:\n"
        + Json.write(schema);
  }

  /// The words that ask again.
  static String correction(String problem) {
    return "That is not the JSON object that was asked for: "
        + problem
        + ". Answer again with the JSON object alone.";
  }

  /// The object in an answer.
  ///
  /// @throws Invalid saying what is wrong, if there is none or it does not fit
  static Map<String, @Nullable Object> parse(String answer, Map<String, Object> schema) {
    Map<String, @Nullable Object> object = Json.parseObject("answer", bare(answer));
    new SchemaCheck(true).check(schema, "answer", object);
    return object;
  }

  /// What stands from the first brace to the last, after a small model's thoughts: many put a word or a fence around it.
  private static String bare(String answer) {
    int thought = answer.lastIndexOf(END_OF_THOUGHT);
    String said = thought < 0 ? answer : answer.substring(thought + END_OF_THOUGHT.length());
    int from = said.indexOf('{');
    int to = said.lastIndexOf('}');
    return from >= 0 && to > from ? said.substring(from, to + 1) : said.strip();
  }
}
