package dev.seshat.prompting;

import dev.seshat.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What changed from one iteration to another: the prompt by its keywords, the parameters, the scores.
///
/// A keyword is modified rather than one removed and another added when only its weight differs, or when the two share at
/// least half of their words (Dice's coefficient); each is paired once, the likest first. Parameters are those that were
/// given beside the prompt, and the options that stand in it. The three lists of dimensions are empty where either
/// iteration has no scores.
///
/// @param improved by 0.1 or more
/// @param degraded by 0.1 or more
/// @param changes by how much each dimension moved
/// @param scoreDelta of the batch averages
/// @param bestDelta of the best images' averages
public record Delta(
    int from,
    int to,
    List<PromptKeyword> added,
    List<PromptKeyword> removed,
    List<Modified> modified,
    List<ParameterChange> parameters,
    List<String> improved,
    List<String> degraded,
    List<String> unchanged,
    Map<String, Double> changes,
    @Nullable Double scoreDelta,
    @Nullable Double bestDelta) {
  static final double NOTABLE = 0.1;
  private static final double ALIKE = 0.5;

  /// Prompts with more changes than this are not the same prompt changed, and nothing in them is paired.
  private static final int MOST_PAIRED = 200;

  /// A keyword that became another.
  public record Modified(PromptKeyword from, PromptKeyword to) {}

  /// A parameter that is not what it was; null where it was not there.
  public record ParameterChange(String name, @Nullable Object from, @Nullable Object to) {}

  private record Pair(PromptKeyword from, PromptKeyword to, double likeness) {}

  /// The delta of two iterations of a session.
  ///
  /// @param profile of the session; null if it is gone, and then prompts are phrases
  public static Delta between(@Nullable Profile profile, Iteration from, Iteration to) {
    PromptForm form = profile == null ? PromptForm.PHRASES : profile.promptForm();
    PromptText before = PromptText.of(form, from.prompt());
    PromptText after = PromptText.of(form, to.prompt());
    Map<String, PromptKeyword> old = byText(before.keywords());
    Map<String, PromptKeyword> now = byText(after.keywords());
    List<PromptKeyword> added = new ArrayList<>(now.values());
    List<PromptKeyword> removed = new ArrayList<>(old.values());
    added.removeIf(keyword -> old.containsKey(keyword.text()));
    removed.removeIf(keyword -> now.containsKey(keyword.text()));
    List<Modified> modified = new ArrayList<>();
    old.forEach((text, keyword) -> {
      PromptKeyword same = now.get(text);
      if (same != null && same.weight() != keyword.weight()) {
        modified.add(new Modified(keyword, same));
      }
    });
    modified.addAll(paired(added, removed));
    Map<String, Double> changes = changes(profile, from.scores(), to.scores());
    return new Delta(
        from.iterationNumber(),
        to.iterationNumber(),
        List.copyOf(added),
        List.copyOf(removed),
        List.copyOf(modified),
        parameters(given(before, from), given(after, to)),
        named(changes, change -> change >= NOTABLE),
        named(changes, change -> change <= -NOTABLE),
        named(changes, change -> Math.abs(change) < NOTABLE),
        changes,
        difference(from.score(), to.score()),
        difference(from.bestScore(), to.bestScore()));
  }

  private static Map<String, PromptKeyword> byText(List<PromptKeyword> keywords) {
    Map<String, PromptKeyword> byText = new LinkedHashMap<>();
    keywords.forEach(keyword -> byText.put(keyword.text(), keyword));
    return byText;
  }

  /// Takes the pairs of what was added and removed that are one keyword changed out of both.
  private static List<Modified> paired(List<PromptKeyword> added, List<PromptKeyword> removed) {
    List<Pair> pairs = new ArrayList<>();
    if (added.size() > MOST_PAIRED || removed.size() > MOST_PAIRED) {
      return List.of();
    }
    for (PromptKeyword from : removed) {
      for (PromptKeyword to : added) {
        double likeness = likeness(from, to);
        if (likeness >= ALIKE) {
          pairs.add(new Pair(from, to, likeness));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
    List<Modified> modified = new ArrayList<>();
    for (Pair pair : pairs) {
      if (removed.contains(pair.from()) && added.contains(pair.to())) {
        removed.remove(pair.from());
        added.remove(pair.to());
        modified.add(new Modified(pair.from(), pair.to()));
      }
    }
    return modified;
  }

  private static double likeness(PromptKeyword one, PromptKeyword other) {
    if (one.isUnwanted() != other.isUnwanted()) {
      return 0;
    }
    Set<String> words = words(one);
    Set<String> others = words(other);
    long shared = words.stream().filter(others::contains).count();
    return 2.0 * shared / (words.size() + others.size());
  }

  private static Set<String> words(PromptKeyword keyword) {
    String text =
        keyword.isUnwanted() ? keyword.text().substring(PromptKeyword.NO.length()) : keyword.text();
    return new LinkedHashSet<>(List.of(text.split(" ")));
  }

  private static Map<String, @Nullable Object> given(PromptText prompt, Iteration iteration) {
    Map<String, @Nullable Object> given = new TreeMap<>(prompt.options());
    // unwanted things are keywords
    given.remove("no");
    given.putAll(Json.parseObject("parameters", iteration.parameters()));
    return given;
  }

  private static List<ParameterChange> parameters(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(shown(before.get(name)), shown(after.get(name))))
        .map(name -> new ParameterChange(name, before.get(name), after.get(name)))
        .toList();
  }

  /// A value as it is compared: a number and its text are one, as options have texts where parameters have numbers.
  private static @Nullable String shown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> Numbers.normalised(text.strip());
      case Number number -> Numbers.normalised(number.toString());
      default -> Json.write(value);
    };
  }

  /// By dimension, in the profile's order; a database need not keep that of a JSON object.
  private static Map<String, Double> changes(
      @Nullable Profile profile, @Nullable Scores before, @Nullable Scores after) {
    Map<String, Double> changes = new LinkedHashMap<>();
    if (before == null || after == null) {
      return changes;
    }
    Set<String> names = new LinkedHashSet<>(profile == null ? List.of() : profile.dimensionNames());
    names.addAll(new TreeSet<>(after.scores().keySet()));
    for (String name : names) {
      Double change = difference(before.scores().get(name), after.scores().get(name));
      if (change != null) {
        changes.put(name, change);
      }
    }
    return changes;
  }

  private interface Test {
    boolean holds(double change);
  }

  private static List<String> named(Map<String, Double> changes, Test test) {
    return changes.entrySet().stream()
        .filter(each -> test.holds(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static @Nullable Double difference(@Nullable Double from, @Nullable Double to) {
    return from == null || to == null ? null : (Double) Numbers.rounded(to - from);
  }

  /// Whether a person would see any difference but in the scores.
  public boolean isSamePrompt() {
    return added.isEmpty() && removed.isEmpty() && modified.isEmpty() && parameters.isEmpty();
  }

  /// It as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("to", to);
    json.put("keywords_added", added.stream().map(PromptKeyword::shown).toList());
    json.put("keywords_removed", removed.stream().map(PromptKeyword::shown).toList());
    json.put(
        "keywords_modified",
        modified.stream()
            .map(each -> Map.of("from", each.from().shown(), "to", each.to().shown()))
            .toList());
    json.put("parameters_changed", parameters.stream().map(Delta::shown).toList());
    json.put("improved", improved);
    json.put("degraded", degraded);
    json.put("unchanged", unchanged);
    json.put("dimensions", changes);
    json.put("score_delta", scoreDelta);
    json.put("best_delta", bestDelta);
    return json;
  }

  private static Map<String, @Nullable Object> shown(ParameterChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", change.name());
    json.put("from", change.from());
    json.put("to", change.to());
    return json;
  }
}
