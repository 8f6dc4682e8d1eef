package dev.seshat.sync;

import dev.seshat.markdown.TaskState;
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

/// Which headings of a file are groups that were known by another: those that have the tasks of one whose heading is gone.
final class GroupMoves {
  /// No heading is empty, so none is called so.
  private static final List<String> UNDER_A_TASK = List.of("");

  private final Base base;
  private final Set<List<String>> inFile;
  private final Map<UUID, List<String>> gone = new LinkedHashMap<>();
  private final Map<UUID, List<String>> found = new LinkedHashMap<>();

  /// By the heading that a task stood under, those that tasks of it stand under now, with how many.
  private final Map<List<String>, Map<List<String>, Integer>> stands = new HashMap<>();

  private GroupMoves(Base base, List<List<String>> headings) {
    this.base = base;
    this.inFile = new HashSet<>(headings);
    base.groups()
        .forEach((id, path) -> {
          if (!inFile.contains(path)) {
            gone.put(id, path);
          }
        });
  }

  /// Groups by their ids with the headings that they stand under now, those around others first.
  ///
  /// @param headings of the file, in its order
  /// @param tasks of the file
  /// @param known what the store calls groups that the base does not know
  static Map<UUID, List<String>> of(
      Base base, List<List<String>> headings, List<TaskState> tasks, Set<List<String>> known) {
    GroupMoves moves = new GroupMoves(base, headings);
    if (moves.gone.isEmpty()) {
      return Map.of();
    }
    Set<List<String>> before = new HashSet<>(base.groups().values());
    List<List<String>> fresh =
        headings.stream()
            .filter(path -> !before.contains(path) && !known.contains(path))
            .distinct()
            .toList();
    moves.count(tasks);
    fresh.forEach(moves::match);
    moves.around(fresh);
    Map<UUID, List<String>> sorted = new LinkedHashMap<>();
    moves.found.entrySet().stream()
        .sorted(java.util.Comparator.comparingInt(each -> each.getValue().size()))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  private void count(List<TaskState> tasks) {
    Map<String, TaskState> was = TaskState.byMarker(base.tasks());
    for (TaskState each : tasks) {
      TaskState before = was.get(each.marker());
      if (before != null && before.parent() == null) {
        stands
            .computeIfAbsent(before.group(), path -> new HashMap<>())
            .merge(each.parent() == null ? each.group() : UNDER_A_TASK, 1, Integer::sum);
      }
    }
  }

  /// A heading under which most tasks of a lost one stand, is that.
  private void match(List<String> path) {
    gone.forEach((id, old) -> {
      Map<List<String>, Integer> now = stands.getOrDefault(old, Map.of());
      int here = now.getOrDefault(path, 0);
      int all = now.values().stream().mapToInt(each -> each).sum();
      if (here > 0 && here * 2 > all && !found.containsKey(id) && !found.containsValue(path)) {
        found.put(id, path);
      }
    });
  }

  /// What a group stood in that was found, is what it stands in now.
  private void around(List<List<String>> fresh) {
    for (Map.Entry<UUID, List<String>> each : List.copyOf(found.entrySet())) {
      List<String> old = Objects.requireNonNull(gone.get(each.getKey()));
      List<String> now = each.getValue();
      while (old.size() > 1 && now.size() > 1 && old.getLast().equals(now.getLast())) {
        old = old.subList(0, old.size() - 1);
        now = now.subList(0, now.size() - 1);
        UUID id = lost(old);
        if (id == null
            || found.containsKey(id)
            || !fresh.contains(now)
            || found.containsValue(now)) {
          break;
        }
        found.put(id, List.copyOf(now));
      }
    }
  }

  private @Nullable UUID lost(List<String> path) {
    for (Map.Entry<UUID, List<String>> each : gone.entrySet()) {
      if (each.getValue().equals(path)) {
        return each.getKey();
      }
    }
    return null;
  }

  /// The base with groups under other headings.
  static Base moved(Base base, Map<UUID, List<String>> moves) {
    if (moves.isEmpty()) {
      return base;
    }
    Map<List<String>, List<String>> paths = new HashMap<>();
    Map<UUID, List<String>> groups = new LinkedHashMap<>(base.groups());
    moves.forEach((id, path) -> {
      List<String> old = groups.put(id, path);
      if (old != null) {
        paths.put(old, path);
      }
    });
    List<TaskState> tasks = new ArrayList<>();
    for (TaskState each : base.tasks()) {
      List<String> now = paths.getOrDefault(each.group(), each.group());
      tasks.add(new TaskState(each.marker(), each.words(), now, each.parent()));
    }
    return base.with(tasks, groups);
  }
}
