package dev.seshat.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a text into the words that the index holds.
///
/// A word is a run of letters, digits and marks; it is folded to lower case without diacritics and stemmed. Scripts
/// that write no spaces (Han, kana, Thai…) become overlapping pairs of characters. Everything else, operators and
/// control characters among it, separates words. Both databases are handed these words ready made.
final class Words {
  /// Letters kept of one word: what is longer is a hash or an encoded blob.
  private static final int LONGEST = 64;

  /// The mark that kana share, so that Unicode counts it to no script.
  private static final int LONG_VOWEL = 0x30FC;

  private Words() {}

  /// A word of a text.
  ///
  /// @param stem as the index holds it
  /// @param folded before stemming, for prefixes
  /// @param start where it begins in the text
  /// @param end where it ends, exclusive
  record Word(String stem, String folded, int start, int end) {}

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>(text.length() / 6 + 1);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      if (!isWordPart(c)) {
        i += width;
      } else if (isUnspaced(c)) {
        i = addPairs(words, text, i);
      } else {
        i = addWord(words, text, i);
      }
    }
    return words;
  }

  /// The stems of a text in their order.
  static List<String> stems(String text) {
    return of(text).stream().map(Word::stem).toList();
  }

  private static int addWord(List<Word> words, String text, int start) {
    int end = start;
    boolean ascii = true;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!isWordPart(c) || isUnspaced(c)) {
        break;
      }
      ascii &= c < 128;
      end += Character.charCount(c);
    }
    String word = text.substring(start, whole(text, Math.min(end, start + LONGEST)));
    String folded = ascii ? word.toLowerCase(Locale.ROOT) : fold(word);
    if (!folded.isEmpty()) {
      words.add(new Word(Stemmer.stem(folded), folded, start, end));
    }
    return end;
  }

  private static int addPairs(List<Word> words, String text, int start) {
    int at = start;
    int before = -1;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isWordPart(c) || !isUnspaced(c)) {
        break;
      }
      int next = at + Character.charCount(c);
      if (before >= 0) {
        addPair(words, text, before, next);
      }
      before = at;
      at = next;
    }
    if (before == start) {
      addPair(words, text, start, at);
    }
    return at;
  }

  private static void addPair(List<Word> words, String text, int start, int end) {
    // no marks are taken off here: in these scripts they make other letters
    String pair = kept(Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFKC));
    if (!pair.isEmpty()) {
      words.add(new Word(pair, pair, start, end));
    }
  }

  /// Lower case, compatibility forms and diacritics taken off, nothing left but letters and digits.
  private static String fold(String word) {
    String apart = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(apart.length());
    apart.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
    String folded = Normalizer.normalize(plain, Normalizer.Form.NFC);
    return folded.substring(0, whole(folded, Math.min(folded.length(), LONGEST)));
  }

  private static String kept(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(Words::isWordPart).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /// The position itself, or the one before where it would cut a character in two.
  private static int whole(String text, int end) {
    boolean split =
        end > 0
            && end < text.length()
            && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
    return split ? end - 1 : end;
  }

  private static boolean isWordPart(int c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.LETTER_NUMBER,
              Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  private static boolean isUnspaced(int c) {
    if (c < 0xE00 || c == LONG_VOWEL) {
      return c == LONG_VOWEL;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, YI -> true;
      default -> false;
    };
  }
}
