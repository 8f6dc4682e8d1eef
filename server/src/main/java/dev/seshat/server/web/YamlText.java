package dev.seshat.server.web;

import dev.seshat.mode.ModeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A YAML file as it is read on a page: its lines in words of one colour each, with what is wrong where.
///
/// It is not parsed, as it may be no YAML at all; a word of the wrong colour does no harm.
///
/// @param isWhole whether nothing is left out at the end
public record YamlText(List<Line> lines, boolean isWhole) {
  /// A page with more lines than these would be slow, and nobody would read it.
  static final int MOST_LINES = 3_000;

  private static final int MOST_CHARACTERS = 2_000;
  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\s*(?:- +)*)([A-Za-z0-9_.-]{1,100}|\"[^\"]{0,100}\"|'[^']{0,100}')(:)( .*|)");
  private static final Pattern REMARK = Pattern.compile("(?:^|\\s)#.*$");

  public YamlText {
    lines = List.copyOf(lines);
  }

  /// A word, or several, of one colour.
  ///
  /// @param css `key`, `remark`, or empty
  public record Word(String css, String text) {}

  /// A line of the file.
  ///
  /// @param number from 1
  /// @param problem what is wrong in it; empty for nothing
  public record Line(int number, List<Word> words, String problem) {
    public Line {
      words = List.copyOf(words);
    }
  }

  static YamlText of(String text, List<ModeError> errors) {
    Map<Integer, String> wrong =
        errors.stream()
            .collect(Collectors.toMap(ModeError::line, ModeError::message, (a, b) -> a + "; " + b));
    List<String> all = text.lines().limit(MOST_LINES + 1L).toList();
    List<Line> lines = new ArrayList<>();
    boolean isWhole = all.size() <= MOST_LINES;
    for (int i = 0; i < Math.min(all.size(), MOST_LINES); i++) {
      String line = all.get(i);
      isWhole &= line.length() <= MOST_CHARACTERS;
      String shown = plain(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
      lines.add(new Line(i + 1, words(shown), wrong.getOrDefault(i + 1, "")));
    }
    return new YamlText(lines, isWhole);
  }

  /// With signs in the place of characters that cannot be seen, or that turn others around: a file is not to look like
  /// another one than it is.
  private static String plain(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.codePoints()
        .forEach(each -> {
          int type = Character.getType(each);
          boolean isUnseen =
              each != '\t'
                  && (type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE);
          shown.appendCodePoint(isUnseen ? '\uFFFD' : each);
        });
    return shown.toString();
  }

  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    Matcher entry = ENTRY.matcher(line);
    String rest = line;
    if (entry.matches()) {
      add(words, "", entry.group(1));
      add(words, "key", entry.group(2) + entry.group(3));
      rest = entry.group(4);
    }
    // a sharp in a quoted text is no remark
    boolean isQuoted = rest.strip().startsWith("\"") || rest.strip().startsWith("'");
    Matcher remark = REMARK.matcher(rest);
    if (!isQuoted && remark.find()) {
      add(words, "", rest.substring(0, remark.start()));
      add(words, "remark", rest.substring(remark.start()));
    } else {
      add(words, "", rest);
    }
    return words;
  }

  private static void add(List<Word> words, String css, String text) {
    if (!text.isEmpty()) {
      words.add(new Word(css, text));
    }
  }
}
