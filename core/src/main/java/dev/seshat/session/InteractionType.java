package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import java.util.Locale;

/// What an interaction is.
public enum InteractionType {
  PROMPT,
  RESPONSE,
  CLARIFICATION,
  REFLECTION,
  MESSAGE,
  TOOL_CALL,
  TOOL_RESULT,
  EVENT;

  private static final InteractionType[] ALL = values();
  private final String word = name().toLowerCase(Locale.ROOT);

  /// The type as it is written, in lower case.
  public String word() {
    return word;
  }

  /// The type that a word names.
  ///
  /// @throws Invalid for any other word
  public static InteractionType of(String word) {
    for (InteractionType type : ALL) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new Invalid(
        "interaction_type",
        "must be one of prompt, response, clarification, reflection, message, tool_call, tool_result, event");
  }
}
