package dev.seshat.server.mcp;

import dev.seshat.SeshatException;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests that are answered before the SDK sees them, because it cannot: it lists resources from memory, and
/// sessions are too many for that.
final class Direct {
  private final Map<String, Answerer> methods;

  /// Answers the parameters of one method with its result.
  interface Answerer {
    Object answer(Map<?, ?> params);
  }

  Direct(Map<String, Answerer> methods) {
    this.methods = Map.copyOf(methods);
  }

  /// Leaves everything to the SDK.
  static Direct nothing() {
    return new Direct(Map.of());
  }

  /// The answer to a request; null if the SDK has to give it.
  @Nullable JSONRPCResponse answer(JSONRPCRequest request) {
    Answerer answerer = methods.get(request.method());
    if (answerer == null) {
      return null;
    }
    Map<?, ?> params = request.params() instanceof Map<?, ?> map ? map : Map.of();
    try {
      return JSONRPCResponse.result(request.id(), answerer.answer(params));
    } catch (SeshatException e) {
      return Messages.error(request.id(), Messages.INVALID_PARAMS, e.getMessage());
    }
  }
}
