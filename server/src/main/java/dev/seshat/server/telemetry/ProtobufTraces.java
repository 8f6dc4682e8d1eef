package dev.seshat.server.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.seshat.Texts;
import dev.seshat.telemetry.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads traces in the protocol's binary form.
final class ProtobufTraces {
  private ProtobufTraces() {}

  static Decoded decode(byte[] body) throws InvalidProtocolBufferException {
    List<Span> spans = new ArrayList<>();
    int rejected = 0;
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
      Map<String, Object> program = attributes(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (io.opentelemetry.proto.trace.v1.Span span : scope.getSpansList()) {
          if (isId(span.getTraceId(), 16) && isId(span.getSpanId(), 8)) {
            spans.add(span(span, program));
          } else {
            rejected++;
          }
        }
      }
    }
    return new Decoded(spans, rejected);
  }

  private static boolean isId(ByteString id, int length) {
    if (id.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  private static Span span(io.opentelemetry.proto.trace.v1.Span span, Map<String, Object> program) {
    List<Span.Event> events =
        span.getEventsList().stream()
            .map(event ->
                new Span.Event(
                    Texts.storable(event.getName()), attributes(event.getAttributesList())))
            .toList();
    Status status = span.getStatus();
    boolean failed = status.getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    return new Span(
        HexFormat.of().formatHex(span.getTraceId().toByteArray()),
        HexFormat.of().formatHex(span.getSpanId().toByteArray()),
        Texts.storable(span.getName()),
        time(span.getStartTimeUnixNano()),
        time(span.getEndTimeUnixNano()),
        attributes(span.getAttributesList()),
        program,
        events,
        failed ? Texts.storable(status.getMessage()) : null);
  }

  /// The protocol's unsigned nanoseconds since 1970.
  static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Long.divideUnsigned(nanos, 1_000_000_000L), Long.remainderUnsigned(nanos, 1_000_000_000L));
  }

  private static Map<String, Object> attributes(List<KeyValue> given) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (KeyValue each : given) {
      Object value = value(each.getValue());
      if (value != null) {
        attributes.put(Texts.storable(each.getKey()), value);
      }
    }
    return attributes;
  }

  private static @Nullable Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> Texts.storable(value.getStringValue());
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
      case ARRAY_VALUE -> {
        List<Object> items = new ArrayList<>();
        for (AnyValue item : value.getArrayValue().getValuesList()) {
          Object one = value(item);
          if (one != null) {
            items.add(one);
          }
        }
        yield items;
      }
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      default -> null;
    };
  }
}
