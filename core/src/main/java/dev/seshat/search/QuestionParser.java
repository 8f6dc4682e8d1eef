package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads questions. A plain question is words, whatever signs stand between them; the query language has phrases in
/// quotes, `-word`, `word*` and `OR`.
final class QuestionParser {
  static final int MAX_LENGTH = 1_000;

  /// Terms of one question; those after are left out.
  private static final int MAX_TERMS = 32;

  /// Letters that a prefix has at least.
  private static final int MIN_PREFIX = 2;

  private QuestionParser() {}

  /// @param asYouType whether the last word may be unfinished
  /// @throws Invalid if the text has no word, is too long, or breaks the query language
  static Question parse(String text, boolean queryLanguage, boolean asYouType) {
    if (text.isBlank()) {
      throw new Invalid("q", "must not be empty");
    }
    if (text.length() > MAX_LENGTH) {
      throw new Invalid(
          "q", "is " + text.length() + " characters long; at most " + MAX_LENGTH + " are allowed");
    }
    NamedDate.Found found = NamedDate.in(text);
    return queryLanguage ? strict(text, found.dates()) : plain(found, asYouType);
  }

  private static Question plain(NamedDate.Found found, boolean asYouType) {
    String text = found.text();
    List<Words.Word> words = Words.of(text);
    if (words.isEmpty()) {
      throw new Invalid("q", "has no word to look for");
    }
    Set<Term> telling = new LinkedHashSet<>();
    Set<Term> all = new LinkedHashSet<>();
    for (Words.Word word : words) {
      boolean open = asYouType && word.end() == text.length();
      boolean starred = word.end() < text.length() && text.charAt(word.end()) == '*';
      boolean prefix = (open || starred) && word.folded().length() >= MIN_PREFIX;
      Term term = prefix ? new Term.Prefix(word.folded(), word.stem()) : new Term.Word(word.stem());
      all.add(term);
      if (prefix || !StopWords.contains(word.folded())) {
        telling.add(term);
      }
    }
    List<Term> terms = (telling.isEmpty() ? all : telling).stream().limit(MAX_TERMS).toList();
    return new Question(List.of(terms), List.of(), false, stems(words), found.dates());
  }

  private static Set<String> stems(List<Words.Word> words) {
    return words.stream().map(Words.Word::stem).collect(Collectors.toUnmodifiableSet());
  }

  private static Question strict(String text, List<NamedDate> dates) {
    List<List<Term>> groups = new ArrayList<>();
    List<Term> excluded = new ArrayList<>();
    boolean alternative = false;
    for (String part : parts(text)) {
      if (part.equals("OR")) {
        if (groups.isEmpty() || alternative) {
          throw new Invalid("q", "OR must stand between two words or phrases");
        }
        alternative = true;
        continue;
      }
      boolean without = part.startsWith("-");
      List<Term> terms = terms(without ? part.substring(1) : part);
      if (without && alternative) {
        throw new Invalid(
            "q", "'" + part + "' cannot follow OR: what is excluded has no alternative");
      }
      if (without) {
        excluded.addAll(terms);
      } else if (alternative) {
        join(groups, terms, part);
      } else {
        terms.forEach(term -> groups.add(new ArrayList<>(List.of(term))));
      }
      alternative = false;
    }
    if (alternative) {
      throw new Invalid("q", "OR must stand between two words or phrases");
    }
    if (groups.isEmpty()) {
      throw new Invalid("q", "says only what to leave out; add a word to look for");
    }
    if (groups.size() + excluded.size() > MAX_TERMS) {
      throw new Invalid("q", "has more than " + MAX_TERMS + " words and phrases");
    }
    return new Question(
        groups.stream().map(List::copyOf).toList(), excluded, true, stems(Words.of(text)), dates);
  }

  private static void join(List<List<Term>> groups, List<Term> terms, String part) {
    if (terms.size() > 1) {
      throw new Invalid("q", "'" + part + "' is several words; put it in quotes to use it with OR");
    }
    groups.getLast().addAll(terms);
  }

  /// The text cut at spaces outside quotes.
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      }
      if (!quoted && (Character.isWhitespace(c) || Character.isISOControl(c))) {
        if (!part.isEmpty()) {
          parts.add(part.toString());
          part.setLength(0);
        }
      } else {
        part.append(c);
      }
    }
    if (quoted) {
      throw new Invalid("q", "has a quote that is not closed");
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  private static List<Term> terms(String part) {
    List<Words.Word> words = Words.of(part);
    if (words.isEmpty()) {
      throw new Invalid("q", "'" + part + "' has no word to look for");
    }
    if (part.startsWith("\"")) {
      List<String> stems = words.stream().map(Words.Word::stem).toList();
      return List.of(stems.size() == 1 ? new Term.Word(stems.getFirst()) : new Term.Phrase(stems));
    }
    Words.Word last = words.getLast();
    boolean prefix = part.endsWith("*");
    if (prefix && last.folded().length() < MIN_PREFIX) {
      throw new Invalid(
          "q", "'" + part + "' is too short; a prefix has at least " + MIN_PREFIX + " letters");
    }
    List<Term> terms = new ArrayList<>();
    for (Words.Word word : words) {
      boolean open = prefix && word.equals(last);
      terms.add(open ? new Term.Prefix(word.folded(), word.stem()) : new Term.Word(word.stem()));
    }
    return terms;
  }
}
