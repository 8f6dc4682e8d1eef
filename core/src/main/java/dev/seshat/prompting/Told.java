package dev.seshat.prompting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A technique that iterations of a session name, with those where it worked and those where it failed. An iteration that
/// names it on both sides is on neither.
record Told(String text, List<Look> worked, List<Look> failed) {
  /// How often the like of something has to be seen before it is a lesson.
  static final int OFTEN = 2;

  /// The techniques that iterations name, each once, in the order in which they come up.
  static List<Told> all(List<Look> looks) {
    List<String> texts = new ArrayList<>();
    List<Map<Integer, Look>> worked = new ArrayList<>();
    List<Map<Integer, Look>> failed = new ArrayList<>();
    for (Look look : looks) {
      for (String text : look.worked()) {
        worked.get(place(texts, worked, failed, text)).put(look.number(), look);
      }
      for (String text : look.failed()) {
        failed.get(place(texts, worked, failed, text)).put(look.number(), look);
      }
    }
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Map<Integer, Look> good = new TreeMap<>(worked.get(i));
      Map<Integer, Look> bad = new TreeMap<>(failed.get(i));
      good.keySet().removeAll(failed.get(i).keySet());
      bad.keySet().removeAll(worked.get(i).keySet());
      all.add(new Told(texts.get(i), List.copyOf(good.values()), List.copyOf(bad.values())));
    }
    return all;
  }

  private static int place(
      List<String> texts,
      List<Map<Integer, Look>> worked,
      List<Map<Integer, Look>> failed,
      String text) {
    for (int i = 0; i < texts.size(); i++) {
      if (Technique.likeness(texts.get(i), text) > 0) {
        return i;
      }
    }
    texts.add(text.strip());
    worked.add(new TreeMap<>());
    failed.add(new TreeMap<>());
    return texts.size() - 1;
  }

  /// Whether it is said often enough to be a lesson.
  boolean isLesson() {
    return worked.size() >= OFTEN || failed.size() >= OFTEN;
  }

  /// Whether the lesson is that it fails.
  boolean isFailure() {
    return failed.size() >= OFTEN && failed.size() > worked.size();
  }

  /// When it works and when it fails: it failed somewhere and worked elsewhere, or worked in iterations that came to
  /// opposite ends.
  @Nullable String condition() {
    List<Look> good = new ArrayList<>(worked);
    good.removeIf(look -> look.verdict() == Look.Verdict.FAILURE);
    List<Look> bad = new ArrayList<>(failed);
    worked.stream().filter(look -> look.verdict() == Look.Verdict.FAILURE).forEach(bad::add);
    bad.sort(Comparator.comparingInt(Look::number));
    return Contrast.of(good, bad, text);
  }
}
