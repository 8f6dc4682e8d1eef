package dev.seshat.markdown;

/// The lines between `---` and `---` that a file may begin with.
final class FrontMatter {
  private static final String FENCE = "---";

  private FrontMatter() {}

  /// Where what follows the front matter begins; 0 without one, or when it does not end.
  static int end(String text) {
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    int next = lineEnd(text, from);
    if (!text.substring(from, next).stripTrailing().equals(FENCE)) {
      return 0;
    }
    while (next < text.length()) {
      int start = next;
      next = lineEnd(text, start);
      if (text.substring(start, next).stripTrailing().equals(FENCE)) {
        return next;
      }
    }
    return 0;
  }

  /// After the line end of the line that begins here.
  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }
}
