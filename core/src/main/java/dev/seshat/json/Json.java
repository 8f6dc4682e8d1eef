package dev.seshat.json;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as plain Java values: `Map`, `List`, `String`, `Integer`, `Long`, `BigInteger`, `BigDecimal`, `Boolean`, null.
///
/// What comes in is bounded (depth 100) and holds no text that a database cannot keep. Records go out with their
/// components in `snake_case`.
public final class Json {
  /// How deep arrays and objects may nest in what comes from outside.
  public static final int MAX_DEPTH = 100;

  private static final int MAX_TEXT = 64 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  /// The value of a JSON text from outside.
  ///
  /// @throws Invalid if it is not JSON, nests deeper than [#MAX_DEPTH], or names a key of an object twice
  public static @Nullable Object parse(String path, String text) {
    try {
      return storable(path, MAPPER.readValue(text, Object.class));
    } catch (JacksonException e) {
      throw new Invalid(path, problem(e));
    }
  }

  /// Like [#parse], for a text that must be an object.
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> parseObject(String path, String text) {
    if (parse(path, text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new Invalid(path, "must be a JSON object");
  }

  /// The JSON text of plain values and of records.
  public static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// The same over several lines, for people.
  public static String pretty(@Nullable Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /// One line of what is wrong and where, without the parser's own names for things.
  private static String problem(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    String what = Texts.shorten(String.valueOf(e.getOriginalMessage()), 160);
    return "is not the JSON that is wanted" + where + " (" + what + ")";
  }

  private static @Nullable Object storable(String path, @Nullable Object value) {
    switch (value) {
      case String text -> Texts.checked(path, text, MAX_TEXT);
      case List<?> list -> list.forEach(item -> storable(path, item));
      case Map<?, ?> map ->
          map.forEach((key, item) -> {
            String name = Texts.checked(path, String.valueOf(key), 1_000);
            storable(path.isEmpty() ? name : path + "." + name, item);
          });
      case null, default -> {}
    }
    return value;
  }
}
