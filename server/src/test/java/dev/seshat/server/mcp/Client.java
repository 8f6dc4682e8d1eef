package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An agent's client that writes its lines, closes its end, and reads what was answered.
final class Client {
  static final String INITIALIZE =
      request(
          1,
          "initialize",
          "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"road\",\"version\":\"1\"}}");
  static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  private final Seshat seshat;

  Client(Seshat seshat) {
    this.seshat = seshat;
  }

  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  static String call(int id, String tool, Map<String, ?> arguments) {
    return request(id, "tools/call", Json.write(Map.of("name", tool, "arguments", arguments)));
  }

  /// The answers to these lines, in their order.
  List<Map<String, @Nullable Object>> raw(String... lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      byte[] in = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
      new McpStdio(() -> seshat, "test", Agent.local()).serve(new ByteArrayInputStream(in), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Map<String, @Nullable Object>> answers = new ArrayList<>();
    out.toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> answers.add(Json.parseObject("answer", line)));
    return answers;
  }

  /// The answers after the handshake, by their ids.
  Map<Object, Map<String, @Nullable Object>> talk(String... lines) {
    List<String> all = new ArrayList<>(List.of(INITIALIZE, INITIALIZED));
    all.addAll(List.of(lines));
    Map<Object, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> answer : raw(all.toArray(String[]::new))) {
      Object id = answer.get("id");
      byId.put(id == null ? "none" : id, answer);
    }
    return byId;
  }
}
