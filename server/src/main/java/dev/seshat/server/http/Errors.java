package dev.seshat.server.http;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The one table of what becomes of an error: a problem for programs, a page for people, a trace only on standard error.
public final class Errors {
  private final ErrorPage page;
  private final PrintStream log;

  /// How a problem looks as a page.
  public interface ErrorPage {
    /// Answers with the page of a problem; its status is set already.
    void show(Context ctx, Problem problem);
  }

  public Errors(ErrorPage page, PrintStream log) {
    this.page = page;
    this.log = log;
  }

  /// Takes every error of every route.
  public void register(JavalinConfig config) {
    config.routes.exception(SeshatException.class, (e, ctx) -> answer(ctx, problem(e, ctx)));
    config.routes.exception(Refusal.class, (e, ctx) -> answer(ctx, e.problem()));
    config.routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, refused(e, ctx)));
    config.routes.exception(Exception.class, (e, ctx) -> answer(ctx, unexpected(e, ctx)));
    config.router.javaLangErrorHandler(this::failed);
  }

  private static Problem problem(SeshatException e, Context ctx) {
    boolean conditional = ctx.header("If-Match") != null;
    return e instanceof Conflict && conditional
        ? Problem.of(e, HttpStatus.PRECONDITION_FAILED.getCode())
        : Problem.of(e);
  }

  private static Problem refused(HttpResponseException e, Context ctx) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    return switch (status) {
      case NOT_FOUND ->
          Problem.of(status, "there is nothing at " + dev.seshat.Texts.shorten(ctx.path(), 120));
      case METHOD_NOT_ALLOWED -> {
        String methods = e.getDetails().getOrDefault("availableMethods", "");
        ctx.header("Allow", methods);
        yield Problem.of(
            status,
            "this address takes "
                + (methods.isEmpty() ? "other methods" : methods)
                + ", not "
                + ctx.method().name());
      }
      default -> Problem.of(status, dev.seshat.Texts.shorten(String.valueOf(e.getMessage()), 200));
    };
  }

  private Problem unexpected(Exception e, Context ctx) {
    note(ctx.method().name() + " " + ctx.path(), e);
    return Problem.internal();
  }

  /// A `java.lang.Error`: the thread's stack or the memory ran out, or a class is missing.
  private void failed(HttpServletResponse response, Error error) {
    note("a request", error);
    if (!response.isCommitted()) {
      response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
      response.setContentType(Problem.MEDIA_TYPE);
      try {
        response
            .getOutputStream()
            .write(Problem.internal().toJson().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        note("the answer to it", e);
      }
    }
  }

  private void note(String what, Throwable error) {
    synchronized (log) {
      log.println("seshat: " + what + " failed");
      error.printStackTrace(log);
    }
  }

  private void answer(Context ctx, Problem problem) {
    ctx.status(problem.status());
    if (isForPeople(ctx)) {
      page.show(ctx, problem);
    } else {
      Answers.problem(ctx, problem);
    }
  }

  private static boolean isForPeople(Context ctx) {
    String accept = ctx.header("Accept");
    return !ctx.path().startsWith("/api/") && accept != null && accept.contains("text/html");
  }
}
