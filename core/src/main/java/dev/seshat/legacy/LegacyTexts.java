package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.transcript.Transcripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts and JSON of another system's cells as they are kept here: cut to what a column holds, secrets masked where that is
/// wanted.
record LegacyTexts(LegacyOptions options) {
  static final int LONG = 100_000;

  /// A text that may hold a secret; null where the cell says nothing.
  @Nullable String text(SourceRow row, String column, int max) {
    String text = row.text(column);
    return SourceRow.cut(
        text != null && options.maskSecrets() ? Transcripts.masked(text) : text, max);
  }

  @Nullable String text(SourceRow row, String column) {
    return text(row, column, LONG);
  }

  /// The JSON value in a cell, null where there is none; a text that is no JSON is itself.
  @Nullable Object json(SourceRow row, String column) {
    String text = row.text(column);
    if (text == null) {
      return null;
    }
    Object value = parsed(text);
    if (value == null) {
      value = text;
    }
    return options.maskSecrets() ? Transcripts.masked(column, value) : value;
  }

  /// The same where only an object will do: what is none stands in it under `as`.
  @Nullable Map<String, @Nullable Object> object(SourceRow row, String column, String as) {
    Object value = json(row, column);
    if (value == null) {
      return null;
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> object.put(String.valueOf(key), each));
    } else {
      object.put(as, value);
    }
    return object;
  }

  /// A list of texts: a JSON array, or a single text.
  List<String> texts(SourceRow row, String column) {
    Object value = json(row, column);
    if (value instanceof List<?> list) {
      return list.stream()
          .filter(each -> each != null && !each.toString().isBlank())
          .map(each -> each instanceof Map ? Json.write(each) : each.toString().strip())
          .toList();
    }
    return value == null ? List.of() : List.of(value.toString().strip());
  }

  /// The value of a JSON text, null where it is none.
  static @Nullable Object parsed(String text) {
    try {
      return Json.parse("cell", text);
    } catch (Invalid e) {
      return null;
    }
  }
}
