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
        Place back =
            was != null && !was.place().equals(each.place())
                ? was.place()
                : new Place(List.of(), null);
        boolean isThere = back.parent() == null || merged.containsKey(back.parent());
        merged.put(marker, each.with(each.words(), isThere ? back : new Place(List.of(), null)));
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
    here.forEach((place, markers) ->
        order.put(
            place,
            led(
                markers,
                inBase.getOrDefault(place, List.of()),
                inDb.getOrDefault(place, List.of()),
                inFile.getOrDefault(place, List.of()))));
    List<TaskState> sorted = new ArrayList<>();
    led(groups(here), groups(inBase), groups(inDb), groups(inFile))
        .forEach(place -> put(sorted, place, order, merged));
    return sorted;
  }

  private static List<Place> groups(Map<Place, List<String>> places) {
    return places.keySet().stream().filter(place -> place.parent() == null).toList();
  }

  /// By the file where it has changed the order, else by the store.
  private static <T> List<T> led(List<T> all, List<T> base, List<T> db, List<T> file) {
    boolean isFile = !common(file, base).equals(common(base, file));
    return isFile ? woven(all, file, db) : woven(all, db, file);
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
    all.forEach(
        each -> found.computeIfAbsent(each.place(), place -> new ArrayList<>()).add(each.marker()));
    return found;
  }

  /// What of the first is in the second, in the order of the first.
  private static <T> List<T> common(List<T> first, List<T> second) {
    Set<T> there = new HashSet<>(second);
    return first.stream().filter(there::contains).toList();
  }

  /// All markers, led by one side; what it lacks comes behind what it follows on the other.
  private static <T> List<T> woven(List<T> each, List<T> leading, List<T> other) {
    Set<T> all = new HashSet<>(each);
    List<T> led = leading.stream().filter(all::contains).toList();
    Set<T> placed = new HashSet<>(led);
    List<T> first = new ArrayList<>();
    Map<T, List<T>> behind = new HashMap<>();
    List<T> at = first;
    for (T next : other) {
      if (all.contains(next) && placed.add(next)) {
        at.add(next);
      } else if (all.contains(next)) {
        at = behind.computeIfAbsent(next, key -> new ArrayList<>());
      }
    }
    List<T> woven = new ArrayList<>(first);
    for (T next : led) {
      woven.add(next);
      woven.addAll(behind.getOrDefault(next, List.of()));
    }
    for (T next : each) {
      if (placed.add(next)) {
        woven.add(next);
      }
    }
    return woven;
  }
}
