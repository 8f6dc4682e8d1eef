package dev.seshat.server.http;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, read strictly: an unknown name or a wrong value is an error that names it.
public final class Params {
  private static final int MAX = 2_000;

  private final Map<String, String> values;

  private Params(Map<String, String> values) {
    this.values = values;
  }

  /// The query parameters of a request that knows these names.
  ///
  /// @throws Invalid if one is unknown, given twice, or holds what no text may hold
  public static Params of(Context ctx, String... known) {
    return of(ctx.queryParamMap(), known);
  }

  /// The same of parameters that were read elsewhere, such as a form's.
  public static Params of(Map<String, List<String>> given, String... known) {
    List<String> names = Arrays.asList(known);
    Map<String, String> values = new LinkedHashMap<>();
    given.forEach((name, all) -> {
      if (!names.contains(name)) {
        throw new Invalid(
            Texts.shorten(name, 40),
            "is no parameter here; there "
                + (names.isEmpty() ? "are none" : "are: " + String.join(", ", names)));
      }
      if (all.size() > 1) {
        throw new Invalid(name, "is given " + all.size() + " times; give it once");
      }
      String value = Texts.checked(name, all.isEmpty() ? "" : all.getFirst(), MAX);
      if (!value.isBlank()) {
        values.put(name, value.strip());
      }
    });
    return new Params(values);
  }

  /// The value, null if it is absent or blank.
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /// The value, or `otherwise` if it is absent or blank.
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /// The value of a parameter that must be there.
  public String required(String name) {
    String value = text(name);
    if (value == null) {
      throw new Invalid(name, "is missing");
    }
    return value;
  }

  /// A whole number within bounds.
  public int integer(String name, int otherwise, int min, int max) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Invalid(
        name,
        "must be a whole number from "
            + min
            + " to "
            + max
            + ", not '"
            + Texts.shorten(value, 40)
            + "'");
  }

  /// A whole number of 1 or more, null if it is absent.
  public @Nullable Long positive(String name) {
    String value = text(name);
    return value == null ? null : positive(name, value);
  }

  /// The whole number of 1 or more that a text is.
  public static long positive(String name, String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Invalid(
        name, "must be a whole number of 1 or more, not '" + Texts.shorten(value, 40) + "'");
  }

  /// `true` or `false`; a parameter that is there without a value stays false.
  public boolean flag(String name) {
    return switch (text(name, "false")) {
      case "true", "1", "on", "yes" -> true;
      case "false", "0", "off", "no" -> false;
      default -> throw new Invalid(name, "must be true or false");
    };
  }

  /// A time, or the start of a day in `zone`.
  public @Nullable Instant time(String name, ZoneId zone) {
    String value = text(name);
    return value == null ? null : time(name, value, zone);
  }

  /// A time, or the start of a day in UTC.
  public @Nullable Instant time(String name) {
    return time(name, ZoneOffset.UTC);
  }

  /// The time that a text is, or the start of the day in `zone` that it is.
  public static Instant time(String name, String value, ZoneId zone) {
    try {
      Instant time =
          value.length() == 10
              ? LocalDate.parse(value).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(value).toInstant();
      if (time.isAfter(Instant.EPOCH.minusSeconds(62_000_000_000L))
          && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
        return time;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Invalid(
        name,
        "must be a day such as 2026-01-31 or a time such as 2026-01-31T08:15:30Z, not '"
            + Texts.shorten(value, 40)
            + "'");
  }

  /// What `parse` makes of a value that is there.
  public <T> @Nullable T as(String name, Function<String, T> parse) {
    String value = text(name);
    return value == null ? null : parse.apply(value);
  }

  /// The id that a text is.
  public static UUID id(String name, String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw new Invalid(name, "must be an id, not '" + Texts.shorten(value, 40) + "'");
    }
  }

  /// All that was given, by name.
  public Map<String, String> all() {
    return values;
  }
}
