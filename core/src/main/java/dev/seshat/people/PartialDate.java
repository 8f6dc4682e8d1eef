package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date as somebody remembers it: each part may be unknown, and each that is known may be approximate.
public record PartialDate(
    @Nullable Integer year,
    boolean isYearApproximate,
    @Nullable Integer month,
    boolean isMonthApproximate,
    @Nullable Integer day,
    boolean isDayApproximate)
    implements Comparable<PartialDate> {
  /// Nothing is known of it.
  public static final PartialDate UNKNOWN = new PartialDate(null, false, null, false, null, false);

  private static final Pattern ABOUT =
      Pattern.compile("^(?:about|around|circa|ca\\.?|c\\.)\\s*(?=\\d)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?<y>~)?(?<year>\\d{4}|\\?)(?:-(?<m>~)?(?<month>\\d{1,2}|\\?)(?:-(?<d>~)?(?<day>\\d{1,2}))?)?");

  private static final Comparator<PartialDate> ORDER =
      Comparator.comparing(PartialDate::year, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(PartialDate::month, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(PartialDate::day, Comparator.nullsFirst(Comparator.naturalOrder()));

  public PartialDate {
    require("day", year, month, day);
    isYearApproximate &= year != null;
    isMonthApproximate &= month != null;
    isDayApproximate &= day != null;
  }

  /// An exact date, or a part of one.
  public static PartialDate of(
      @Nullable Integer year, @Nullable Integer month, @Nullable Integer day) {
    return new PartialDate(year, false, month, false, day, false);
  }

  /// The date that somebody wrote: `1952-03-17`, `1952-03`, `1952`; a part after `~` is approximate, and `?` stands for one
  /// that is not known. `about 1952` is `~1952`.
  ///
  /// @throws Invalid if it is none
  public static PartialDate of(String path, String text) {
    String plain = ABOUT.matcher(text.strip()).replaceFirst("~");
    Matcher parts = WRITTEN.matcher(plain);
    if (!parts.matches()) {
      throw new Invalid(
          path,
          "must be a date such as 1952-03-17, 1952-03, 1952 or ~1952, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
    Integer year = within(path, "year", parts.group("year"), 2200);
    Integer month = within(path, "month", parts.group("month"), 12);
    Integer day = within(path, "day", parts.group("day"), 31);
    require(path, year, month, day);
    return new PartialDate(
        year,
        parts.group("y") != null,
        month,
        parts.group("m") != null,
        day,
        parts.group("d") != null);
  }

  private static @Nullable Integer within(
      String path, String what, @Nullable String digits, int max) {
    if (digits == null || digits.equals("?")) {
      return null;
    }
    int number = Integer.parseInt(digits);
    if (number < 1 || number > max) {
      throw new Invalid(path, "has a " + what + " that is not from 1 to " + max);
    }
    return number;
  }

  /// The one whose fields begin with `prefix`, such as `start_year` and `start_year_approximate`.
  static PartialDate parse(Fields fields, String prefix) {
    try {
      return new PartialDate(
          part(fields, prefix + "_year", 1, 2200),
          fields.isSet(prefix + "_year_approximate"),
          part(fields, prefix + "_month", 1, 12),
          fields.isSet(prefix + "_month_approximate"),
          part(fields, prefix + "_day", 1, 31),
          fields.isSet(prefix + "_day_approximate"));
    } catch (Invalid e) {
      throw e.path().equals("day") ? e.within(prefix) : e;
    }
  }

  static @Nullable Integer part(Fields fields, String name, int min, int max) {
    Long number = fields.number(name, min, max);
    return number == null ? null : number.intValue();
  }

  /// @throws Invalid if the calendar has no such day
  static void require(
      String path, @Nullable Integer year, @Nullable Integer month, @Nullable Integer day) {
    if (month == null || day == null) {
      return;
    }
    try {
      // without a year, the 29th of February may have been one
      LocalDate.of(year == null ? 2000 : year, month, day);
    } catch (DateTimeException e) {
      throw new Invalid(
          path,
          "there is no day "
              + day
              + " in month "
              + month
              + (year == null ? "" : " of the year " + year));
    }
  }

  /// Whether any part of it is only thereabouts.
  public boolean isApproximate() {
    return isYearApproximate || isMonthApproximate || isDayApproximate;
  }

  public boolean isKnown() {
    return year != null || month != null || day != null;
  }

  /// For people, in the order of ISO 8601: `1952-03-~17`, `~1952`, `1952-05`; a part that is not known is `?` where a later
  /// one is; empty where nothing is known.
  public String shown() {
    StringBuilder text = new StringBuilder();
    if (isKnown()) {
      text.append(shown(year, isYearApproximate, "%04d"));
    }
    if (month != null || day != null) {
      text.append('-').append(shown(month, isMonthApproximate, "%02d"));
    }
    if (day != null) {
      text.append('-').append(shown(day, isDayApproximate, "%02d"));
    }
    return text.toString();
  }

  private static String shown(@Nullable Integer part, boolean isApproximate, String format) {
    return part == null ? "?" : (isApproximate ? "~" : "") + format.formatted(part);
  }

  void toJson(String prefix, Map<String, @Nullable Object> json) {
    json.put(prefix + "_year", year);
    json.put(prefix + "_year_approximate", isYearApproximate);
    json.put(prefix + "_month", month);
    json.put(prefix + "_month_approximate", isMonthApproximate);
    json.put(prefix + "_day", day);
    json.put(prefix + "_day_approximate", isDayApproximate);
  }

  /// Earlier before later; what has no year last; what is less precise first.
  @Override
  public int compareTo(PartialDate other) {
    return ORDER.compare(this, other);
  }
}
