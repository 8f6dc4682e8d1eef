package dev.seshat.transcript;

import java.time.Instant;

/// An original file in the archive.
///
/// @param path where it stood when it was read
/// @param edition 1, or more if the client has rewritten it since
/// @param size its length in bytes
/// @param sha256 the hash of its bytes, in hexadecimal digits
public record TranscriptFile(
    String client, String path, long edition, long size, String sha256, Instant importedAt) {}
