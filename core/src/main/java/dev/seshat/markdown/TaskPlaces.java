package dev.seshat.markdown;

import dev.seshat.markdown.TaskState.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where merged tasks stand: no task below itself, and siblings in the order that the side has which changed it.
final class TaskPlaces {
  private TaskPlaces() {}

  /// Puts tasks whose ways up lead in a circle, or to a task that is not there, where they were known to stand.
  ///
  /// @param known a side in which no way leads in a circle
  static void untangle(Map<String, TaskState> merged, Map<String, TaskState> known) {
    for (String marker : List.copyOf(merged.keySet())) {
      TaskState each = Objects.requireNonNull(merged.get(marker));
      if (each.parent() != null && !merged.containsKey(each.parent())) {
        merged.put(marker, each.with(each.words(), new Place(List.of(), null)));
      }
    }
    for (Set<String> circle = circle(merged); !circle.isEmpty(); circle = circle(merged)) {
      for (String marker : circle) {
        TaskState each = Objects.requireNonNull(merged.get(marker));
        TaskState was = known.get(marker);
        boolean isNews = was != null && !was.place().equals(each.place());
        Place back = isNews ? was.place() : new Place(List.of(), null);
        boolean isThere = back.parent() == null || merged.containsKey(back.parent());
        merged.put(
            marker, each.with(each.words(), isThere ? back : new Place(List.of(), null)));
      }
    }
  }

  /// The tasks of one circle; empty without any.
  private static Set<String> circle(Map<String, TaskState> all) {
    Set<String> sound = new HashSet<>();
    for (String start : all.keySet()) {
      Set<String> way = new LinkedHashSet<>();
      @Nullable String at = start;
      while (at != null && !sound.contains(at) && way.add(at)) {
        at = Objects.requireNonNull(all.get(at)).parent();
      }
      if (at != null && !sound.contains(at)) {
        List<String> steps = List.copyOf(way);
        return new LinkedHashSet<>(steps.subList(steps.indexOf(at), steps.size()));
      }
      sound.addAll(way);
    }
    return Set.of();
  }

  /// The merged tasks in the order of the tree: by the file where it has changed the order of siblings, else by the store.
  static List<TaskState> sorted(
      Map<String, TaskState> merged,
      List<TaskState> base,
      List<TaskState> db,
      List<TaskState> file) {
    Map<Place, List<String>> inBase = byPlace(base);
    Map<Place, List<String>> inDb = byPlace(db);
    Map<Place, List<String>> inFile = byPlace(file);
    Map<Place, List<String>> here = byPlace(List.copyOf(merged.values()));
    Map<Place, List<String>> order = new LinkedHashMap<>();
    here.forEach((place, markers) -> {
      List<String> was = inBase.getOrDefault(place, List.of());
      List<String> ours = inDb.getOrDefault(place, List.of());
      List<String> theirs = inFile.getOrDefault(place, List.of());
      boolean isFile = !common(theirs, was).equals(common(was, theirs));
      List<String> leading = isFile ? theirs : ours;
      List<String> other = isFile ? ours : theirs;
      order.put(place, woven(markers, leading, other));
    });
    List<TaskState> sorted = new ArrayList<>();
    order.keySet().stream()
        .filter(place -> place.parent() == null)
        .forEach(place -> put(sorted, place, order, merged));
    return sorted;
  }

  private static void put(
      List<TaskState> sorted,
      Place place,
      Map<Place, List<String>> order,
      Map<String, TaskState> merged) {
    for (String marker : order.getOrDefault(place, List.of())) {
      sorted.add(Objects.requireNonNull(merged.get(marker)));
      put(sorted, new Place(List.of(), marker), order, merged);
    }
  }

  private static Map<Place, List<String>> byPlace(List<TaskState> all) {
    Map<Place, List<String>> found = new LinkedHashMap<>();
    all.forEach(each ->
        found.computeIfAbsent(each.place(), place -> new ArrayList<>()).add(each.marker()));
    return found;
  }

  /// What of the first is in the second, in the order of the first.
  private static List<String> common(List<String> first, List<String> second) {
    Set<String> there = new HashSet<>(second);
    return first.stream().filter(there::contains).toList();
  }

  /// All markers, led by one side; what it lacks comes behind what it follows on the other.
  private static List<String> woven(
      List<String> markers, List<String> leading, List<String> other) {
    Set<String> all = new HashSet<>(markers);
    List<String> woven = new ArrayList<>(leading.stream().filter(all::contains).toList());
    Map<String, Boolean> placed = new HashMap<>();
    woven.forEach(each -> placed.put(each, true));
    int at = 0;
    for (String each : other) {
      if (!all.contains(each)) {
        continue;
      }
      int found = placed.containsKey(each) ? woven.indexOf(each) : -1;
      if (found < 0) {
        woven.add(at, each);
        placed.put(each, true);
        at++;
      } else {
        at = found + 1;
      }
    }
    for (String each : markers) {
      if (!placed.containsKey(each)) {
        woven.add(each);
        placed.put(each, true);
      }
    }
    return woven;
  }
}
