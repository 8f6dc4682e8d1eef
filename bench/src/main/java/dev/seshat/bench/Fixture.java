package dev.seshat.bench;

import dev.seshat.Seshat;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A store in a folder of its own, which is gone afterwards.
final class Fixture implements AutoCloseable {
  private final Path folder;
  private final Seshat seshat;
  private final Prose prose = new Prose(42);

  Fixture() {
    try {
      folder = Files.createTempDirectory("seshat-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    seshat = Seshat.open(file());
  }

  Seshat seshat() {
    return seshat;
  }

  Path file() {
    return folder.resolve("bench.db");
  }

  Prose prose() {
    return prose;
  }

  List<String> sessions(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Session session =
          seshat
              .sessions()
              .startUnfocused(
                  NewSession.of("Session " + i + ": " + prose.turn(8)).project("p" + i % 10));
      ids.add(session.id().toString());
    }
    return ids;
  }

  /// Appends turns in batches.
  void fill(String session, int turns, int words) {
    for (int done = 0; done < turns; ) {
      int count = Math.min(2_000, turns - done);
      List<NewInteraction> batch = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        batch.add(NewInteraction.message(i % 2 == 0 ? "user" : "agent", prose.turn(words)));
      }
      seshat.interactions().appendAll(session, batch);
      done += count;
    }
  }

  @Override
  public void close() {
    seshat.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
