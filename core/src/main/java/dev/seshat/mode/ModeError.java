package dev.seshat.mode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with the file of a mode, where, and what would be right.
///
/// @param line from 1
/// @param column from 1
/// @param path the field, such as `roles.editor.expertise`; empty for the file as a whole
public record ModeError(int line, int column, String path, String message) {
  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("line", line);
    json.put("column", column);
    json.put("path", path);
    json.put("message", message);
    return json;
  }

  /// In one line: `3:5 roles.editor: …`.
  @Override
  public String toString() {
    return line + ":" + column + " " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
