package dev.seshat.transcript;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.Interactions;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run over Claude Code's transcript files.
final class ClaudeImport {
  private static final int LONGEST_PATH = 2_000;

  private final Scope scope;
  private final BatchWriter writer;
  private final Intake intake;
  private final Tally tally = new Tally();

  ClaudeImport(
      Scope scope,
      Sessions sessions,
      Interactions interactions,
      Usage usage,
      ImportOptions options) {
    this.scope = scope;
    this.intake = new Intake(options.maskSecrets());
    Tellings tellings = new Tellings(sessions);
    this.writer =
        new BatchWriter(
            scope, tellings, interactions, usage, new Settlement(interactions, usage, tellings));
  }

  /// @throws NotFound if there is nothing at the path
  ImportReport run(Path root, ImportProgress listener) {
    if (!Files.exists(root)) {
      throw new NotFound(
          "no transcripts at " + root + "; name the folder or the file that holds them");
    }
    List<Path> paths = FileSearch.below(root, tally);
    ProgressMeter progress = new ProgressMeter(listener, FileSearch.totalSize(paths), paths.size());
    for (Path path : paths) {
      progress.fileDone(one(path, progress));
    }
    progress.end();
    return tally.report();
  }

  /// Reads one file; what is wrong with it is told and keeps no other from being read.
  private long one(Path path, ProgressMeter progress) {
    try {
      long size = Files.size(path);
      ClaudeFile file = size == 0 ? null : look(path);
      if (file == null) {
        tally.file(false);
      } else {
        tally.file(new FileImport(file, scope.store(), writer, intake, tally, progress).run());
      }
      return size;
    } catch (IOException | Conflict e) {
      tally.malformed(path.toString(), 0, "cannot be read: " + FileSearch.reason(e));
      return 0;
    }
  }

  private @Nullable ClaudeFile look(Path path) throws IOException {
    if (path.toAbsolutePath().normalize().toString().length() > LONGEST_PATH) {
      tally.malformed(
          path.toString(), 0, "has a path of more than " + LONGEST_PATH + " characters");
      return null;
    }
    ClaudeFile file = ClaudeFile.look(path);
    if (file == null) {
      tally.malformed(path.toString(), 0, "is no transcript of Claude Code");
    }
    return file;
  }
}
