package dev.seshat.markdown;

import dev.seshat.markdown.TaskState.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Trees of tasks made at random from a seed, and changes of them.
final class Trees {
  final Random random;
  private final FileGenerator made;
  private int next;

  Trees(long seed) {
    this.made = new FileGenerator(seed);
    this.random = made.random();
  }

  List<TaskState> tree() {
    List<TaskState> all = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      all.add(task(all));
    }
    return sorted(all);
  }

  private TaskState task(List<TaskState> all) {
    Place place = place(all, null);
    return new TaskState("t%03d".formatted(next++), made.words(), place.group(), place.parent());
  }

  private Place place(List<TaskState> all, @Nullable TaskState moved) {
    List<TaskState> others =
        all.stream().filter(each -> moved == null || !isUnder(all, each, moved)).toList();
    return others.isEmpty() || random.nextBoolean()
        ? new Place(random.nextBoolean() ? List.of() : List.of("G" + random.nextInt(2)), null)
        : new Place(List.of(), others.get(random.nextInt(others.size())).marker());
  }

  private static boolean isUnder(List<TaskState> all, TaskState each, TaskState above) {
    Map<String, TaskState> known = TaskState.byMarker(all);
    for (TaskState at = each;
        at != null;
        at = at.parent() == null ? null : known.get(at.parent())) {
      if (at.marker().equals(above.marker())) {
        return true;
      }
    }
    return false;
  }

  TaskWords words() {
    return made.words();
  }

  List<TaskState> changed(List<TaskState> base) {
    List<TaskState> all = new ArrayList<>(base);
    for (int i = random.nextInt(5); i > 0; i--) {
      int at = all.isEmpty() ? -1 : random.nextInt(all.size());
      switch (random.nextInt(4)) {
        case 0 -> all.add(random.nextInt(all.size() + 1), task(all));
        case 1 -> {
          if (at >= 0) {
            TaskState each = all.get(at);
            all.set(at, each.with(made.words(), each.place()));
          }
        }
        case 2 -> {
          if (at >= 0) {
            TaskState each = all.get(at);
            all.set(at, each.with(each.words(), place(all, each)));
          }
        }
        default -> {
          if (at >= 0) {
            all.add(random.nextInt(all.size()), all.remove(at));
          }
        }
      }
    }
    return sorted(all);
  }

  /// Without some of the tasks that none stands under.
  List<TaskState> cut(List<TaskState> all) {
    Set<String> parents =
        all.stream().map(TaskState::parent).filter(Objects::nonNull).collect(Collectors.toSet());
    return all.stream()
        .filter(each -> parents.contains(each.marker()) || random.nextInt(8) > 0)
        .toList();
  }

  private static List<TaskState> sorted(List<TaskState> all) {
    List<TaskState> sorted = new ArrayList<>();
    all.stream()
        .map(TaskState::place)
        .filter(place -> place.parent() == null)
        .distinct()
        .forEach(place -> put(sorted, place, all));
    return sorted;
  }

  private static void put(List<TaskState> sorted, Place place, List<TaskState> all) {
    for (TaskState each : all) {
      if (each.place().equals(place)) {
        sorted.add(each);
        put(sorted, new Place(List.of(), each.marker()), all);
      }
    }
  }
}
