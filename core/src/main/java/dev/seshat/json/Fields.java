package dev.seshat.json;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.store.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object from outside, each asked for by name and checked; [#done] refuses what nobody asked for.
public final class Fields {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Map<String, ? extends @Nullable Object> json;
  private final Set<String> asked = new LinkedHashSet<>();

  public Fields(Map<String, ? extends @Nullable Object> json) {
    this.json = json;
  }

  private <V> @Nullable V get(String name, Class<V> type, String what) {
    asked.add(name);
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw new Invalid(name, "must be " + what);
    }
    return type.cast(value);
  }

  /// A text of at most `max` characters; null where there is none.
  public @Nullable String text(String name, int max) {
    String text = get(name, String.class, "a text");
    return text == null ? null : Texts.checked(name, text, max);
  }

  /// A short text without the space around it; null where there is none, or nothing in it.
  public @Nullable String label(String name, int max) {
    String text = text(name, max);
    return text == null || text.isBlank() ? null : line(name, text);
  }

  /// A name or the like: one line that says something, without the space around it.
  public String requiredLabel(String name, int max) {
    return line(name, required(name, max));
  }

  private static String line(String name, String text) {
    String line = text.strip();
    if (line.lines().count() > 1) {
      throw new Invalid(name, "must be one line");
    }
    return line;
  }

  /// A text that says something.
  public String required(String name, int max) {
    return Texts.required(name, get(name, String.class, "a text"), max);
  }

  /// A whole number from `min` to `max`; null where there is none.
  public @Nullable Long number(String name, long min, long max) {
    asked.add(name);
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new Invalid(name, "must be a whole number from " + min + " to " + max);
  }

  /// A number from `min` to `max`; null where there is none.
  public @Nullable Double real(String name, double min, double max) {
    asked.add(name);
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    throw new Invalid(name, "must be a number from " + min + " to " + max);
  }

  /// true or false; null where there is neither.
  public @Nullable Boolean flag(String name) {
    return get(name, Boolean.class, "true or false");
  }

  /// true or false; false where there is neither.
  public boolean isSet(String name) {
    return Boolean.TRUE.equals(flag(name));
  }

  /// A time with its offset, from the year 1 to 9999, in whole milliseconds; null where there is none.
  public @Nullable Instant time(String name) {
    String text = get(name, String.class, "a time");
    return text == null ? null : time(name, text);
  }

  /// The time that a text names.
  ///
  /// @throws Invalid if it is none, or has no offset
  public static Instant time(String path, String text) {
    try {
      Instant time = Times.millis(OffsetDateTime.parse(text).toInstant());
      if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Invalid(
        path, "must be a time such as 2026-01-31T08:15:30Z, not '" + Texts.shorten(text, 40) + "'");
  }

  /// A list of texts, empty where there is none.
  public List<String> texts(String name, int maxItems, int maxLength) {
    List<?> list = get(name, List.class, "a list of texts");
    if (list == null) {
      return List.of();
    }
    if (list.size() > maxItems) {
      throw new Invalid(
          name, "has " + list.size() + " items; at most " + maxItems + " are allowed");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String at = name + "[" + i + "]";
      if (!(list.get(i) instanceof String text)) {
        throw new Invalid(at, "must be a text");
      }
      texts.add(Texts.required(at, text, maxLength));
    }
    return List.copyOf(texts);
  }

  /// A list of anything, empty where there is none.
  @SuppressWarnings("unchecked")
  public List<@Nullable Object> list(String name, int maxItems) {
    List<@Nullable Object> list = get(name, List.class, "a list");
    if (list == null) {
      return List.of();
    }
    if (list.size() > maxItems) {
      throw new Invalid(
          name, "has " + list.size() + " items; at most " + maxItems + " are allowed");
    }
    return list;
  }

  /// Whatever is there; null where there is nothing.
  public @Nullable Object any(String name) {
    return get(name, Object.class, "anything");
  }

  /// A list of whole numbers from `min` to `max`, empty where there is none.
  public List<Long> numbers(String name, int maxItems, long min, long max) {
    List<?> list = get(name, List.class, "a list of whole numbers");
    if (list == null) {
      return List.of();
    }
    if (list.size() > maxItems) {
      throw new Invalid(
          name, "has " + list.size() + " items; at most " + maxItems + " are allowed");
    }
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object value = list.get(i);
      long number =
          value instanceof Integer || value instanceof Long
              ? ((Number) value).longValue()
              : min - 1;
      if (number < min || number > max) {
        throw new Invalid(
            name + "[" + i + "]", "must be a whole number from " + min + " to " + max);
      }
      numbers.add(number);
    }
    return List.copyOf(numbers);
  }

  /// A list of JSON objects, empty where there is none.
  @SuppressWarnings("unchecked")
  public List<Map<String, @Nullable Object>> objects(String name, int maxItems) {
    List<?> list = get(name, List.class, "a list of objects");
    if (list == null) {
      return List.of();
    }
    if (list.size() > maxItems) {
      throw new Invalid(
          name, "has " + list.size() + " items; at most " + maxItems + " are allowed");
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map)) {
        throw new Invalid(name + "[" + i + "]", "must be an object");
      }
    }
    return (List<Map<String, @Nullable Object>>) list;
  }

  /// A JSON object; null where there is none.
  @SuppressWarnings("unchecked")
  public @Nullable Map<String, @Nullable Object> object(String name) {
    return (Map<String, @Nullable Object>) get(name, Map.class, "an object");
  }

  /// Takes the first of several names that has a value, for fields that go by more than one.
  public @Nullable String textOf(int max, String... names) {
    String found = null;
    for (String name : names) {
      String text = text(name, max);
      found = found == null ? text : found;
    }
    return found;
  }

  /// Ends the reading.
  ///
  /// @throws Invalid naming a field that nobody asked for
  public void done() {
    for (String name : json.keySet()) {
      if (!asked.contains(name)) {
        throw new Invalid(Texts.shorten(name, 80), unknown(asked));
      }
    }
  }

  /// What is said of a name that is none of those that are known.
  static String unknown(Collection<String> known) {
    return known.isEmpty()
        ? "is not known here; nothing is"
        : "is not known here; known are " + Texts.shorten(String.join(", ", known), 400);
  }
}
