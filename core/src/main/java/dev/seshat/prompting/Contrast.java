package dev.seshat.prompting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The condition under which something works: what all iterations where it did have, and none where it did not.
final class Contrast {
  private static final int SHOWN = 3;
  private static final int LONGEST = 60;

  private Contrast() {}

  /// `works when …, fails when …`.
  ///
  /// @param about the thing itself, which is no condition of it
  /// @return null where one side is missing
  static @Nullable String of(List<Look> good, List<Look> bad, String about) {
    if (good.isEmpty() || bad.isEmpty()) {
      return null;
    }
    return "works when " + side(good, bad, about) + ", fails when " + side(bad, good, about);
  }

  private static String side(List<Look> these, List<Look> others, String about) {
    Set<String> shared = new LinkedHashSet<>(features(these.getFirst(), about));
    these.forEach(each -> shared.retainAll(features(each, about)));
    others.forEach(each -> features(each, about).forEach(shared::remove));
    if (shared.isEmpty()) {
      return "all else is as in " + numbers(these);
    }
    return String.join(" and ", shared.stream().limit(SHOWN).toList());
  }

  private static Collection<String> features(Look look, String about) {
    List<String> features = new ArrayList<>();
    features.add("the action is " + look.actionType());
    look.parameters()
        .forEach((name, value) -> {
          if (value.length() <= LONGEST) {
            features.add(name + " is " + value);
          }
        });
    for (String keyword : look.keywords()) {
      if (keyword.length() <= LONGEST && Technique.likeness(keyword, about) == 0) {
        features.add("the prompt has \"" + keyword + "\"");
      }
    }
    return features;
  }

  /// `iteration 2`, or `iterations 2 and 4`.
  static String numbers(List<Look> looks) {
    List<String> numbers = looks.stream().map(look -> String.valueOf(look.number())).toList();
    if (numbers.size() == 1) {
      return "iteration " + numbers.getFirst();
    }
    return "iterations "
        + String.join(", ", numbers.subList(0, numbers.size() - 1))
        + " and "
        + numbers.getLast();
  }
}
