package dev.seshat.export;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a ZIP says of itself.
///
/// @param tables the files of rows, by their tables' names
record Manifest(String what, int schema, String createdAt, Map<String, Part> tables) {
  /// A file of rows.
  record Part(long rows, String sha256) {}

  boolean isWorkspace() {
    return what.equals("workspace");
  }

  /// @param schema the newest that this program knows
  static Manifest parse(String text, int schema) {
    Map<String, @Nullable Object> json = Json.parseObject(Layout.MANIFEST, text);
    if (!Layout.FORMAT.equals(json.get("format"))) {
      throw new Invalid(Layout.MANIFEST, "is not that of an export of Seshat");
    }
    if (!Integer.valueOf(Layout.FORMAT_VERSION).equals(json.get("format_version"))) {
      throw new Invalid(
          Layout.MANIFEST,
          "has the format version "
              + Texts.shorten(String.valueOf(json.get("format_version")), 20)
              + "; this program knows "
              + Layout.FORMAT_VERSION);
    }
    if (!(json.get("schema_version") instanceof Integer version) || version < 1) {
      throw new Invalid(Layout.MANIFEST, "says no schema_version");
    }
    if (version > schema) {
      throw new Invalid(
          Layout.MANIFEST,
          "was written by a newer version of Seshat (schema " + version + "); update Seshat");
    }
    String what = String.valueOf(json.get("what"));
    if (!what.equals("workspace") && !what.equals("session")) {
      throw new Invalid(Layout.MANIFEST, "says neither 'workspace' nor 'session' in 'what'");
    }
    String created = Texts.shorten(String.valueOf(json.get("created_at")), 40);
    return new Manifest(what, version, created, tables(json.get("tables")));
  }

  private static Map<String, Part> tables(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new Invalid(Layout.MANIFEST, "names no tables");
    }
    Map<String, Part> tables = new LinkedHashMap<>();
    map.forEach((name, value) -> {
      if (!(value instanceof Map<?, ?> part)
          || !(part.get("rows") instanceof Number rows)
          || !(part.get("sha256") instanceof String hash)) {
        throw new Invalid(
            Layout.MANIFEST,
            "says no rows and sha256 of " + Texts.shorten(String.valueOf(name), 60));
      }
      tables.put(String.valueOf(name), new Part(rows.longValue(), hash));
    });
    return tables;
  }
}
