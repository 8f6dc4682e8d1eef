package dev.seshat.transcript;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A transcript file, and whose it is by its place and its first lines.
interface SourceFile {
  /// The longest path that a row holds.
  int LONGEST_PATH = 2_000;

  /// How much of a file is looked at to learn whose it is.
  int PEEKED = 256 << 10;

  TranscriptClient client();

  /// Absolute.
  Path path();

  long size();

  long modifiedMs();

  /// The client's id of the session that it tells of.
  String key();

  /// The client's id of the session that this one is a part of.
  @Nullable String parentKey();

  /// The first time that its first lines tell, or when it was changed last where they tell none.
  Instant since();

  /// Whether what its first lines say stays as it is however the file grows.
  boolean isSettled();

  /// Whether it is one JSON value that the client writes anew as a whole, and not lines that it appends.
  boolean isDocument();
}
