package dev.seshat.search;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date that a question names, as far as it names it: a day, a day of some year, or a month.
record NamedDate(@Nullable Integer year, int month, @Nullable Integer day) {
  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
          + "|nov(?:ember)?|dec(?:ember)?)\\.?";
  private static final String DAY = "([0-3]?\\d)(?:st|nd|rd|th)?";
  private static final String YEAR = "(?:,?\\s+([12]\\d{3}))";
  private static final Pattern DATES =
      Pattern.compile(
          "\\b(?:([12]\\d{3})-([01]\\d)-([0-3]\\d)|"
              + DAY
              + "\\s+(?:of\\s+)?"
              + MONTH
              + YEAR
              + "?|"
              + MONTH
              + "\\s+"
              + DAY
              + "(?!\\d)"
              + YEAR
              + "?|"
              + MONTH
              + YEAR
              + ")\\b",
          Pattern.CASE_INSENSITIVE);

  /// The dates in a question, and the question with each written as the index has it (`8 May 2023`).
  record Found(String text, List<NamedDate> dates) {}

  static Found in(String question) {
    List<NamedDate> dates = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Matcher matcher = DATES.matcher(question);
    while (matcher.find()) {
      NamedDate date = of(matcher);
      if (date.isPossible()) {
        dates.add(date);
        matcher.appendReplacement(text, date.text());
      }
    }
    matcher.appendTail(text);
    return new Found(text.toString(), List.copyOf(dates));
  }

  private static NamedDate of(Matcher m) {
    if (m.group(1) != null) {
      return new NamedDate(
          Integer.valueOf(m.group(1)), Integer.parseInt(m.group(2)), number(m.group(3)));
    }
    if (m.group(5) != null) {
      return new NamedDate(number(m.group(6)), monthOf(m.group(5)), number(m.group(4)));
    }
    if (m.group(7) != null) {
      return new NamedDate(number(m.group(9)), monthOf(m.group(7)), number(m.group(8)));
    }
    return new NamedDate(number(m.group(11)), monthOf(m.group(10)), null);
  }

  private static @Nullable Integer number(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }

  private static int monthOf(String name) {
    String start = name.substring(0, 3).toUpperCase(Locale.ROOT);
    int month = 1;
    while (!Month.of(month).name().startsWith(start)) {
      month++;
    }
    return month;
  }

  private boolean isPossible() {
    return month >= 1
        && month <= 12
        && (day == null || (day >= 1 && day <= Month.of(month).maxLength()));
  }

  private String text() {
    String name = Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return (day == null ? "" : day + " ") + name + (year == null ? "" : " " + year);
  }

  /// Whether a day (in UTC) is one that is named.
  boolean names(LocalDate date) {
    return month == date.getMonthValue()
        && (year == null || year == date.getYear())
        && (day == null || day == date.getDayOfMonth());
  }
}
