package dev.seshat.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of this machine.
///
/// @param clock of the machine, by which files are dated
record LocalDisk(Clock clock) implements Disk {
  static final Duration SAVING = Duration.ofMillis(500);
  private static final int COPIES = 20;
  static final String KEPT = "kept";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public byte @Nullable [] read(Path file) throws IOException {
    // what is no file may never end, or never begin
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no file, or a symbolic link to one");
    }
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(FileCheck.MOST_BYTES + 1);
      if (content.length > FileCheck.MOST_BYTES) {
        throw new IOException("it is larger than " + FileCheck.MOST_BYTES + " bytes");
      }
      return content;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public @Nullable Instant modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .truncatedTo(ChronoUnit.MILLIS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public Duration age(Path file) throws IOException {
    return Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
  }

  @Override
  public void pause() throws InterruptedException {
    Thread.sleep(SAVING);
  }

  @Override
  public void keep(Path file, byte[] content) throws IOException {
    Path folder = folder(file).resolve(KEPT);
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a symbolic link");
    }
    Files.createDirectories(folder);
    String hash = FileCheck.hash(content).substring(0, 8);
    Path copy = folder.resolve("session-" + STAMP.format(clock.instant()) + "-" + hash + ".md");
    Files.write(copy, content);
    List<Path> all;
    try (Stream<Path> copies = Files.list(folder)) {
      all = copies.filter(LocalDisk::isCopy).sorted().toList();
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - COPIES))) {
      Files.deleteIfExists(old);
    }
  }

  /// Whether a file is a copy that was kept, and not somebody's own beside them.
  static boolean isCopy(Path file) {
    return String.valueOf(file.getFileName()).matches("session-.*\\.md");
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  @Override
  public Path write(Path file, byte[] content) throws IOException {
    Path folder = folder(file);
    Files.createDirectories(folder);
    Path written = Files.createTempFile(folder, ".session-", ".tmp");
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(content));
      channel.force(true);
    }
    Set<PosixFilePermission> permissions = permissions(file);
    PosixFileAttributeView view = posix(written);
    if (permissions != null && view != null) {
      view.setPermissions(permissions);
    }
    return written;
  }

  /// Those of the file that is replaced; of a new one, those that a new file has.
  private static @Nullable Set<PosixFilePermission> permissions(Path file) throws IOException {
    PosixFileAttributeView view = posix(file);
    if (view == null) {
      return null;
    }
    return Files.exists(file)
        ? view.readAttributes().permissions()
        : Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void rename(Path written, Path file) throws IOException {
    requireWritable(file);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder as a file.
    }
  }

  /// A file that nobody may write is not replaced either, though its folder would let us.
  private static void requireWritable(Path file) throws IOException {
    PosixFileAttributeView view = posix(file);
    boolean isLocked =
        Files.exists(file)
            && (!Files.isWritable(file)
                || (view != null
                    && !view.readAttributes()
                        .permissions()
                        .contains(PosixFilePermission.OWNER_WRITE)));
    if (isLocked) {
      throw new IOException("it is read-only");
    }
  }

  @Override
  public void discard(Path written) throws IOException {
    Files.deleteIfExists(written);
  }
}
