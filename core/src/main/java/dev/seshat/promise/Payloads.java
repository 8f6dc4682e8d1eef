package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The JSON objects that go to workers and come back from them: checked, plain, bounded.
final class Payloads {
  /// How long a payload may be as JSON, in characters.
  static final int MAX_PAYLOAD = 256 << 10;

  /// How long a result may be as JSON, in characters.
  static final int MAX_RESULT = 1 << 20;

  /// More digits than that no database is asked to keep.
  private static final int MAX_SCALE = 1_000;

  private Payloads() {}

  /// The object as plain values that both databases can hold.
  ///
  /// @throws Invalid if it is too long, or holds what JSON or a database cannot
  static Map<String, @Nullable Object> checked(
      String path, Map<String, ? extends @Nullable Object> object, int max) {
    if (object instanceof Plain plain) {
      return plain;
    }
    String text;
    try {
      text = Json.write(object);
    } catch (RuntimeException e) {
      // the object is the caller's, and its own methods may throw anything
      throw new Invalid(path, "holds something that JSON cannot");
    }
    if (text.length() > max) {
      throw new Invalid(
          path,
          "is " + text.length() + " characters long as JSON; at most " + max + " are allowed");
    }
    Map<String, @Nullable Object> values = Json.parseObject(path, text);
    requireNumbers(path, values);
    return new Plain(values, text);
  }

  /// The object that a database holds.
  static Map<String, @Nullable Object> stored(String text) {
    return new Plain(Json.parseObject("payload", text), text);
  }

  /// The object as JSON.
  static String text(Map<String, @Nullable Object> object) {
    return object instanceof Plain plain ? plain.text : Json.write(object);
  }

  /// An object that has been checked, with its text, so that neither is made again.
  private static final class Plain extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> values;
    private final String text;

    Plain(Map<String, @Nullable Object> values, String text) {
      this.values = Collections.unmodifiableMap(values);
      this.text = text;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
      return values.entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return values.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return values.containsKey(key);
    }
  }

  private static void requireNumbers(String path, @Nullable Object value) {
    switch (value) {
      case List<?> list -> list.forEach(each -> requireNumbers(path, each));
      case Map<?, ?> map -> map.forEach((key, each) -> requireNumbers(path + "." + key, each));
      case BigInteger number when number.bitLength() > 3 * MAX_SCALE -> refuse(path);
      case BigDecimal number
          when Math.abs((long) number.scale()) > MAX_SCALE || number.precision() > MAX_SCALE ->
          refuse(path);
      case null, default -> {}
    }
  }

  private static void refuse(String path) {
    throw new Invalid(path, "holds a number of more than " + MAX_SCALE + " digits");
  }

  /// Whether two objects say the same, whatever the order of their keys and the writing of their numbers.
  static boolean same(@Nullable Object one, @Nullable Object other) {
    return switch (one) {
      case Map<?, ?> map ->
          other instanceof Map<?, ?> more
              && map.keySet().equals(more.keySet())
              && map.keySet().stream().allMatch(key -> same(map.get(key), more.get(key)));
      case List<?> list ->
          other instanceof List<?> more
              && list.size() == more.size()
              && java.util.stream.IntStream.range(0, list.size())
                  .allMatch(i -> same(list.get(i), more.get(i)));
      case Number number ->
          other instanceof Number more
              && new BigDecimal(number.toString()).compareTo(new BigDecimal(more.toString())) == 0;
      case null, default -> Objects.equals(one, other);
    };
  }
}
