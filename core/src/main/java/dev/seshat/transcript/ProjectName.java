package dev.seshat.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a project is called, by the directory that was worked in and the folder that its transcripts stand in.
final class ProjectName {
  /// `…/spotter-worktrees/spotter-dov`, `…/spotter/.claude/worktrees/dov`, `…/spotter/.worktrees/dov`
  private static final Pattern WORKTREE =
      Pattern.compile(
          "[/\\\\]([^/\\\\]{1,200}?)(?:-worktrees|[/\\\\]\\.claude[/\\\\]worktrees|[/\\\\]\\.?worktrees)[/\\\\]");

  private static final Pattern HOME =
      Pattern.compile("^(?:/home/|/Users/|[A-Za-z]:\\\\Users\\\\)([^/\\\\]{1,100})(?:[/\\\\]|$)");

  private ProjectName() {}

  /// @param folder as the client names it: the project's path with everything but letters and digits as `-`
  static @Nullable String of(@Nullable String cwd, String folder) {
    boolean encoded = folder.startsWith("-") || folder.matches("[A-Za-z]--.*");
    if (cwd == null || cwd.isBlank()) {
      return encoded ? lastPiece(folder) : null;
    }
    Matcher worktree = WORKTREE.matcher(cwd);
    if (worktree.find()) {
      return shortened(worktree.group(1));
    }
    for (String path = cwd; !path.isEmpty(); path = above(path)) {
      if (path.replaceAll("[^A-Za-z0-9]", "-").equals(folder)) {
        return lastSegment(path);
      }
    }
    return encoded ? lastPiece(folder) : lastSegment(cwd);
  }

  /// The person whose home directory a path lies in.
  static @Nullable String person(@Nullable String cwd) {
    if (cwd == null) {
      return null;
    }
    Matcher home = HOME.matcher(cwd);
    return home.find() ? home.group(1) : null;
  }

  /// The kind of machine that a path is of, where it shows.
  static @Nullable String system(@Nullable String cwd) {
    if (cwd == null) {
      return null;
    }
    return cwd.startsWith("/Users/")
        ? "macos"
        : cwd.startsWith("/home/") ? "linux" : cwd.matches("^[A-Za-z]:\\\\.*") ? "windows" : null;
  }

  private static String above(String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return slash <= 0 ? "" : path.substring(0, slash);
  }

  private static @Nullable String lastSegment(String path) {
    String trimmed = path.replaceAll("[/\\\\]++$", "");
    String last =
        trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
    return last.isBlank() ? null : shortened(last);
  }

  private static @Nullable String lastPiece(String folder) {
    String trimmed = folder.replaceAll("-++$", "");
    String last = trimmed.substring(trimmed.lastIndexOf('-') + 1);
    return last.isBlank() ? null : shortened(last);
  }

  private static String shortened(String name) {
    return name.length() > 200 ? name.substring(0, 200) : name;
  }
}
