package dev.seshat.mode;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Yaml;
import dev.seshat.json.Yaml.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one object of a mode's file. Whatever is wrong is noted with its place, and the reading goes on.
final class ModeFields {
  private final Yaml yaml;
  private final String path;
  private final Map<?, ?> values;
  private final List<ModeError> errors;
  private final Set<String> asked = new LinkedHashSet<>();

  ModeFields(Yaml yaml, String path, Map<?, ?> values, List<ModeError> errors) {
    this.yaml = yaml;
    this.path = path;
    this.values = values;
    this.errors = errors;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// Notes that what stands at a place is wrong.
  void wrong(String where, String message) {
    note(yaml.place(where), where, message);
  }

  private void note(Place place, String where, String message) {
    errors.add(new ModeError(place.line(), place.column(), Texts.shorten(where, 200), message));
  }

  private @Nullable Object get(String name) {
    asked.add(name);
    return values.get(name);
  }

  boolean has(String name) {
    return get(name) != null;
  }

  /// Notes that a field is not there, at the object that it should stand in.
  void missing(String name, String right) {
    wrong(path, "'" + name + "' is missing; " + right);
  }

  /// Null where there is none, or none that is right.
  @Nullable String text(String name, int max) {
    Object value = get(name);
    return value == null ? null : text(at(name), value, max);
  }

  private @Nullable String text(String where, @Nullable Object value, int max) {
    if (!(value instanceof String text)) {
      wrong(where, "must be a text" + instead(value));
      return null;
    }
    try {
      return Texts.required("", text.strip(), max);
    } catch (Invalid e) {
      wrong(where, e.getMessage());
      return null;
    }
  }

  /// A text or a number, as people write versions.
  @Nullable String version(String name) {
    Object value = get(name);
    return value instanceof Number number ? number.toString() : text(name, 100);
  }

  String required(String name, int max, String right) {
    if (!has(name)) {
      missing(name, right);
      return "";
    }
    return Objects.requireNonNullElse(text(name, max), "");
  }

  /// A list of texts, or one.
  List<String> texts(String name, int most, int max) {
    Object value = get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof String) {
      add(texts, text(at(name), value, max));
    } else if (value instanceof List<?> list) {
      if (list.size() > most) {
        wrong(at(name), "has " + list.size() + " items; at most " + most + " are allowed");
        return List.of();
      }
      for (int i = 0; i < list.size(); i++) {
        add(texts, text(at(name) + "[" + i + "]", list.get(i), max));
      }
    } else {
      wrong(at(name), "must be a list of texts, each in a line after '- '" + instead(value));
    }
    return texts;
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null) {
      texts.add(text);
    }
  }

  @Nullable Integer number(String name, int min, int max) {
    Object value = get(name);
    if (value instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    if (value != null) {
      wrong(at(name), "must be a whole number from " + min + " to " + max + instead(value));
    }
    return null;
  }

  boolean flag(String name) {
    Object value = get(name);
    if (value != null && !(value instanceof Boolean)) {
      wrong(at(name), "must be true or false" + instead(value));
    }
    return Boolean.TRUE.equals(value);
  }

  /// One of some words; `usual` where there is none, or none that is right.
  String oneOf(String name, Collection<String> words, String usual) {
    Object value = get(name);
    if (value instanceof String word && words.contains(word)) {
      return word;
    }
    if (value != null) {
      wrong(at(name), "must be one of " + String.join(", ", words) + instead(value));
    }
    return usual;
  }

  /// The fields of an object in this one; null where there is none.
  @Nullable ModeFields object(String name) {
    Object value = get(name);
    return value == null ? null : object(at(name), value);
  }

  private @Nullable ModeFields object(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new ModeFields(yaml, where, map, errors);
    }
    wrong(where, "must have fields, each as 'name: value' in a line" + instead(value));
    return null;
  }

  /// The fields of an object that stands at a place in this one.
  ModeFields inner(String where, Map<?, ?> map) {
    return new ModeFields(yaml, where, map, errors);
  }

  /// The objects of a list; those that are none are noted and left out.
  List<ModeFields> objects(String name, int most) {
    List<ModeFields> objects = new ArrayList<>();
    int i = 0;
    for (Object each : list(name, most)) {
      ModeFields fields = object(at(name) + "[" + i++ + "]", each);
      if (fields != null) {
        objects.add(fields);
      }
    }
    return objects;
  }

  /// The items of a list.
  List<?> list(String name, int most) {
    Object value = get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      wrong(at(name), "must be a list, each item after '- '" + instead(value));
      return List.of();
    }
    if (list.size() > most) {
      wrong(at(name), "has " + list.size() + " items; at most " + most + " are allowed");
      return List.of();
    }
    return list;
  }

  /// The names of all fields, each a word of its own; for objects whose fields the writer names.
  List<String> names(int most) {
    List<String> names = new ArrayList<>();
    for (Object each : values.keySet()) {
      String name = String.valueOf(each);
      asked.add(name);
      try {
        names.add(Texts.word("", name));
      } catch (Invalid e) {
        note(yaml.keyPlace(at(name)), at(name), e.getMessage());
      }
    }
    if (names.size() > most) {
      wrong(path, "has " + names.size() + " fields; at most " + most + " are allowed");
      return names.subList(0, most);
    }
    return names;
  }

  String path() {
    return path;
  }

  /// Notes each field that nobody asked for.
  void done() {
    for (Object each : values.keySet()) {
      String name = String.valueOf(each);
      if (!asked.contains(name)) {
        note(
            yaml.keyPlace(at(name)),
            at(name),
            "is not known here; known are " + String.join(", ", asked));
      }
    }
  }

  private static String instead(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> ", not fields of its own";
      case List<?> list -> ", not a list";
      default -> ", not '" + Texts.shorten(value.toString(), 40) + "'";
    };
  }
}
