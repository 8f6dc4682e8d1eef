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
/// @param preparer makes a call ready, outside the transaction of a change
public record Tool(
    String name,
    String title,
    String description,
    boolean changes,
    Schema input,
    Schema output,
    Preparer preparer) {

  /// A tool whose calls need no making ready.
  public static Tool of(
      String name,
      String title,
      String description,
      boolean changes,
      Schema input,
      Schema output,
      Handler handler) {
    return new Tool(name, title, description, changes, input, output, call -> handler::handle);
  }

  /// Does what the tool says.
  @FunctionalInterface
  public interface Handler {
    Answer handle(Call call);
  }

  /// Makes a call ready: what is slow, such as drawing a picture, is done here, and holds nobody's write up.
  @FunctionalInterface
  public interface Preparer {
    Ready prepare(Call call);
  }

  /// A call that is ready. What it took in is put away when it is closed.
  @FunctionalInterface
  public interface Ready extends AutoCloseable {
    /// @param call with the store as it is inside the transaction, where the tool changes something
    Answer handle(Call call);

    @Override
    default void close() {}
  }

  /// A call that changes nothing, and is answered without a transaction.
  public record Answered(Answer answer) implements Ready {
    @Override
    public Answer handle(Call call) {
      return answer;
    }
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
