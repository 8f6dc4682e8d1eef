package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that shows whether a session succeeded, or is complete.
///
/// @param text what is to be seen, 1 to 2,000 characters
/// @param check a rule that decides it from what is stored, such as `artifacts('scene_capture') >= 3`; see [Check]
public record Indicator(String text, @Nullable String check) {
  public Indicator {
    Texts.required("text", text, 2_000);
    if (check != null) {
      Check.parse("check", check);
    }
  }

  /// An indicator that a person or a model decides.
  public static Indicator of(String text) {
    return new Indicator(text, null);
  }

  /// A text, or an object with `text` and `check`.
  public static Indicator parse(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return new Indicator(Texts.required(path, text, 2_000), null);
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new Invalid(path, "must be a text, or an object with a text and a check");
    }
    for (Object key : map.keySet()) {
      if (!"text".equals(key) && !"check".equals(key)) {
        throw new Invalid(
            path,
            "knows no field '" + Texts.shorten(String.valueOf(key), 40) + "'; text and check");
      }
    }
    String text = map.get("text") instanceof String given ? given : null;
    Object check = map.get("check");
    if (check != null && !(check instanceof String)) {
      throw new Invalid(path + ".check", "must be a text");
    }
    String rule = (String) check;
    if (rule != null) {
      Check.parse(path + ".check", rule);
    }
    return new Indicator(Texts.required(path + ".text", text, 2_000), rule);
  }

  /// The shortest JSON that [#parse] reads back.
  public Object toJson() {
    if (check == null) {
      return text;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", text);
    object.put("check", check);
    return object;
  }
}
