package dev.seshat.search;

import org.jspecify.annotations.Nullable;

/// The stem of an English word by Porter's published algorithm of 1980: `connections` → `connect`.
///
/// One stemmer for both databases, so that both hold the same words and rank alike.
final class Stemmer {
  private static final String[][] STEP_2 = {
    {"ational", "ate"},
    {"tional", "tion"},
    {"enci", "ence"},
    {"anci", "ance"},
    {"izer", "ize"},
    {"abli", "able"},
    {"alli", "al"},
    {"entli", "ent"},
    {"eli", "e"},
    {"ousli", "ous"},
    {"ization", "ize"},
    {"ation", "ate"},
    {"ator", "ate"},
    {"alism", "al"},
    {"iveness", "ive"},
    {"fulness", "ful"},
    {"ousness", "ous"},
    {"aliti", "al"},
    {"iviti", "ive"},
    {"biliti", "ble"}
  };
  private static final String[][] STEP_3 = {
    {"icate", "ic"},
    {"ative", ""},
    {"alize", "al"},
    {"iciti", "ic"},
    {"ical", "ic"},
    {"ful", ""},
    {"ness", ""}
  };
  private static final String[] STEP_4 = {
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize"
  };

  /// Words that were stemmed lately, each in the place of its hash: most words of a text are a few thousand different
  /// ones. Threads may overwrite each other's, which costs a repetition at most.
  private static final @Nullable Known[] KNOWN = new Known[1 << 14];

  private Stemmer() {}

  private record Known(String word, String stem) {}

  /// The stem of a word in lower case; a word that has anything but the letters a to z stays as it is.
  static String stem(String word) {
    int hash = word.hashCode();
    int place = (hash ^ (hash >>> 14)) & (KNOWN.length - 1);
    Known known = KNOWN[place];
    if (known == null || !known.word().equals(word)) {
      known = new Known(word, stemmed(word));
      KNOWN[place] = known;
    }
    return known.stem();
  }

  private static String stemmed(String word) {
    if (word.length() < 3 || !isAsciiLetters(word)) {
      return word;
    }
    StringBuilder w = new StringBuilder(word);
    plurals(w);
    pastAndProgressive(w);
    if (w.charAt(w.length() - 1) == 'y' && hasVowel(w, w.length() - 1)) {
      w.setCharAt(w.length() - 1, 'i');
    }
    replaceFirst(w, STEP_2);
    replaceFirst(w, STEP_3);
    dropSuffix(w);
    dropFinalE(w);
    return w.toString();
  }

  private static boolean isAsciiLetters(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }

  private static void plurals(StringBuilder w) {
    if (ends(w, "sses") || ends(w, "ies")) {
      w.setLength(w.length() - 2);
    } else if (ends(w, "s") && !ends(w, "ss")) {
      w.setLength(w.length() - 1);
    }
  }

  private static void pastAndProgressive(StringBuilder w) {
    if (ends(w, "eed")) {
      if (measure(w, w.length() - 3) > 0) {
        w.setLength(w.length() - 1);
      }
      return;
    }
    int cut = ends(w, "ed") ? 2 : ends(w, "ing") ? 3 : 0;
    if (cut == 0 || !hasVowel(w, w.length() - cut)) {
      return;
    }
    w.setLength(w.length() - cut);
    int last = w.length() - 1;
    if (ends(w, "at") || ends(w, "bl") || ends(w, "iz")) {
      w.append('e');
    } else if (endsInDouble(w) && "lsz".indexOf(w.charAt(last)) < 0) {
      w.setLength(last);
    } else if (measure(w, w.length()) == 1 && endsShort(w, w.length())) {
      w.append('e');
    }
  }

  private static void replaceFirst(StringBuilder w, String[][] rules) {
    for (String[] rule : rules) {
      if (ends(w, rule[0])) {
        int stem = w.length() - rule[0].length();
        if (measure(w, stem) > 0) {
          w.replace(stem, w.length(), rule[1]);
        }
        return;
      }
    }
  }

  private static void dropSuffix(StringBuilder w) {
    if (ends(w, "ion")) {
      int stem = w.length() - 3;
      if (stem > 0 && "st".indexOf(w.charAt(stem - 1)) >= 0 && measure(w, stem) > 1) {
        w.setLength(stem);
      }
      return;
    }
    String longest = "";
    for (String suffix : STEP_4) {
      if (suffix.length() > longest.length() && ends(w, suffix)) {
        longest = suffix;
      }
    }
    int stem = w.length() - longest.length();
    if (!longest.isEmpty() && measure(w, stem) > 1) {
      w.setLength(stem);
    }
  }

  private static void dropFinalE(StringBuilder w) {
    int last = w.length() - 1;
    if (w.charAt(last) == 'e') {
      int m = measure(w, last);
      if (m > 1 || (m == 1 && !endsShort(w, last))) {
        w.setLength(last);
      }
    }
    last = w.length() - 1;
    if (w.charAt(last) == 'l' && endsInDouble(w) && measure(w, last) > 1) {
      w.setLength(last);
    }
  }

  private static boolean ends(StringBuilder w, String suffix) {
    int from = w.length() - suffix.length();
    if (from < 0) {
      return false;
    }
    for (int i = 0; i < suffix.length(); i++) {
      if (w.charAt(from + i) != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConsonant(StringBuilder w, int i) {
    return switch (w.charAt(i)) {
      case 'a', 'e', 'i', 'o', 'u' -> false;
      case 'y' -> i == 0 || !isConsonant(w, i - 1);
      default -> true;
    };
  }

  private static boolean hasVowel(StringBuilder w, int length) {
    for (int i = 0; i < length; i++) {
      if (!isConsonant(w, i)) {
        return true;
      }
    }
    return false;
  }

  /// How often a run of vowels is followed by a run of consonants in the first `length` letters.
  private static int measure(StringBuilder w, int length) {
    int m = 0;
    boolean afterVowel = false;
    for (int i = 0; i < length; i++) {
      boolean consonant = isConsonant(w, i);
      if (consonant && afterVowel) {
        m++;
      }
      afterVowel = !consonant;
    }
    return m;
  }

  private static boolean endsInDouble(StringBuilder w) {
    int last = w.length() - 1;
    return last > 0 && w.charAt(last) == w.charAt(last - 1) && isConsonant(w, last);
  }

  /// Whether the first `length` letters end in consonant, vowel, consonant other than w, x, y.
  private static boolean endsShort(StringBuilder w, int length) {
    return length >= 3
        && isConsonant(w, length - 1)
        && !isConsonant(w, length - 2)
        && isConsonant(w, length - 3)
        && "wxy".indexOf(w.charAt(length - 1)) < 0;
  }
}
