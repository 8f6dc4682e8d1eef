package dev.seshat.sync;

import dev.seshat.testing.FailingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A disk that breaks off at the n-th step that changes it, before it or right after it: what a killed process leaves.
final class FailingDisk implements Disk {
  private final Disk disk = new LocalDisk(Clock.systemUTC());
  private final boolean after;
  private int stepsLeft;

  FailingDisk(int steps, boolean after) {
    this.stepsLeft = steps;
    this.after = after;
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T step(Step<T> step) throws IOException {
    if (stepsLeft-- > 0) {
      return step.run();
    }
    if (after) {
      step.run();
    }
    throw new FailingStore.Killed();
  }

  @Override
  public byte @Nullable [] read(Path file) throws IOException {
    return disk.read(file);
  }

  @Override
  public @Nullable Instant modified(Path file) throws IOException {
    return disk.modified(file);
  }

  @Override
  public Duration age(Path file) throws IOException {
    return disk.age(file);
  }

  @Override
  public void pause() throws InterruptedException {
    disk.pause();
  }

  @Override
  public void keep(Path file, byte[] content) throws IOException {
    step(() -> {
      disk.keep(file, content);
      return true;
    });
  }

  @Override
  public Path write(Path file, byte[] content) throws IOException {
    return step(() -> disk.write(file, content));
  }

  @Override
  public void rename(Path written, Path file) throws IOException {
    step(() -> {
      disk.rename(written, file);
      return true;
    });
  }

  @Override
  public void discard(Path written) throws IOException {
    disk.discard(written);
  }
}
