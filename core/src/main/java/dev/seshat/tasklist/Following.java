package dev.seshat.tasklist;

import dev.seshat.SeshatException;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings to one task what its file has come to say of it. What was changed here and there stays as it is here.
///
/// @param keys by which the tasks of the session are known in files
record Following(
    Tasks tasks,
    String session,
    String id,
    FoundTask now,
    Map<String, UUID> known,
    Map<UUID, String> keys,
    Remarks remarks) {
  /// @param before what the file said when it was read last; empty if nobody knows
  /// @return whether anything was changed here
  boolean bring(Map<String, @Nullable Object> before) {
    boolean isChanged = fields(before);
    isChanged |= place(before);
    isChanged |= dependencies(before);
    isChanged |= status(before);
    return isChanged;
  }

  private Task ours() {
    return tasks.get(session, id);
  }

  /// Whether what the file says is news that nobody here has said otherwise; of what cannot be decided, it is said.
  private boolean isNews(
      String name,
      Map<String, @Nullable Object> before,
      @Nullable Object now,
      @Nullable Object ours) {
    if (same(now, ours) || (before.containsKey(name) && same(now, before.get(name)))) {
      return false;
    }
    boolean isOursAsBefore = before.containsKey(name) && same(ours, before.get(name));
    if (!isOursAsBefore) {
      remarks.note(
          now().where(),
          "its " + name.replace('_', ' ') + " was changed there and here; what is here stays");
    }
    return isOursAsBefore;
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(
        one == null ? null : one.toString(), other == null ? null : other.toString());
  }

  private boolean fields(Map<String, @Nullable Object> before) {
    Map<String, @Nullable Object> ours = ours().toJson();
    Map<String, @Nullable Object> news = new HashMap<>();
    now.fields()
        .forEach((name, value) -> {
          if (isNews(name, before, value, ours.get(name))) {
            news.put(name, value);
          }
        });
    return !news.isEmpty() && tried(TaskChange.fromJson(news));
  }

  private boolean place(Map<String, @Nullable Object> before) {
    Task task = ours();
    @Nullable String parent = task.parentId() == null ? null : keys.get(task.parentId());
    @Nullable String group = task.parentId() == null ? task.group() : null;
    if (isNews("parent", before, now.parent(), parent)
        && (now.parent() == null || known.containsKey(now.parent()))) {
      return tried(
          TaskChange.to(
              now.parent() == null
                  ? TaskPlace.in(now.group())
                  : TaskPlace.under(String.valueOf(known.get(now.parent())))));
    }
    return now.parent() == null
        && task.parentId() == null
        && isNews("task_group", before, now.group(), group)
        && tried(TaskChange.to(TaskPlace.in(now.group())));
  }

  private boolean dependencies(Map<String, @Nullable Object> before) {
    List<String> was = Taking.texts(before.get("depends_on"));
    List<UUID> ours = ours().dependsOn();
    boolean isChanged = false;
    for (String each : now.dependsOn()) {
      UUID other = known.get(each);
      if (!was.contains(each) && other != null && !ours.contains(other)) {
        isChanged |= tried(TaskChange.after(other.toString()));
      }
    }
    for (String each : was) {
      UUID other = known.get(each);
      if (!now.dependsOn().contains(each) && other != null && ours.contains(other)) {
        isChanged |=
            tried(
                new TaskChange(
                    Map.of(),
                    null,
                    List.of(),
                    List.of(other.toString()),
                    null,
                    null,
                    null,
                    false,
                    false));
      }
    }
    return isChanged;
  }

  private boolean status(Map<String, @Nullable Object> before) {
    TaskStatus ours = ours().status();
    if (!isNews("status", before, now.status().word(), ours.word())) {
      return false;
    }
    List<TaskStatus> way = new ArrayList<>(ours.way(now.status()));
    boolean isThere = true;
    while (isThere && !way.isEmpty()) {
      isThere = tried(TaskChange.to(way.removeFirst()));
    }
    return ours().status() != ours;
  }

  private boolean tried(TaskChange change) {
    try {
      tasks.change(session, id, change, null);
      return true;
    } catch (StoreUnavailable e) {
      throw e;
    } catch (SeshatException e) {
      remarks.note(now.where(), String.valueOf(e.getMessage()));
      return false;
    }
  }
}
