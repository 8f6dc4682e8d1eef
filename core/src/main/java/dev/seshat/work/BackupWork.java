package dev.seshat.work;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.backup.Backup;
import dev.seshat.json.Fields;
import dev.seshat.promise.Handler;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies the store, to a file of a given name, or into a directory of which it keeps the newest copies.
///
/// In a directory a copy is named for when and for which promise it was made, so that an attempt after one whose worker was
/// lost finds what was finished, and makes nothing twice.
record BackupWork(Backup backup) implements Handler {
  private static final int MAX_PATH = 4_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String NAME = "seshat-\\d{8}-\\d{6}-\\d+\\.db";

  @Override
  public Map<String, ? extends @Nullable Object> handle(Run run) {
    Fields fields = new Fields(run.payload());
    String file = fields.text("file", MAX_PATH);
    String directory = fields.text("directory", MAX_PATH);
    Long keep = fields.number("keep", 1, 10_000);
    fields.done();
    if ((file == null) == (directory == null)) {
      throw new Invalid("file", "or directory must be given, and not both");
    }
    if (file != null) {
      if (keep != null) {
        throw new Invalid("keep", "goes with a directory");
      }
      Path target = BuiltIn.path("file", file);
      // a copy is there whole or not at all: then an attempt before this one has made it, and was
      // lost before it said so
      boolean there = run.promise().attempts() > 1 && Files.exists(target);
      return said(target, there ? size(target) : backup.to(target), 0);
    }
    Path folder = BuiltIn.path("directory", String.valueOf(directory));
    Path target = folder.resolve(name(run.promise()));
    long bytes = Files.exists(target) ? size(target) : backup.to(target);
    return said(target, bytes, keep == null ? 0 : prune(folder, keep));
  }

  private static String name(Promise promise) {
    return "seshat-" + TIME.format(promise.runAt()) + "-" + promise.id() + ".db";
  }

  private static Map<String, @Nullable Object> said(Path target, long bytes, long removed) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("file", target.toAbsolutePath().toString());
    result.put("bytes", bytes);
    result.put("removed", removed);
    result.put("summary", target + ": " + bytes + " bytes");
    return result;
  }

  private static long size(Path target) {
    try {
      return Files.size(target);
    } catch (IOException e) {
      throw new StoreUnavailable("the backup " + target + " cannot be read", e);
    }
  }

  /// Removes the oldest copies; nothing but what this has made.
  private static long prune(Path folder, long keep) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old =
          files
              .filter(each -> each.getFileName().toString().matches(NAME))
              .sorted(Comparator.comparing((Path each) -> each.getFileName().toString()).reversed())
              .skip(keep)
              .toList();
      for (Path each : old) {
        Files.deleteIfExists(each);
        Backup.removeFilesOf(each);
      }
      return old.size();
    } catch (IOException e) {
      throw new StoreUnavailable("old backups in " + folder + " cannot be removed", e);
    }
  }
}
