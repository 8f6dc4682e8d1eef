package dev.seshat.markdown;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The front matter of a file, of which single lines, `key: value`, are read and changed, and all else is left alone.
public final class FrontLines {
  private FrontLines() {}

  private static final Pattern FENCE = Pattern.compile("\\uFEFF?---[ \\t]*(\\R|$)");

  /// Whether a file begins as one with front matter does, but it does not end.
  public static boolean isBroken(String text) {
    return FENCE.matcher(text).lookingAt() && FrontMatter.end(text) == 0;
  }

  /// What stands between the fences; nothing without front matter.
  public static Optional<String> of(String text) {
    int end = FrontMatter.end(text);
    if (end == 0) {
      return Optional.empty();
    }
    int start = text.indexOf('\n') + 1;
    int last = text.substring(0, end).stripTrailing().lastIndexOf('\n') + 1;
    return Optional.of(text.substring(start, Math.max(start, last)));
  }

  private static Matcher line(String text, String key) {
    Pattern form =
        Pattern.compile(
            "(?m)^"
                + Pattern.quote(key)
                + "[ \\t]*:(?:[ \\t]+(\"[^\"\\r\\n]*\"|'[^'\\r\\n]*'|[^\\s#\"'\\[{|>][^\\r\\n]*?))?(?=[ \\t]*(?:[ \\t]#[^\\r\\n]*)?\\r?$)");
    return form.matcher(text).region(0, FrontMatter.end(text));
  }

  /// The value of a key that has a line of its own.
  public static Optional<String> value(String text, String key) {
    Matcher line = line(text, key);
    if (!line.find() || line.group(1) == null) {
      return Optional.empty();
    }
    String value = line.group(1);
    boolean isQuoted = value.startsWith("\"") || value.startsWith("'");
    return Optional.of(isQuoted ? value.substring(1, value.length() - 1) : value);
  }

  /// The file with another value for a key that has a line of its own; without such a line, the file as it is.
  public static String with(String text, String key, String value) {
    Matcher line = line(text, key);
    if (!line.find()) {
      return text;
    }
    if (line.group(1) == null) {
      return text.substring(0, line.end()) + " " + value + text.substring(line.end());
    }
    return text.substring(0, line.start(1)) + value + text.substring(line.end(1));
  }

  /// The file without the line that a key has for itself.
  public static String without(String text, String key) {
    Matcher line = line(text, key);
    if (!line.find()) {
      return text;
    }
    int next = text.indexOf('\n', line.end()) + 1;
    return text.substring(0, line.start()) + text.substring(next);
  }

  /// The file with one more line at the end of its front matter; without any, the file as it is.
  public static String plus(String text, String key, String value) {
    int end = FrontMatter.end(text);
    if (end == 0) {
      return text;
    }
    int last = text.substring(0, end).stripTrailing().lastIndexOf('\n') + 1;
    return text.substring(0, last) + key + ": " + value + Places.eol(text) + text.substring(last);
  }
}
