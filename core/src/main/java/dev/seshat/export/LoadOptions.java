package dev.seshat.export;

import dev.seshat.SeshatException.Invalid;

/// How an import of a ZIP deals with what is there, and how much it takes.
///
/// @param skipExisting whether sessions that are there already are left as they are; otherwise they stop the import
/// @param maxBytes the most that the ZIP may hold once it is unpacked
public record LoadOptions(boolean skipExisting, long maxBytes) {
  private static final long STANDARD_BYTES = 64L << 30;

  public LoadOptions {
    if (maxBytes < 1) {
      throw new Invalid("max_bytes", "must be at least 1");
    }
  }

  /// Nothing is skipped; 64 GiB.
  public static LoadOptions standard() {
    return new LoadOptions(false, STANDARD_BYTES);
  }

  public LoadOptions withSkipExisting(boolean skip) {
    return new LoadOptions(skip, maxBytes);
  }

  public LoadOptions withMaxBytes(long bytes) {
    return new LoadOptions(skipExisting, bytes);
  }
}
