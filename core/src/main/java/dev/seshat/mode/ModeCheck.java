package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of reading the file of a mode.
///
/// @param content what it says; null if anything is wrong with it
/// @param errors all that is wrong with it, in the order of the file
public record ModeCheck(@Nullable ModeContent content, List<ModeError> errors) {
  public ModeCheck {
    errors = List.copyOf(errors);
  }

  public boolean isValid() {
    return content != null;
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("is_valid", isValid());
    json.put("errors", errors.stream().map(ModeError::toJson).toList());
    json.put("content", content == null ? null : content.toJson());
    return json;
  }
}
