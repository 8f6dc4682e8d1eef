package dev.seshat.usage;

import java.util.Locale;

/// A pattern for models' names: `*` stands for any run of characters, `#` for one digit, all else for itself; upper and
/// lower case are the same.
record ModelPattern(String text) {
  ModelPattern {
    text = text.toLowerCase(Locale.ROOT);
  }

  /// Whether the pattern fits the whole of a name in lower case.
  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < text.length() && text.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < text.length() && fits(text.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }

  /// How much the pattern says: an exact name most, otherwise the number of characters that are fixed.
  int specificity() {
    int fixed = (int) text.chars().filter(c -> c != '*').count();
    return fixed == text.length() ? Integer.MAX_VALUE : fixed;
  }

  private static boolean fits(char pattern, char c) {
    return pattern == '#' ? c >= '0' && c <= '9' : pattern == c;
  }
}
