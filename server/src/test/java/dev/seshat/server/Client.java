package dev.seshat.server;

import dev.seshat.Seshat;
import dev.seshat.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server on a fresh store and a free port, and a client that talks to it.
public final class Client implements AutoCloseable {
  /// The store behind the server.
  public final Seshat seshat;

  /// The server.
  public final Server server;

  private final ByteArrayOutputStream faults = new ByteArrayOutputStream();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  public Client(Path directory) {
    this(Seshat.open(directory.resolve("test.db")), ServerOptions.local().withPort(0));
  }

  /// A server with other options, and a client that talks to it; the store is closed with it.
  public Client(Seshat seshat, ServerOptions options) {
    this.seshat = seshat;
    this.server =
        Server.start(seshat, options, new PrintStream(faults, true, StandardCharsets.UTF_8));
  }

  /// An answer, read to its end.
  public record Answer(int status, String body, HttpResponse<?> raw) {
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public Map<String, @Nullable Object> json() {
      return Json.parseObject("", body);
    }

    public String text(String key) {
      return String.valueOf(json().get(key));
    }
  }

  /// What the server wrote to its log of faults.
  public String faults() {
    return faults.toString(StandardCharsets.UTF_8);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, String json, String... headers) {
    return send("POST", path, json, with(headers, "Content-Type", "application/json"));
  }

  public Answer form(String path, String body, String... headers) {
    return send(
        "POST", path, body, with(headers, "Content-Type", "application/x-www-form-urlencoded"));
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] all = new String[headers.length + 2];
    all[0] = name;
    all[1] = value;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }

  public Answer send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, publisher).timeout(Duration.ofSeconds(60));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /// Posts bytes of a media type.
  public Answer sendFile(String path, String type, byte[] bytes) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .timeout(Duration.ofSeconds(60))
            .build());
  }

  /// The beginning of an answer that has no end of its own.
  public Answer begin(String path) {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60)).build();
    try {
      HttpResponse<java.io.InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (java.io.InputStream body = response.body()) {
        return new Answer(
            response.statusCode(),
            new String(body.readNBytes(20), StandardCharsets.UTF_8),
            response);
      }
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      Answer answer = new Answer(response.statusCode(), response.body(), response);
      if (answer.header("Content-Encoding").isEmpty()) {
        Contract.check(request.method(), request.uri().getRawPath(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
    seshat.close();
  }
}
