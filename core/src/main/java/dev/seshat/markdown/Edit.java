package dev.seshat.markdown;

import java.util.Comparator;
import java.util.List;

/// What takes the place of a span of a text.
record Edit(Span at, String with) {
  /// The text with all edits done. They must not overlap; of two at the same place the first given comes first.
  static String all(String text, List<Edit> edits) {
    StringBuilder done = new StringBuilder(text.length() + 64);
    int from = 0;
    List<Edit> sorted =
        edits.stream().sorted(Comparator.comparingInt(each -> each.at().start())).toList();
    for (Edit edit : sorted) {
      if (edit.at().start() < from) {
        throw new IllegalArgumentException("edits overlap at " + edit.at().start());
      }
      done.append(text, from, edit.at().start()).append(edit.with());
      from = edit.at().end();
    }
    return done.append(text, from, text.length()).toString();
  }
}
