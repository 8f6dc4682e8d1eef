package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.SourceRow.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A column here, and how it is filled from a row there.
///
/// @param names the columns there that may hold it, the first that says something counts
/// @param usual what stands here where none does; null for nothing
/// @param choices the words that it may be; empty for any
/// @param isNeeded whether a row without it is left out
record SourceField(
    String column,
    Kind kind,
    List<String> names,
    @Nullable Object usual,
    List<String> choices,
    boolean isNeeded) {
  private static final int LONGEST = 100_000;

  /// What a column holds.
  enum Kind {
    ID,
    TEXT,
    NUMBER,
    FLAG,
    TIME,
    LIST,
    JSON
  }

  static SourceField of(Kind kind, String column, String... others) {
    List<String> names = new ArrayList<>(List.of(column));
    names.addAll(List.of(others));
    return new SourceField(column, kind, names, null, List.of(), false);
  }

  static SourceField id(String column) {
    return of(Kind.ID, column);
  }

  static SourceField text(String column, String... others) {
    return of(Kind.TEXT, column, others);
  }

  static SourceField number(String column, String... others) {
    return of(Kind.NUMBER, column, others);
  }

  static SourceField flag(String column, boolean usual, String... others) {
    return of(Kind.FLAG, column, others).usual(usual);
  }

  static SourceField time(String column) {
    return of(Kind.TIME, column);
  }

  static SourceField list(String column, String... others) {
    return of(Kind.LIST, column, others);
  }

  SourceField usual(@Nullable Object value) {
    return new SourceField(column, kind, names, value, choices, isNeeded);
  }

  SourceField needed() {
    return new SourceField(column, kind, names, usual, choices, true);
  }

  SourceField oneOf(String... words) {
    return new SourceField(column, kind, names, usual, List.of(words), isNeeded);
  }

  /// The value for the database.
  ///
  /// @throws Unfit if it is needed and not there
  @Nullable Object value(SourceRow row, LegacyTexts texts, Outcomes outcomes) {
    for (String name : names) {
      if (row.has(name)) {
        Object value = read(row, name, texts);
        if (value == null || !isChoice(value)) {
          outcomes.note(row, name + " says nothing that can be kept here", row.raw(name));
        } else {
          return value;
        }
      }
    }
    if (isNeeded && usual == null) {
      throw new Unfit(column + " is missing", row.raw(column));
    }
    return usual == null && kind == Kind.LIST ? json(List.of()) : usual;
  }

  private boolean isChoice(Object value) {
    return choices.isEmpty() || choices.contains(value.toString());
  }

  private @Nullable Object read(SourceRow row, String name, LegacyTexts texts) {
    return switch (kind) {
      case ID -> uuid(row.text(name));
      case TEXT -> {
        String text = texts.text(row, name, LONGEST);
        yield text == null || choices.isEmpty() ? text : text.strip().toLowerCase(Locale.ROOT);
      }
      case NUMBER -> row.whole(name);
      case FLAG -> row.flag(name);
      case TIME -> row.time(name);
      case LIST -> json(PostgresArray.of(row, name, texts));
      case JSON -> {
        Object value = texts.json(row, name);
        yield value == null ? null : json(value);
      }
    };
  }

  static @Nullable UUID uuid(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static dev.seshat.store.Json json(Object value) {
    return new dev.seshat.store.Json(Json.write(value));
  }
}
