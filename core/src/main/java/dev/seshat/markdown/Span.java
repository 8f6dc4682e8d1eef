package dev.seshat.markdown;

/// A place in a text.
///
/// @param start of its first character, in UTF-16 units
/// @param end after its last
record Span(int start, int end) {
  Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no place: " + start + " to " + end);
    }
  }

  String of(String text) {
    return text.substring(start, end);
  }

  Span plus(int offset) {
    return new Span(start + offset, end + offset);
  }
}
