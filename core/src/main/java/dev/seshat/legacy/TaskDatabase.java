package dev.seshat.legacy;

import dev.seshat.store.Scope;
import java.util.List;

/// Task orchestration: sessions that keep trees of tasks in groups, and the modes that they are worked on in, in one SQLite
/// database; in older ones tasks alone.
final class TaskDatabase {
  static final String DOCUMENT = "task-orchestration";

  /// The columns that say how late a file is.
  static final List<String[]> MOMENTS =
      List.of(
          new String[] {"sessions", "last_activity_at"},
          new String[] {"sessions", "created_at"},
          new String[] {"tasks", "last_updated_at"},
          new String[] {"tasks", "updated_at"},
          new String[] {"tasks", "created_at"},
          new String[] {"task_groups", "updated_at"},
          new String[] {"session_modes", "updated_at"},
          new String[] {"session_mode_bindings", "bound_at"});

  private TaskDatabase() {}

  /// Its tables, each after those that it names rows of.
  static List<TableImport> tables(Scope scope, Homes homes, LegacyOptions options) {
    Origins origins = new Origins(DOCUMENT, options);
    TaskDatabaseSessions sessions = new TaskDatabaseSessions(origins, homes.sessions(), options);
    TaskDatabaseTasks tasks = new TaskDatabaseTasks(scope, origins, sessions, options);
    TaskDatabaseModes modes = new TaskDatabaseModes(origins, homes.modes(), options);
    return List.of(
        sessions,
        new TaskDatabaseGroups(scope, origins, sessions, options),
        tasks,
        new TaskDatabaseLinks(scope, origins, tasks),
        modes,
        new TaskDatabaseBindings(origins, sessions, modes, homes.modes()),
        new TaskDatabaseFiles(origins, sessions, scope, homes.sessions()),
        // last: whoever asks what is in focus finds it whole
        new TaskDatabaseFocus(origins, sessions, homes.sessions()));
  }
}
