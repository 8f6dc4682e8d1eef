package dev.seshat.webhook;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.List;
import java.util.regex.Pattern;

/// Which changes are meant: patterns of the audit log's actions, such as `promise.completed`, `message.*` or `*`.
///
/// @param patterns 1 to 50
public record EventPatterns(List<String> patterns) {
  private static final Pattern WORD = Pattern.compile("\\*|[a-z][a-z0-9_]*(\\.([a-z0-9_]+|\\*))*");

  public EventPatterns {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty() || patterns.size() > 50) {
      throw new Invalid(
          "events", "must be 1 to 50 patterns such as promise.completed or message.*");
    }
    for (String each : patterns) {
      if (each.length() > 100 || !WORD.matcher(each).matches()) {
        throw new Invalid(
            "events",
            "must be patterns such as promise.completed, message.* or *, not '"
                + Texts.shorten(each, 40)
                + "'");
      }
    }
  }

  /// Whether an action is meant.
  public boolean match(String action) {
    return patterns.stream().anyMatch(each -> matches(each, action));
  }

  private static boolean matches(String pattern, String action) {
    return pattern.endsWith("*")
        ? action.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(action);
  }
}
