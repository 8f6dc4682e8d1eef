package dev.seshat.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many columns of a terminal a text takes: an ideograph and most emoji take two, an accent none.
final class Cells {
  private static final char LAST_NARROW = 0x02FF;
  private static final int EMOJI_PRESENTATION = 0xFE0F;

  private Cells() {}

  /// What a reader takes for one character.
  private static final class Clusters {
    static final Pattern ONE = Pattern.compile("\\X");
  }

  /// The columns of a text in one line.
  static int count(String text) {
    if (isNarrow(text)) {
      return text.length();
    }
    int columns = 0;
    Matcher each = Clusters.ONE.matcher(text);
    while (each.find()) {
      columns += ofCluster(each.group());
    }
    return columns;
  }

  /// The beginning of a text that takes at most `columns`, with an ellipsis where something was cut.
  static String cut(String text, int columns) {
    if (text.length() <= columns && isNarrow(text) || count(text) <= columns) {
      return text;
    }
    int taken = 0;
    Matcher each = Clusters.ONE.matcher(text);
    while (each.find()) {
      taken += ofCluster(each.group());
      if (taken > columns - 1) {
        return text.substring(0, each.start()) + "…";
      }
    }
    return text;
  }

  private static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_NARROW) {
        return false;
      }
    }
    return true;
  }

  private static int ofCluster(String cluster) {
    int first = cluster.codePointAt(0);
    if (isZero(first)) {
      return 0;
    }
    boolean shownAsEmoji = cluster.indexOf(EMOJI_PRESENTATION) > 0 && Character.isEmoji(first);
    return shownAsEmoji || isWide(first) ? 2 : 1;
  }

  private static boolean isZero(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> c != 0xAD;
      default -> false;
    };
  }

  private static boolean isWide(int c) {
    if (Character.isEmojiPresentation(c)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(c)) {
      // their half-width forms stand in a block of their own
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI, TANGUT, NUSHU -> c < 0xFF61 || c > 0xFFDC;
      // ideographic punctuation and full-width forms of what is narrow elsewhere
      default ->
          c >= 0x3000 && c <= 0x303E
              || c >= 0xFE30 && c <= 0xFE6F
              || c >= 0xFF01 && c <= 0xFF60
              || c >= 0xFFE0 && c <= 0xFFE6;
    };
  }
}
