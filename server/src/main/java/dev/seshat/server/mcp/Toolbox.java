package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools that an agent has, and the one way in which they are called: checked arguments in, an answer or a clear
/// error out, whatever carries them.
public final class Toolbox {
  private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);

  private final Supplier<Seshat> store;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /// @param store opens the store; asked for it at the first call, which also is when a broken one is told of
  public Toolbox(Supplier<Seshat> store) {
    this.store = store;
    for (Tool tool :
        List.of(
            StartTool.tool(),
            LogTool.tool(),
            BriefTool.tool(),
            UpdateTool.tool(),
            RecallTool.tool(),
            QueryTool.tool())) {
      tools.put(tool.name(), tool);
    }
  }

  /// What became of a call.
  ///
  /// @param error the code of the error, null if there was none
  /// @param structured absent with an error
  public record Outcome(
      @Nullable String error,
      String text,
      @Nullable Map<String, ? extends @Nullable Object> structured) {}

  /// Every tool, in the order in which they are listed.
  public List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  /// The store, for what is not a tool.
  Seshat store(String actor) {
    return store.get().as(actor);
  }

  /// Calls a tool.
  ///
  /// @param actor on whose behalf
  /// @param arguments as they came; null for none
  public Outcome call(
      String name, String actor, @Nullable Map<String, ? extends @Nullable Object> arguments) {
    try {
      Tool tool = tools.get(name);
      if (tool == null) {
        throw new Invalid(
            "tool", "there is no '" + name + "'; there are " + String.join(", ", tools.keySet()));
      }
      // through the parser once more: it refuses texts that no database can hold, wherever they
      // hide
      Map<String, @Nullable Object> checked =
          arguments == null ? Map.of() : Json.parseObject("", Json.write(arguments));
      tool.input().check("", checked);
      Tool.Answer answer = tool.handler().handle(new Call(store(actor), actor, checked));
      return new Outcome(null, answer.text(), answer.structured());
    } catch (SeshatException e) {
      return new Outcome(e.code().word(), e.code().word() + ": " + e.getMessage(), null);
    } catch (RuntimeException e) {
      // the boundary: whatever is wrong inside, the agent gets an answer, and the log the reason
      LOG.error("tool {} failed", name, e);
      return new Outcome(
          "internal", "internal: the tool failed unexpectedly; the server's log says why", null);
    }
  }
}
