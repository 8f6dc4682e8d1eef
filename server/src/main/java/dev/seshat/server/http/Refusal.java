package dev.seshat.server.http;

import io.javalin.http.HttpStatus;

/// A request that is refused for what it is as HTTP, before any feature saw it.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String detail;

  /// @param detail one line: what, why, what to do
  public Refusal(HttpStatus status, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  /// The refusal as the asker sees it.
  public Problem problem() {
    return Problem.of(status, detail);
  }
}
