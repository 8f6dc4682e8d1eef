package dev.seshat.tasklist;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.tasklist.SourceFiles.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All tasks of some files, each behind the one that it stands under.
final class Reading {
  static final int MOST_TASKS = 20_000;

  private final Remarks remarks;
  private final Map<String, FoundTask> all = new LinkedHashMap<>();

  private Reading(Remarks remarks) {
    this.remarks = remarks;
  }

  static List<FoundTask> of(List<SourceFile> files, Remarks remarks) {
    Reading reading = new Reading(remarks);
    for (SourceFile each : files) {
      try {
        Optional<FoundTask> task = BoardReader.read(each, remarks);
        (task.isPresent() ? List.of(task.get()) : ListReader.read(each, remarks))
            .forEach(reading::add);
      } catch (Invalid e) {
        remarks.skip(each.name(), String.valueOf(e.getMessage()));
      }
    }
    return reading.sorted();
  }

  private void add(FoundTask task) {
    FoundTask before = all.get(task.key());
    if (before != null) {
      remarks.skip(task.where(), "has the id of " + before.where() + ", which is taken");
    } else if (all.size() >= MOST_TASKS) {
      remarks.skip(
          task.where(),
          "is one too many: at most %,d tasks are taken at once".formatted(MOST_TASKS));
    } else {
      all.put(task.key(), task);
    }
  }

  /// Parents first; what stands under nothing that is there, or in a circle, stands under nothing.
  private List<FoundTask> sorted() {
    Map<String, FoundTask> sorted = new LinkedHashMap<>();
    all.values().forEach(each -> put(each, sorted));
    return new ArrayList<>(sorted.values());
  }

  private void put(FoundTask task, Map<String, FoundTask> sorted) {
    List<FoundTask> way = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    @Nullable FoundTask at = task;
    while (at != null && !sorted.containsKey(at.key()) && seen.add(at.key())) {
      way.addFirst(at);
      at = at.parent() == null ? null : all.get(at.parent());
    }
    for (FoundTask each : way) {
      String parent = each.parent();
      if (parent != null && !sorted.containsKey(parent)) {
        boolean isWritten = !Objects.equals(BoardReader.above(each.key()), parent);
        if (all.containsKey(parent)) {
          remarks.note(
              each.where(), "stands under itself over others; it stands under nothing here");
        } else if (isWritten) {
          remarks.note(each.where(), "stands under '" + id(parent) + "', which is not there");
        }
        sorted.put(each.key(), known(each.under(null)));
      } else {
        sorted.put(each.key(), known(each));
      }
    }
  }

  /// With what it waits for as far as that is there.
  private FoundTask known(FoundTask task) {
    Set<String> there = new LinkedHashSet<>();
    for (String each : task.dependsOn()) {
      if (all.containsKey(each)) {
        there.add(each);
      } else {
        remarks.note(task.where(), "waits for '" + id(each) + "', which is not there");
      }
    }
    return there.size() == task.dependsOn().size() ? task : task.waitingFor(there);
  }

  private static String id(String key) {
    return key.substring(key.indexOf(':') + 1);
  }
}
