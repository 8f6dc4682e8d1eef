package dev.seshat.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// A client's transcript files, made up from a seed.
interface MadeUpFiles {
  /// The files by their paths below the client's folder.
  Map<String, byte[]> files();

  /// What a file held when so much of it was written, from 0 to 1.
  default byte[] part(String name, double share) {
    byte[] bytes = java.util.Objects.requireNonNull(files().get(name));
    int least = beginning(bytes);
    return Arrays.copyOf(bytes, least + (int) (share * (bytes.length - least)));
  }

  /// A file's first three lines, of which one at least tells a time.
  static int beginning(byte[] bytes) {
    int lines = 0;
    int at = 0;
    while (at < bytes.length && lines < 3) {
      lines += bytes[at++] == '\n' ? 1 : 0;
    }
    return at;
  }

  static void write(Path root, String name, byte[] bytes, int length) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Arrays.copyOf(bytes, length));
  }
}
