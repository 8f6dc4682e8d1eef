package dev.seshat.transcript;

import dev.seshat.store.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A transcript file of a client that says in its first line what it is.
record Identified(
    TranscriptClient client,
    Path path,
    long size,
    long modifiedMs,
    String key,
    @Nullable String parentKey,
    Instant since,
    boolean isDocument)
    implements SourceFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");

  /// @param since null if the first line tells no time
  static Identified of(
      TranscriptClient client,
      Path path,
      String key,
      @Nullable String parentKey,
      @Nullable Instant since,
      boolean document)
      throws IOException {
    Instant modified = Times.millis(Files.getLastModifiedTime(path).toInstant());
    return new Identified(
        client,
        path,
        Files.size(path),
        modified.toEpochMilli(),
        key,
        parentKey,
        since == null ? modified : since,
        document);
  }

  @Override
  public boolean isSettled() {
    return true;
  }

  /// A name that a file gives to a session; null for what cannot be one.
  static @Nullable String name(String text) {
    return NAME.matcher(text).matches() ? text : null;
  }

  /// What a session is called whose file does not name it.
  static String stem(Path path) {
    String file = path.getFileName().toString();
    int dot = file.lastIndexOf('.');
    String stem = name(dot > 0 ? file.substring(0, dot) : file);
    return stem == null ? "file-" + Integer.toHexString(file.hashCode()) : stem;
  }
}
