package dev.seshat.server;

import dev.seshat.server.api.Api;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.util.function.LongSupplier;

/// What the server counts and measures, in Prometheus' text format.
final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("seshat_http_requests_total")
          .help("Requests that were answered, by operation and status")
          .labelNames("operation", "method", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("seshat_http_request_duration_seconds")
          .help("How long it took to answer, by operation")
          .unit(Unit.SECONDS)
          .labelNames("operation")
          .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
          .classicOnly()
          .register(registry);

  Metrics() {
    Runtime runtime = Runtime.getRuntime();
    gauge(
        "seshat_memory_heap_bytes",
        "Memory of the heap that is in use",
        () -> runtime.totalMemory() - runtime.freeMemory());
  }

  /// Measures something whenever it is asked for.
  void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(each -> each.call((double) value.getAsLong()))
        .register(registry);
  }

  /// Counts every request.
  void addTo(JavalinConfig config) {
    config.requestLogger.http((ctx, millis) -> {
      String operation = operation(ctx);
      requests.labelValues(operation, ctx.method().name(), String.valueOf(ctx.statusCode())).inc();
      seconds.labelValues(operation).observe(millis / 1_000.0);
    });
  }

  /// The operation of the REST interface, or what else answered; never the address itself, which anybody can make up.
  private static String operation(Context ctx) {
    String operation = ctx.attribute(Api.OPERATION);
    if (operation != null) {
      return operation;
    }
    String path = ctx.path();
    return path.startsWith("/assets/") ? "asset" : path.startsWith("/api/") ? "none" : "page";
  }

  void show(Context ctx) throws IOException {
    ctx.contentType(PrometheusTextFormatWriter.CONTENT_TYPE);
    writer.write(ctx.outputStream(), registry.scrape());
  }
}
