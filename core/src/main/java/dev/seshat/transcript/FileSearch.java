package dev.seshat.transcript;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the transcript files below a folder.
final class FileSearch {
  private FileSearch() {}

  /// The files at or below a path: subagents' first, so that their own tellings come before their parents'. What cannot
  /// be opened is told in `tally`.
  static List<Path> below(Path root, TranscriptClient client, Tally tally) {
    if (Files.isRegularFile(root)) {
      return List.of(root);
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Visitor(found, client, tally));
    } catch (IOException e) {
      tally.malformed(root.toString(), 0, "cannot be read: " + reason(e));
    }
    found.sort(
        Comparator.comparing((Path path) -> !name(path).startsWith("agent-"))
            .thenComparing(Path::toString));
    return found;
  }

  static long totalSize(List<Path> paths) {
    return paths.stream().mapToLong(path -> path.toFile().length()).sum();
  }

  static String reason(Exception e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Path> found;
    private final TranscriptClient client;
    private final Tally tally;

    Visitor(List<Path> found, TranscriptClient client, Tally tally) {
      this.found = found;
      this.client = client;
      this.tally = tally;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && client.mayBe(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      tally.malformed(file.toString(), 0, "cannot be read: " + reason(e));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      if (e != null) {
        tally.malformed(directory.toString(), 0, "cannot be read whole: " + reason(e));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
