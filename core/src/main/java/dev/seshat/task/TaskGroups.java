package dev.seshat.task;

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
  private static final int MOST_DEPTH = 4;

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
          TaskGroup around =
              parent == null
                  ? null
                  : GroupTable.named(tx, of.id(), parent)
                      .orElseThrow(() -> NotFound.of("task group", Texts.shorten(parent, 60)));
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

  /// The group of this name, which is made if it is not there.
  static UUID requireIn(Tx tx, UUID session, String name) throws SQLException {
    Optional<TaskGroup> known = GroupTable.named(tx, session, name);
    return known.isPresent() ? known.get().id() : GroupTable.insert(tx, session, name, null);
  }
}
