package dev.seshat.transcript;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An import that goes on: it looks at a client's files twice a second and takes what has changed.
///
/// It looks, and is not told by the system, because that works on every file system, misses nothing however much happens at
/// once, and sees files that appear, are replaced, grow or are written anew alike. Where it stands is in the store, so that
/// it can be killed at any moment and goes on where it was.
final class Follower {
  private static final long EVERY_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /// A file whose beginning does not say yet whose it is, is read as it is when nothing is added to it for so long.
  private static final Duration UNSETTLED = Duration.ofSeconds(5);

  private final TranscriptClient client;
  private final Path root;
  private final Supplier<TranscriptImport> imports;
  private final Tally tally;
  private final FollowListener listener;
  private final Supplier<Instant> clock;
  private final Map<Path, Stamp> seen = new HashMap<>();
  private final Map<Path, Bookmark> bookmarks = new HashMap<>();

  /// How a file looked when it was read last.
  private record Stamp(long size, long modified, @Nullable Object key) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime().toMillis(), now.fileKey());
    }
  }

  /// @param imports makes an import for one pass, which counts in `tally`: nothing that a pass learned of the store is
  ///     held to be so at the next
  Follower(
      TranscriptClient client,
      Path root,
      Supplier<TranscriptImport> imports,
      Tally tally,
      FollowListener listener,
      Supplier<Instant> clock) {
    this.client = client;
    this.root = root;
    this.imports = imports;
    this.tally = tally;
    this.listener = listener;
    this.clock = clock;
  }

  /// Follows until it is told to stop, or its thread is interrupted.
  ImportReport run(CountDownLatch stop) {
    long pause = EVERY_MILLIS;
    while (stop.getCount() > 0) {
      try {
        pass(stop);
        pause = EVERY_MILLIS;
      } catch (StoreUnavailable e) {
        listener.failed(String.valueOf(e.getMessage()));
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
      try {
        if (stop.await(pause, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return tally.report();
  }

  private void pass(CountDownLatch stop) {
    // what cannot be listed now may be at the next pass; told each time, it would fill the report
    List<Path> paths = FileSearch.below(root, client, new Tally());
    Set<Path> there = new HashSet<>(paths);
    seen.keySet().retainAll(there);
    bookmarks.keySet().retainAll(there);
    TranscriptImport pass = imports.get();
    for (Path path : paths) {
      if (stop.getCount() == 0) {
        return;
      }
      look(path, pass);
    }
  }

  private void look(Path path, TranscriptImport pass) {
    try {
      Stamp stamp = Stamp.of(path);
      if (stamp.equals(seen.get(path)) || stamp.size() == 0) {
        return;
      }
      SourceFile file = client.look(path);
      if (file == null || isTooLong(file)) {
        seen.put(path, stamp);
        return;
      }
      Instant quiet = Instant.ofEpochMilli(stamp.modified()).plus(UNSETTLED);
      if (!file.isSettled() && clock.get().isBefore(quiet)) {
        return;
      }
      take(file, pass, bookmarks.computeIfAbsent(path, fresh -> new Bookmark()));
      seen.put(path, stamp);
    } catch (IOException | Conflict e) {
      // gone, or read by somebody else at this moment: it is looked at again
      bookmarks.remove(path);
    }
  }

  private static boolean isTooLong(SourceFile file) {
    return file.path().toString().length() > SourceFile.LONGEST_PATH;
  }

  private void take(SourceFile file, TranscriptImport pass, Bookmark bookmark) throws IOException {
    Tally.Added before = tally.added();
    boolean read = pass.take(file, new ProgressMeter(ImportProgress.none(), -1, -1), bookmark);
    tally.file(read);
    Tally.Added after = tally.added();
    if (!after.equals(before)) {
      listener.took(
          new FollowListener.Taken(
              file.path().toString(),
              file.key(),
              after.sessions() - before.sessions(),
              after.interactions() - before.interactions(),
              after.requests() - before.requests()));
    }
  }
}
