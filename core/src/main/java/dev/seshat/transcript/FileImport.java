package dev.seshat.transcript;

import dev.seshat.store.Store;
import dev.seshat.transcript.Bookmark.Place;
import dev.seshat.transcript.TranscriptTable.FileRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one file of lines into the store, from where it was left, a batch of lines a transaction.
///
/// With each batch the archive grows by the same bytes, so that at any moment the store holds a beginning of the file
/// and exactly what that beginning tells. Killed in between, the next run goes on there.
final class FileImport {
  static final int BATCH_BYTES = 1 << 20;
  static final int BATCH_RECORDS = 400;

  private final SourceFile file;
  private final Store store;
  private final BatchWriter writer;
  private final Intake intake;
  private final Tally tally;
  private final ProgressMeter progress;
  private MessageDigest digest = Hashes.sha256();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long edition = 1;
  private long archived;
  private long parsedBytes;
  private long parsedLines;
  private long skip;
  private boolean flushed;

  FileImport(
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

  /// Reads what is new in the file; false if nothing is.
  ///
  /// @param bookmark where the same run left it before, to be set anew
  boolean run(@Nullable Bookmark bookmark) throws IOException {
    String path = file.path().toString();
    String client = file.client().tool();
    Optional<FileRow> before = store.read(tx -> TranscriptTable.latest(tx, client, path));
    if (before.isPresent() && isUnchanged(before.get(), file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      Map<String, SourceState> states =
          before.isPresent() ? goOn(channel, before.get(), bookmark) : Map.of();
      FileReading reading = file.client().reading(file, intake, tally, states);
      if (!states.isEmpty()) {
        sidechains(reading, before.orElseThrow().id());
      }
      read(Channels.newInputStream(channel), reading);
      writer.finish(file);
      if (bookmark != null) {
        bookmark.set(place(channel));
      }
    }
    return true;
  }

  /// Whether a file is as it was when it was read to its end.
  static boolean isUnchanged(FileRow row, SourceFile file) {
    return row.done() && row.size() == file.size() && row.modifiedMs() == file.modifiedMs();
  }

  /// Stands at the place where reading was left, if the file still begins with what was read; at its beginning otherwise.
  private Map<String, SourceState> goOn(
      FileChannel channel, FileRow row, @Nullable Bookmark bookmark) throws IOException {
    edition = row.edition();
    if (stillAt(channel, row, bookmark == null ? null : bookmark.place())
        || startsAs(channel, row)) {
      archived = row.size();
      parsedBytes = row.parsedBytes();
      parsedLines = row.parsedLines();
      skip = archived - parsedBytes;
      channel.position(parsedBytes);
      return store.read(tx -> TellingTable.states(tx, row.id()));
    }
    edition++;
    digest.reset();
    channel.position(0);
    return Map.of();
  }

  private boolean stillAt(FileChannel channel, FileRow row, @Nullable Place place)
      throws IOException {
    if (place == null
        || place.fileId() != row.id()
        || place.size() != row.size()
        || channel.size() < row.size()
        || !place.fileKey().equals(fileKey(file.path()))
        || !Arrays.equals(place.tail(), tail(channel, row.size()))) {
      return false;
    }
    try {
      digest = (MessageDigest) place.digest().clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
    return Hashes.soFar(digest).equals(row.sha256());
  }

  private @Nullable Place place(FileChannel channel) throws IOException {
    Optional<FileRow> row =
        store.read(tx -> TranscriptTable.latest(tx, file.client().tool(), file.path().toString()));
    if (row.isEmpty() || row.get().size() != archived) {
      return null;
    }
    return new Place(
        row.get().id(), fileKey(file.path()), archived, digest, tail(channel, archived));
  }

  /// What tells a file from one that took its name.
  private static Object fileKey(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  private static byte[] tail(FileChannel channel, long end) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(Bookmark.TAIL, end));
    long from = end - tail.capacity();
    int read = 0;
    while (tail.hasRemaining() && read >= 0) {
      read = channel.read(tail, from + tail.position());
    }
    return tail.array();
  }

  private boolean startsAs(FileChannel channel, FileRow row) throws IOException {
    digest.reset();
    channel.position(0);
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
    return Hashes.soFar(digest).equals(row.sha256());
  }

  private void sidechains(FileReading reading, long id) {
    store.read(tx -> {
      TellingTable.sidechains(tx, id, reading::knowSidechain);
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
        // the end of a line that was understood without it comes later, and is no line of its own
        parsedLines = lines.isTerminated() ? lines.number() : lines.number() - 1;
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
            Hashes.soFar(digest),
            parsedBytes,
            parsedLines,
            file.modifiedMs());
    tally.add(
        writer.write(
            file,
            new Batch(before, false, stand, bytes, reading.takeEntries(), reading.takeSources())));
    tally.masked(intake.takeMasked());
  }

  /// A row that a writer found where it wanted to go on, changed by another run.
  static boolean isAt(@Nullable FileRow row, Batch batch) {
    long size = row == null || row.edition() < batch.file().edition() ? 0 : row.size();
    return size == batch.sizeBefore();
  }
}
