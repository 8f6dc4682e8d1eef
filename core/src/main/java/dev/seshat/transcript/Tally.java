package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The counts of one run while it lasts. What a batch adds is counted once its transaction is on disk.
final class Tally {
  private static final int LISTED = 1_000;

  /// What one transaction added.
  record Added(long sessions, long interactions, long notes, long artifacts, long requests) {
    static final Added NOTHING = new Added(0, 0, 0, 0, 0);
  }

  private final long started = System.nanoTime();
  private final boolean following;
  private final List<MalformedLine> malformed = new ArrayList<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private long malformedCount;
  private long files;
  private long unchanged;
  private long sessions;
  private long interactions;
  private long notes;
  private long artifacts;
  private long requests;
  private long masked;
  private long lines;
  private long bytes;

  Tally() {
    this(false);
  }

  /// @param following whether the run goes on, and reads again what is not finished yet
  Tally(boolean following) {
    this.following = following;
  }

  void add(Added added) {
    sessions += added.sessions();
    interactions += added.interactions();
    notes += added.notes();
    artifacts += added.artifacts();
    requests += added.requests();
  }

  /// What has been added so far.
  Added added() {
    return new Added(sessions, interactions, notes, artifacts, requests);
  }

  void file(boolean read) {
    files += read ? 1 : 0;
    unchanged += read ? 0 : 1;
  }

  void masked(long count) {
    masked += count;
  }

  void line(long length) {
    lines++;
    bytes += length;
  }

  void malformed(String file, long line, String reason) {
    malformedCount++;
    if (malformed.size() < LISTED) {
      malformed.add(new MalformedLine(file, line, reason));
    }
  }

  /// A last line without its end, which its client may still be writing.
  void unfinished(String file, long line, @Nullable String reason) {
    if (!following) {
      malformed(
          file,
          line,
          reason + "; it is the unfinished last line, and is read again when the file grows");
    }
  }

  void unknown(String type) {
    // a file that invents a type for each of its lines must not fill the memory
    unknown.merge(
        unknown.size() < LISTED || unknown.containsKey(type) ? type : "(others)", 1L, Long::sum);
  }

  ImportReport report() {
    return new ImportReport(
        files,
        unchanged,
        sessions,
        interactions,
        notes,
        artifacts,
        requests,
        masked,
        lines,
        bytes,
        malformed,
        malformedCount,
        unknown,
        (System.nanoTime() - started) / 1e9);
  }
}
