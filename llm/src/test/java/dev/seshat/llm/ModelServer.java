package dev.seshat.llm;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.seshat.analysis.Provider;
import dev.seshat.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A server on this machine that talks as Anthropic's, OpenAI's and Ollama's do, and says what a test wrote down.
final class ModelServer implements AutoCloseable {
  private final HttpServer server;
  private final Deque<Act> script = new ConcurrentLinkedDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  final List<Asked> asked = new CopyOnWriteArrayList<>();

  ModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// What the server does with one request.
  interface Act {
    void answer(HttpExchange exchange) throws IOException;
  }

  /// A request that came.
  record Asked(String path, Headers headers, Map<String, @Nullable Object> body) {
    @Nullable Object at(String name) {
      return body.get(name);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The address below which the interface of a provider stands here.
  String url(Provider provider) {
    return url() + (provider == Provider.OLLAMA ? "" : "/v1");
  }

  ModelServer then(Act act) {
    script.add(act);
    return this;
  }

  ModelServer json(int status, Map<String, ?> body, String... headers) {
    return sends(status, "application/json; charset=utf-8", Json.write(body), headers);
  }

  ModelServer sends(int status, String type, String body, String... headers) {
    return then(exchange -> send(exchange, status, type, body, headers));
  }

  /// The provider's way to say a text, with what it used: 100 tokens in of which 30 from the cache, 20 out.
  ModelServer says(Provider provider, String text) {
    return says(provider, text, false);
  }

  ModelServer says(Provider provider, String text, boolean isCutOff) {
    return json(200, answer(provider, text, isCutOff));
  }

  static Map<String, Object> answer(Provider provider, String text, boolean isCutOff) {
    return switch (provider) {
      case ANTHROPIC -> anthropic(text, isCutOff ? "max_tokens" : "end_turn");
      case OPENAI -> openAi(text, isCutOff ? "length" : "stop");
      case OLLAMA -> ollama(text, isCutOff ? "length" : "stop");
    };
  }

  static Map<String, Object> anthropic(String text, String stop) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", "msg_01ABC");
    json.put("type", "message");
    json.put("role", "assistant");
    json.put("model", "claude-haiku-4-5-20251001");
    json.put("content", text.isEmpty() ? List.of() : List.of(Map.of("type", "text", "text", text)));
    json.put("stop_reason", stop);
    json.put(
        "usage",
        Map.of(
            "input_tokens",
            60,
            "cache_creation_input_tokens",
            10,
            "cache_read_input_tokens",
            30,
            "cache_creation",
            Map.of("ephemeral_5m_input_tokens", 6, "ephemeral_1h_input_tokens", 4),
            "output_tokens",
            20));
    return json;
  }

  static Map<String, Object> openAi(@Nullable String text, String stop) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", text);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", "chatcmpl-1");
    json.put("object", "chat.completion");
    json.put("created", 1_700_000_000);
    json.put("model", "gpt-5-mini");
    json.put("choices", List.of(Map.of("index", 0, "message", message, "finish_reason", stop)));
    json.put(
        "usage",
        Map.of(
            "prompt_tokens",
            100,
            "completion_tokens",
            20,
            "total_tokens",
            120,
            "prompt_tokens_details",
            Map.of("cached_tokens", 30),
            "completion_tokens_details",
            Map.of("reasoning_tokens", 5)));
    return json;
  }

  static Map<String, Object> ollama(String text, String stop) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", "qwen3:8b");
    json.put("created_at", "2026-01-15T10:00:00.000Z");
    json.put("message", Map.of("role", "assistant", "content", text));
    json.put("done", true);
    json.put("done_reason", stop);
    json.put("total_duration", 5_043_500_667L);
    json.put("prompt_eval_count", 100);
    json.put("eval_count", 20);
    return json;
  }

  /// Sends the head, then a byte now and then, for as long as the test lasts.
  ModelServer trickles() {
    return then(exchange -> {
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        do {
          out.write(' ');
          out.flush();
        } while (!closed.await(20, java.util.concurrent.TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Takes the request and never answers.
  ModelServer hangs() {
    return then(exchange -> {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    });
  }

  /// Sends an answer of many megabytes.
  ModelServer floods(int megabytes) {
    return then(exchange -> {
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      byte[] much = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      try (OutputStream out = exchange.getResponseBody()) {
        for (int i = 0; i < megabytes; i++) {
          out.write(much);
        }
      }
    });
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders(),
            Json.parseObject("request", body)));
    Act act = script.poll();
    if (act == null) {
      send(exchange, 418, "text/plain", "nothing is left of the script");
    } else {
      act.answer(exchange);
    }
  }

  private static void send(
      HttpExchange exchange, int status, String type, String body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().set("content-type", type);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
