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

/// One run over a client's transcript files.
final class TranscriptImport {
  private final TranscriptClient client;
  private final Scope scope;
  private final BatchWriter writer;
  private final Intake intake;
  private final Tally tally;

  TranscriptImport(
      TranscriptClient client,
      Scope scope,
      Sessions sessions,
      Interactions interactions,
      Usage usage,
      ImportOptions options,
      Tally tally) {
    this.client = client;
    this.scope = scope;
    this.intake = new Intake(options.maskSecrets());
    this.tally = tally;
    Tellings tellings = new Tellings(sessions);
    this.writer =
        new BatchWriter(
            scope, tellings, interactions, usage, new Settlement(interactions, usage, tellings));
  }

  /// @throws NotFound if there is nothing at the path
  ImportReport run(Path root, ImportProgress listener) {
    if (!Files.exists(root)) {
      throw nothingAt(root);
    }
    List<Path> paths = FileSearch.below(root, client, tally);
    ProgressMeter progress = new ProgressMeter(listener, FileSearch.totalSize(paths), paths.size());
    for (Path path : paths) {
      progress.fileDone(one(path, progress));
    }
    progress.end();
    return tally.report();
  }

  static NotFound nothingAt(Path root) {
    return new NotFound(
        "no transcripts at " + root + "; name the folder or the file that holds them");
  }

  /// Reads one file; what is wrong with it is told and keeps no other from being read.
  private long one(Path path, ProgressMeter progress) {
    try {
      long size = Files.size(path);
      SourceFile file = size == 0 ? null : look(path);
      tally.file(file != null && take(file, progress, null));
      return size;
    } catch (IOException | Conflict e) {
      tally.malformed(path.toString(), 0, "cannot be read: " + FileSearch.reason(e));
      return 0;
    }
  }

  /// Reads what is new in a file; false if nothing is.
  ///
  /// @param bookmark where the same run left the file before
  boolean take(SourceFile file, ProgressMeter progress, @Nullable Bookmark bookmark)
      throws IOException {
    FileImport reading = new FileImport(file, scope.store(), writer, intake, tally, progress);
    return file.isDocument()
        ? new DocumentImport(file, scope.store(), writer, intake, tally, progress).run()
        : reading.run(bookmark);
  }

  private @Nullable SourceFile look(Path path) throws IOException {
    if (path.toAbsolutePath().normalize().toString().length() > SourceFile.LONGEST_PATH) {
      tally.malformed(
          path.toString(), 0, "has a path of more than " + SourceFile.LONGEST_PATH + " characters");
      return null;
    }
    SourceFile file = client.look(path);
    if (file == null) {
      tally.malformed(path.toString(), 0, "is no transcript of " + client.title());
    }
    return file;
  }
}
