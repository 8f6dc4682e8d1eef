package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.store.Folder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Where the files of sessions' tasks stand.
final class FilePlace {
  static final String NAME = "session.md";
  private static final String HOME = ".seshat";
  private static final String SESSIONS = "sessions";

  private FilePlace() {}

  /// The file of a session: below its project's folder, or in the store's.
  ///
  /// @throws Invalid if the project's folder is none
  /// @throws StoreUnavailable if a symbolic link would lead elsewhere
  static Path of(Session session, Folder folder) {
    String root = session.get(SessionField.PROJECT_ROOT_PATH);
    if (root == null || root.isBlank()) {
      return folder.path(SESSIONS + "/" + session.shortId() + "/" + NAME);
    }
    Path path = existing(root).resolve(HOME);
    for (String part : new String[] {"", SESSIONS, session.shortId(), NAME}) {
      path = part.isEmpty() ? path : path.resolve(part);
      if (Files.isSymbolicLink(path)) {
        throw new StoreUnavailable(path + " is a symbolic link; the file is not followed there");
      }
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreUnavailable(path + " is a folder");
    }
    return path;
  }

  private static Path existing(String root) {
    try {
      Path path = Path.of(root);
      if (!path.isAbsolute() || !Files.isDirectory(path)) {
        throw new Invalid("project_root_path", root + " is no folder of this machine");
      }
      return path.normalize();
    } catch (InvalidPathException e) {
      throw new Invalid("project_root_path", "is no path: " + e.getReason());
    }
  }
}
