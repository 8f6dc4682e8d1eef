package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The text of a task line behind its box: a title, then words of a known form, then the marker.
///
/// What ends a title and looks like such a word is written with a backslash before it, and read without.
///
/// @param title as it is meant, without backslashes of that kind
/// @param titleAt where the title stands, backslashes included
/// @param parts where the words stand
record LineText(String title, Span titleAt, Map<Part, Span> parts) {
  /// What may stand behind a title.
  enum Part {
    REFERENCE("#[A-Za-z0-9][A-Za-z0-9._/-]{0,63}"),
    SPECIALIST("@[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
    HOURS("~\\d{1,5}h"),
    STATUS("\\((?:" + String.join("|", TaskWords.STATUSES) + ")\\)"),
    MARKER("\\^t[0-9a-z]{3,12}");

    final Pattern form;

    Part(String form) {
      this.form = Pattern.compile(form);
    }

    boolean takes(CharSequence word) {
      return form.matcher(word).matches();
    }
  }

  private static final String SIGNS = "#@~(^\\";

  static LineText parse(String text) {
    Map<Part, Span> parts = new EnumMap<>(Part.class);
    int end = text.stripTrailing().length();
    int lead = text.length() - text.stripLeading().length();
    while (true) {
      int start = lastWord(text.substring(0, end));
      Part part = start > lead && start < end ? partOf(text.substring(start, end), parts) : null;
      if (part == null) {
        break;
      }
      parts.put(part, new Span(start, end));
      end = text.substring(0, start).stripTrailing().length();
    }
    Span title = new Span(Math.min(lead, end), end);
    return new LineText(plain(title.of(text)), title, Map.copyOf(parts));
  }

  /// What a word is; null for a word of the title. Nothing stands behind the marker, and nothing twice.
  private static @Nullable Part partOf(String word, Map<Part, Span> before) {
    if (SIGNS.indexOf(word.charAt(0)) < 0) {
      return null;
    }
    for (Part part : Part.values()) {
      if (part.takes(word)) {
        boolean isFree = !before.containsKey(part) && (part != Part.MARKER || before.isEmpty());
        return isFree ? part : null;
      }
    }
    return null;
  }

  /// A title without the backslash before its last word.
  private static String plain(String written) {
    int at = lastWord(written);
    boolean isMasked =
        written.startsWith("\\", at)
            && written.length() > at + 1
            && SIGNS.indexOf(written.charAt(at + 1)) >= 0;
    return isMasked ? written.substring(0, at) + written.substring(at + 1) : written;
  }

  /// A title as it is written: with a backslash before its last word when that would be read as something else.
  static String written(String title) {
    int at = lastWord(title);
    String last = title.substring(at);
    boolean isRead = false;
    for (Part part : Part.values()) {
      isRead |= part.takes(last);
    }
    boolean isMasked =
        last.length() > 1 && last.charAt(0) == '\\' && SIGNS.indexOf(last.charAt(1)) >= 0;
    return isRead || isMasked ? title.substring(0, at) + "\\" + last : title;
  }

  private static int lastWord(String text) {
    return Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t')) + 1;
  }

  @Nullable String word(String text, Part part) {
    Span at = parts.get(part);
    return at == null ? null : at.of(text);
  }

  /// What the line says, its box taken in.
  TaskWords words(String text, boolean isChecked) {
    String status = word(text, Part.STATUS);
    String specialist = word(text, Part.SPECIALIST);
    String hours = word(text, Part.HOURS);
    String reference = word(text, Part.REFERENCE);
    return new TaskWords(
        title,
        isChecked
            ? TaskWords.COMPLETED
            : status == null ? TaskWords.PENDING : status.substring(1, status.length() - 1),
        specialist == null ? null : specialist.substring(1),
        hours == null ? null : Integer.valueOf(hours.substring(1, hours.length() - 1)),
        reference == null ? null : reference.substring(1));
  }

  /// Whether the line says just this, as far as its box does not.
  boolean says(String text, TaskWords words, @Nullable String marker) {
    String own = word(text, Part.MARKER);
    boolean isMarked = marker == null ? own == null : ("^" + marker).equals(own);
    return isMarked && !title.isEmpty() && words(text, words.isDone()).equals(words);
  }

  /// A whole line's text anew.
  static String of(TaskWords words, @Nullable String marker) {
    List<String> all = new ArrayList<>();
    all.add(written(words.title()));
    all.addAll(words.parts().values());
    if (marker != null) {
      all.add("^" + marker);
    }
    return String.join(" ", all);
  }
}
