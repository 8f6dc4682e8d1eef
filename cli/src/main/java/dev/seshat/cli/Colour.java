package dev.seshat.cli;

import dev.seshat.Texts;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/// When results have colour.
enum Colour {
  AUTO,
  ALWAYS,
  NEVER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws TypeConversionException for any other word
  static Colour of(String word) {
    for (Colour colour : values()) {
      if (colour.word().equals(word)) {
        return colour;
      }
    }
    throw new TypeConversionException(
        "must be one of auto, always, never, not '" + Texts.shorten(word, 40) + "'");
  }
}
