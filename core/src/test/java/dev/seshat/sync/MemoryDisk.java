package dev.seshat.sync;

import dev.seshat.testing.FailingStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files in memory, for runs of very many syncs. It may break off at a step that changes something, before it or right after
/// it, as a killed process does.
final class MemoryDisk implements Disk {
  private final Map<Path, byte[]> files = new HashMap<>();
  private int stepsLeft = Integer.MAX_VALUE;
  private boolean after;

  /// Has the disk break off after so many steps.
  void breakAfter(int steps, boolean isAfter) {
    stepsLeft = steps;
    after = isAfter;
  }

  /// Has the disk not break off any more.
  void mend() {
    stepsLeft = Integer.MAX_VALUE;
  }

  private void step(Runnable step) {
    if (stepsLeft-- > 0) {
      step.run();
      return;
    }
    if (after) {
      step.run();
    }
    throw new FailingStore.Killed();
  }

  @Override
  public byte @Nullable [] read(Path file) {
    byte[] content = files.get(file);
    return content == null ? null : content.clone();
  }

  void save(Path file, byte[] content) {
    files.put(file, content.clone());
  }

  @Override
  public @Nullable Instant modified(Path file) {
    return files.containsKey(file) ? Instant.EPOCH : null;
  }

  @Override
  public Duration age(Path file) {
    return Duration.ofHours(1);
  }

  @Override
  public void pause() {
    throw new AssertionError("nobody is saving a file");
  }

  @Override
  public void keep(Path file, byte[] content) {
    step(() -> files.put(file.resolveSibling("kept"), content));
  }

  @Override
  public Path write(Path file, byte[] content) {
    Path written = file.resolveSibling("written");
    step(() -> files.put(written, content.clone()));
    return written;
  }

  @Override
  public void rename(Path written, Path file) {
    step(() -> {
      byte[] content = files.remove(written);
      if (content != null) {
        files.put(file, content);
      }
    });
  }

  @Override
  public void discard(Path written) {
    files.remove(written);
  }
}
