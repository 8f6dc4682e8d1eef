package dev.seshat.transcript;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a Claude Code transcript, in our terms.
///
/// @param key what names it wherever it stands: its `uuid`, or a hash where it has none
/// @param at when it happened, if it says so
record ClaudeRecord(
    String key, @Nullable Instant at, List<Part> parts, @Nullable RequestUsage usage, Facts facts) {
  /// The external id of its n-th interaction.
  static String externalId(String key, int part) {
    return part == 0 ? key : key + "#" + part;
  }
}
