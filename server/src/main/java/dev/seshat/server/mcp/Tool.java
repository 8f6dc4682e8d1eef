package dev.seshat.server.mcp;

import dev.seshat.server.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that an agent can ask for, whatever carries the question.
///
/// @param name as the agent calls it
/// @param title for people
/// @param description for the model that chooses
/// @param changes whether it writes
/// @param input what it takes
/// @param output what it answers, beside a short text
public record Tool(
    String name,
    String title,
    String description,
    boolean changes,
    Schema input,
    Schema output,
    Handler handler) {

  /// Does what the tool says.
  @FunctionalInterface
  public interface Handler {
    Answer handle(Call call);
  }

  /// What a tool answers.
  ///
  /// @param structured for programs
  /// @param text for the model, short
  /// @param picture for the model to look at
  public record Answer(
      Map<String, ? extends @Nullable Object> structured, String text, @Nullable Picture picture) {
    public Answer(Map<String, ? extends @Nullable Object> structured, String text) {
      this(structured, text, null);
    }
  }

  /// A picture that an agent sees.
  ///
  /// @param data its bytes in Base64
  public record Picture(String mediaType, String data) {}
}
