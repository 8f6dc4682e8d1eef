package dev.seshat.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a sync does with files, step by step.
interface Disk {
  /// The bytes of a file; null if there is none.
  byte @Nullable [] read(Path file) throws IOException;

  /// When a file was changed last; null if there is none.
  @Nullable Instant modified(Path file) throws IOException;

  /// How long ago a file was changed last.
  Duration age(Path file) throws IOException;

  /// Waits until whoever is just saving a file is done with it.
  void pause() throws InterruptedException;

  /// Keeps a copy of what a file had; of the copies the last ones stay.
  void keep(Path file, byte[] content) throws IOException;

  /// Writes what is to take the place of a file beside it, and sees to it that it is on disk.
  Path write(Path file, byte[] content) throws IOException;

  /// Has what was written take the place of the file.
  void rename(Path written, Path file) throws IOException;

  /// Takes away what was written and is not to take any place.
  void discard(Path written) throws IOException;
}
