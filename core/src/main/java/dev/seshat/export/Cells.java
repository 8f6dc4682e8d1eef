package dev.seshat.export;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.TableInfo.Column;
import dev.seshat.store.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column's value between the database and JSON: the same from either database.
final class Cells {
  private static final int MAX_EXPONENT = 1_000;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Cells() {}

  /// The value as it stands in the file.
  static @Nullable Object read(Row row, Column column) throws SQLException {
    String name = column.name();
    return switch (column.kind()) {
      case TEXT -> row.textOrNull(name);
      case UUID -> text(row.idOrNull(name));
      case TIME -> {
        Instant time = row.timeOrNull(name);
        yield time == null ? null : Times.text(time);
      }
      case JSON -> {
        String json = row.textOrNull(name);
        yield json == null ? null : canonical(name, Json.parse(name, json));
      }
      case FLAG -> row.flagOrNull(name);
      case LONG, ID -> row.numberOrNull(name);
      case REAL -> row.realOrNull(name);
      case BLOB -> {
        byte[] bytes = row.bytesOrNull(name);
        yield bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
      }
    };
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  /// The value as the database takes it.
  ///
  /// @throws Invalid if it is none of the column's kind
  static @Nullable Object parse(Column column, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (column.kind()) {
      case TEXT -> given(column, value, String.class, "a text");
      case UUID -> id(column, given(column, value, String.class, "an id"));
      case TIME -> time(column, given(column, value, String.class, "a time"));
      case JSON -> new dev.seshat.store.Json(Json.write(canonical(column.name(), value)));
      case FLAG -> given(column, value, Boolean.class, "true or false");
      case LONG, ID -> number(column, value);
      case REAL -> given(column, value, Number.class, "a number").doubleValue();
      case BLOB -> bytes(column, given(column, value, String.class, "base64"));
    };
  }

  private static <T> T given(Column column, Object value, Class<T> type, String what) {
    if (!type.isInstance(value)) {
      throw new Invalid(column.name(), "must be " + what);
    }
    return type.cast(value);
  }

  private static UUID id(Column column, String text) {
    if (!ID.matcher(text).matches()) {
      throw new Invalid(column.name(), "must be an id, not '" + Texts.shorten(text, 60) + "'");
    }
    return UUID.fromString(text);
  }

  private static Instant time(Column column, String text) {
    try {
      Instant time = Times.parse(text);
      if (Times.text(time).equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Invalid(
        column.name(),
        "must be a time such as 2026-01-31T08:15:30.250Z, not '" + Texts.shorten(text, 40) + "'");
  }

  private static long number(Column column, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new Invalid(column.name(), "must be a whole number");
  }

  private static byte[] bytes(Column column, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Invalid(column.name(), "is not base64");
    }
  }

  /// JSON in one way of writing it: the keys in order, numbers without exponents, as PostgreSQL keeps them.
  private static @Nullable Object canonical(String path, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, item) -> sorted.put(String.valueOf(key), canonical(path, item)));
        yield sorted;
      }
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(canonical(path, item)));
        yield items;
      }
      case BigDecimal number -> plain(path, number);
      case null, default -> value;
    };
  }

  private static Object plain(String path, BigDecimal number) {
    if (Math.abs((long) number.scale()) > MAX_EXPONENT || number.precision() > MAX_EXPONENT) {
      throw new Invalid(path, "holds a number of more than " + MAX_EXPONENT + " digits");
    }
    if (number.scale() <= 0) {
      BigInteger whole = number.toBigInteger();
      return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
    }
    return new BigDecimal(number.toPlainString());
  }
}
