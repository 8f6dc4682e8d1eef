package dev.seshat.transcript;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a transcript, in our terms.
///
/// @param key what names it wherever it stands: the name that its client gave it, or a hash where it gave none
/// @param at when it happened, if it says so
/// @param weight how full it is, for clients that write the same record again with more in it; the fullest counts
record TranscriptRecord(
    String key,
    @Nullable Instant at,
    List<Part> parts,
    @Nullable RequestUsage usage,
    Facts facts,
    long weight) {
  /// A record that is written once.
  static TranscriptRecord once(
      String key,
      @Nullable Instant at,
      List<Part> parts,
      @Nullable RequestUsage usage,
      Facts facts) {
    return new TranscriptRecord(key, at, parts, usage, facts, 0);
  }

  /// The external id of its n-th interaction.
  static String externalId(String key, int part) {
    return part == 0 ? key : key + "#" + part;
  }
}
