package dev.seshat.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.seshat.Texts;
import dev.seshat.analysis.ModelFailure;
import dev.seshat.analysis.ModelSettings;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The HTTP that LangChain4j talks through: one request, one answer, within a time from the first byte sent to the last
/// one read, of a bounded length, without redirects.
final class Wire implements HttpClient {
  /// The longest answer that is read.
  static final int MAX_BYTES = 8 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final ScopedValue<Exchange> EXCHANGE = ScopedValue.newInstance();

  private final ModelSettings settings;
  private final java.net.http.HttpClient client;

  Wire(ModelSettings settings) {
    this.settings = settings;
    // version 2 only by TLS: small servers take the offer of an upgrade for an error
    Version version =
        settings.url().getScheme().equals("https") ? Version.HTTP_2 : Version.HTTP_1_1;
    this.client =
        java.net.http.HttpClient.newBuilder()
            .version(version)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /// One question and what was answered on the wire.
  static final class Exchange {
    private final Duration patience;
    private String body = "";

    Exchange(Duration patience) {
      this.patience = patience;
    }

    /// What the server sent; empty if nothing came.
    String body() {
      return body;
    }
  }

  /// Does `work`, whose request is that of `exchange`.
  <T> T during(Exchange exchange, Supplier<T> work) {
    return ScopedValue.where(EXCHANGE, exchange).call(work::get);
  }

  HttpClientBuilder builder() {
    return new Builder(this);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Exchange exchange = EXCHANGE.get();
    HttpResponse<byte[]> response = send(request, exchange.patience);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    int status = response.statusCode();
    if (status / 100 != 2) {
      throw refused(status, response.headers(), body);
    }
    String type = response.headers().firstValue("content-type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).contains("json")) {
      throw ModelFailure.lasting(
          "the server answered with "
              + (type.isEmpty() ? "no type" : Texts.shorten(type, 60))
              + " and not with JSON; the address may be wrong");
    }
    exchange.body = body;
    return SuccessfulHttpResponse.builder()
        .statusCode(status)
        .headers(response.headers().map())
        .body(body)
        .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("answers are read as a whole");
  }

  private HttpResponse<byte[]> send(HttpRequest request, Duration patience) {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(
            translated(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw ModelFailure.passing(
          "no whole answer came within " + Math.max(1, patience.toSeconds()) + " s");
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } catch (CancellationException e) {
      throw ModelFailure.passing("the connection was closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ModelFailure.lasting("was interrupted");
    } finally {
      coming.cancel(true);
    }
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.build();
  }

  private ModelFailure broken(@Nullable Throwable cause) {
    String where = settings.url().toString();
    if (cause instanceof HttpConnectTimeoutException) {
      return ModelFailure.passing(
          "no connection to " + where + " within " + CONNECT.toSeconds() + " s");
    }
    if (cause instanceof ConnectException) {
      return ModelFailure.passing("no connection to " + where + "; is the server running?");
    }
    String said = cause == null ? "" : String.valueOf(cause.getMessage());
    if (said.contains("capacity") || said.contains("limit")) {
      return ModelFailure.lasting("the answer is longer than " + (MAX_BYTES >> 20) + " MB");
    }
    return ModelFailure.passing(
        "the connection to " + where + " broke: " + Texts.shorten(said, 200));
  }

  private static ModelFailure refused(int status, HttpHeaders headers, String body) {
    String said = Problem.of(body);
    String told = said.isEmpty() ? "" : ": " + said;
    Duration wait = RetryAfter.of(headers);
    return switch (status) {
      case 401, 403 ->
          ModelFailure.lasting("the server does not accept the key (" + status + ")" + told);
      case 404 -> ModelFailure.lasting("the server knows no such model or address (404)" + told);
      case 429 -> new ModelFailure("the server has too many requests (429)" + told, true, wait);
      case 408 -> ModelFailure.passing("the server gave up waiting (408)" + told);
      default ->
          status >= 500
              ? new ModelFailure("the server failed (" + status + ")" + told, true, wait)
              : ModelFailure.lasting("the server refused the request (" + status + ")" + told);
    };
  }

  /// Hands out the one client; times are those of each exchange.
  private record Builder(Wire wire) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return CONNECT;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ofHours(2);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return wire;
    }
  }
}
