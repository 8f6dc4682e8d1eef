package dev.seshat.analysis;

import dev.seshat.analysis.ModelConnection.Reply;
import dev.seshat.analysis.ModelConnection.Stop;
import dev.seshat.analysis.ModelConnection.Tokens;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model that says what a test wrote down, and a clock that never waits.
final class Scripted implements ModelConnection {
  static final String KEY = "sk-ant-test-0123456789abcdef";
  static final Map<String, String> VARIABLES =
      Map.of("SESHAT_MODEL", "anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY", KEY);

  private final Deque<Object> script = new ArrayDeque<>();
  final List<Prompt> asked = new ArrayList<>();
  final List<Duration> rests = new ArrayList<>();

  Scripted says(String text) {
    return says(text, Stop.DONE, "msg_" + script.size());
  }

  Scripted says(String text, Stop stop, @Nullable String id) {
    script.add(new Reply(text, stop, new Tokens(100, 20, 10, 5, 50, 0), id));
    return this;
  }

  Scripted fails(RuntimeException failure) {
    script.add(failure);
    return this;
  }

  ModelAccess access() {
    return access(VARIABLES);
  }

  ModelAccess access(Map<String, String> variables) {
    return ModelAccess.by(variables, this, rests::add);
  }

  @Override
  public Reply ask(Prompt prompt, Duration patience) {
    asked.add(prompt);
    return switch (script.removeFirst()) {
      case RuntimeException failure -> throw failure;
      case Reply reply -> reply;
      default -> throw new IllegalStateException();
    };
  }
}
