package dev.seshat.cli;

/// How a command ends: the numbers that scripts can rely on.
enum ExitCode {
  OK(0, "done"),
  FAILED(
      1,
      "something failed that is none of the kinds below (a file that cannot be read, for one); or a check found"
          + " something wrong (`doctor`, `audit verify`)"),
  INVALID(2, "wrong usage, or input that breaks a rule"),
  NOT_FOUND(3, "what was named is not there"),
  CONFLICT(4, "somebody was faster, it exists already, or the state forbids the step"),
  FORBIDDEN(5, "the caller may not do this, or has not said who they are"),
  STORE_UNAVAILABLE(6, "the store cannot be opened, read or written now"),
  INTERRUPTED(130, "ended by Ctrl-C (SIGINT), as `watch` and `serve` usually are"),
  TERMINATED(143, "ended by SIGTERM, as a server is");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /// What it means, in Markdown.
  String meaning() {
    return meaning;
  }
}
