package dev.seshat.preference;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The catalogue: everything that a person can choose, what it may be, and what counts until they do.
public enum PreferenceKey {
  TIME_ZONE(
      Type.ZONE,
      "system",
      "Zone of days and times: a name such as Europe/Berlin, or system for that of the machine (at the shell) or the"
          + " browser"),
  THEME(Type.WORD, "system", "Colours of the dashboard", "system", "light", "dark"),
  PAGE_SIZE(Type.NUMBER, 50, "Rows of a list on the dashboard", 10, 200),
  USAGE_RANGE(
      Type.WORD, "30d", "What the Usage page shows at first", "7d", "30d", "90d", "year", "all"),
  BRIEF_TOKENS(
      Type.NUMBER,
      4_000,
      "Length of a session's brief where none is said, in tokens",
      100,
      200_000),
  ANSWER_ANALYSIS(
      Type.WORD,
      "rules",
      "Whether answers of which nobody says what they are about are read offline, by rules",
      "rules",
      "off"),
  REMINDER_MINUTES(
      Type.NUMBER,
      30,
      "Minutes before a planned session at which the inbox tells of it; 0 for never",
      0,
      10_080),
  DEFAULT_PROJECT(Type.TEXT, null, "Project of new sessions for which none is said");

  /// The longest text that a value may be.
  private static final int MAX_TEXT = 200;

  private final Type type;
  private final @Nullable Object otherwise;
  private final String about;
  private final List<String> words;
  private final long min;
  private final long max;

  PreferenceKey(Type type, @Nullable Object otherwise, String about, String... words) {
    this(type, otherwise, about, List.of(words), 0, 0);
  }

  PreferenceKey(Type type, @Nullable Object otherwise, String about, long min, long max) {
    this(type, otherwise, about, List.of(), min, max);
  }

  PreferenceKey(
      Type type, @Nullable Object otherwise, String about, List<String> words, long min, long max) {
    this.type = type;
    this.otherwise = otherwise;
    this.about = about;
    this.words = words;
    this.min = min;
    this.max = max;
  }

  /// What a value is.
  public enum Type {
    /// One of some words.
    WORD,
    /// A whole number within bounds.
    NUMBER,
    /// A text of at most 200 characters.
    TEXT,
    /// The name of a time zone, or `system`.
    ZONE
  }

  /// The key of this name.
  ///
  /// @throws NotFound naming all that there are
  public static PreferenceKey of(String word) {
    for (PreferenceKey key : values()) {
      if (key.word().equals(word)) {
        return key;
      }
    }
    String all = Arrays.stream(values()).map(PreferenceKey::word).collect(Collectors.joining(", "));
    throw new NotFound("no preference '" + Texts.shorten(word, 80) + "'; there are " + all);
  }

  /// The key as it is written, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Type type() {
    return type;
  }

  /// What counts until something is chosen; null for nothing.
  public @Nullable Object otherwise() {
    return otherwise;
  }

  /// What it decides, in one line.
  public String about() {
    return about;
  }

  /// The words that it may be; empty where it is none of a few.
  public List<String> words() {
    return words;
  }

  public long min() {
    return min;
  }

  public long max() {
    return max;
  }

  /// What it may be, in words.
  public String allowed() {
    return switch (type) {
      case WORD -> "one of " + String.join(", ", words);
      case NUMBER -> "a whole number from " + min + " to " + max;
      case TEXT -> "a text of 1 to " + MAX_TEXT + " characters";
      case ZONE -> "a time zone such as Europe/Berlin or UTC, or system";
    };
  }

  /// A value from outside, as it is kept.
  ///
  /// @throws Invalid saying what is allowed
  public Object checked(@Nullable Object value) {
    Object kept =
        switch (type) {
          case WORD -> value instanceof String text && words.contains(text) ? text : null;
          case NUMBER -> number(value);
          case TEXT ->
              value instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT
                  ? Texts.checked(word(), text.strip(), MAX_TEXT)
                  : null;
          case ZONE -> value instanceof String text && isZone(text) ? text : null;
        };
    if (kept == null) {
      throw new Invalid(word(), "must be " + allowed());
    }
    return kept;
  }

  /// A value as a person writes it, where every value is a text.
  ///
  /// @throws Invalid saying what is allowed
  public Object parsed(String text) {
    if (type != Type.NUMBER) {
      return checked(text.strip());
    }
    try {
      return checked(Long.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return checked(null);
    }
  }

  private @Nullable Long number(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      return number >= min && number <= max ? number : null;
    }
    return null;
  }

  private static boolean isZone(String text) {
    try {
      return text.equals("system") || !ZoneId.of(text).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }
}
