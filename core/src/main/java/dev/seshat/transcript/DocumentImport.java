package dev.seshat.transcript;

import dev.seshat.store.Store;
import dev.seshat.transcript.TranscriptLines.BadLine;
import dev.seshat.transcript.TranscriptTable.FileRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Optional;

/// Reads one file that is a single JSON value, which its client writes anew as a whole.
///
/// The archive takes it in the first transaction. As long as each of its editions has all the messages of the one
/// before, the archive holds the last; when messages are gone, a new edition begins and the one before stays.
final class DocumentImport {
  private static final byte[] NOTHING = {};

  private final SourceFile file;
  private final Store store;
  private final BatchWriter writer;
  private final Intake intake;
  private final Tally tally;
  private final ProgressMeter progress;
  private long edition = 1;
  private long archived;
  private boolean renewed;

  DocumentImport(
      SourceFile file,
      Store store,
      BatchWriter writer,
      Intake intake,
      Tally tally,
      ProgressMeter progress) {
    this.file = file;
    this.store = store;
    this.writer = writer;
    this.intake = intake;
    this.tally = tally;
    this.progress = progress;
  }

  /// Reads the file if it has changed; false if it has not, or is not whole.
  boolean run() throws IOException {
    String path = file.path().toString();
    String client = file.client().tool();
    Optional<FileRow> before = store.read(tx -> TranscriptTable.latest(tx, client, path));
    if (before.isPresent() && FileImport.isUnchanged(before.get(), file)) {
      return false;
    }
    byte[] bytes = read();
    if (bytes.length > LineReader.LONGEST) {
      tally.malformed(path, 1, "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
      return false;
    }
    GeminiReading reading = new GeminiReading(file, intake, tally, java.util.Map.of());
    try {
      GeminiDocument document = GeminiDocument.of(bytes);
      before.ifPresent(row -> standAt(row, document));
      write(document, reading, bytes);
    } catch (BadLine e) {
      tally.unfinished(path, 1, e.getMessage());
      return false;
    }
    writer.finish(file);
    return true;
  }

  private byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(file.path())) {
      return in.readNBytes(LineReader.LONGEST + 1);
    }
  }

  private void standAt(FileRow row, GeminiDocument document) {
    boolean grew = document.has(store.read(tx -> TellingTable.named(tx, row.id())), file.key());
    edition = grew ? row.edition() : row.edition() + 1;
    archived = grew ? row.size() : 0;
    renewed = grew;
  }

  private void write(GeminiDocument document, GeminiReading reading, byte[] bytes) throws BadLine {
    MessageDigest digest = Hashes.sha256();
    digest.update(bytes);
    String sha = Hashes.soFar(digest);
    byte[] raw = bytes;
    long number = 0;
    tally.line(bytes.length);
    reading.header(document.header());
    while (document.next()) {
      reading.message(document.message(), ++number);
      progress.read(document.offset(), file.path().toString());
      if (reading.size() >= FileImport.BATCH_RECORDS) {
        flush(reading, raw, sha, bytes.length, number);
        raw = NOTHING;
      }
    }
    flush(reading, raw, sha, bytes.length, number);
  }

  private void flush(GeminiReading reading, byte[] raw, String sha, long size, long number) {
    Batch.Reading stand =
        new Batch.Reading(
            file.path().toString(), edition, size, sha, size, number, file.modifiedMs());
    boolean first = raw.length > 0;
    tally.add(
        writer.write(
            file,
            new Batch(
                first ? archived : size,
                first && renewed,
                stand,
                raw,
                reading.takeEntries(),
                reading.takeSources())));
    tally.masked(intake.takeMasked());
  }
}
