package dev.seshat.task;

import dev.seshat.search.Entry;
import dev.seshat.search.SearchIndex;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What a task is found by: its title, its description, and what another system calls it.
final class TaskEntries {
  private static final List<String> COLUMNS = List.of("title", "description", "reference");

  private TaskEntries() {}

  /// Indexes a task again if one of the columns that were changed is one that it is found by.
  static void changed(Tx tx, UUID id, Collection<String> columns, String actor)
      throws SQLException {
    if (!Collections.disjoint(columns, COLUMNS)) {
      put(tx, TaskTable.find(tx, id).orElseThrow(), actor);
    }
  }

  static void put(Tx tx, Task task, String actor) throws SQLException {
    String text =
        String.join(
            "\n",
            task.title(),
            Objects.requireNonNullElse(task.description(), ""),
            Objects.requireNonNullElse(task.reference(), ""));
    SearchIndex.put(
        tx, new Entry(task.sessionId(), "task", task.id(), actor, task.createdAt(), text));
  }
}
