package dev.seshat.net;

import java.io.IOException;

/// Why a call came to nothing: one small family, each with a sentence that a person can act on.
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final int status;

  /// The kinds of failures.
  public enum Kind {
    /// The address, or what a redirect leads to, may not be called from here.
    REFUSED,
    /// No such name, no connection, no trusted certificate, or an answer that broke off or is no HTTP.
    UNREACHABLE,
    /// The answer is larger than is read.
    TOO_LARGE,
    /// The answer was not there in time.
    TOO_SLOW,
    /// The answer says by its status that there is nothing here.
    STATUS,
    /// The answer is none that can be read as text.
    NOT_TEXT
  }

  private HttpFailure(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  /// A failure of this kind.
  public static HttpFailure of(Kind kind, String message) {
    return new HttpFailure(kind, 0, message);
  }

  /// An answer whose status is not the one that was hoped for.
  public static HttpFailure status(int status, String message) {
    return new HttpFailure(Kind.STATUS, status, message);
  }

  /// The same failure in other words.
  public HttpFailure saying(String message) {
    return new HttpFailure(kind, status, message);
  }

  public Kind kind() {
    return kind;
  }

  /// The status of the answer; 0 unless the kind is [Kind#STATUS].
  public int status() {
    return status;
  }

  /// Whether the same call may do better later.
  public boolean isTemporary() {
    return switch (kind) {
      case UNREACHABLE, TOO_SLOW -> true;
      case STATUS -> status == 408 || status == 425 || status == 429 || status >= 500;
      case REFUSED, TOO_LARGE, NOT_TEXT -> false;
    };
  }

  /// The message, which is never absent here.
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.name() : message;
  }
}
