package dev.seshat.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.doctor.Doctor;
import dev.seshat.export.ExportProgress;
import dev.seshat.export.LoadOptions;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/// What looks after tasks when nobody asks: the doctor, exports and imports, erasure, the steward.
class TaskUpkeepTest {
  @TempDir Path folder;

  private static String planned(Seshat seshat) {
    String session =
        seshat.sessions().startUnfocused(NewSession.of("Ship it").kind("tasks")).id().toString();
    seshat
        .tasks()
        .add(
            session,
            List.of(
                NewTask.of("Release").called("release").in("Shipping"),
                NewTask.of("Build").called("build").under("release"),
                NewTask.of("Notes").under("release").after("build")));
    return session;
  }

  private static List<Doctor.Problem> problems(Seshat seshat) {
    return seshat.doctor().examine().problems();
  }

  @EveryStore
  void theDoctorSeesCountsThatAreNotTrue(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    String session = planned(seshat);
    assertThat(problems(seshat)).isEmpty();
    store.store().write(tx -> tx.update("UPDATE tasks SET waits_for = 7 WHERE title = 'Build'"));
    store.store().write(tx -> tx.update("UPDATE task_groups SET total_tasks = 9"));
    assertThat(problems(seshat))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.check()).isEqualTo("tasks");
          assertThat(each.subject()).isEqualTo(session);
          assertThat(each.message()).contains("1 tasks").contains("group");
        });
  }

  @EveryStore
  void theDoctorCountsAgainWhatIsNotTrue(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    String session = planned(seshat);
    seshat.tasks().move(session, titled(seshat, session, "Build"), TaskStatus.IN_PROGRESS);
    List<Task> before = seshat.tasks().tree(session);
    List<TaskGroup> groups = seshat.taskGroups().list(session);
    List<String> wrongs =
        List.of(
            "UPDATE tasks SET waits_for = 7 WHERE title = 'Build'",
            "UPDATE tasks SET waits_for = 0 WHERE title = 'Notes'",
            "UPDATE tasks SET children = 0 WHERE title = 'Release'",
            "UPDATE tasks SET weight = 90, weight_done = 1, progress_percentage = 77 WHERE title = 'Release'",
            "UPDATE tasks SET hierarchy_path = '/tnone', level = 4 WHERE title = 'Notes'",
            "UPDATE task_groups SET total_tasks = 9, weight = 1",
            "UPDATE session_tasks SET total = 12, weight_done = 5",
            "UPDATE sessions SET completed_task_count = 3 WHERE kind = 'tasks'");
    for (String wrong : wrongs) {
      store.store().write(tx -> tx.update(wrong));
      assertThat(problems(seshat)).as(wrong).extracting(Doctor.Problem::check).contains("tasks");
      assertThat(seshat.doctor().fix())
          .as(wrong)
          .singleElement()
          .asString()
          .startsWith("counted the tasks of session " + session + " again: ");
      assertThat(problems(seshat)).as(wrong).isEmpty();
      assertThat(seshat.tasks().tree(session)).as(wrong).isEqualTo(before);
    }
    assertThat(seshat.taskGroups().list(session))
        .usingRecursiveComparison()
        .ignoringFields("updatedAt")
        .isEqualTo(groups);
    assertThat(seshat.doctor().fix()).isEmpty();
  }

  private static String titled(Seshat seshat, String session, String title) {
    return seshat.tasks().tree(session).stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow()
        .marker();
  }

  @EveryStore
  void aSessionThatMovesTakesItsTasksAlongAndOneThatIsErasedLeavesNone(TestStore store)
      throws Exception {
    Seshat seshat = store.seshat();
    String session = planned(seshat);
    seshat.taskClaims().claim(session, Duration.ofMinutes(5));
    Path zip = folder.resolve("session.zip");
    try (var out = Files.newOutputStream(zip)) {
      seshat.exports().session(session, out, ExportProgress.none());
    }
    try (Seshat other = Seshat.open(folder.resolve("other.db"))) {
      other.exports().load(zip, LoadOptions.standard(), ExportProgress.none());
      assertThat(other.tasks().tree(session))
          .usingRecursiveComparison()
          .isEqualTo(seshat.tasks().tree(session));
      assertThat(other.taskGroups().list(session))
          .usingRecursiveComparison()
          .isEqualTo(seshat.taskGroups().list(session));
      assertThat(problems(other)).isEmpty();
    }
    UUID id = UUID.fromString(session);
    store.store().write(tx -> tx.update("DELETE FROM sessions WHERE id = ?", id));
    long left =
        store
            .store()
            .read(tx ->
                tx.number("SELECT count(*) AS n FROM v_tasks")
                    + tx.number("SELECT count(*) AS n FROM v_task_groups"));
    assertThat(left).isZero();
  }

  @EveryStore
  void theTasksThatACodingSessionWasAskedForAreCountedBesideItsRows(TestStore store) {
    Seshat seshat = store.seshat();
    NewSession wanted =
        NewSession.fromJson(
            Map.of("intention", "Dig", "kind", "coding", "working_directory", folder.toString()));
    String session = seshat.coding().begin(wanted).session().id().toString();
    seshat.tasks().add(session, List.of(NewTask.of("Mow")));
    assertThat(seshat.sessions().get(session).get(SessionField.TASK_COUNT)).isEqualTo(2L);
    assertThat(problems(seshat)).isEmpty();
  }
}
