package dev.seshat.sync;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/// A session whose tasks stand in a file that a person edits.
///
/// ```
/// - [ ] Plan                       (no group)
///   - [ ] Ask around @mara ~3h
///   - [x] Read
/// ### Build
/// - [ ] Hull
///   - [ ] Keel
///   - [ ] Ribs
/// - [ ] Sails #SHIP-7
/// ### Launch
/// - [ ] Invite
/// ```
final class Desk {
  final Seshat seshat;
  final Session session;
  final Path file;

  Desk(TestStore store) {
    this(store.seshat(), store.files());
  }

  private Desk(Seshat seshat, Path folder) {
    this.seshat = seshat;
    try {
      Path root = Files.createDirectories(folder.resolve("project"));
      this.session =
          seshat
              .sessions()
              .start(
                  NewSession.of("Build a boat")
                      .kind("tasks")
                      .with(SessionField.PROJECT_ROOT_PATH, root.toAbsolutePath().toString()));
      this.file =
          root.toAbsolutePath().resolve(".seshat/sessions/" + session.shortId() + "/session.md");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    plan();
    sync();
  }

  private void plan() {
    List<Task> made =
        seshat
            .tasks()
            .add(
                id(),
                List.of(
                    NewTask.of("Plan").called("plan"),
                    NewTask.of("Ask around").under("plan"),
                    NewTask.of("Read").called("read").under("plan"),
                    NewTask.of("Hull").called("hull").in("Build"),
                    NewTask.of("Keel").under("hull"),
                    NewTask.of("Ribs").under("hull"),
                    NewTask.of("Sails").in("Build"),
                    NewTask.of("Invite").in("Launch")));
    seshat
        .tasks()
        .change(
            id(),
            made.get(1).marker(),
            TaskChange.fromJson(java.util.Map.of("specialist_type", "mara", "estimated_effort", 3)),
            null);
    seshat
        .tasks()
        .change(
            id(),
            made.get(6).marker(),
            TaskChange.fromJson(java.util.Map.of("reference", "SHIP-7")),
            null);
    seshat.tasks().move(id(), made.get(2).marker(), TaskStatus.IN_PROGRESS);
    seshat.tasks().move(id(), made.get(2).marker(), TaskStatus.COMPLETED);
  }

  String id() {
    return session.id().toString();
  }

  SyncReport sync() {
    return seshat.taskFiles().sync(id(), null, false);
  }

  SyncReport accept() {
    return seshat.taskFiles().sync(id(), null, true);
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Saves the file, as of a while ago: nobody is just saving it.
  void save(byte[] content) {
    try {
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(String text) {
    save(text.getBytes(StandardCharsets.UTF_8));
  }

  void edit(UnaryOperator<String> change) {
    save(change.apply(text()));
  }

  /// The line of a task, without its line end.
  String line(String title) {
    return text().lines().filter(each -> each.contains(title)).findFirst().orElseThrow();
  }

  /// The tasks that are not given up, by depth and status: `Plan>Read=completed`.
  List<String> tree() {
    return seshat.tasks().tree(id()).stream()
        .filter(each -> each.status() != TaskStatus.CANCELLED)
        .map(each ->
            (each.group() == null ? "" : each.group() + ": ")
                + ">".repeat(each.level())
                + each.title()
                + switch (each.status()) {
                  case PENDING -> "";
                  case COMPLETED -> " x";
                  default -> " (" + each.status().word() + ")";
                })
        .toList();
  }

  Task task(String title) {
    return seshat.tasks().tree(id()).stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow();
  }
}
