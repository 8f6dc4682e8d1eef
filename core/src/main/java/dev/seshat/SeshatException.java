package dev.seshat;

import org.jspecify.annotations.Nullable;

/// An error that Seshat reports to its caller: one small family, each kind with a stable code that every door shows.
public abstract sealed class SeshatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  private SeshatException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// The stable code of this kind of error.
  public Code code() {
    return code;
  }

  /// The message, which is never absent here.
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? code.name() : message;
  }

  /// The kinds of errors, and how each door shows them: HTTP status, process exit code, JSON-RPC error code.
  public enum Code {
    /// What was named does not exist.
    NOT_FOUND("not_found", 404, 3),
    /// Somebody else changed it first, or it exists already.
    CONFLICT("conflict", 409, 4),
    /// The state does not allow the step.
    ILLEGAL_TRANSITION("illegal_transition", 409, 4),
    /// The input breaks a rule; [Invalid#path] says where.
    INVALID("invalid", 422, 2),
    /// Nobody knows who is asking.
    UNAUTHORIZED("unauthorized", 401, 5),
    /// The caller may not do this.
    FORBIDDEN("forbidden", 403, 5),
    /// The store cannot be reached, read or written now.
    STORE_UNAVAILABLE("store_unavailable", 503, 6);

    private final String word;
    private final int httpStatus;
    private final int exitCode;

    Code(String word, int httpStatus, int exitCode) {
      this.word = word;
      this.httpStatus = httpStatus;
      this.exitCode = exitCode;
    }

    /// The code as it is written in answers, in lower case.
    public String word() {
      return word;
    }

    /// The HTTP status that stands for it.
    public int httpStatus() {
      return httpStatus;
    }

    /// The exit code of a command that failed with it.
    public int exitCode() {
      return exitCode;
    }
  }

  /// What was named does not exist in this workspace.
  public static final class NotFound extends SeshatException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(Code.NOT_FOUND, message, null);
    }

    /// Says that no `entity` goes by the name `reference`.
    public static NotFound of(String entity, String reference) {
      return new NotFound("no " + entity + " '" + Texts.shorten(reference, 80) + "'");
    }
  }

  /// It was changed by somebody else, or it exists already.
  public static final class Conflict extends SeshatException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(Code.CONFLICT, message, null);
    }
  }

  /// The state of the thing does not allow this step; nothing was written.
  public static final class IllegalTransition extends SeshatException {
    private static final long serialVersionUID = 1L;

    private final String from;
    private final String to;

    public IllegalTransition(String entity, String from, String to) {
      super(Code.ILLEGAL_TRANSITION, entity + " is " + from + " and cannot become " + to, null);
      this.from = from;
      this.to = to;
    }

    /// An act that the state `from` does not allow, though it leads to no other state.
    public IllegalTransition(String entity, String from, String act, String why) {
      super(Code.ILLEGAL_TRANSITION, entity + " is " + from + ": " + why, null);
      this.from = from;
      this.to = act;
    }

    public String from() {
      return from;
    }

    public String to() {
      return to;
    }
  }

  /// The input breaks a rule.
  public static final class Invalid extends SeshatException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /// @param path where in the input, as field names joined by dots; empty for the input as a whole
    public Invalid(String path, String message) {
      super(Code.INVALID, path.isEmpty() ? message : path + ": " + message, null);
      this.path = path;
    }

    public String path() {
      return path;
    }

    /// The same error of something that stands at `place` in the input.
    public Invalid within(String place) {
      return path.isEmpty()
          ? new Invalid(place, getMessage())
          : new Invalid(place + "." + path, getMessage().substring(path.length() + 2));
    }
  }

  /// The caller has not shown who they are: no token, or one that does not count here or no longer.
  public static final class Unauthorized extends SeshatException {
    private static final long serialVersionUID = 1L;

    public Unauthorized(String message) {
      super(Code.UNAUTHORIZED, message, null);
    }
  }

  /// The caller may not do this.
  public static final class Forbidden extends SeshatException {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
      super(Code.FORBIDDEN, message, null);
    }
  }

  /// The store cannot be opened, read or written now.
  public static final class StoreUnavailable extends SeshatException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message) {
      super(Code.STORE_UNAVAILABLE, message, null);
    }

    public StoreUnavailable(String message, Throwable cause) {
      super(Code.STORE_UNAVAILABLE, message, cause);
    }
  }
}
