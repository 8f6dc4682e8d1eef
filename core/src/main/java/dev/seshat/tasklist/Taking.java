package dev.seshat.tasklist;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.task.Task;
import dev.seshat.task.TaskTakeover;
import dev.seshat.task.Tasks;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One run that takes tasks into a session: what is new some hundred in a transaction, then what was changed there since.
final class Taking {
  private static final int BATCH = 1_000;

  private final Scope scope;
  private final Sessions sessions;
  private final Tasks tasks;
  private final UUID session;
  private final Remarks remarks;
  private final Set<String> fresh = new HashSet<>();
  private long changed;

  Taking(Scope scope, Sessions sessions, Tasks tasks, UUID session, Remarks remarks) {
    this.scope = scope;
    this.sessions = sessions;
    this.tasks = tasks;
    this.session = session;
    this.remarks = remarks;
  }

  TaskListReport report(int files, int found) {
    return new TaskListReport(
        session,
        files,
        found,
        fresh.size(),
        changed,
        found - fresh.size() - changed,
        remarks.skipped(),
        remarks.all(),
        remarks.more());
  }

  /// @param found each behind the one that it stands under
  void take(List<FoundTask> found) {
    inPieces(found, this::add);
    inPieces(
        found.stream()
            .filter(each -> fresh.contains(each.key()) && !each.dependsOn().isEmpty())
            .toList(),
        this::link);
    Map<String, UUID> known = known();
    Map<UUID, String> keys = new HashMap<>();
    known.forEach((key, id) -> keys.put(id, key));
    Map<UUID, String> said =
        scope.store().read(tx -> new TaskTakeover(tx, scope, session).allSaid());
    // what stands under a task is finished before it is
    for (FoundTask each : found.reversed()) {
      UUID id = known.get(each.key());
      if (id != null && !fresh.contains(each.key())) {
        follow(each, id, said.get(id), known, keys);
      }
    }
  }

  private Map<String, UUID> known() {
    return scope.store().read(tx -> new TaskTakeover(tx, scope, session).external());
  }

  /// A piece of the work in one transaction, which may be tried again.
  private interface Piece {
    void take(Tx tx, TaskTakeover takeover, List<FoundTask> part, Remarks said, Set<String> made)
        throws SQLException;
  }

  private void inPieces(List<FoundTask> found, Piece piece) {
    for (int from = 0; from < found.size(); from += BATCH) {
      List<FoundTask> part = found.subList(from, Math.min(found.size(), from + BATCH));
      Set<String> made = new HashSet<>();
      Remarks said =
          scope
              .store()
              .write(tx -> {
                made.clear();
                Remarks told = new Remarks();
                sessions.openIn(tx, session.toString());
                TaskTakeover takeover = new TaskTakeover(tx, scope, session);
                piece.take(tx, takeover, part, told, made);
                for (Task each : takeover.settle()) {
                  told.note(
                      each.title(),
                      "is "
                          + each.status().word()
                          + " there while something under it is open; it is open here");
                }
                return told;
              });
      remarks.add(said);
      fresh.addAll(made);
    }
  }

  private void add(
      Tx tx, TaskTakeover takeover, List<FoundTask> part, Remarks said, Set<String> made)
      throws SQLException {
    Map<String, UUID> known = takeover.external();
    for (FoundTask each : part) {
      if (known.containsKey(each.key())) {
        continue;
      }
      @Nullable UUID parent = each.parent() == null ? null : known.get(each.parent());
      @Nullable UUID group = parent == null ? group(takeover, each.groups()) : null;
      UUID id;
      try {
        id = takeover.add(null, parent, group, columns(tx, each));
      } catch (Invalid e) {
        said.note(each.where(), "stands too deep; it stands under nothing here");
        id = takeover.add(null, null, group, columns(tx, each));
      }
      takeover.say(id, Json.write(each.said()));
      known.put(each.key(), id);
      made.add(each.key());
    }
  }

  private static @Nullable UUID group(TaskTakeover takeover, List<String> groups)
      throws SQLException {
    @Nullable UUID group = null;
    for (String each : groups) {
      group = takeover.addGroup(each, group, Map.of());
    }
    return group;
  }

  private static Map<String, @Nullable Object> columns(Tx tx, FoundTask task) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>(task.fields());
    columns.put("priority_level", (long) task.priority());
    columns.put("status", task.status().word());
    columns.put("external_id", task.key());
    columns.put("created_at", time(task.createdAt()));
    switch (task.status()) {
      case COMPLETED -> columns.put("completed_at", tx.now());
      case IN_PROGRESS -> columns.put("started_at", tx.now());
      default -> {
        // neither begun nor finished
      }
    }
    return columns;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (java.time.DateTimeException e) {
      return null;
    }
  }

  private void link(
      Tx tx, TaskTakeover takeover, List<FoundTask> part, Remarks said, Set<String> made)
      throws SQLException {
    Map<String, UUID> known = takeover.external();
    for (FoundTask each : part) {
      for (String other : each.dependsOn()) {
        try {
          takeover.depend(
              Objects.requireNonNull(known.get(each.key())),
              Objects.requireNonNull(known.get(other)));
        } catch (Conflict e) {
          said.note(
              each.where(),
              "waits for '"
                  + other.substring(other.indexOf(':') + 1)
                  + "', which waits for it; that is left out");
        }
      }
    }
  }

  /// Brings what its file says of a task now and did not say before.
  private void follow(
      FoundTask task,
      UUID id,
      @Nullable String before,
      Map<String, UUID> known,
      Map<UUID, String> keys) {
    String now = Json.write(task.said());
    if (before == null || !Json.parseObject("said", before).equals(Json.parseObject("said", now))) {
      Following following =
          new Following(tasks, session.toString(), id.toString(), task, known, keys, remarks);
      try {
        changed +=
            following.bring(before == null ? Map.of() : Json.parseObject("said", before)) ? 1 : 0;
      } catch (StoreUnavailable e) {
        throw e;
      } catch (SeshatException e) {
        remarks.note(task.where(), "what is new there cannot be brought: " + e.getMessage());
      }
      scope
          .store()
          .write(tx -> {
            new TaskTakeover(tx, scope, session).say(id, now);
            return true;
          });
    }
  }

  static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }
}
