package dev.seshat.budget;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/// How often a budget begins anew: on each day, on each Monday, or on the first of each month.
public enum Period {
  DAY,
  WEEK,
  MONTH;

  /// A stretch of whole days in a time zone; where clocks are put forward or back, its days have other lengths.
  ///
  /// @param first the day that it begins on
  /// @param from its first moment
  /// @param to the first moment that no longer belongs to it
  public record Span(LocalDate first, Instant from, Instant to) {}

  /// The period as it is stored and shown, in lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The period that a word names.
  ///
  /// @throws Invalid if it is none
  public static Period of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new Invalid(
                "period", "must be day, week or month, not '" + Texts.shorten(word, 40) + "'"));
  }

  /// The one that a moment lies in.
  public Span at(Instant moment, ZoneId zone) {
    LocalDate day = moment.atZone(zone).toLocalDate();
    LocalDate first =
        switch (this) {
          case DAY -> day;
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> day.withDayOfMonth(1);
        };
    LocalDate next =
        switch (this) {
          case DAY -> first.plusDays(1);
          case WEEK -> first.plusWeeks(1);
          case MONTH -> first.plusMonths(1);
        };
    return new Span(
        first, first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }
}
