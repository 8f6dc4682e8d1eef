package dev.seshat.cli;

import java.util.Map;

/// The few colours of the command line, each for what it says rather than for how it looks.
enum Ink {
  PLAIN(""),
  /// Titles of columns and the names of things.
  TITLE("1"),
  /// What is there to be copied rather than read: ids, times, labels.
  DIM("2"),
  GOOD("32"),
  WARNING("33"),
  BAD("31"),
  MONEY("36"),
  /// A word that was searched for.
  FOUND("1;33");

  private static final Map<String, Ink> STATES =
      Map.ofEntries(
          Map.entry("active", GOOD),
          Map.entry("ready", GOOD),
          Map.entry("met", GOOD),
          Map.entry("approved", GOOD),
          Map.entry("applied", GOOD),
          Map.entry("paused", WARNING),
          Map.entry("provisional", WARNING),
          Map.entry("outstanding", WARNING),
          Map.entry("blocked", WARNING),
          Map.entry("failed", BAD),
          Map.entry("not met", BAD),
          Map.entry("scheduled", PLAIN),
          Map.entry("cancelled", DIM),
          Map.entry("archived", DIM));

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /// The colour of a state's word.
  static Ink ofState(String word) {
    return STATES.getOrDefault(word, PLAIN);
  }

  /// The colour of an act in the audit log, as `entity.verb`: what begins, what ends badly, what is taken away.
  static Ink ofAction(String action) {
    return switch (action.substring(action.indexOf('.') + 1)) {
      case "create", "start", "resume", "complete", "add" -> GOOD;
      case "pause" -> WARNING;
      case "fail", "delete", "erase", "cancel", "revoke" -> BAD;
      default -> PLAIN;
    };
  }

  /// `text` in this colour where results may have colour, and as it is elsewhere.
  String on(Terminal terminal, String text) {
    return code.isEmpty() || text.isEmpty() || !terminal.colour()
        ? text
        : "\033[" + code + "m" + text + "\033[0m";
  }
}
