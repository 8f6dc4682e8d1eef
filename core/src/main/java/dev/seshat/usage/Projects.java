package dev.seshat.usage;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The projects of a workspace; one is made by using its name.
public final class Projects {
  private final Scope scope;

  public Projects(Scope scope) {
    this.scope = scope;
  }

  /// The project of this name, made if it is not there.
  public Project findOrCreate(String name) {
    return scope.store().write(tx -> ProjectTable.byId(tx, idIn(tx, name)));
  }

  /// The number of the project of this name inside another feature's transaction, which makes it if it is not there.
  ///
  /// @param name 1 to 200 characters; space around it does not count
  public long idIn(Tx tx, String name) throws SQLException {
    String checked = Texts.required("project", name, 200).strip();
    var known = ProjectTable.find(tx, checked);
    if (known.isPresent()) {
      return known.get().id();
    }
    if (ProjectTable.insert(tx, checked)) {
      long id = ProjectTable.get(tx, checked).id();
      scope.changed(tx, "project.create", "project", id, null, Json.write(Map.of("name", checked)));
      return id;
    }
    return ProjectTable.get(tx, checked).id();
  }

  /// All projects by name.
  public List<Project> list() {
    return scope.store().read(ProjectTable::list);
  }

  /// The project of this name.
  ///
  /// @throws NotFound if there is none
  public Project get(String name) {
    return scope.store().read(tx -> ProjectTable.get(tx, name.strip()));
  }
}
