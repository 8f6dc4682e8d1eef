package dev.seshat.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.mode.ModeBinding;
import dev.seshat.search.SearchQuery;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.sync.SyncConflict;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskCounts;
import dev.seshat.task.TaskStatus;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A session of tasks goes out with all that makes up its tree, and comes in elsewhere as the same.
class TaskExportTest {
  /// With conflicts between file and store, one decided and one that waits.
  private static String filled(Seshat seshat) throws IOException {
    String session =
        seshat.sessions().startUnfocused(NewSession.of("Ship it").kind("tasks")).shortId();
    seshat.modes().create("kitchen", "writing", null);
    seshat.modes().select(session, "default", Map.of());
    seshat.modes().select(session, "kitchen", Map.of("max_subtask_depth", 3));
    List<Task> made =
        seshat
            .tasks()
            .add(
                session,
                List.of(
                    NewTask.of("Release").called("release").in("Shipping"),
                    NewTask.of("Build").called("build").under("release"),
                    NewTask.of("Announce the marigold").under("release").after("build"),
                    NewTask.fromJson(
                        Map.of("title", "Celebrate", "related_tasks", List.of("release")))));
    seshat.tasks().move(session, made.get(1).marker(), TaskStatus.IN_PROGRESS);
    seshat.tasks().change(session, made.get(1).marker(), TaskChange.to(40), null);
    seshat.taskFiles().sync(session, MergePolicy.MANUAL, false);
    Path file = Path.of(seshat.taskFiles().state(session).path());
    Files.writeString(file, Files.readString(file).replace("Celebrate", "Have a party"));
    seshat
        .tasks()
        .change(
            session, made.get(3).marker(), TaskChange.fromJson(Map.of("title", "Have cake")), null);
    seshat.taskFiles().sync(session, null, false);
    return session;
  }

  private static List<Map<String, ?>> shown(Seshat seshat, String session) {
    return seshat.tasks().tree(session).stream()
        .<Map<String, ?>>map(each -> each.toJson())
        .toList();
  }

  @EveryStore
  void aSessionOfTasksIsTheSameElsewhere(TestStore store) throws Exception {
    Seshat seshat = store.seshat();
    String session = filled(seshat);
    byte[] zip = ExportsTest.session(seshat, seshat.sessions().get(session));
    try (TestStore other = store.isSqlite() ? TestStore.postgres() : TestStore.sqlite()) {
      Seshat to = other.seshat();
      // a mode of the same name is there already, under an id of its own
      to.modes().create("kitchen", "research", null);
      ExportsTest.load(to, zip, true);
      assertThat(shown(to, session)).isEqualTo(shown(seshat, session));
      assertThat(to.taskGroups().list(session)).isEqualTo(seshat.taskGroups().list(session));
      assertThat(TaskCounts.recount(other.scope())).isEmpty();
      assertThat(to.modes().history(session))
          .extracting(ModeBinding::mode)
          .containsExactly("kitchen", "default");
      ModeBinding bound = to.modes().bound(session).orElseThrow();
      assertThat(bound.modeId()).isEqualTo(to.modes().get("kitchen").id());
      assertThat(to.sessions().get(session).get(SessionField.MODE_ID)).isEqualTo(bound.modeId());
      assertThat(to.modes().get("default").state()).isEqualTo("missing");
      assertThat(to.search().find(SearchQuery.of("marigold")).hits().getFirst().entityKind())
          .isEqualTo("task");
      assertThat(to.search().check().isWhole()).isTrue();
      assertThat(to.taskFiles().conflicts(session, SyncConflict.State.OPEN, null, 10).items())
          .extracting(SyncConflict::field)
          .containsExactly("title");
      assertThat(to.tasks().ready(session, 10))
          .extracting(Task::title)
          .isEqualTo(seshat.tasks().ready(session, 10).stream().map(Task::title).toList());
      assertThat(ExportsTest.load(to, zip, true).added().values()).containsOnly(0L);
      assertThat(shown(to, session)).isEqualTo(shown(seshat, session));
      assertThat(to.taskFiles().sync(session, null, false).isFileWritten()).isTrue();
    }
  }
}
