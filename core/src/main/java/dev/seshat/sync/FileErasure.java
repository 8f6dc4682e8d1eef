package dev.seshat.sync;

import dev.seshat.store.Folder;
import dev.seshat.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the file of a session's tasks goes when the session is erased: all of it that stands in the store's folder. Of one in a
/// project's folder the kept copies go; the file itself is somebody's, who may go on with it.
public final class FileErasure {
  private static final Logger LOG = LoggerFactory.getLogger(FileErasure.class);

  private FileErasure() {}

  /// Has the files of a session go once the transaction has ended well.
  public static void leaveWith(Tx tx, Folder folder, UUID session) throws SQLException {
    Optional<SyncTable.Kept> known = SyncTable.find(tx, session);
    if (known.isPresent()) {
      Path file = Path.of(known.get().path());
      tx.afterCommit(() -> remove(file, folder));
    }
  }

  private static void remove(Path file, Folder folder) {
    Path home = file.getParent();
    if (home == null || !FilePlace.NAME.equals(String.valueOf(file.getFileName()))) {
      return;
    }
    if (home.startsWith(folder.root())) {
      String below = folder.root().relativize(home).toString().replace('\\', '/');
      folder.list(below).forEach(folder::delete);
    } else {
      removeCopies(home.resolve(LocalDisk.KEPT));
    }
  }

  private static void removeCopies(Path kept) {
    if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> copies = Files.list(kept)) {
      List<Path> all = copies.filter(LocalDisk::isCopy).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // the session is gone by now: what is left over is for a person to remove
      LOG.warn("the kept copies in {} could not be removed: {}", kept, e.getMessage());
    }
  }
}
