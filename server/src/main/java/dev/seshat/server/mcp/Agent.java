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
/// @param sets the names of the toolsets
public record Agent(@Nullable String name, Role role, Set<String> sets) {
  private static final String KEY = "agent";

  public Agent {
    sets = Set.copyOf(sets);
  }

  /// Somebody on this machine, who may do everything, with the default tools.
  public static Agent local() {
    return new Agent(null, Role.OWNER, Set.of());
  }

  /// The same under this name.
  public Agent withName(@Nullable String value) {
    return new Agent(value, role, sets);
  }

  /// The same with these toolsets.
  public Agent withSets(Set<String> value) {
    return new Agent(name, role, value);
  }

  /// The same, named by what the client calls itself where they have no name.
  Agent through(@Nullable Implementation client) {
    if (name != null) {
      return this;
    }
    String said =
        client == null || client.name() == null
            ? ""
            : Texts.shorten(Texts.storable(client.name()), 80).strip();
    return withName("mcp:" + (said.isEmpty() ? "unknown" : said));
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
