package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.promise.Steward;
import dev.seshat.task.NewTask;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// File and store as they follow one another.
class FileWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static void await(BooleanSupplier what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(what.getAsBoolean()).isTrue();
  }

  @EveryStore
  void eachSideFollowsTheOther(TestStore store) throws InterruptedException, IOException {
    Desk desk = new Desk(store);
    try (Steward steward =
        new Steward()
            .keep("files", () -> desk.seshat.taskFiles().follow(desk.seshat.audit()))
            .start()) {
      desk.seshat.tasks().move(desk.id(), desk.task("Keel").marker(), TaskStatus.IN_PROGRESS);
      await(() -> desk.text().contains("Keel (in_progress)"));
      await(() -> !desk.text().isEmpty());
      Files.writeString(desk.file, desk.text().replace("[ ] Invite", "[x] Invite"));
      await(() -> desk.task("Invite").status() == TaskStatus.COMPLETED);
      Files.writeString(desk.file, desk.text().replace("- [ ] Sails", "- [ ] Rope\n- [ ] Sails"));
      await(() -> desk.tree().contains("Build: Rope"));
      await(() -> desk.line("Rope").contains("^"));
      desk.seshat.tasks().add(desk.id(), List.of(NewTask.of("Tar").in("Build")));
      await(() -> desk.text().contains("- [ ] Tar ^"));
      assertThat(steward).isNotNull();
    }
  }
}
