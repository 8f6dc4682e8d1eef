package dev.seshat.people;

import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that is known of an event.
///
/// @param isPrivate whether it stays in the store, whatever leaves it
public record Detail(String key, String value, boolean isPrivate) {
  static Detail parse(Fields fields) {
    return new Detail(
        fields.requiredLabel("detail_key", 100),
        fields.required("detail_value", NewStoryteller.MAX_TEXT),
        fields.isSet("is_private"));
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("detail_key", key);
    json.put("detail_value", value);
    json.put("is_private", isPrivate);
    return json;
  }
}
