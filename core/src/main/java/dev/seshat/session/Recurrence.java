package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import net.fortuna.ical4j.model.Recur;
import org.jspecify.annotations.Nullable;

/// How a session comes again: a rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO;COUNT=10`, daily or less often.
///
/// Each occurrence is a session of its own, and carries the rule for those after it: what is left of its `COUNT`.
public final class Recurrence {
  static final int MAX_RULE = 500;

  private static final int MOST_LEFT = 10_000;
  private static final List<String> FREQUENCIES = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

  private final String plain;
  private final @Nullable Integer count;
  private final @Nullable String until;

  private Recurrence(String plain, @Nullable Integer count, @Nullable String until) {
    this.plain = plain;
    this.count = count;
    this.until = until;
  }

  /// The next occurrence.
  ///
  /// @param rule for those after it
  public record Next(Instant at, String rule) {}

  /// The rule that a text says.
  ///
  /// @throws Invalid saying what is wrong with it
  public static Recurrence parse(String path, String text) {
    String rule = Texts.required(path, text, MAX_RULE).strip().toUpperCase(Locale.ROOT);
    rule = rule.startsWith("RRULE:") ? rule.substring(6) : rule;
    List<String> kept = new ArrayList<>();
    Integer count = null;
    String until = null;
    for (String part : rule.split(";", -1)) {
      String value = part.substring(part.indexOf('=') + 1);
      if (part.startsWith("COUNT=")) {
        count = number(path, "COUNT", value);
      } else if (part.startsWith("UNTIL=")) {
        until = value;
        untilIn(path, value, ZoneOffset.UTC);
      } else {
        if (part.startsWith("INTERVAL=")) {
          number(path, "INTERVAL", value);
        }
        kept.add(part);
      }
    }
    if (count != null && until != null) {
      throw new Invalid(path, "has COUNT and UNTIL; one of them ends it");
    }
    String plain = String.join(";", kept);
    requireRule(path, plain);
    return new Recurrence(plain, count, until);
  }

  private static void requireRule(String path, String plain) {
    try {
      Recur<LocalDateTime> recur = new Recur<>(plain);
      if (!FREQUENCIES.contains(String.valueOf(recur.getFrequency()))) {
        throw new Invalid(path, "must come daily, weekly, monthly or yearly");
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Invalid(
          path,
          "is no rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO;COUNT=10: "
              + Texts.shorten(String.valueOf(e.getMessage()), 100));
    }
  }

  private static int number(String path, String name, String value) {
    if (!value.matches("[1-9]\\d{0,3}")) {
      throw new Invalid(path, "must have " + name + " from 1 to 9999");
    }
    return Integer.parseInt(value);
  }

  private static Instant untilIn(String path, String value, ZoneId zone) {
    try {
      if (value.length() == 8) {
        return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE)
            .atTime(LocalTime.MAX)
            .atZone(zone)
            .toInstant();
      }
      boolean isUtc = value.endsWith("Z");
      LocalDateTime moment =
          LocalDateTime.parse(isUtc ? value.substring(0, value.length() - 1) : value, MOMENT);
      return moment.atZone(isUtc ? ZoneOffset.UTC : zone).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(path, "must have UNTIL as 20261231 or 20261231T120000Z");
    }
  }

  /// The occurrence after one.
  ///
  /// @param at when that one is
  /// @param zone whose days and hours count
  public Optional<Next> after(Instant at, ZoneId zone) {
    if (count != null && count <= 1) {
      return Optional.empty();
    }
    LocalDateTime seed = LocalDateTime.ofInstant(at, zone);
    LocalDateTime next = new Recur<LocalDateTime>(plain).getNextDate(seed, seed);
    if (next == null) {
      return Optional.empty();
    }
    Instant moment = next.atZone(zone).toInstant();
    if (until != null && moment.isAfter(untilIn("recurrence", until, zone))) {
      return Optional.empty();
    }
    return Optional.of(new Next(moment, with(count == null ? null : count - 1)));
  }

  /// The first occurrence after one that is not over at a moment; those between are left out, and count.
  public Optional<Next> afterUntilNotOver(
      Instant at, ZoneId zone, Instant now, java.time.Duration length) {
    Recurrence rule = this;
    Instant last = at;
    for (int i = 0; i < MOST_LEFT; i++) {
      Next next = rule.after(last, zone).orElse(null);
      if (next == null || next.at().plus(length).isAfter(now)) {
        return Optional.ofNullable(next);
      }
      rule = parse("recurrence", next.rule());
      last = next.at();
    }
    return Optional.empty();
  }

  /// The occurrences from one on, that one first.
  ///
  /// @param end none is later
  /// @param most so many at most
  public List<Instant> times(Instant first, ZoneId zone, Instant end, int most) {
    List<Instant> times = new ArrayList<>();
    Next next = new Next(first, rule());
    while (next != null && !next.at().isAfter(end) && times.size() < most) {
      times.add(next.at());
      next = parse("recurrence", next.rule()).after(next.at(), zone).orElse(null);
    }
    return times;
  }

  /// The rule as it is kept.
  public String rule() {
    return with(count);
  }

  private String with(@Nullable Integer left) {
    String end = left != null ? ";COUNT=" + left : until != null ? ";UNTIL=" + until : "";
    return plain + end;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Recurrence rule && rule.rule().equals(rule());
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule());
  }

  @Override
  public String toString() {
    return rule();
  }
}
