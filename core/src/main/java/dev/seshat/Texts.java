package dev.seshat;

import dev.seshat.SeshatException.Invalid;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules that every text from outside has to keep, in one place.
public final class Texts {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  private Texts() {}

  /// The text itself, when a database can hold it: at most `max` characters, no NUL, no half of a surrogate pair.
  ///
  /// @throws Invalid naming `path` otherwise
  public static String checked(String path, String text, int max) {
    if (text.length() > max) {
      throw new Invalid(
          path, "is " + text.length() + " characters long; at most " + max + " are allowed");
    }
    int bad = firstUnstorable(text);
    if (bad >= 0) {
      throw new Invalid(
          path,
          "has a character that no text may hold (U+%04X) at position %d"
              .formatted((int) text.charAt(bad), bad));
    }
    return text;
  }

  /// Like [#checked], for a text that must say something.
  public static String required(String path, @Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      throw new Invalid(path, "must not be empty");
    }
    return checked(path, text, max);
  }

  /// A lower-case word of letters, digits, `_` and `-`, of 1 to 64 characters.
  public static String word(String path, String text) {
    if (!WORD.matcher(text).matches()) {
      throw new Invalid(
          path,
          "must be a lower-case word (letters, digits, '_', '-'; at most 64), not '"
              + shorten(text, 40)
              + "'");
    }
    return text;
  }

  /// The text with everything that no database can hold replaced by U+FFFD; for imports, which must lose no row.
  public static String storable(String text) {
    if (firstUnstorable(text) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> out.appendCodePoint(c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c));
    return out.toString();
  }

  /// The text in one line, control characters as spaces, cut to `max` characters with an ellipsis.
  public static String shorten(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 1);
    for (int i = 0; i < text.length(); i++) {
      if (line.length() >= max) {
        if (Character.isHighSurrogate(line.charAt(line.length() - 1))) {
          line.setLength(line.length() - 1);
        }
        return line.append('…').toString();
      }
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString();
  }

  private static int firstUnstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return i;
      }
      if (Character.isHighSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
