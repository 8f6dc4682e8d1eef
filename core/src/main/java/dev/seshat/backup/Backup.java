package dev.seshat.backup;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.SqliteBackup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Backups of a store in a SQLite file, made while agents write, and verified before they count.
public final class Backup {
  private final Scope scope;

  public Backup(Scope scope) {
    this.scope = scope;
  }

  /// Writes a consistent copy of the whole store to a new file, which is itself a store, and of its folder of files to one
  /// beside that: `copy.files` of `copy.db`.
  ///
  /// @return its size in bytes
  /// @throws Conflict if there is such a file already
  public long to(Path target) {
    check(target);
    Path partial = beside(target, ".partial");
    FolderCopy files = new FolderCopy(scope.store().folder().root(), Folder.beside(target).root());
    try {
      Files.deleteIfExists(partial);
      // what goes while the database is copied was copied before, and what comes is copied after
      files.copy();
      SqliteBackup.copy(scope.store(), partial);
      files.copy();
      SqliteBackup.verify(partial);
      sync(partial);
      // the files first: a database that is there has them, whenever the machine stops
      files.keepUnfinished();
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      files.finish();
      return Files.size(target);
    } catch (IOException e) {
      throw unwritable(target, e);
    } finally {
      delete(partial);
      files.discard();
    }
  }

  /// Looks whether a copy can be made there, and makes none: for whoever has it made later.
  ///
  /// @throws Conflict if there is such a file already
  /// @throws StoreUnavailable if nothing can be written there, or the store is not one file
  public void check(Path target) {
    SqliteBackup.requireFile(scope.store());
    Path folder = Folder.beside(target).root();
    for (Path each : List.of(target, folder)) {
      boolean isLeft = each.equals(folder) && isUnfinished(target);
      if (Files.exists(each) && !isLeft) {
        throw new Conflict(each + " is there already; name a file that is not");
      }
    }
    Path partial = beside(target, ".partial");
    try {
      Files.deleteIfExists(partial);
      Files.createFile(partial);
    } catch (IOException e) {
      throw unwritable(target, e);
    } finally {
      delete(partial);
    }
  }

  /// Puts a backup in a store's place, with its folder of files. What was there is kept beside it, with `.before-restore` after
  /// its name.
  ///
  /// @param force whether a store that is there may be replaced; nothing may have it open
  /// @throws Conflict if there is one and `force` is not set
  public static void restore(Path backup, Path store, boolean force) {
    if (isUnfinished(backup)) {
      throw new Conflict(
          "the backup "
              + backup
              + " was not finished: its files are there, and its database is not");
    }
    if (!Files.isRegularFile(backup)) {
      throw new NotFound("no backup " + backup);
    }
    SqliteBackup.verify(backup);
    if (Files.exists(store) && !force) {
      throw new Conflict(
          store + " is there already; stop everything that uses it and say --force to replace it");
    }
    Path partial = beside(store, ".partial");
    FolderCopy files = new FolderCopy(Folder.beside(backup).root(), Folder.beside(store).root());
    try {
      Path parent = store.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(backup, partial, StandardCopyOption.REPLACE_EXISTING);
      sync(partial);
      files.copy();
      keepOld(store);
      files.keepOld();
      files.keep();
      Files.move(partial, store, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the store " + store + " cannot be restored: " + e.getMessage(), e);
    } finally {
      delete(partial);
      files.discard();
    }
  }

  /// Whether a backup was cut off before its database was in its place.
  private static boolean isUnfinished(Path backup) {
    return !Files.exists(backup) && FolderCopy.isUnfinished(Folder.beside(backup).root());
  }

  /// Moves the old store aside with its log, which would otherwise be taken for the restored one's.
  private static void keepOld(Path store) throws IOException {
    for (String part : new String[] {"", "-wal", "-shm"}) {
      Path old = beside(store, part);
      if (Files.exists(old)) {
        Files.move(
            old, beside(store, ".before-restore" + part), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Removes the folder of files of a backup that was removed.
  public static void removeFilesOf(Path backup) throws IOException {
    FolderCopy.remove(Folder.beside(backup).root());
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static StoreUnavailable unwritable(Path target, IOException cause) {
    return new StoreUnavailable(
        "the backup " + target + " cannot be written: " + cause.getMessage(), cause);
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the unfinished copy " + partial + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
