package dev.seshat.transcript;

import dev.seshat.transcript.Secrets.Masked;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Secrets that are known by the name they are assigned to: `password=…`, `"api_key": "…"`, `TOKEN: …`.
///
/// Found from their `=` or `:`, looking back at the name and forward at the value, so that a text is walked once.
final class Assignments {
  private static final List<String> PASSWORDS = List.of("password", "passwd", "passphrase", "pwd");
  private static final List<String> TOKENS =
      List.of(
          "token",
          "secret",
          "api_key",
          "api-key",
          "apikey",
          "access_key",
          "access-key",
          "accesskey",
          "secret_key",
          "secret-key",
          "secretkey",
          "private_key",
          "private-key",
          "privatekey",
          "client_secret",
          "credential",
          "credentials");
  private static final Set<String> CODE_WORDS =
      Set.of(
          "string",
          "number",
          "boolean",
          "undefined",
          "required",
          "optional",
          "process",
          "credentials",
          "password",
          "passwd",
          "secret",
          "secrets",
          "environ",
          "config",
          "options",
          "params",
          "request",
          "response",
          "default",
          "unknown",
          "nothing",
          "changeme",
          "example",
          "placeholder",
          "redacted",
          "varchar",
          "integer",
          "binary");
  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_VALUE = 4_096;

  private Assignments() {}

  static Masked mask(String text) {
    StringBuilder out = null;
    int from = 0;
    int count = 0;
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c != '=' && c != ':') {
        continue;
      }
      String kind = kindBefore(text, i);
      if (kind == null) {
        continue;
      }
      int start = valueStart(text, i + 1);
      boolean quoted = start > 0 && isQuote(text.charAt(start - 1));
      int end = valueEnd(text, start, quoted ? text.charAt(start - 1) : 0);
      boolean tight = c == '=' && start == i + 1;
      if (looksSecret(kind, text.substring(start, end), quoted, tight)) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, from, start).append("[masked:").append(kind).append(']');
        from = end;
        count++;
      }
      i = Math.max(i, end - 1);
    }
    return out == null
        ? new Masked(text, 0)
        : new Masked(out.append(text, from, text.length()).toString(), count);
  }

  /// `password` or `token` if the (lower-case) name ends like the name of one.
  static @Nullable String kindOf(String name) {
    if (PASSWORDS.stream().anyMatch(name::endsWith)) {
      return "password";
    }
    return TOKENS.stream().anyMatch(name::endsWith) ? "token" : null;
  }

  static boolean looksSecret(String kind, String value, boolean quoted) {
    return looksSecret(kind, value, quoted, false);
  }

  /// Whether a value can be a secret, and not a type, a call, a variable or a path.
  private static boolean looksSecret(String kind, String value, boolean quoted, boolean tight) {
    if (value.length() < 6
        || "$<{[(*%&/\\".indexOf(value.charAt(0)) >= 0
        || value.indexOf("${") >= 0) {
      return false;
    }
    if (CODE_WORDS.contains(value.toLowerCase(Locale.ROOT))) {
      return false;
    }
    boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
    boolean letter = value.chars().anyMatch(Character::isLetter);
    if (quoted) {
      return value.indexOf(' ') < 0 && (kind.equals("password") || (letter && value.length() >= 8));
    }
    if (value.indexOf('(') >= 0 || isDotted(value)) {
      return false;
    }
    return kind.equals("password") ? digit || tight : digit && letter && value.length() >= 8;
  }

  /// A dotted name in a program: `process.env.TOKEN`.
  private static boolean isDotted(String value) {
    boolean dot = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean between =
          i > 0
              && i < value.length() - 1
              && Character.isLetter(value.charAt(i - 1))
              && Character.isLetter(value.charAt(i + 1));
      if (c == '.' && between) {
        dot = true;
      } else if (!Character.isLetterOrDigit(c) && c != '_') {
        return false;
      }
    }
    return dot;
  }

  private static @Nullable String kindBefore(String text, int separator) {
    int end = separator;
    while (end > 0
        && separator - end < 4
        && (text.charAt(end - 1) == ' '
            || isQuote(text.charAt(end - 1))
            || text.charAt(end - 1) == '\\')) {
      end--;
    }
    if (end == 0 || "dDnNtTyYeEsS".indexOf(text.charAt(end - 1)) < 0) {
      return null;
    }
    return kindOf(text.substring(Math.max(0, end - LONGEST_NAME), end).toLowerCase(Locale.ROOT));
  }

  private static int valueStart(String text, int from) {
    int start = from;
    while (start < text.length() - 1 && start - from < 4 && text.charAt(start) == ' ') {
      start++;
    }
    if (start < text.length() - 1
        && text.charAt(start) == '\\'
        && isQuote(text.charAt(start + 1))) {
      return start + 2;
    }
    return start < text.length() - 1 && isQuote(text.charAt(start)) ? start + 1 : start;
  }

  private static int valueEnd(String text, int start, int quote) {
    int end = start;
    int limit = (int) Math.min(text.length(), start + (long) LONGEST_VALUE);
    while (end < limit) {
      char c = text.charAt(end);
      boolean stops =
          quote != 0
              ? c == quote || c == '\\' || c == '\n'
              : c <= ' ' || "\"'`,;&<>)}]|\\".indexOf(c) >= 0;
      if (stops) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
