package dev.seshat.tasklist;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// The Markdown files that somebody names: one, those of a folder, or those in a ZIP. Nothing of them is believed: links are
/// not followed, and how much is read is bounded.
final class SourceFiles {
  static final int LONGEST = 1 << 20;
  static final int MOST_ENTRIES = 50_000;
  static final int MOST_FILES = 10_000;
  static final long MOST_BYTES = 128L << 20;
  private static final int MOST_LEVELS = 12;

  /// How much of a ZIP is unpacked, what is not read included.
  private static final long MOST_UNPACKED = 512L << 20;

  private static final Pattern MARKDOWN = Pattern.compile("(?i).*\\.(md|markdown|mdown|txt)");

  /// A file in the folder of a tool that keeps one file per task.
  private static final Pattern BOARD =
      Pattern.compile("(|.*/)backlog/tasks/[^/]+\\.md|tasks/[^/]+\\.md");

  private final Remarks remarks;
  private final List<SourceFile> files = new ArrayList<>();
  private long bytes;
  private long unpacked;
  private boolean isFull;

  private SourceFiles(Remarks remarks) {
    this.remarks = remarks;
  }

  /// A file.
  ///
  /// @param name its path below what was named, with `/`
  record SourceFile(String name, String text) {}

  /// Reads a file, or all Markdown files of a folder.
  ///
  /// @throws NotFound if there is nothing
  static List<SourceFile> read(Path path, Remarks remarks) {
    SourceFiles found = new SourceFiles(remarks);
    try {
      if (Files.isDirectory(path)) {
        found.folder(path.toRealPath());
      } else if (Files.isRegularFile(path)) {
        try (InputStream in = Files.newInputStream(path)) {
          return of(String.valueOf(path.getFileName()), in, remarks);
        }
      } else {
        throw NotFound.of("file or folder", path.toString());
      }
    } catch (IOException e) {
      throw new StoreUnavailable(path + " cannot be read: " + e.getMessage(), e);
    }
    return found.files;
  }

  /// Reads one file, or all Markdown files of one ZIP.
  static List<SourceFile> of(String name, InputStream in, Remarks remarks) {
    SourceFiles found = new SourceFiles(remarks);
    try {
      byte[] start = in.readNBytes(4);
      boolean isZip = start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3;
      InputStream all = new java.io.SequenceInputStream(new ByteArrayInputStream(start), in);
      if (isZip) {
        found.unzip(all);
      } else {
        found.add(name, all);
      }
    } catch (ZipException e) {
      throw new Invalid("file", "is no whole ZIP: " + e.getMessage());
    } catch (IOException e) {
      throw new StoreUnavailable(name + " cannot be read: " + e.getMessage(), e);
    }
    return found.files;
  }

  private void folder(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        MOST_LEVELS,
        new Walk(folder, paths));
    List<String> names = new ArrayList<>(paths.stream().map(each -> name(folder, each)).toList());
    boolean isBoard = names.stream().anyMatch(each -> BOARD.matcher(each).matches());
    paths.sort(Comparator.comparing(each -> name(folder, each)));
    for (Path each : paths) {
      String name = name(folder, each);
      if (!isLeftOut(name, isBoard) && !isFull) {
        try (InputStream in = Files.newInputStream(each, LinkOption.NOFOLLOW_LINKS)) {
          add(name, in);
        } catch (IOException e) {
          remarks.skip(name, "cannot be read: " + e.getMessage());
        }
      }
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /// In the folder of a tool with one file per task, only what stands in `tasks` and `completed` is a task.
  private static boolean isLeftOut(String name, boolean isBoard) {
    return isBoard && !name.matches("(.*/)?(tasks|completed)/[^/]+")
        || name.matches("(.*/)?archive/.*") && isBoard;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final List<Path> paths;
    private int seen;

    Walk(Path folder, List<Path> paths) {
      this.folder = folder;
      this.paths = paths;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
      String name = String.valueOf(at.getFileName());
      boolean isAside = name.startsWith(".") || name.equals("node_modules");
      return isAside && !at.equals(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
      if (++seen > MOST_ENTRIES) {
        remarks.skip(
            ".", "has more than " + MOST_ENTRIES + " files; the others were not looked at");
        return FileVisitResult.TERMINATE;
      }
      String name = name(folder, at);
      if (attributes.isSymbolicLink()) {
        remarks.skip(name, "is a link; links are not followed");
      } else if (attributes.isRegularFile() && MARKDOWN.matcher(name).matches()) {
        paths.add(at);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path at, IOException problem) {
      remarks.skip(name(folder, at), "cannot be read: " + problem.getMessage());
      return FileVisitResult.CONTINUE;
    }
  }

  private void unzip(InputStream in) throws IOException {
    List<SourceFile> all = new ArrayList<>();
    int seen = 0;
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry each = zip.getNextEntry(); each != null && !isFull; each = zip.getNextEntry()) {
        if (++seen > MOST_ENTRIES) {
          remarks.skip(
              ".", "has more than " + MOST_ENTRIES + " files; the others were not looked at");
          break;
        }
        if (!each.isDirectory() && MARKDOWN.matcher(each.getName()).matches()) {
          add(each.getName().replace('\\', '/'), zip);
        }
        pass(zip);
      }
    } catch (IllegalArgumentException e) {
      throw new Invalid("file", "has a name in it that cannot be read");
    }
    boolean isBoard = files.stream().anyMatch(each -> BOARD.matcher(each.name()).matches());
    files.stream().filter(each -> !isLeftOut(each.name(), isBoard)).forEach(all::add);
    all.sort(Comparator.comparing(SourceFile::name));
    files.clear();
    files.addAll(all);
  }

  /// Goes to the end of an entry: the next one is found only by unpacking this one.
  private void pass(ZipInputStream zip) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (int read = zip.read(piece); read > 0 && !isFull; read = zip.read(piece)) {
      unpacked += read;
      if (unpacked > MOST_UNPACKED) {
        isFull = true;
        remarks.skip(".", "unpacks to more than 512 MB; the rest was not looked at");
      }
    }
  }

  private void add(String name, InputStream in) throws IOException {
    byte[] content = in.readNBytes(LONGEST + 1);
    bytes += content.length;
    if (files.size() >= MOST_FILES || bytes > MOST_BYTES) {
      isFull = true;
      remarks.skip(
          name,
          "is one too many: at most %,d files of %d MB together are read"
              .formatted(MOST_FILES, MOST_BYTES >> 20));
    } else if (content.length > LONGEST) {
      remarks.skip(name, "is longer than " + (LONGEST >> 20) + " MB");
    } else {
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        files.add(new SourceFile(name.toLowerCase(Locale.ROOT).isBlank() ? "file" : name, text));
      } catch (CharacterCodingException e) {
        remarks.skip(name, "is not UTF-8");
      }
    }
  }
}
