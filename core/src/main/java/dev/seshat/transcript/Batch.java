package dev.seshat.transcript;

import dev.seshat.session.NewInteraction;
import dev.seshat.usage.NewUsage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of one file, read and understood, that goes into the store in one transaction.
///
/// @param sizeBefore how much of the file the archive held before
/// @param renewed whether the archive holds nothing but `raw` from now on: the client has written the file anew
/// @param file the file as it stands after the stretch; its id and session are not known yet when it is new
/// @param raw the stretch's bytes
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Batch(
    long sizeBefore,
    boolean renewed,
    Reading file,
    byte[] raw,
    List<Entry> entries,
    List<Told> sources) {
  /// How far a file was read.
  record Reading(
      String path,
      long edition,
      long size,
      String sha256,
      long parsedBytes,
      long parsedLines,
      long modifiedMs) {}

  /// One record that is kept.
  ///
  /// @param key the session that it is told of
  /// @param weight how full it is, beside other tellings of it
  record Entry(
      long line,
      String key,
      String uuid,
      int rank,
      long weight,
      Instant at,
      Instant sortAt,
      List<NewInteraction> interactions,
      @Nullable NewUsage usage,
      String facts) {
    @Nullable String requestId() {
      return usage == null ? null : usage.requestId();
    }

    @Nullable String requestHost() {
      return usage == null ? null : usage.host();
    }
  }

  /// A session that the file tells of, and where reading stands for it.
  record Told(String key, @Nullable String parentKey, String state) {}
}
