package dev.seshat.usage;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a summary has a row for each of.
public enum UsageDimension {
  DAY,
  MONTH,
  /// Five hours from the hour of the first use; the next begins with the first use after it.
  BLOCK,
  PROJECT,
  HOST,
  MODEL,
  PERSON,
  SESSION,
  BRANCH;

  /// The dimension as it is written in commands and queries, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The dimension of this name; `user` is `person`.
  ///
  /// @throws Invalid naming all that there are
  public static UsageDimension of(String word) {
    String wanted = word.strip().toLowerCase(Locale.ROOT);
    for (UsageDimension dimension : values()) {
      if (dimension.word().equals(wanted)) {
        return dimension;
      }
    }
    if (wanted.equals("user")) {
      return PERSON;
    }
    String all =
        Arrays.stream(values()).map(UsageDimension::word).collect(Collectors.joining(", "));
    throw new Invalid("by", "must be one of " + all + ", not '" + Texts.shorten(word, 40) + "'");
  }

  boolean isTime() {
    return this == DAY || this == MONTH || this == BLOCK;
  }
}
