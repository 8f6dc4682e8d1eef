package dev.seshat.transcript;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Interactions;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.transcript.TranscriptTable.FileRow;
import dev.seshat.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// What other tools recorded: imports of their transcripts, and the archive of the original files.
///
/// Every import may be run again, or killed and run again: what is there is not added twice, in whatever order the
/// files come.
public final class Transcripts {
  private static final int FRAME = 4 << 20;

  private final Scope scope;
  private final Sessions sessions;
  private final Interactions interactions;
  private final Notes notes;
  private final Artifacts artifacts;
  private final Usage usage;

  public Transcripts(
      Scope scope,
      Sessions sessions,
      Interactions interactions,
      Notes notes,
      Artifacts artifacts,
      Usage usage) {
    this.scope = scope;
    this.sessions = sessions;
    this.interactions = interactions;
    this.notes = notes;
    this.artifacts = artifacts;
    this.usage = usage;
  }

  /// Where Claude Code keeps its transcripts: below `CLAUDE_CONFIG_DIR` if the environment names it, else below the
  /// person's home.
  public static Path claudeCodeDirectory(Map<String, String> environment, Path home) {
    return TranscriptClient.CLAUDE_CODE.directory(environment, home);
  }

  /// Imports a transcript of Claude Code, or every one below a folder. Files that cannot be read and lines that cannot
  /// be understood are told in the report and stop nothing.
  ///
  /// @throws NotFound if there is nothing at the path
  public ImportReport importClaudeCode(
      Path dirOrFile, ImportOptions options, ImportProgress progress) {
    return importFrom(TranscriptClient.CLAUDE_CODE, dirOrFile, options, progress);
  }

  /// Imports a client's transcript, or every one below a folder. Files that cannot be read and lines that cannot be
  /// understood are told in the report and stop nothing.
  ///
  /// @throws NotFound if there is nothing at the path
  public ImportReport importFrom(
      TranscriptClient client, Path dirOrFile, ImportOptions options, ImportProgress progress) {
    return new TranscriptImport(client, scope, sessions, interactions, usage, options, new Tally())
        .run(dirOrFile, progress);
  }

  /// Imports a client's transcripts and goes on taking what the client writes, within about a second, until `stop` has
  /// counted down or the thread is interrupted. It begins where an import or a following before it was left; killed, it
  /// has lost nothing.
  ///
  /// @return what was taken in all
  /// @throws NotFound if there is nothing at the path
  public ImportReport follow(
      TranscriptClient client,
      Path dirOrFile,
      ImportOptions options,
      FollowListener listener,
      CountDownLatch stop) {
    if (!Files.exists(dirOrFile)) {
      throw TranscriptImport.nothingAt(dirOrFile);
    }
    Tally tally = new Tally(true);
    return new Follower(
            client,
            dirOrFile,
            () ->
                new TranscriptImport(client, scope, sessions, interactions, usage, options, tally),
            tally,
            listener,
            scope.store()::now)
        .run(stop);
  }

  /// Imports JSON Lines, one object a line, as `docs/import-jsonl.md` describes them. It does not close the stream.
  ///
  /// @throws dev.seshat.SeshatException.Invalid at the first line that cannot be used, if the options are strict
  public ImportReport importJsonLines(
      InputStream in, JsonLinesOptions options, ImportProgress progress) {
    return new JsonLinesImport(scope, sessions, interactions, notes, artifacts, usage, options)
        .run(in, progress);
  }

  /// The original files of a session, the latest edition of each first.
  public List<TranscriptFile> files(UUID sessionId) {
    return scope.store().read(tx -> TranscriptTable.ofSession(tx, sessionId)).stream()
        .map(row ->
            new TranscriptFile(
                row.client(),
                row.path(),
                row.edition(),
                row.size(),
                row.sha256(),
                row.importedAt()))
        .toList();
  }

  /// A text from another program as a row may hold it, without its secrets.
  public static String masked(String text) {
    return Secrets.mask(Texts.storable(text)).text();
  }

  /// The same for every text in a JSON value, also where only the name of a field says that it is a secret.
  public static Object masked(String name, Object value) {
    return Objects.requireNonNull(new Intake(true).plain(Map.of(name, value)).get(name));
  }

  /// Writes the archived bytes of a file, by the number of its row, to `out`, within another feature's transaction.
  public static void writeIn(Tx tx, long file, OutputStream out) throws SQLException, IOException {
    try {
      Archive.unpack(new ChunkStream(position -> ChunkTable.read(tx, file, position)), out);
    } catch (UncheckedSqlException e) {
      throw e.cause();
    }
  }

  /// Archives the bytes of a file whose row is there, within another feature's transaction.
  public static void readIn(Tx tx, long file, InputStream in) throws SQLException, IOException {
    byte[] some = in.readNBytes(FRAME);
    while (some.length > 0) {
      ChunkTable.add(tx, file, Archive.pack(some));
      some = in.readNBytes(FRAME);
    }
  }

  /// Gives the original files of a session that is being erased to other sessions that they tell of; those that tell of
  /// no other go with it.
  public void releaseIn(Tx tx, UUID session) throws SQLException {
    TranscriptTable.handOver(tx, session);
  }

  /// Writes the original file of a session to `out`, byte for byte; where it came in several files, the one that was
  /// imported last.
  ///
  /// @throws NotFound if nothing is archived for the session
  public void writeOriginal(UUID sessionId, OutputStream out) throws IOException {
    FileRow file =
        scope.store().read(tx -> TranscriptTable.ofSession(tx, sessionId)).stream()
            .max(java.util.Comparator.comparing(FileRow::importedAt).thenComparingLong(FileRow::id))
            .orElseThrow(
                () -> new NotFound("no original file is archived for session " + sessionId));
    Archive.unpack(ChunkStream.of(scope.store(), file.id()), out);
  }
}
