package dev.seshat.webhook;

import com.sun.net.httpserver.HttpServer;
import dev.seshat.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/// A receiver of webhooks on this machine, which keeps what it gets and answers as it is told.
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile IntUnaryOperator status = number -> 204;
  private volatile Map<String, String> headers = Map.of();

  /// What came.
  ///
  /// @param status how it was answered
  record Got(
      String delivery, String event, String timestamp, String signature, byte[] body, int status) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /// The number that the change has in the log.
    long seq() {
      Object seq = Json.parseObject("", text()).get("seq");
      return ((Number) Objects.requireNonNull(seq)).longValue();
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int answer = status.applyAsInt(got.size());
          var in = exchange.getRequestHeaders();
          got.add(
              new Got(
                  in.getFirst("Seshat-Delivery"),
                  in.getFirst("Seshat-Event"),
                  in.getFirst("Seshat-Timestamp"),
                  in.getFirst("Seshat-Signature"),
                  body,
                  answer));
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /// Answers the `n`th call, from 0 on, with a status.
  void answer(IntUnaryOperator by, Map<String, String> with) {
    status = by;
    headers = with;
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
