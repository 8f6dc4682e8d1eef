package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.access.Role;
import dev.seshat.idempotency.Kept;
import dev.seshat.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools that an agent has, and the one way in which they are called: checked arguments in, an answer or a clear
/// error out, whatever carries them.
public final class Toolbox {
  static final String IDEMPOTENCY_KEY = "idempotency_key";

  private static final Logger LOG = LoggerFactory.getLogger(Toolbox.class);

  private final Supplier<Seshat> store;
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Map<String, String> sets = new HashMap<>();

  /// @param store opens the store; asked for it at the first call, which also is when a broken one is told of
  public Toolbox(Supplier<Seshat> store) {
    this.store = store;
    for (Toolset set : Toolset.all()) {
      for (Tool tool : set.tools()) {
        tools.put(tool.name(), tool);
        sets.put(tool.name(), set.name());
      }
    }
  }

  /// What became of a call.
  ///
  /// @param error the code of the error, null if there was none
  /// @param structured absent with an error
  /// @param picture for the model to look at; none with a change
  /// @param repeated whether this is the answer that an earlier call with the same key was given
  public record Outcome(
      @Nullable String error,
      String text,
      @Nullable Map<String, ? extends @Nullable Object> structured,
      boolean repeated,
      Tool.@Nullable Picture picture) {
    private static Outcome of(Tool.Answer answer) {
      return new Outcome(null, answer.text(), answer.structured(), false, answer.picture());
    }

    private static Outcome error(String code, String message) {
      return new Outcome(code, code + ": " + message, null, false, null);
    }
  }

  /// Every tool of every set, in the order in which they are listed.
  public List<Tool> tools() {
    return List.copyOf(tools.values());
  }

  /// Whether a client that asked for these sets has the tool.
  boolean offers(String tool, Set<String> asked) {
    String set = sets.get(tool);
    return Toolset.DEFAULT.equals(set) || (set != null && asked.contains(set));
  }

  /// The store as the agent sees it, for what is not a tool.
  Seshat store(Agent agent) {
    String client = agent.client();
    Seshat seshat = store.get().as(agent.actor());
    return client == null ? seshat : seshat.through(client);
  }

  /// The store, for what is the same for everybody.
  Seshat store() {
    return store.get();
  }

  /// Calls a tool.
  ///
  /// @param agent on whose behalf
  /// @param arguments as they came; null for none
  public Outcome call(
      String name, Agent agent, @Nullable Map<String, ? extends @Nullable Object> arguments) {
    try {
      Tool tool = offered(name, agent);
      // through the parser once more: it refuses texts that no database can hold, wherever they
      // hide
      Map<String, @Nullable Object> checked =
          arguments == null ? Map.of() : Json.parseObject("", Json.write(arguments));
      tool.input().check("", checked);
      store(agent).promises().heard(agent.actor());
      return run(tool, new Call(store(agent), agent.actor(), agent.role(), checked));
    } catch (SeshatException e) {
      return Outcome.error(e.code().word(), e.getMessage());
    } catch (RuntimeException e) {
      // the boundary: whatever is wrong inside, the agent gets an answer, and the log the reason
      LOG.error("tool {} failed", name, e);
      return Outcome.error("internal", "the tool failed unexpectedly; the server's log says why");
    }
  }

  /// What a tool answers; one that changes several things changes all of them or none.
  private static Outcome run(Tool tool, Call call) {
    try (Tool.Ready ready = tool.preparer().prepare(call)) {
      if (!tool.changes() || ready instanceof Tool.Answered) {
        return Outcome.of(ready.handle(call));
      }
      String key = call.text(IDEMPOTENCY_KEY);
      return key == null
          ? Outcome.of(call.seshat().together(within -> ready.handle(call.within(within))))
          : once(tool, key, call, ready);
    }
  }

  /// A change under a key: all of it in one transaction with its answer, which a call with the same key is given again.
  private static Outcome once(Tool tool, String key, Call call, Tool.Ready ready) {
    Kept kept =
        call.seshat()
            .once(
                key,
                tool.name() + " " + Json.write(new TreeMap<>(call.arguments())),
                within -> {
                  Tool.Answer answer = ready.handle(call.within(within));
                  return Json.write(
                      Map.of("text", answer.text(), "structured", answer.structured()));
                });
    Map<String, @Nullable Object> answer = Json.parseObject("answer", kept.answer());
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> structured =
        (Map<String, @Nullable Object>) Objects.requireNonNull(answer.get("structured"));
    return new Outcome(null, String.valueOf(answer.get("text")), structured, !kept.isNew(), null);
  }

  /// The tool, if the agent has it and may use it.
  private Tool offered(String name, Agent agent) {
    Tool tool = tools.get(name);
    if (tool == null || !offers(name, agent.sets())) {
      String has =
          tools.keySet().stream()
              .filter(each -> offers(each, agent.sets()))
              .collect(Collectors.joining(", "));
      String hint =
          tool == null
              ? ""
              : "; '"
                  + name
                  + "' is in the toolset '"
                  + sets.get(name)
                  + "', which was not asked for";
      throw new Invalid(
          "tool", "there is no '" + Texts.shorten(name, 60) + "'; there are " + has + hint);
    }
    if (tool.changes() && !agent.role().allows(Role.WRITER)) {
      throw new Forbidden(
          "'" + name + "' changes something, and this token may only read; use one of a writer");
    }
    return tool;
  }
}
