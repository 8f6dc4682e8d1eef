package dev.seshat.legacy;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A row of another system's table, whose cells may hold anything: each is asked for as what it should be.
///
/// @param name the row as a person finds it: its number in its table
/// @param key what makes it that row, where that was worked out as it was read; empty otherwise
/// @param cells by column in lower case
record SourceRow(String table, String name, String key, Map<String, @Nullable Object> cells) {
  private static final BigDecimal LONGEST = new BigDecimal(Long.MAX_VALUE);

  /// A row that cannot be taken over, and why.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;
    private final String found;

    /// @param what the reason, in words that are the same for all such rows
    /// @param found what stands in this one
    Unfit(String what, @Nullable Object found) {
      super(what);
      this.what = what;
      this.found = Texts.shorten(String.valueOf(found), 80);
    }

    String what() {
      return what;
    }

    String found() {
      return found;
    }
  }

  /// The row with a number that names another row replaced by that row's own name.
  SourceRow replaced(String column, String by, @Nullable Object value) {
    Map<String, @Nullable Object> replaced = new TreeMap<>(cells);
    replaced.remove(column);
    replaced.put(by, value);
    return new SourceRow(table, name, key, replaced);
  }

  SourceRow(String table, String name, Map<String, @Nullable Object> cells) {
    this(table, name, "", cells);
  }

  SourceRow withKey(String known) {
    return new SourceRow(table, name, known, cells);
  }

  /// What stands in a cell.
  @Nullable Object raw(String column) {
    return cells.get(column);
  }

  /// The text of a cell of any type as a row here may hold it; null where it says nothing.
  @Nullable String text(String column) {
    String text =
        switch (cells.get(column)) {
          case null -> null;
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          case Double number -> plain(BigDecimal.valueOf(number));
          case Object other -> other.toString();
        };
    return text == null || text.isBlank() ? null : Texts.storable(text);
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }

  /// The same, cut to a length.
  @Nullable String text(String column, int max) {
    return cut(text(column), max);
  }

  static @Nullable String cut(@Nullable String text, int max) {
    if (text == null || text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end);
  }

  /// The number in a cell, exactly as its decimal text has it; null where there is none.
  @Nullable BigDecimal decimal(String column) {
    try {
      return switch (cells.get(column)) {
        case Long number -> BigDecimal.valueOf(number);
        case Double number when Double.isFinite(number) -> new BigDecimal(Double.toString(number));
        case String text when text.strip().length() < 100 -> new BigDecimal(text.strip());
        case null, default -> null;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// The whole number in a cell; null where there is none.
  @Nullable Long whole(String column) {
    BigDecimal number = decimal(column);
    if (number == null
        || number.abs().compareTo(LONGEST) > 0
        || number.precision() - number.scale() > 19) {
      return null;
    }
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() > 0 ? null : (Long) plain.longValueExact();
  }

  @Nullable Instant time(String column) {
    return SourceTimes.of(cells.get(column));
  }

  /// The truth of a cell; null where it says neither.
  @Nullable Boolean flag(String column) {
    String word = text(column);
    return word == null
        ? null
        : switch (word.strip().toLowerCase(Locale.ROOT)) {
          case "1", "true", "yes", "t" -> Boolean.TRUE;
          case "0", "false", "no", "f" -> Boolean.FALSE;
          default -> null;
        };
  }

  /// Whether a cell holds something.
  boolean has(String column) {
    return cells.get(column) != null;
  }

  /// The row as a JSON object keeps it: what is no text or number as base64.
  Map<String, @Nullable Object> told() {
    Map<String, @Nullable Object> told = new TreeMap<>();
    cells.forEach((column, cell) -> {
      Object kept =
          switch (cell) {
            case byte[] bytes -> "base64:" + Base64.getEncoder().encodeToString(bytes);
            case Double number when !Double.isFinite(number) -> number.toString();
            case Double number -> new BigDecimal(number.toString());
            case String text -> Texts.storable(text);
            case null, default -> cell;
          };
      if (kept != null) {
        told.put(Texts.shorten(Texts.storable(column), 200), kept);
      }
    });
    return told;
  }

  /// SHA-256 of a list of values, as 64 digits.
  static String hash(@Nullable Object... parts) {
    StringBuilder all = new StringBuilder();
    for (Object part : parts) {
      String text = Objects.toString(part, "\u0001");
      all.append(text.length()).append(':').append(text);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// SHA-256 of what the row says, its numbers left out: another file may count its rows otherwise.
  String digest() {
    Map<String, @Nullable Object> says = told();
    says.remove("id");
    return hash(Json.write(says));
  }
}
