package dev.seshat.transcript;

import dev.seshat.store.Store;
import dev.seshat.transcript.TranscriptTable.FileRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one file into the store, from where it was left, a batch of lines a transaction.
///
/// With each batch the archive grows by the same bytes, so that at any moment the store holds a beginning of the file
/// and exactly what that beginning tells. Killed in between, the next run goes on there.
final class FileImport {
  static final String CLIENT = "claude-code";
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCH_RECORDS = 400;

  private final ClaudeFile file;
  private final Store store;
  private final BatchWriter writer;
  private final Intake intake;
  private final Tally tally;
  private final ProgressMeter progress;
  private final MessageDigest digest = sha256();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long edition = 1;
  private long archived;
  private long parsedBytes;
  private long parsedLines;
  private long skip;
  private boolean flushed;

  FileImport(
      ClaudeFile file,
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

  /// Reads what is new in the file; false if nothing is.
  boolean run() throws IOException {
    String path = file.path().toString();
    Optional<FileRow> before = store.read(tx -> TranscriptTable.latest(tx, CLIENT, path));
    if (before.isPresent() && isUnchanged(before.get())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      Map<String, SourceState> states = before.isPresent() ? goOn(channel, before.get()) : Map.of();
      FileReading reading = new FileReading(file, intake, tally, states);
      if (!states.isEmpty()) {
        sidechains(reading, before.orElseThrow().id());
      }
      read(Channels.newInputStream(channel), reading);
    }
    writer.finish(path, file);
    return true;
  }

  private boolean isUnchanged(FileRow row) {
    return row.done() && row.size() == file.size() && row.modifiedMs() == file.modifiedMs();
  }

  /// Stands at the place where reading was left, if the file still begins with what was read; at its beginning otherwise.
  private Map<String, SourceState> goOn(FileChannel channel, FileRow row) throws IOException {
    edition = row.edition();
    if (startsAs(channel, row)) {
      archived = row.size();
      parsedBytes = row.parsedBytes();
      parsedLines = row.parsedLines();
      skip = archived - parsedBytes;
      channel.position(parsedBytes);
      return store.read(tx -> TranscriptTable.states(tx, row.id()));
    }
    edition++;
    digest.reset();
    channel.position(0);
    return Map.of();
  }

  private boolean startsAs(FileChannel channel, FileRow row) throws IOException {
    InputStream in = Channels.newInputStream(channel);
    byte[] buffer = new byte[64 << 10];
    long left = row.size();
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return false;
      }
      digest.update(buffer, 0, read);
      left -= read;
    }
    return hash().equals(row.sha256());
  }

  private void sidechains(FileReading reading, long id) {
    store.read(tx -> {
      TranscriptTable.sidechains(tx, id, reading::knowSidechain);
      return null;
    });
  }

  private void read(InputStream in, FileReading reading) throws IOException {
    LineReader lines =
        new LineReader(
            in,
            parsedBytes,
            parsedLines,
            (bytes, from, length) -> keep(bytes, from, length, reading));
    boolean whole = true;
    while (whole && lines.next()) {
      whole = reading.take(lines);
      if (whole) {
        parsedBytes = lines.offset();
        parsedLines = lines.number();
      }
      progress.read(lines.offset(), file.path().toString());
      if (raw.size() >= BATCH_BYTES || reading.size() >= BATCH_RECORDS) {
        flush(reading);
      }
    }
    flush(reading);
  }

  /// Keeps bytes for the archive, but for those that it has; a line that is longer than a batch goes there in pieces.
  private void keep(byte[] bytes, int from, int length, FileReading reading) {
    int known = (int) Math.min(skip, length);
    skip -= known;
    raw.write(bytes, from + known, length - known);
    digest.update(bytes, from + known, length - known);
    if (raw.size() >= 8 * BATCH_BYTES) {
      flush(reading);
    }
  }

  private void flush(FileReading reading) {
    if (raw.size() == 0 && reading.size() == 0 && flushed) {
      return;
    }
    flushed = true;
    byte[] bytes = raw.toByteArray();
    raw.reset();
    long before = archived;
    archived += bytes.length;
    Batch.Reading stand =
        new Batch.Reading(
            file.path().toString(),
            edition,
            archived,
            hash(),
            parsedBytes,
            parsedLines,
            file.modifiedMs());
    tally.add(
        writer.write(
            file, new Batch(before, stand, bytes, reading.takeEntries(), reading.takeSources())));
    tally.masked(intake.takeMasked());
  }

  private String hash() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A row that a writer found where it wanted to go on, changed by another run.
  static boolean isAt(@Nullable FileRow row, Batch batch) {
    long size = row == null || row.edition() < batch.file().edition() ? 0 : row.size();
    return size == batch.sizeBefore();
  }
}
