package dev.seshat.transcript;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Where a run that goes on for long left a file: what it need not read again to know that the file still begins as it
/// did.
///
/// It holds for as long as the file is the same one, has not become shorter, and its last known bytes are what they were.
/// One that does not hold only costs time: the file is then read from its beginning.
final class Bookmark {
  /// How many of the last known bytes are compared.
  static final int TAIL = 4 << 10;

  private @Nullable Place place;

  /// @param fileId the row that was read into
  /// @param digest of the bytes before `size`; only ever cloned
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Place(long fileId, Object fileKey, long size, MessageDigest digest, byte[] tail) {}

  @Nullable Place place() {
    return place;
  }

  void set(@Nullable Place here) {
    place = here;
  }
}
