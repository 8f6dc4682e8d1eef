package dev.seshat.server.web;

import dev.seshat.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How numbers, money and times look to people.
public final class Format {
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
  private static final String[] UNITS = {"", "K", "M", "B", "T"};
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal SMALLEST = new BigDecimal("0.0001");

  private Format() {}

  /// A count in at most four characters and a unit: 950, 1.2K, 31K, 1.2M.
  public static String compact(long count) {
    double value = count;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    boolean small = unit > 0 && Math.abs(value) < 9.95;
    return new DecimalFormat(small ? "0.#" : "0", SYMBOLS).format(value) + UNITS[unit];
  }

  /// A count with all its digits in groups: 1,234,567.
  public static String exact(long count) {
    return new DecimalFormat("#,##0", SYMBOLS).format(count);
  }

  /// Dollars: cents from one dollar on, four digits below one cent's worth of precision.
  public static String usd(BigDecimal dollars) {
    BigDecimal size = dollars.abs();
    if (size.signum() == 0) {
      return "$0.00";
    }
    if (size.compareTo(SMALLEST) < 0) {
      return "<$0.0001";
    }
    String pattern =
        size.compareTo(BigDecimal.ONE) >= 0
            ? "#,##0.00"
            : size.compareTo(CENT) >= 0 ? "0.000" : "0.0000";
    return "$" + money(pattern, dollars);
  }

  /// Dollars with every digit that is known.
  public static String exactUsd(BigDecimal dollars) {
    return "$" + money("#,##0.00#######", dollars);
  }

  /// Dollars on the axis of a chart.
  static String axisUsd(double dollars) {
    return "$"
        + new DecimalFormat(dollars < 1 && dollars != 0 ? "0.####" : "#,##0.##", SYMBOLS)
            .format(dollars);
  }

  private static String money(String pattern, BigDecimal dollars) {
    DecimalFormat format = new DecimalFormat(pattern, SYMBOLS);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(dollars);
  }

  /// A time to the minute in UTC, for readers whose browser does not put it in their own zone.
  public static String time(@Nullable Instant time) {
    return time == null ? "–" : MINUTE.format(time.atOffset(ZoneOffset.UTC));
  }

  /// A size in the largest unit that leaves a number: 512 B, 1.2 KiB, 31 MiB.
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1_023.5 && unit < SIZES.length - 1) {
      value /= 1_024;
      unit++;
    }
    return new DecimalFormat(unit > 0 && value < 9.95 ? "0.#" : "0", SYMBOLS).format(value)
        + " "
        + SIZES[unit];
  }

  /// A length of time by its two largest units: 45 s, 12 min, 3 h 20 min, 4 d 2 h.
  public static String duration(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /// The first words of a text, on one line.
  public static String line(String text, int max) {
    return Texts.shorten(text.strip().replaceAll("\\s+", " "), max);
  }

  /// The first words of a text in its own lines, without empty ones.
  public static String lines(String text, int max) {
    List<String> lines = new ArrayList<>();
    int left = max;
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      if (left > 0) {
        lines.add(line(line, left));
        left -= lines.getLast().length();
      }
    }
    return String.join("\n", lines);
  }

  /// A time zone by the name that people know it by.
  public static String zone(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  /// A count with its noun: 1 turn, 2 turns.
  public static String counted(long count, String noun) {
    return exact(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// A word of the store as people read it: tool_call becomes "tool call".
  public static String words(String word) {
    return word.replace('_', ' ');
  }

  /// The same as the first words of a line: Tool call.
  public static String title(String word) {
    String words = words(word);
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /// The share of `part` in `whole`, in whole per cent.
  static int percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? 0
        : part.multiply(BigDecimal.valueOf(100)).divide(whole, 0, RoundingMode.HALF_UP).intValue();
  }
}
