package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The smallest edits that make a task's line say something else.
final class LineEdits {
  private LineEdits() {}

  /// @param words what the line is to say
  /// @param marker what it is to be known by; null leaves its own
  static List<Edit> of(String text, TaskItem item, TaskWords words, @Nullable String marker) {
    List<Edit> edits = new ArrayList<>();
    if (item.words().isDone() != words.isDone()) {
      edits.add(new Edit(item.at().box(), words.isDone() ? "x" : " "));
    }
    Span at = item.at().text();
    String line = at.of(text);
    String known = marker == null ? item.marker() : marker;
    boolean isOneLine = line.lines().count() == 1;
    List<Edit> small = isOneLine ? small(line, words, marker) : List.of();
    String after = Edit.all(line, small);
    if (isOneLine && LineText.parse(after).says(after, words, known)) {
      small.forEach(each -> edits.add(new Edit(each.at().plus(at.start()), each.with())));
    } else if (!item.words().equals(words) || marker != null) {
      edits.add(new Edit(at, " " + LineText.of(words, known)));
    }
    return edits;
  }

  private static List<Edit> small(String line, TaskWords words, @Nullable String marker) {
    List<Edit> edits = new ArrayList<>();
    LineText told = LineText.parse(line);
    if (!told.title().equals(words.title())) {
      edits.add(new Edit(told.titleAt(), LineText.written(words.title())));
    }
    Map<LineText.Part, String> parts = words.parts();
    if (marker != null) {
      parts.put(LineText.Part.MARKER, "^" + marker);
    }
    int markerAt = markerAt(told);
    for (LineText.Part part : LineText.Part.values()) {
      if (part != LineText.Part.MARKER || marker != null) {
        part(edits, told, line, part, parts.get(part), markerAt);
      }
    }
    return edits;
  }

  /// Where words are added: before the marker, or at the end.
  private static int markerAt(LineText told) {
    Span marker = told.parts().get(LineText.Part.MARKER);
    return marker == null ? ends(told) : marker.start();
  }

  private static int ends(LineText told) {
    return told.parts().values().stream()
        .mapToInt(Span::end)
        .reduce(told.titleAt().end(), Math::max);
  }

  private static void part(
      List<Edit> edits,
      LineText told,
      String line,
      LineText.Part part,
      @Nullable String wanted,
      int markerAt) {
    Span at = told.parts().get(part);
    if (at != null && wanted == null) {
      int before = line.substring(0, at.start()).stripTrailing().length();
      edits.add(new Edit(new Span(before, at.end()), ""));
    } else if (at != null && wanted != null && !at.of(line).equals(wanted)) {
      edits.add(new Edit(at, wanted));
    } else if (at == null && wanted != null) {
      boolean isBeforeMarker = markerAt < ends(told);
      edits.add(
          new Edit(new Span(markerAt, markerAt), isBeforeMarker ? wanted + " " : " " + wanted));
    }
  }
}
