package dev.seshat.server.telemetry;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.json.Json;
import dev.seshat.server.Routes;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import dev.seshat.telemetry.Taken;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// `POST /v1/traces`: traces as OpenTelemetry's exporters send them, in binary or JSON, packed or not.
///
/// It has media types and errors of its own, as the protocol demands: answers come in the encoding of the request, an
/// error is a `google.rpc.Status`.
public final class TraceRoutes implements Routes {
  /// Where exporters send their traces.
  public static final String PATH = "/v1/traces";

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int MAX_SENT = 16 << 20;
  private static final int MAX_UNPACKED = 64 << 20;
  private static final int INVALID_ARGUMENT = 3;

  private final Visitors visitors;

  /// @param visitors tells who makes a request
  public TraceRoutes(Visitors visitors) {
    this.visitors = visitors;
  }

  /// A request that cannot be taken.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::take);
  }

  private void take(Context ctx) throws IOException {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.WRITER);
    String type = type(ctx);
    try {
      if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
        throw new Refused(415, "the body must be " + PROTOBUF + " or " + JSON);
      }
      Decoded decoded = decode(type, body(ctx));
      Taken taken = visitor.seshat().telemetry().take(decoded.spans());
      answer(ctx, type, taken, decoded.rejected());
    } catch (Refused e) {
      refuse(ctx, type, e);
    }
  }

  private static String type(Context ctx) {
    String type = ctx.contentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Decoded decode(String type, byte[] body) throws Refused {
    try {
      return type.equals(PROTOBUF) ? ProtobufTraces.decode(body) : JsonTraces.decode(utf8(body));
    } catch (InvalidProtocolBufferException e) {
      throw new Refused(400, "the body is not an ExportTraceServiceRequest");
    } catch (CharacterCodingException e) {
      throw new Refused(400, "the body is not UTF-8");
    } catch (Invalid e) {
      throw new Refused(400, e.getMessage());
    }
  }

  private static String utf8(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static byte[] body(Context ctx) throws Refused {
    String encoding = ctx.header("Content-Encoding");
    boolean packed = encoding != null && encoding.strip().equalsIgnoreCase("gzip");
    if (encoding != null && !packed && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new Refused(415, "the Content-Encoding must be gzip or none");
    }
    try {
      byte[] sent = atMost(ctx.req().getInputStream(), MAX_SENT);
      if (!packed) {
        return sent;
      }
      return atMost(new GZIPInputStream(new java.io.ByteArrayInputStream(sent)), MAX_UNPACKED);
    } catch (ZipException | java.io.EOFException e) {
      throw new Refused(400, "the body is not gzip");
    } catch (IOException e) {
      throw new Refused(400, "the body could not be read to its end");
    }
  }

  private static byte[] atMost(InputStream in, int most) throws IOException, Refused {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Refused(
          413, "the body is larger than " + (most >> 20) + " MiB; send smaller batches");
    }
    return bytes;
  }

  private static void answer(Context ctx, String type, Taken taken, int withoutId) {
    int rejected = taken.rejected() + withoutId;
    String why =
        taken.reason() != null
            ? taken.reason()
            : withoutId > 0 ? "spans without the ids that the protocol asks for" : "";
    ctx.contentType(type);
    if (type.equals(PROTOBUF)) {
      ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
      if (rejected > 0) {
        answer.setPartialSuccess(
            ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(why));
      }
      ctx.result(answer.build().toByteArray());
      return;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (rejected > 0) {
      answer.put(
          "partialSuccess",
          Map.of("rejectedSpans", Integer.toString(rejected), "errorMessage", why));
    }
    ctx.result(Json.write(answer));
  }

  /// Answers with a `google.rpc.Status`: its code, and one line of what is wrong.
  private static void refuse(Context ctx, String type, Refused refused) throws IOException {
    ctx.status(refused.status);
    String why = String.valueOf(refused.getMessage());
    if (type.equals(PROTOBUF)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(1, INVALID_ARGUMENT);
      out.writeString(2, why);
      out.flush();
      ctx.contentType(PROTOBUF).result(bytes.toByteArray());
    } else {
      ctx.contentType(JSON).result(Json.write(Map.of("code", INVALID_ARGUMENT, "message", why)));
    }
  }
}
