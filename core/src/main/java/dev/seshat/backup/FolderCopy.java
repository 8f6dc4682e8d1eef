package dev.seshat.backup;

import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A copy of a folder of files that is made beside its place and takes that at the end.
final class FolderCopy {
  /// What can be made again, and what is on its way.
  private static final Set<String> LEFT_OUT = Set.of("thumbnails", ".incoming", ".unfinished");

  /// Stands in a backup's folder until its database stands beside it.
  private static final String UNFINISHED = ".unfinished";

  private final Path from;
  private final Path to;
  private final Path partial;

  FolderCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
    this.partial = to.resolveSibling(to.getFileName() + ".partial");
  }

  /// Copies what is not copied yet; a picture's file never changes, any other is copied again.
  void copy() throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    for (Path file : files()) {
      Path target = partial.resolve(from.relativize(file).toString());
      boolean same =
          from.relativize(file).startsWith("sessions")
              && Files.exists(target)
              && Files.size(target) == sizeOf(file);
      if (!same) {
        Files.createDirectories(target.resolveSibling("."));
        try {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
          Folder.sync(target);
        } catch (NoSuchFileException e) {
          // it was deleted meanwhile
        }
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !LEFT_OUT.contains(from.relativize(file).getName(0).toString()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  /// Moves what stands in the place aside.
  void keepOld() throws IOException {
    if (Files.exists(to)) {
      Path old = to.resolveSibling(to.getFileName() + ".before-restore");
      remove(old);
      Files.move(to, old);
    }
  }

  /// Puts the copy in its place.
  void keep() throws IOException {
    if (Files.exists(partial)) {
      Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// The same, marked as the files of a backup that is not finished; those of one that never was make room.
  void keepUnfinished() throws IOException {
    if (isUnfinished(to)) {
      remove(to);
    }
    if (Files.exists(partial)) {
      Path mark = Files.createFile(partial.resolve(UNFINISHED));
      Folder.sync(mark);
    }
    keep();
  }

  /// Takes the mark away.
  void finish() throws IOException {
    Files.deleteIfExists(to.resolve(UNFINISHED));
  }

  static boolean isUnfinished(Path folder) {
    return Files.exists(folder.resolve(UNFINISHED));
  }

  /// Takes away what was not put in its place.
  void discard() {
    try {
      remove(partial);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the unfinished copy " + partial + " cannot be removed: " + e.getMessage(), e);
    }
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
