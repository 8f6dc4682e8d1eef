package dev.seshat.usage;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The SQL of projects.
final class ProjectTable {
  private ProjectTable() {}

  static Optional<Project> find(Tx tx, String name) throws SQLException {
    return tx.first(
        "SELECT id, name, description, created_at FROM projects WHERE name = ?",
        ProjectTable::project,
        name);
  }

  static Project get(Tx tx, String name) throws SQLException {
    return find(tx, name).orElseThrow(() -> NotFound.of("project", name));
  }

  static Project byId(Tx tx, long id) throws SQLException {
    return tx.first(
            "SELECT id, name, description, created_at FROM projects WHERE id = ?",
            ProjectTable::project,
            id)
        .orElseThrow(() -> NotFound.of("project", String.valueOf(id)));
  }

  static List<Project> list(Tx tx) throws SQLException {
    return tx.list(
        "SELECT id, name, description, created_at FROM projects ORDER BY name",
        ProjectTable::project);
  }

  /// Whether this made it; false when it is there by now.
  static boolean insert(Tx tx, String name) throws SQLException {
    return tx.update(
            "INSERT INTO projects (name, created_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            name,
            tx.now())
        == 1;
  }

  /// Adds what another system says of a project; how many rows that changed.
  static int tell(Tx tx, long id, UsageTakeover.About about) throws SQLException {
    int changed = 0;
    if (about.text() != null) {
      changed =
          tx.update(
              "UPDATE projects SET description = ? WHERE id = ? AND (description IS NULL OR (description = ? AND description <> ?))",
              about.text(),
              id,
              about.earlier() == null ? "" : about.earlier(),
              about.text());
    }
    if (about.text() == null && about.earlier() != null) {
      changed =
          tx.update(
              "UPDATE projects SET description = NULL WHERE id = ? AND description = ?",
              id,
              about.earlier());
    }
    if (about.since() != null) {
      changed +=
          tx.update(
              "UPDATE projects SET created_at = ? WHERE id = ? AND created_at > ?",
              about.since(),
              id,
              about.since());
    }
    return changed;
  }

  private static Project project(Row row) throws SQLException {
    return new Project(
        row.number("id"), row.text("name"), row.textOrNull("description"), row.time("created_at"));
  }
}
