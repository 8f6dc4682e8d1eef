package dev.seshat.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Cuts the part out of a text that has most of what a question asks for. Made here rather than by the databases, so
/// that both give the same.
final class Snippets {
  /// Characters of a snippet, ellipses not counted.
  static final int LENGTH = 240;

  /// Characters shown before the first word found.
  private static final int LEAD = 40;

  private Snippets() {}

  /// A part of a text in one line, and the words found in it.
  record Snippet(String text, List<Mark> marks) {}

  static Snippet of(String text, List<Term> terms, int length) {
    String searched =
        text.length() <= Document.MAX_TEXT ? text : text.substring(0, Document.MAX_TEXT);
    List<Words.Word> found =
        Words.of(searched).stream().filter(word -> asked(word, terms)).toList();
    int lead = Math.min(LEAD, length / 4);
    int start =
        found.isEmpty()
            ? 0
            : wordStart(searched, Math.max(0, best(found, length - lead).start() - lead), lead);
    int end = wordEnd(searched, start, length);
    return line(searched, start, end, found, end < text.length());
  }

  private static boolean asked(Words.Word word, List<Term> terms) {
    return terms.stream().anyMatch(term -> term.asksFor(word));
  }

  /// The word from which on `length` characters hold the most different words asked for, then the most of them at all.
  private static Words.Word best(List<Words.Word> found, int length) {
    Words.Word best = found.getFirst();
    int bestWorth = -1;
    for (int i = 0; i < found.size(); i++) {
      Set<String> different = new HashSet<>();
      int count = 0;
      int limit = found.get(i).start() + length;
      for (int j = i; j < found.size() && found.get(j).end() <= limit; j++) {
        different.add(found.get(j).stem());
        count++;
      }
      int worth = different.size() * 100 + Math.min(count, 99);
      if (worth > bestWorth) {
        bestWorth = worth;
        best = found.get(i);
      }
    }
    return best;
  }

  /// Where the word begins that follows position `at`, or `at` itself where no space is near.
  private static int wordStart(String text, int at, int lead) {
    if (at == 0) {
      return 0;
    }
    for (int i = at; i < at + lead / 2 && i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }

  private static int wordEnd(String text, int start, int length) {
    if (text.length() - start <= length) {
      return text.length();
    }
    int end = start + length;
    for (int i = end; i > Math.max(start, end - LEAD); i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
  }

  private static Snippet line(
      String text, int start, int end, List<Words.Word> found, boolean more) {
    StringBuilder line = new StringBuilder(end - start + 2);
    if (start > 0) {
      line.append('…');
    }
    List<Mark> marks = new ArrayList<>();
    int next = 0;
    int markStart = -1;
    for (int i = start; i < end; i++) {
      while (next < found.size() && found.get(next).start() < i) {
        next++;
      }
      boolean begins =
          next < found.size() && found.get(next).start() == i && found.get(next).end() <= end;
      if (begins) {
        markStart = line.length();
      }
      append(line, text.charAt(i));
      int ends = i + 1;
      if (markStart >= 0 && endsAt(found, next, ends)) {
        marks.add(new Mark(markStart, line.length()));
        markStart = -1;
      }
    }
    String shown = line.toString().stripTrailing();
    return new Snippet(more ? shown + "…" : shown, List.copyOf(marks));
  }

  private static boolean endsAt(List<Words.Word> found, int next, int end) {
    return (next < found.size() && found.get(next).end() == end)
        || (next > 0 && found.get(next - 1).end() == end);
  }

  private static void append(StringBuilder line, char c) {
    boolean space = Character.isWhitespace(c) || Character.isISOControl(c);
    if (!space) {
      line.append(c);
    } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
      line.append(' ');
    }
  }
}
