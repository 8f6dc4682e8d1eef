package dev.seshat.analysis.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.tokenize.TokenizerME;

/// A sentence as its words, each with what kind of word it is (`NOUN`, `PROPN`, `VERB`…).
record Sentence(String[] words, String[] tags) {
  /// What is read of a text at most; the rest of a longer one is left unread.
  static final int MAX_TEXT = 20_000;

  private static final int MAX_SENTENCES = 200;
  private static final int MAX_WORDS = 300;

  /// A run of letters beyond this is no word; a tokeniser would look at each of its ends.
  private static final int LONGEST_WORD = 60;

  /// The sentences of a text, of its first [#MAX_TEXT] characters.
  static List<Sentence> of(String text) {
    SentenceDetectorME detector = EnglishModels.sentences();
    TokenizerME tokenizer = EnglishModels.tokens();
    POSTaggerME tagger = EnglishModels.tags();
    List<Sentence> found = new ArrayList<>();
    for (String paragraph : cleaned(text).split("\n")) {
      for (String each : detector.sentDetect(paragraph)) {
        String[] words = withoutFullStop(tokenizer.tokenize(each));
        if (words.length > MAX_WORDS) {
          words = java.util.Arrays.copyOf(words, MAX_WORDS);
        }
        if (words.length > 0) {
          found.add(new Sentence(words, tagger.tag(words)));
        }
        if (found.size() == MAX_SENTENCES) {
          return found;
        }
      }
    }
    return found;
  }

  /// A full stop that the tokeniser left at the last word is no part of it.
  private static String[] withoutFullStop(String[] words) {
    int last = words.length - 1;
    if (last >= 0 && words[last].length() > 2 && words[last].endsWith(".")) {
      String[] more = java.util.Arrays.copyOf(words, words.length + 1);
      more[last] = words[last].substring(0, words[last].length() - 1);
      more[last + 1] = ".";
      return more;
    }
    return words;
  }

  /// Without control characters and endless words, with plain quotes.
  private static String cleaned(String text) {
    String part = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    StringBuilder clean = new StringBuilder(part.length());
    int from = 0;
    for (int i = 0; i <= part.length(); i++) {
      if (i == part.length() || Character.isWhitespace(part.charAt(i))) {
        if (i - from <= LONGEST_WORD) {
          clean.append(part, from, i);
        }
        clean.append(i < part.length() && part.charAt(i) == '\n' ? '\n' : ' ');
        from = i + 1;
      }
    }
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c == '\u2019' || c == '\u2018') {
        clean.setCharAt(i, '\'');
      } else if (c != '\n' && Character.isISOControl(c)) {
        clean.setCharAt(i, ' ');
      }
    }
    return clean.toString();
  }

  int size() {
    return words.length;
  }

  /// A word in lower case; empty beyond the ends.
  String lower(int i) {
    return i < 0 || i >= words.length ? "" : words[i].toLowerCase(Locale.ROOT);
  }

  String word(int i) {
    return i < 0 || i >= words.length ? "" : words[i];
  }

  String tag(int i) {
    return i < 0 || i >= tags.length ? "" : tags[i];
  }

  boolean isCapital(int i) {
    String word = word(i);
    return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
  }
}
