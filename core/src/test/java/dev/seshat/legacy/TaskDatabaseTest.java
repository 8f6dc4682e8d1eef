package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.export.ExportProgress;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.legacy.LegacyReport.TableCount;
import dev.seshat.mode.ModeBinding;
import dev.seshat.session.Focus;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskCounts;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class TaskDatabaseTest {
  private static final String SESSIONS =
      "CREATE TABLE sessions (session_id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, session_type TEXT DEFAULT 'project',"
          + " mode_file TEXT, status TEXT DEFAULT 'active', project_root_path TEXT, markdown_file_path TEXT, priority_level INTEGER DEFAULT 3,"
          + " total_tasks INTEGER DEFAULT 0, completed_tasks INTEGER DEFAULT 0, progress_percentage REAL DEFAULT 0.0,"
          + " estimated_completion_date TIMESTAMP, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, activated_at TIMESTAMP,"
          + " last_activity_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, completed_at TIMESTAMP, archived_at TIMESTAMP)";
  private static final String TASKS =
      "CREATE TABLE tasks (task_id TEXT PRIMARY KEY, %sparent_task_id TEXT, root_task_id TEXT, task_group TEXT, level INTEGER DEFAULT 0,"
          + " hierarchy_path TEXT, position_in_group INTEGER DEFAULT 0, title TEXT, description TEXT, specialist_type TEXT,"
          + " complexity_level TEXT DEFAULT 'moderate', status TEXT DEFAULT 'pending', progress_percentage REAL DEFAULT 0.0,"
          + " estimated_effort INTEGER, actual_effort INTEGER, depends_on JSON, blocks JSON, related_tasks JSON, markdown_section TEXT,"
          + " file_operations_count INTEGER DEFAULT 0, verification_status TEXT DEFAULT 'pending',"
          + " created_at TIMESTAMP DEFAULT '2026-01-02 03:04:05', started_at TIMESTAMP, completed_at TIMESTAMP,"
          + " last_updated_at TIMESTAMP DEFAULT '2026-01-02 03:04:05')";
  private static final List<String> OTHERS =
      List.of(
          "CREATE TABLE active_session (id INTEGER PRIMARY KEY CHECK (id = 1), session_id TEXT NOT NULL, activated_at TIMESTAMP, context_data JSON)",
          "CREATE TABLE task_groups (group_id TEXT PRIMARY KEY, session_id TEXT NOT NULL, group_name TEXT NOT NULL, description TEXT,"
              + " parent_group_id TEXT, group_level INTEGER DEFAULT 0, position_in_session INTEGER DEFAULT 0, specialist_focus TEXT,"
              + " estimated_effort INTEGER DEFAULT 0, priority_level INTEGER DEFAULT 3)",
          "CREATE TABLE session_modes (mode_id TEXT PRIMARY KEY, mode_name TEXT, yaml_file_path TEXT, yaml_content_hash TEXT)",
          "CREATE TABLE session_mode_bindings (session_id TEXT, mode_id TEXT, bound_at TIMESTAMP, binding_context JSON)",
          "CREATE TABLE markdown_sync_state (sync_id TEXT PRIMARY KEY, session_id TEXT, markdown_file_path TEXT, sync_status TEXT)");

  @TempDir Path folder = Path.of("");

  private Path database(String name, List<String> statements) {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  private Path whole() {
    return database(
        "tasks.db",
        List.of(
            SESSIONS,
            TASKS.formatted("session_id TEXT, "),
            OTHERS.get(0),
            OTHERS.get(1),
            OTHERS.get(2),
            OTHERS.get(3),
            OTHERS.get(4),
            "INSERT INTO sessions (session_id, name, description, mode_file, project_root_path, priority_level, created_at, activated_at,"
                + " last_activity_at) VALUES ('s1', 'Press', 'Build a press', 'wood.yaml', '/home/ada/press', 2, '2026-01-01', '2026-01-01',"
                + " '2026-01-05 10:00:00')",
            "INSERT INTO sessions (session_id, name, status) VALUES ('s2', '', 'archived')",
            "INSERT INTO active_session VALUES (1, 's1', '2026-01-05', '{\"step\": 3}')",
            "INSERT INTO task_groups (group_id, session_id, group_name, parent_group_id, group_level, position_in_session) VALUES"
                + " ('g1', 's1', 'Frame', NULL, 0, 1), ('g2', 's1', 'Screws', 'g1', 1, 2), ('g3', 's1', 'Lost', 'g9', 1, 3), ('g4', 's9', 'Far', NULL, 0, 0)",
            "INSERT INTO session_modes VALUES ('m1', 'wood', 'roles/wood.yaml', 'abc')",
            "INSERT INTO session_mode_bindings VALUES ('s1', 'm1', '2026-01-01', NULL)",
            "INSERT INTO markdown_sync_state VALUES ('y1', 's1', '/home/ada/session.md', 'synchronized')",
            "INSERT INTO tasks (task_id, session_id, task_group, title, complexity_level, status, estimated_effort, specialist_type, progress_percentage,"
                + " depends_on) VALUES ('t1', 's1', 'Frame', 'Build the frame', 'complex', 'in_progress', 5, 'Wood Worker', '45%', '[\"t3\"]')",
            "INSERT INTO tasks (task_id, session_id, parent_task_id, level, title, status, completed_at) VALUES ('t2', 's1', 't1', 1, 'Saw', 'completed',"
                + " '2026-01-03 12:00:00')",
            "INSERT INTO tasks (task_id, session_id, task_group, title, status, blocks, related_tasks) VALUES ('t3', 's1', 'Screws', 'Buy screws', 'pending',"
                + " '[\"t1\", \"t9\"]', '[\"t2\"]')",
            "INSERT INTO tasks (task_id, session_id, title, status, depends_on) VALUES ('t4', 's1', 'Oil', 'sleeping', '[\"t5\"]')",
            "INSERT INTO tasks (task_id, session_id, title, status, depends_on) VALUES ('t5', 's1', 'Wait', 'blocked', '[\"t4\"]')",
            "INSERT INTO tasks (task_id, session_id, parent_task_id, title) VALUES ('t6', 's1', 't7', 'Round'), ('t7', 's1', 't6', 'And round')",
            "INSERT INTO tasks (task_id, session_id, title, task_group) VALUES ('t8', 's8', NULL, 'Nowhere')",
            "INSERT INTO tasks (task_id, session_id, title, status) VALUES ('t10', 's1', 'All done', 'completed')",
            "INSERT INTO tasks (task_id, session_id, parent_task_id, level, title) VALUES ('t11', 's1', 't10', 1, 'But this'), ('t12', 's1', 'gone', 3, 'Orphan')"));
  }

  private static LegacyReport take(Seshat seshat, Path file) {
    return seshat
        .legacy()
        .importAny(List.of(file), LegacyOptions.standard(), ExportProgress.none());
  }

  private static TableCount table(LegacyReport report, String name) {
    return report.tables().stream()
        .filter(each -> each.table().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Session session(Seshat seshat, String id) {
    return seshat.sessions().findExternal(TaskDatabase.DOCUMENT, id).orElseThrow();
  }

  private static List<String> shown(Seshat seshat, String session) {
    return seshat.tasks().tree(session(seshat, session).id().toString()).stream()
        .map(each ->
            "> ".repeat(each.level())
                + each.externalId()
                + " "
                + each.title()
                + " "
                + each.status().word()
                + " "
                + each.group())
        .toList();
  }

  private static Task task(Seshat seshat, String session, String id) {
    String in = session(seshat, session).id().toString();
    return seshat.tasks().tree(in).stream()
        .filter(each -> id.equals(each.externalId()))
        .findFirst()
        .orElseThrow();
  }

  @EveryStore
  void aDatabaseIsTakenOverOnce(TestStore store) throws IOException {
    Path file = whole();
    byte[] before = Files.readAllBytes(file);
    Seshat seshat = store.seshat();
    LegacyReport report = take(seshat, file);
    assertThat(report.document()).isEqualTo(TaskDatabase.DOCUMENT);
    assertThat(report.skipped()).isZero();
    assertThat(shown(seshat, "s1"))
        .containsExactlyInAnyOrder(
            "t1 Build the frame in_progress Frame",
            "> t2 Saw completed Frame",
            "t3 Buy screws pending Screws",
            "t4 Oil pending null",
            "t5 Wait blocked null",
            "t7 And round pending null",
            "> t6 Round pending null",
            "t10 All done in_progress null",
            "> t11 But this pending null",
            "t12 Orphan pending null");
    Task frame = task(seshat, "s1", "t1");
    assertThat(frame.dependsOn()).containsExactly(task(seshat, "s1", "t3").id());
    assertThat(frame.specialistType()).isEqualTo("wood-worker");
    assertThat(frame.createdAt()).hasToString("2026-01-02T03:04:05Z");
    assertThat(task(seshat, "s1", "t2").completedAt()).hasToString("2026-01-03T12:00:00Z");
    assertThat(report.remarks())
        .extracting(Remark::what)
        .contains(
            "status is none that is known; it is pending",
            "blocks names no task of its session; that is left out",
            "depends_on would close a circle; that is left out",
            "stands under what waits for it or stands under it; it stands under none",
            "parent_task_id names no task of its session; it stands under none",
            "parent_group_id names no group before it; it stands in none",
            "session_id names nothing that was taken over; a session is made",
            "is over there while something under it is open; it is open here");
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    LegacyReport again = take(seshat, file);
    assertThat(again.tables())
        .allSatisfy(each -> assertThat(each.alreadyThere()).isEqualTo(each.read()));
    assertThat(shown(seshat, "s1")).hasSize(10);
    assertThat(table(again, "tasks").read()).isEqualTo(table(report, "tasks").taken());
  }

  @EveryStore
  void modesFocusAndFilesAreTakenToo(TestStore store) throws IOException {
    Path file = whole();
    database(
        "tasks.db",
        List.of(
            "INSERT INTO session_modes VALUES ('m2', 'Clay Work', '/home/ada/roles/Clay Work.yml', 'def'), ('m3', 'Default', 'roles/default.yaml', 'x')",
            "INSERT INTO session_mode_bindings VALUES ('s1', 'm2', '2026-01-04', '{\"max_subtask_depth\": 2}'), ('s77', 'm1', '2026-01-04', NULL)"));
    byte[] before = Files.readAllBytes(file);
    Seshat seshat = store.seshat();
    LegacyReport dry =
        seshat
            .legacy()
            .importAny(
                List.of(file), LegacyOptions.standard().withDryRun(true), ExportProgress.none());
    assertThat(seshat.folder().resolve("roles/default.yaml")).doesNotExist();
    LegacyReport report = take(seshat, file);
    assertThat(dry.tables()).isEqualTo(report.tables());
    String in = session(seshat, "s1").id().toString();
    assertThat(seshat.modes().get("wood").state()).isEqualTo("missing");
    assertThat(seshat.modes().get("wood").contentHash()).isEqualTo("abc");
    assertThat(seshat.modes().get("default").state()).isEqualTo("valid");
    assertThat(seshat.modes().history(in))
        .extracting(ModeBinding::mode, each -> each.unboundAt() == null)
        .containsExactly(tuple("clay-work", true), tuple("wood", false));
    assertThat(seshat.briefs().brief(in, 2_000)).contains("## Mode\n- clay-work");
    assertThatThrownBy(() -> seshat.modes().select(in, "wood", Map.of()))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("there is no file roles/wood.yaml");
    Files.writeString(
        seshat.folder().resolve("roles/clay-work.yaml"), seshat.modes().text("writing"));
    assertThat(seshat.modes().bound(in).orElseThrow().context())
        .containsEntry("max_subtask_depth", 2);
    assertThat(seshat.modes().get("clay-work").state()).isEqualTo("valid");

    Focus.Focused focused = seshat.focus().current().orElseThrow();
    assertThat(focused.session().id()).hasToString(in);
    assertThat(focused.session().status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(focused.session().context()).containsEntry("step", 3);
    assertThat(focused.context()).containsEntry("context", Map.of("step", 3));
    assertThat(report.remarks())
        .extracting(Remark::what)
        .contains(
            "its file is not in the database: copy it to the folder of modes",
            "its times are kept; the file of the session begins anew",
            "session_id names nothing that was taken over");
    assertThat(seshat.taskFiles().sync(in, null, false).isFileWritten()).isTrue();

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    seshat.sessions().pause(in);
    LegacyReport again = take(seshat, file);
    assertThat(again.tables())
        .allSatisfy(each ->
            assertThat(each.alreadyThere() + each.skipped())
                .as(each.table())
                .isEqualTo(each.read()));
    assertThat(seshat.modes().history(in)).hasSize(2);
    assertThat(seshat.focus().current()).as("what is in focus here stays").isEmpty();
  }

  @EveryStore
  void aSessionThatIsInFocusHereStaysSo(TestStore store) {
    Seshat seshat = store.seshat();
    Session own = seshat.sessions().start(NewSession.of("My own work"));
    take(seshat, whole());
    assertThat(seshat.focus().current().orElseThrow().session().id()).isEqualTo(own.id());
    assertThat(session(seshat, "s1").status()).isEqualTo(SessionStatus.PAUSED);
  }

  @EveryStore
  void tasksWithoutASessionGetOne(TestStore store) {
    Path file =
        database(
            "old.db",
            List.of(
                TASKS.formatted(""),
                "INSERT INTO tasks (task_id, title, status) VALUES ('a', 'One', 'completed'), ('b', 'Two', 'pending')",
                "UPDATE tasks SET depends_on = 'a, c' WHERE task_id = 'b'"));
    Seshat seshat = store.seshat();
    LegacyReport dry =
        seshat
            .legacy()
            .importAny(
                List.of(file), LegacyOptions.standard().withDryRun(true), ExportProgress.none());
    assertThat(table(dry, "tasks").taken()).isEqualTo(2);
    assertThat(seshat.sessions().findExternal(TaskDatabase.DOCUMENT, TaskDatabaseSessions.NONE))
        .isEmpty();
    take(seshat, file);
    assertThat(shown(seshat, TaskDatabaseSessions.NONE))
        .containsExactly("a One completed null", "b Two pending null");
    assertThat(task(seshat, TaskDatabaseSessions.NONE, "b").dependsOn()).hasSize(1);
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }

  @EveryStore
  void whatWentOnThereGoesOnHereUnlessItDidHere(TestStore store) {
    Path file = whole();
    Seshat seshat = store.seshat();
    take(seshat, file);
    String in = session(seshat, "s1").id().toString();
    TaskChange renamed = TaskChange.fromJson(Map.of("title", "Buy brass screws"));
    seshat.tasks().change(in, task(seshat, "s1", "t3").id().toString(), renamed, null);
    database(
        "tasks.db",
        List.of(
            "UPDATE tasks SET title = 'Buy steel screws', status = 'in_progress', last_updated_at = '2026-02-01' WHERE task_id = 't3'",
            "INSERT INTO tasks (task_id, session_id, parent_task_id, level, title, last_updated_at) VALUES ('t20', 's1', 't3', 1, 'Count them', '2026-02-01')"));
    LegacyReport report = take(seshat, file);
    assertThat(table(report, "tasks").taken()).isEqualTo(1);
    assertThat(table(report, "tasks").changed()).isEqualTo(1);
    assertThat(shown(seshat, "s1"))
        .contains("t3 Buy brass screws in_progress Screws", "> t20 Count them pending Screws");
    assertThat(report.remarks())
        .extracting(Remark::what)
        .contains("title was changed there and here; what is here stays");
    assertThat(TaskCounts.recount(store.scope())).isEmpty();
  }
}
