package dev.seshat.store;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of files beside a store: pictures, knowledge, profiles.
///
/// Names of files in it are relative, with `/` between their parts. One that would lead out of the folder, by `..`, by a
/// symbolic link or by a meaning that some system gives it, is refused. The folder is made when the first file is kept.
public final class Folder {
  private static final int MAX_NAME = 1_000;
  private static final String INCOMING = ".incoming";

  /// One part of a name: what every file system takes as it stands.
  private static final Pattern PART = Pattern.compile("[^\\p{Cntrl}<>:\"/\\\\|?*]{1,200}");

  private static final Pattern DEVICE =
      Pattern.compile(
          "(con|prn|aux|nul|clock\\$|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

  private final Path root;

  private Folder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// The folder of a store in a SQLite file: `work.files` beside `work.db`.
  public static Folder beside(Path database) {
    String name = String.valueOf(database.toAbsolutePath().getFileName());
    String stem = name.endsWith(".db") ? name.substring(0, name.length() - 3) : name;
    return new Folder(database.toAbsolutePath().resolveSibling(stem + ".files"));
  }

  /// A folder that was named; for a store on a database server.
  public static Folder at(Path root) {
    return new Folder(root);
  }

  /// The folder of a workspace on a database server when none was named.
  public static Folder ofWorkspace(String workspace) {
    return new Folder(Path.of(System.getProperty("user.home"), ".seshat", workspace + ".files"));
  }

  /// Where it is.
  public Path root() {
    return root;
  }

  /// Where the file of this name is, or would be.
  ///
  /// @throws Invalid if the name leads out of the folder, or is none that every system takes
  public Path path(String name) {
    String[] parts = Texts.required("file", name, MAX_NAME).split("/", -1);
    Path path = root;
    for (String part : parts) {
      requirePart(name, part);
      path = path.resolve(part);
      if (Files.isSymbolicLink(path)) {
        throw new Invalid("file", shown(name) + " leads through a symbolic link");
      }
    }
    if (!path.startsWith(root) || path.equals(root)) {
      throw new Invalid("file", shown(name) + " is not in the folder of files");
    }
    return path;
  }

  private static void requirePart(String name, String part) {
    boolean fits =
        PART.matcher(part).matches()
            && !part.startsWith(" ")
            && !part.endsWith(" ")
            && !part.endsWith(".")
            && !DEVICE.matcher(part.toLowerCase(Locale.ROOT)).matches();
    if (!fits) {
      throw new Invalid("file", shown(name) + " is no name of a file in the folder of files");
    }
  }

  private static String shown(String name) {
    return "'" + Texts.shorten(name, 100) + "'";
  }

  /// Whether there is such a file.
  public boolean has(String name) {
    return Files.isRegularFile(path(name), LinkOption.NOFOLLOW_LINKS);
  }

  /// Opens a file.
  public Optional<InputStream> open(String name) throws IOException {
    try {
      return Optional.of(Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Keeps a file, in the place of one that was there; a crash leaves the old or the new.
  public void write(String name, byte[] content) {
    path(name);
    Path file = incoming();
    try {
      Files.write(file, content);
      sync(file);
      move(file, name);
    } catch (IOException e) {
      throw unwritten(name, e);
    } finally {
      discard(file);
    }
  }

  /// A fresh, empty file for what is on its way; to be [kept][#move] or [discarded][#discard].
  public Path incoming() {
    try {
      Path folder = root.resolve(INCOMING);
      if (Files.isSymbolicLink(folder)) {
        throw new StoreUnavailable(folder + " is a symbolic link; remove it");
      }
      Files.createDirectories(folder);
      return Files.createTempFile(folder, "", ".part");
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the folder of files " + root + " cannot be written: " + reason(e), e);
    }
  }

  /// Removes what was on its way and is not wanted.
  public void discard(Path incoming) {
    try {
      Files.deleteIfExists(incoming);
    } catch (IOException e) {
      throw new StoreUnavailable(incoming + " cannot be removed: " + reason(e), e);
    }
  }

  /// Takes the place of what is on its way out of a folder that is somebody else's, if nothing is.
  public void tidy() {
    try {
      Files.deleteIfExists(root.resolve(INCOMING));
    } catch (IOException e) {
      // something is on its way; whoever sent it tidies up
    }
  }

  /// Gives a file that is on its way, and safely on disk, its name, in the place of one that was there.
  public void move(Path incoming, String name) {
    Path target = path(name);
    try {
      Path parent = above(target);
      makeFolders(parent);
      Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(parent);
    } catch (IOException e) {
      throw unwritten(name, e);
    }
  }

  /// Gives what is on its way, and safely on disk, a name, and leaves it where it is too: whoever has to do that again can.
  public void place(Path incoming, String name) {
    path(name);
    Path twin = incoming();
    try {
      Files.delete(twin);
      try {
        Files.createLink(twin, incoming);
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(incoming, twin);
        sync(twin);
      }
      move(twin, name);
    } catch (IOException e) {
      throw unwritten(name, e);
    } finally {
      discard(twin);
    }
  }

  /// The folder that a file below the root stands in.
  private Path above(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  private void makeFolders(Path folder) throws IOException {
    Files.createDirectories(root);
    Path real = root.toRealPath();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      for (Path made = folder; !made.equals(root); made = above(made)) {
        syncFolder(above(made));
      }
    }
    if (!folder.toRealPath().startsWith(real)) {
      throw new IOException("it would stand outside of " + root);
    }
  }

  /// Removes a file, and the folders that it leaves empty.
  ///
  /// @return whether it was there
  public boolean delete(String name) {
    Path file = path(name);
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new Conflict(shown(name) + " is a folder");
      }
      boolean was = Files.deleteIfExists(file);
      prune(above(file));
      return was;
    } catch (IOException e) {
      throw new StoreUnavailable(file + " cannot be removed: " + reason(e), e);
    }
  }

  private void prune(Path folder) throws IOException {
    for (Path each = folder; !each.equals(root) && each.startsWith(root); each = above(each)) {
      try (Stream<Path> left = Files.list(each)) {
        if (left.findAny().isPresent()) {
          return;
        }
      } catch (NoSuchFileException e) {
        continue;
      }
      try {
        Files.deleteIfExists(each);
      } catch (java.nio.file.DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /// The names of all files below a folder of this name, sorted; none if there is no such folder.
  public List<String> list(String below) {
    Path start = path(below);
    if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start, new FileVisitOption[0])) {
      return files
          .filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .map(each -> root.relativize(each).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new StoreUnavailable(start + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Waits until what was written to a file is on disk.
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// The same of the names in a folder; where a system has no such thing, its rename is enough.
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder as a file.
    }
  }

  private StoreUnavailable unwritten(String name, IOException e) {
    return new StoreUnavailable(
        "the file " + root.resolve(name) + " cannot be written: " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.FileSystemException system && system.getReason() == null
        ? e.getClass().getSimpleName() + " " + system.getFile()
        : String.valueOf(e.getMessage());
  }
}
