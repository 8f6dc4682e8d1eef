package dev.seshat.transcript;

/// How JSON Lines are imported.
///
/// @param source what the report calls the input: a file's name, or `-`
/// @param strict whether the first line that cannot be used ends the import
/// @param maskSecrets whether keys, tokens and passwords are taken out
public record JsonLinesOptions(String source, boolean strict, boolean maskSecrets) {
  /// Lenient, with secrets masked.
  public static JsonLinesOptions of(String source) {
    return new JsonLinesOptions(source, false, true);
  }

  public JsonLinesOptions withStrict(boolean value) {
    return new JsonLinesOptions(source, value, maskSecrets);
  }

  public JsonLinesOptions withMaskSecrets(boolean value) {
    return new JsonLinesOptions(source, strict, value);
  }
}
