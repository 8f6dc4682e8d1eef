package dev.seshat.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seshat.json.Json;
import dev.seshat.server.ClientCase;
import dev.seshat.session.SessionFilter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// The protocol as an exporter speaks it.
class TraceRoutesTest extends ClientCase {
  private static final long NOON = 1_772_366_400_000_000_000L;
  private static final String JSON =
      """
      {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "bot"}}]},
        "scopeSpans": [{"spans": [{"traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "EEE19B7EC3C1B174",
          "name": "chat", "startTimeUnixNano": "1772366400000000000", "endTimeUnixNano": "1772366401000000000", "kind": 3,
          "attributes": [
            {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
            {"key": "gen_ai.provider.name", "value": {"stringValue": "anthropic"}},
            {"key": "gen_ai.response.model", "value": {"stringValue": "claude-sonnet-4-5"}},
            {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "90"}},
            {"key": "gen_ai.usage.output_tokens", "value": {"intValue": 10}},
            {"key": "gen_ai.input.messages", "value": {"stringValue": "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"hello\\"}]}]"}}
          ]}]}]}]}
      """;

  @Test
  void binaryTracesBecomeASession() throws Exception {
    byte[] body = request(16).toByteArray();
    HttpResponse<byte[]> answer = send("application/x-protobuf", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(ExportTraceServiceResponse.parseFrom(answer.body()).hasPartialSuccess()).isFalse();
    assertThat(send("application/x-protobuf", gzip(body), "Content-Encoding", "gzip").statusCode())
        .isEqualTo(200);
    assertThat(client.seshat.sessions().list(SessionFilter.all()).items())
        .singleElement()
        .satisfies(session -> {
          assertThat(session.interactionCount()).isEqualTo(1);
          assertThat(session.totalTokens()).isEqualTo(100);
        });
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void jsonTracesBecomeTheSameSession() throws Exception {
    HttpResponse<byte[]> answer = send("application/json", utf8(JSON));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    send("application/x-protobuf", request(16).toByteArray());
    assertThat(client.seshat.sessions().list(SessionFilter.all()).items()).hasSize(1);
  }

  @Test
  void spansThatCannotBeUsedAreCounted() throws Exception {
    HttpResponse<byte[]> answer = send("application/x-protobuf", request(3).toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse said = ExportTraceServiceResponse.parseFrom(answer.body());
    assertThat(said.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(said.getPartialSuccess().getErrorMessage()).isNotEmpty();
    answer = send("application/json", utf8(JSON.replace("EEE19B7EC3C1B174", "0000000000000000")));
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("\"rejectedSpans\":\"1\"");
  }

  @Test
  void whatIsNoTraceIsRefusedAsTheProtocolSays() throws Exception {
    refused(415, "text/plain", utf8("x"));
    refused(400, "application/x-protobuf", new byte[] {10, 127, 1});
    refused(400, "application/json", utf8("{\"resourceSpans\": 7}"));
    refused(400, "application/json", utf8("{\"resourceSpans\": ["));
    refused(400, "application/json", utf8("[".repeat(500)));
    refused(400, "application/json", new byte[] {(byte) 0xFF});
    refused(400, "application/json", utf8(JSON.replace("\"1772366400000000000\"", "\"soon\"")));
    refused(400, "application/x-protobuf", utf8("no gzip"), "Content-Encoding", "gzip");
    refused(415, "application/x-protobuf", new byte[0], "Content-Encoding", "br");
    refused(413, "application/x-protobuf", gzip(new byte[70 << 20]), "Content-Encoding", "gzip");
    refused(413, "application/x-protobuf", new byte[17 << 20]);
    assertThat(client.seshat.sessions().list(SessionFilter.all()).items()).isEmpty();
    assertThat(client.faults()).isEmpty();
  }

  private void refused(int status, String type, byte[] body, String... headers) throws Exception {
    HttpResponse<byte[]> answer = send(type, body, headers);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (type.equals("application/x-protobuf")) {
      // code = 3, then the message
      assertThat(answer.body()).startsWith((byte) 8, (byte) 3, (byte) 18);
    } else {
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      assertThat(Json.parseObject("", text)).containsEntry("code", 3).containsKey("message");
    }
  }

  private HttpResponse<byte[]> send(String type, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(client.uri(TraceRoutes.PATH))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static ExportTraceServiceRequest request(int traceIdLength) {
    byte[] trace =
        java.util.Arrays.copyOf(
            HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c"), traceIdLength);
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(trace))
            .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex("eee19b7ec3c1b174")))
            .setName("chat")
            .setStartTimeUnixNano(NOON)
            .setEndTimeUnixNano(NOON + 1_000_000_000L)
            .addAttributes(text("gen_ai.operation.name", "chat"))
            .addAttributes(text("gen_ai.provider.name", "anthropic"))
            .addAttributes(text("gen_ai.response.model", "claude-sonnet-4-5"))
            .addAttributes(number("gen_ai.usage.input_tokens", 90))
            .addAttributes(number("gen_ai.usage.output_tokens", 10))
            .addAttributes(
                text(
                    "gen_ai.input.messages",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hello\"}]}]"))
            .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "bot")))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
