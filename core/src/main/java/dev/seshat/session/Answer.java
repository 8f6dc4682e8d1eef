package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person's answer to a prompt that waited for it.
///
/// @param text what was said; null only when the prompt is skipped
/// @param analysis what it is about; null while nobody has looked
public record Answer(
    @Nullable String text,
    ResponseMethod method,
    @Nullable AnswerAnalysis analysis,
    @Nullable Integer durationSeconds) {
  public Answer {
    if (method == ResponseMethod.SKIP) {
      if (text != null) {
        throw new Invalid("text", "is not wanted: the prompt is skipped");
      }
    } else {
      Texts.required("text", text, NewInteraction.MAX_TEXT);
    }
  }

  /// A written answer.
  public static Answer of(String text) {
    return new Answer(text, ResponseMethod.TEXT, null, null);
  }

  /// No answer: the person passes over the prompt.
  public static Answer skip() {
    return new Answer(null, ResponseMethod.SKIP, null, null);
  }

  /// The same with what it is about.
  public Answer withAnalysis(AnswerAnalysis value) {
    return new Answer(text, method, value, durationSeconds);
  }

  /// An answer from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static Answer fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String method = fields.text("response_method", 50);
    Long duration = fields.number("duration_seconds", 0, Integer.MAX_VALUE);
    Answer answer =
        new Answer(
            fields.text("text", NewInteraction.MAX_TEXT),
            method == null ? ResponseMethod.TEXT : ResponseMethod.of(method),
            AnswerAnalysis.parse(fields),
            duration == null ? null : Math.toIntExact(duration));
    fields.done();
    return answer;
  }
}
