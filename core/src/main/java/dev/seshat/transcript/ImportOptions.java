package dev.seshat.transcript;

/// How transcripts are imported.
///
/// @param maskSecrets whether keys, tokens and passwords are taken out of what becomes rows; the archived file is
///     byte-exact in either case
public record ImportOptions(boolean maskSecrets) {
  /// With secrets masked.
  public static ImportOptions standard() {
    return new ImportOptions(true);
  }

  public ImportOptions withMaskSecrets(boolean mask) {
    return new ImportOptions(mask);
  }
}
