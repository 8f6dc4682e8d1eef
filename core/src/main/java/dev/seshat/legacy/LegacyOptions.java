package dev.seshat.legacy;

/// How another system's data is taken over.
///
/// @param dryRun whether it is only said what would be taken, and nothing is written
/// @param maskSecrets whether keys, tokens and passwords are taken out of texts
public record LegacyOptions(boolean dryRun, boolean maskSecrets) {
  /// Written, with secrets masked.
  public static LegacyOptions standard() {
    return new LegacyOptions(false, true);
  }

  public LegacyOptions withDryRun(boolean dry) {
    return new LegacyOptions(dry, maskSecrets);
  }

  public LegacyOptions withMaskSecrets(boolean mask) {
    return new LegacyOptions(dryRun, mask);
  }
}
