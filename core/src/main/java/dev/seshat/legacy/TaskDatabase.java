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
    return List.of(
        sessions,
        new TaskDatabaseGroups(scope, origins, sessions, options),
        tasks,
        new TaskDatabaseLinks(scope, origins, tasks),
        new TaskDatabaseRows(
            "active_session",
            origins,
            sessions,
            List.of("id", "session_id", "activated_at", "context_data")),
        new TaskDatabaseRows(
            "session_modes",
            origins,
            sessions,
            List.of(
                "mode_id",
                "mode_name",
                "yaml_file_path",
                "yaml_content_hash",
                "description",
                "specialist_roles",
                "default_complexity",
                "auto_task_routing",
                "is_valid",
                "last_validated_at",
                "validation_errors",
                "created_at",
                "updated_at")),
        new TaskDatabaseRows(
            "session_mode_bindings",
            origins,
            sessions,
            List.of("session_id", "mode_id", "bound_at", "binding_context")),
        new TaskDatabaseRows(
            "markdown_sync_state",
            origins,
            sessions,
            List.of(
                "sync_id",
                "session_id",
                "markdown_file_path",
                "last_db_to_md_sync",
                "last_md_to_db_sync",
                "sync_status",
                "db_content_hash",
                "md_content_hash",
                "last_conflict_resolution",
                "file_monitor_active",
                "last_file_modification")));
  }
}
