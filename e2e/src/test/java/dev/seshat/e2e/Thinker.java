package dev.seshat.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.seshat.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A language model that never gets to an answer the first time it is asked, and answers at once after that: two patterns, of
/// which one cites what is not there.
final class Thinker implements AutoCloseable {
  private static final String PATTERNS =
      """
      {"patterns": [
        {"category": "mood", "problem": "The evening looks like noon", "solution": "Name the hour", "iterations": [3, 4]},
        {"category": "mood", "problem": "None", "solution": "Made up", "iterations": [99]}]}
      """;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Thinker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// How often it was asked.
  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (asked.incrementAndGet() == 1) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer =
        Json.write(
                Map.of(
                    "model",
                    "tiny",
                    "created_at",
                    "2026-01-15T10:00:00Z",
                    "message",
                    Map.of("role", "assistant", "content", PATTERNS),
                    "done",
                    true,
                    "done_reason",
                    "stop"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
