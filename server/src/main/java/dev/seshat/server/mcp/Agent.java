package dev.seshat.server.mcp;

import dev.seshat.Texts;
import dev.seshat.access.Role;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who calls, what they may do, and which tools they asked for beside the default ones.
///
/// @param name the actor of what they change; null for what their client calls itself
/// @param client the program that they use, with its version; null where it has not said
/// @param sets the names of the toolsets
public record Agent(@Nullable String name, @Nullable String client, Role role, Set<String> sets) {
  private static final String KEY = "agent";

  public Agent {
    sets = Set.copyOf(sets);
  }

  /// Somebody on this machine, who may do everything, with the default tools.
  public static Agent local() {
    return new Agent(null, null, Role.OWNER, Set.of());
  }

  /// The same under this name.
  public Agent withName(@Nullable String value) {
    return new Agent(value, client, role, sets);
  }

  /// The same with these toolsets.
  public Agent withSets(Set<String> value) {
    return new Agent(name, client, role, value);
  }

  /// The same through what the client calls itself, and named by it where they have no name.
  Agent through(@Nullable Implementation program) {
    String said = program == null ? "" : shown(program.name());
    String version = program == null ? "" : shown(program.version());
    Agent known =
        said.isEmpty() ? this : new Agent(name, (said + " " + version).strip(), role, sets);
    return name != null ? known : known.withName("mcp:" + (said.isEmpty() ? "unknown" : said));
  }

  private static String shown(@Nullable String text) {
    return text == null ? "" : Texts.shorten(Texts.storable(text), 80).strip();
  }

  /// The actor of what is changed.
  String actor() {
    return name == null ? "mcp:unknown" : name;
  }

  /// The agent as the SDK carries it from a transport to a handler.
  McpTransportContext inContext() {
    return McpTransportContext.create(Map.of(KEY, this));
  }

  /// The agent that a transport gave; `otherwise` where it gave none.
  static Agent of(McpTransportContext context, Agent otherwise) {
    return context.get(KEY) instanceof Agent agent ? agent : otherwise;
  }
}
