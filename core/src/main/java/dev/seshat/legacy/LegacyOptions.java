package dev.seshat.legacy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How another system's data is taken over.
///
/// @param dryRun whether it is only said what would be taken, and nothing is written
/// @param maskSecrets whether keys, tokens and passwords are taken out of texts
/// @param files where the system kept its pictures; null to leave them where they are
public record LegacyOptions(boolean dryRun, boolean maskSecrets, @Nullable Path files) {
  /// Written, with secrets masked, without files.
  public static LegacyOptions standard() {
    return new LegacyOptions(false, true, null);
  }

  public LegacyOptions withDryRun(boolean dry) {
    return new LegacyOptions(dry, maskSecrets, files);
  }

  public LegacyOptions withMaskSecrets(boolean mask) {
    return new LegacyOptions(dryRun, mask, files);
  }

  public LegacyOptions withFiles(@Nullable Path folder) {
    return new LegacyOptions(dryRun, maskSecrets, folder);
  }
}
