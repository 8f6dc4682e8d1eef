package dev.seshat.markdown;

import dev.seshat.markdown.TaskEditor.CannotEdit;
import dev.seshat.markdown.TaskEditor.Target;
import dev.seshat.markdown.TaskState.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a file have the tasks that it is to have, with as few lines touched as can be.
public final class FileChange {
  private final TaskEditor editor;
  private final Set<String> refused = new HashSet<>();

  private FileChange(TaskFile file) {
    this.editor = new TaskEditor(file);
  }

  /// What came of it.
  ///
  /// @param refused the markers whose lines could not be written so that they would be read as meant; they are as they were
  public record Done(TaskFile file, Set<String> refused) {}

  /// @param wanted all tasks that the file is to have, each behind the one that it stands under, siblings in their order.
  ///     Tasks of the file that are not among them stay where they are
  public static Done of(TaskFile file, List<TaskState> wanted) {
    FileChange change = new FileChange(file);
    change.say(wanted);
    change.place(wanted);
    return new Done(change.editor.file(), Set.copyOf(change.refused));
  }

  private void say(List<TaskState> wanted) {
    Map<String, TaskWords> words = new LinkedHashMap<>();
    wanted.forEach(each -> words.put(each.marker(), each.words()));
    try {
      editor.say(words);
    } catch (CannotEdit all) {
      // one line is odd: the others are written one by one
      words.forEach((marker, each) -> {
        try {
          editor.say(Map.of(marker, each));
        } catch (CannotEdit e) {
          refused.add(marker);
        }
      });
    }
  }

  private void place(List<TaskState> wanted) {
    Map<Place, List<String>> order = new LinkedHashMap<>();
    Map<String, TaskState> known = TaskState.byMarker(wanted);
    wanted.forEach(
        each -> order.computeIfAbsent(each.place(), place -> new ArrayList<>()).add(each.marker()));
    Map<Place, List<String>> there = new HashMap<>();
    Map<String, Place> at = new HashMap<>();
    for (TaskState each : TaskState.of(editor.file())) {
      there.computeIfAbsent(each.place(), place -> new ArrayList<>()).add(each.marker());
      at.put(each.marker(), each.place());
    }
    addAll(order, known, there, at);
    order.forEach((place, markers) -> {
      List<String> own =
          there.getOrDefault(place, List.of()).stream().filter(known::containsKey).toList();
      Set<String> still = unmoved(markers, own);
      @Nullable String before = null;
      for (int i = 0; i < markers.size(); i++) {
        String marker = markers.get(i);
        Target to = new Target(place.group(), place.parent(), before);
        if (at.containsKey(marker) && !still.contains(marker)) {
          attempt(List.of(marker), () -> editor.move(marker, to));
        } else if (editor.file().item(marker).isEmpty() && !refused.contains(marker)) {
          List<TaskEditor.Line> run = new ArrayList<>();
          for (int next = i; next < markers.size() && isNew(markers.get(next), at); next++) {
            gather(markers.get(next), 0, order, known, at, run);
          }
          attempt(run.stream().map(TaskEditor.Line::marker).toList(), () -> editor.add(run, to));
        }
        if (editor.file().item(marker).isPresent()) {
          before = marker;
        }
      }
    });
  }

  /// Adds all tasks at once that come where nothing moves. If the file is too odd for that, nothing is changed, and they are
  /// added one by one.
  private void addAll(
      Map<Place, List<String>> order,
      Map<String, TaskState> known,
      Map<Place, List<String>> there,
      Map<String, Place> at) {
    List<TaskEditor.Run> runs = new ArrayList<>();
    Set<List<String>> headings = new HashSet<>(editor.file().groups());
    order.forEach((place, markers) -> {
      List<String> own =
          there.getOrDefault(place, List.of()).stream().filter(known::containsKey).toList();
      Set<String> still = unmoved(markers, own);
      @Nullable String before = null;
      boolean isSettled =
          place.parent() == null
              ? headings.contains(place.group())
              : at.containsKey(place.parent());
      for (int i = 0; i < markers.size(); i++) {
        String marker = markers.get(i);
        if (!isNew(marker, at)) {
          isSettled = still.contains(marker);
          before = marker;
        } else if (isSettled) {
          List<TaskEditor.Line> run = new ArrayList<>();
          int next = i;
          for (; next < markers.size() && isNew(markers.get(next), at); next++) {
            gather(markers.get(next), 0, order, known, at, run);
          }
          runs.add(new TaskEditor.Run(run, new Target(place.group(), place.parent(), before)));
          i = next - 1;
        }
      }
    });
    if (runs.size() < 2) {
      return;
    }
    // of two at one place, what stands under a task comes before what stands beside it
    runs.sort(Comparator.comparing(each -> each.to().parent() == null));
    try {
      editor.addAll(runs);
    } catch (CannotEdit e) {
      // one by one
    }
  }

  private static boolean isNew(String marker, Map<String, Place> at) {
    return !at.containsKey(marker);
  }

  /// A new task and the new ones under it, in the order of their lines.
  private static void gather(
      String marker,
      int depth,
      Map<Place, List<String>> order,
      Map<String, TaskState> known,
      Map<String, Place> at,
      List<TaskEditor.Line> run) {
    run.add(new TaskEditor.Line(marker, Objects.requireNonNull(known.get(marker)).words(), depth));
    for (String under : order.getOrDefault(new Place(List.of(), marker), List.of())) {
      if (isNew(under, at)) {
        gather(under, depth + 1, order, known, at, run);
      }
    }
  }

  private interface Step {
    void run() throws CannotEdit;
  }

  private void attempt(List<String> markers, Step step) {
    try {
      step.run();
    } catch (CannotEdit e) {
      refused.addAll(markers);
    }
  }

  /// The most tasks that can stay while the others are moved around them: the longest run that is in order on both sides.
  public static Set<String> unmoved(List<String> wanted, List<String> there) {
    Map<String, Integer> places = new HashMap<>();
    there.forEach(each -> places.put(each, places.size()));
    List<String> both = wanted.stream().filter(places::containsKey).toList();
    int[] ends = new int[both.size()];
    int[] sorted = new int[both.size()];
    int[] before = new int[both.size()];
    int length = 0;
    for (int i = 0; i < both.size(); i++) {
      int place = Objects.requireNonNull(places.get(both.get(i)));
      int at = -Arrays.binarySearch(sorted, 0, length, place) - 1;
      before[i] = at == 0 ? -1 : ends[at - 1];
      ends[at] = i;
      sorted[at] = place;
      length = Math.max(length, at + 1);
    }
    Set<String> still = new HashSet<>();
    for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
      still.add(both.get(i));
    }
    return still;
  }
}
