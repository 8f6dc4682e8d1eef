package dev.seshat.link;

import org.jspecify.annotations.Nullable;

/// A page as a person would read it.
///
/// @param title its own; empty if it has none
/// @param description what it says of itself in its head; empty if nothing
/// @param text its readable text, a line to a paragraph
/// @param truncated whether it says more
/// @param language as it names it, such as `en` or `pt-BR`
record PageText(
    String title, String description, String text, boolean truncated, @Nullable String language) {
  /// Characters of a page's text that are kept.
  static final int MAX_TEXT = 100_000;
}
