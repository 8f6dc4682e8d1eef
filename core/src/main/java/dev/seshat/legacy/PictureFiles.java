package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of another system's pictures. Nothing outside of it is read, whatever names and links say.
record PictureFiles(Path root) {
  /// @throws Invalid if there is no such folder
  static PictureFiles of(Path folder) {
    try {
      return new PictureFiles(folder.toRealPath());
    } catch (IOException e) {
      throw new Invalid("pictures", "'" + folder + "' is no folder that can be read");
    }
  }

  /// The folder below of this name, or this one if there is none.
  PictureFiles below(String name) {
    Path folder = root.resolve(name);
    return Files.isDirectory(folder) ? of(folder) : this;
  }

  /// The file of a name within the folder, if there is one.
  Optional<Path> find(String name) {
    try {
      Path file = root.resolve(name).normalize();
      if (file.startsWith(root)
          && Files.isRegularFile(file)
          && file.toRealPath().startsWith(root)) {
        return Optional.of(file);
      }
    } catch (IOException | InvalidPathException e) {
      // as if it were not there
    }
    return Optional.empty();
  }

  /// The names of all files in a folder below, in their order; none if there is no such folder.
  List<String> list(String folder) {
    Path start = root.resolve(folder).normalize();
    if (!start.startsWith(root) || !Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start, 3)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Invalid("pictures", "'" + start + "' cannot be read: " + e.getMessage());
    }
  }
}
