package dev.seshat.access;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Locale;

/// What a caller may do; each may do what the one before it may.
public enum Role {
  /// Reads the calendar's feed, and nothing else: its secret stands in an address, where addresses are kept.
  CALENDAR,
  /// Sees everything, changes nothing.
  READER,
  /// Records and changes.
  WRITER,
  /// Also decides who else may.
  OWNER;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The role as it is written, in lower case.
  public String word() {
    return word;
  }

  /// Whether a caller of this role may do what asks for `needed`.
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// The role that a word names.
  ///
  /// @throws Invalid for any other word
  public static Role of(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return role;
      }
    }
    throw new Invalid(
        "role", "must be reader, writer, owner or calendar, not '" + Texts.shorten(word, 40) + "'");
  }
}
