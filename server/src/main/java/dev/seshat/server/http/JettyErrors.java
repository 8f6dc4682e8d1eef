package dev.seshat.server.http;

import io.javalin.http.HttpStatus;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What the HTTP machine itself refuses, such as a malformed request line, told as a problem like everything else.
public final class JettyErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    Headers.all().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Content.Sink.write(response, true, problem(code).toJson(), callback);
  }

  private static Problem problem(int code) {
    HttpStatus status = HttpStatus.forStatus(code);
    return code >= 500
        ? Problem.internal()
        : Problem.of(status, "the request is not well-formed HTTP that is served here");
  }
}
