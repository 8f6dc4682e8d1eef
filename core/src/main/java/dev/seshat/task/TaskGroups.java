package dev.seshat.task;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The groups of tasks of sessions.
public final class TaskGroups {
  static final int MOST_DEPTH = 4;

  private final Scope scope;
  private final Sessions sessions;

  public TaskGroups(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// The groups of a session, in their order.
  public List<TaskGroup> list(String session) {
    UUID id = sessions.get(session).id();
    return scope.store().read(tx -> GroupTable.ofSession(tx, id));
  }

  /// Makes a group; one of this name that is there already is that one.
  ///
  /// @param parent the group that it stands in; null for none
  public TaskGroup add(String session, String name, @Nullable String parent) {
    String checked = Texts.required("group_name", name.strip(), 200);
    return scope
        .store()
        .write(tx -> {
          Session of = sessions.openIn(tx, session);
          Optional<TaskGroup> known = GroupTable.named(tx, of.id(), checked);
          if (known.isPresent()) {
            return known.get();
          }
          TaskGroup around = parent == null ? null : existing(tx, of.id(), parent);
          if (around != null && around.level() + 1 >= MOST_DEPTH) {
            throw new Invalid(
                "parent_group", "groups stand in one another at most " + MOST_DEPTH + " deep");
          }
          UUID id = GroupTable.insert(tx, of.id(), checked, around);
          scope.changed(
              tx,
              "task_group.add",
              "task_group",
              id,
              of.id(),
              Json.write(Map.of("group_name", checked)));
          return GroupTable.find(tx, id).orElseThrow();
        });
  }

  /// Makes something of a group different.
  ///
  /// @param changes any of `group_name`, `description`, `specialist_focus`, `estimated_effort`, `priority_level`, `before`
  /// @throws Conflict if another group of the session has the name
  public TaskGroup change(
      String session, String name, Map<String, ? extends @Nullable Object> changes) {
    GroupChange change = GroupChange.fromJson(changes);
    return scope
        .store()
        .write(tx -> {
          Session of = sessions.openIn(tx, session);
          TaskGroup group = existing(tx, of.id(), name);
          String newName = change.name();
          if (newName != null
              && !newName.equals(group.name())
              && GroupTable.named(tx, of.id(), newName).isPresent()) {
            throw new Conflict("there is a group '" + Texts.shorten(newName, 60) + "' already");
          }
          GroupTable.set(tx, group.id(), change.fields());
          if (newName != null) {
            GroupTable.set(
                tx, group.id(), java.util.Collections.singletonMap("markdown_section", null));
          }
          if (change.before() != null) {
            GroupTable.place(tx, group, existing(tx, of.id(), change.before()));
          }
          scope.changed(
              tx, "task_group.change", "task_group", group.id(), of.id(), Json.write(changes));
          return GroupTable.find(tx, group.id()).orElseThrow();
        });
  }

  /// Takes a group away that has no tasks and no groups in it.
  ///
  /// @throws Conflict if something is in it
  public TaskGroup remove(String session, String name) {
    return scope
        .store()
        .write(tx -> {
          Session of = sessions.openIn(tx, session);
          TaskGroup group = existing(tx, of.id(), name);
          if (!GroupTable.isEmpty(tx, group.id())) {
            throw new Conflict(
                "'" + group.name() + "' is not empty: move what is in it to another group first");
          }
          GroupTable.remove(tx, group.id());
          scope.changed(
              tx,
              "task_group.remove",
              "task_group",
              group.id(),
              of.id(),
              Json.write(Map.of("group_name", group.name())));
          return group;
        });
  }

  private static TaskGroup existing(Tx tx, UUID session, String name) throws SQLException {
    return GroupTable.named(tx, session, name.strip())
        .orElseThrow(() -> NotFound.of("task group", Texts.shorten(name, 60)));
  }

  /// The group of this name, which is made if it is not there.
  static UUID requireIn(Tx tx, UUID session, String name) throws SQLException {
    Optional<TaskGroup> known = GroupTable.named(tx, session, name);
    return known.isPresent() ? known.get().id() : GroupTable.insert(tx, session, name, null);
  }
}
