package dev.seshat.prompting;

import dev.seshat.Texts;
import dev.seshat.prompting.Look.Verdict;
import dev.seshat.prompting.Plan.Finding;
import dev.seshat.prompting.Plan.KeywordUse;
import dev.seshat.prompting.Plan.Known;
import dev.seshat.prompting.Plan.Lesson;
import dev.seshat.prompting.Plan.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of reflection: what a session that has ended teaches, from its iterations and from what is known. Nothing is
/// read or written here.
///
/// An iteration is a test: to a pattern it gives evidence once. What is said of it by name (`what_worked`, `what_failed`)
/// goes before what follows from its scores.
final class Planner {
  private static final int SLUG = 48;
  private static final int INTENTION = 300;

  private final String session;
  private final String intention;
  private final @Nullable Boolean succeeded;
  private final List<Look> looks;
  private final List<Known> known;
  private final List<String> applied;

  private final List<Lesson> lessons = new ArrayList<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Set<String> forgotten = new LinkedHashSet<>();

  /// @param session its short id
  /// @param succeeded null for a session that came to neither end
  /// @param looks its iterations in their order
  /// @param known all patterns, the best first
  /// @param applied the ids of those that the session applied
  Planner(
      String session,
      String intention,
      @Nullable Boolean succeeded,
      List<Look> looks,
      List<Known> known,
      List<String> applied) {
    this.session = session;
    this.intention = intention;
    this.succeeded = succeeded;
    this.looks = looks;
    this.known = known;
    this.applied = applied;
  }

  Plan plan() {
    for (Told told : Told.all(looks)) {
      if (told.isLesson()) {
        technique(told);
      }
    }
    workflows();
    SortedMap<String, Boolean> effective = new TreeMap<>();
    applied.forEach(pattern -> effective.put(pattern, wasEffective(pattern)));
    List<Finding> evidence = new ArrayList<>(findings.values());
    evidence.sort(
        Comparator.comparing(Finding::pattern)
            .thenComparing(Finding::number, Comparator.nullsLast(Comparator.naturalOrder())));
    return new Plan(lessons, evidence, keywords(), effective, List.copyOf(forgotten));
  }

  // techniques

  /// A pattern that says the same, and whether it says that it works.
  private record Match(Known pattern, boolean saysItWorks, double likeness) {}

  private void technique(Told told) {
    String id = id(told.text());
    Match match = match(told, id);
    boolean works = match == null ? !told.isFailure() : match.saysItWorks();
    String pattern = match == null ? id : match.pattern().id();
    if (match != null && !match.pattern().isActive()) {
      forgotten.add(pattern);
      return;
    }
    if (match == null) {
      lessons.add(works ? pattern(id, told) : failureMode(id, told));
    }
    for (Look look : told.worked()) {
      find(pattern, look, works ? Side.FOR : Side.AGAINST, "what_worked: " + told.text());
    }
    for (Look look : told.failed()) {
      find(pattern, look, works ? Side.AGAINST : Side.FOR, "what_failed: " + told.text());
    }
  }

  /// The likest pattern that is in use; without one, the likest that somebody has taken out of use.
  private @Nullable Match match(Told told, String id) {
    Match best = null;
    for (Known each : known) {
      Match match = match(told, id, each);
      if (match != null && (best == null || isBetter(match, best))) {
        best = match;
      }
    }
    return best;
  }

  private static boolean isBetter(Match one, Match other) {
    if (one.pattern().isActive() != other.pattern().isActive()) {
      return one.pattern().isActive();
    }
    return one.likeness() > other.likeness();
  }

  private static @Nullable Match match(Told told, String id, Known pattern) {
    if (pattern.category().equals(Plan.WORKFLOW) && pattern.subcategory() != null) {
      return null;
    }
    double remedy = likeness(told.text(), pattern.solution());
    double failing = pattern.isFailureMode() ? likeness(told.text(), pattern.problem()) : 0;
    if (pattern.id().equals(id)) {
      // this session has taught it before, and somebody has put it into other words since
      return new Match(pattern, !pattern.isFailureMode(), 1);
    }
    if (remedy == 0 && failing == 0) {
      return null;
    }
    return new Match(pattern, remedy > failing, Math.max(remedy, failing));
  }

  /// A pattern's text begins with what it says; what follows the first sentence explains it.
  private static double likeness(String technique, String text) {
    String first = text.strip().split("\\n|(?<=[.!?;])\\s", 2)[0];
    return Math.max(Technique.likeness(technique, text), Technique.likeness(technique, first));
  }

  private Lesson pattern(String id, Told told) {
    return new Lesson(
        id,
        category(told.text()),
        null,
        "For prompts such as: " + Texts.shorten(intention, INTENTION),
        told.text(),
        told.condition(),
        notes(told));
  }

  private Lesson failureMode(String id, Told told) {
    List<String> better =
        Told.all(looks).stream()
            .filter(each -> each.failed().isEmpty() && each.worked().size() >= Told.OFTEN)
            .map(Told::text)
            .limit(3)
            .toList();
    String instead =
        better.isEmpty()
            ? "Leave it out."
            : "Leave it out; what worked there: " + String.join("; ", better);
    return new Lesson(
        id, Plan.FAILURE_MODE, null, told.text(), instead, told.condition(), notes(told));
  }

  /// The dimension that a technique names, or simply technique.
  private String category(String technique) {
    List<String> words = Technique.words(technique);
    for (Look look : looks) {
      for (String dimension : look.scores().keySet()) {
        if (words.contains(dimension)) {
          return dimension;
        }
      }
    }
    return "technique";
  }

  private String notes(Told told) {
    List<String> parts = new ArrayList<>();
    if (!told.worked().isEmpty()) {
      parts.add("worked in " + Contrast.numbers(told.worked()));
    }
    if (!told.failed().isEmpty()) {
      parts.add("failed in " + Contrast.numbers(told.failed()));
    }
    return "Found by reflection on session " + session + ": " + String.join(", ", parts) + ".";
  }

  // ways of going on

  private record Moves(List<Look> up, List<Look> down) {}

  private void workflows() {
    Map<String, Moves> byAction = new LinkedHashMap<>();
    for (int i = 1; i < looks.size(); i++) {
      Look look = looks.get(i);
      int moved = look.movedSince(looks.get(i - 1));
      Moves moves =
          byAction.computeIfAbsent(
              look.actionType(), type -> new Moves(new ArrayList<>(), new ArrayList<>()));
      if (moved != 0) {
        (moved > 0 ? moves.up() : moves.down()).add(look);
      }
    }
    byAction.forEach((action, moves) -> {
      if (moves.up().size() >= Told.OFTEN || moves.down().size() >= Told.OFTEN) {
        workflow(action, moves);
      }
    });
  }

  private void workflow(String action, Moves moves) {
    boolean raises = moves.up().size() >= moves.down().size();
    String id = id("go on by " + action);
    Known match = null;
    for (Known each : known) {
      boolean same =
          each.category().equals(Plan.WORKFLOW)
              && (each.id().equals(id)
                  || each.solution().startsWith(raising(action))
                  || each.solution().startsWith(lowering(action)));
      if (same && (match == null || (each.isActive() && !match.isActive()))) {
        match = each;
      }
    }
    if (match != null && !match.isActive()) {
      forgotten.add(match.id());
      return;
    }
    String pattern = match == null ? id : match.id();
    boolean claim = match == null ? raises : !match.solution().startsWith(lowering(action));
    if (match == null) {
      lessons.add(workflow(id, action, moves, raises));
    }
    moves.up().forEach(look -> find(pattern, look, claim ? Side.FOR : Side.AGAINST, "scores rose"));
    moves
        .down()
        .forEach(look -> find(pattern, look, claim ? Side.AGAINST : Side.FOR, "scores fell"));
  }

  private Lesson workflow(String id, String action, Moves moves, boolean raises) {
    List<String> parts = new ArrayList<>();
    if (!moves.up().isEmpty()) {
      parts.add("scores rose in " + Contrast.numbers(moves.up()));
    }
    if (!moves.down().isEmpty()) {
      parts.add("scores fell in " + Contrast.numbers(moves.down()));
    }
    return new Lesson(
        id,
        Plan.WORKFLOW,
        action,
        "How to go on from one iteration to the next",
        raises ? raising(action) : lowering(action),
        Contrast.of(moves.up(), moves.down(), ""),
        "Found by reflection on session " + session + ": " + String.join(", ", parts) + ".");
  }

  private static String raising(String action) {
    return "Go on by " + action + ": the scores rise.";
  }

  private static String lowering(String action) {
    return "Do not go on by " + action + ": the scores fall.";
  }

  // evidence

  private void find(String pattern, Look look, Side side, String notes) {
    Finding found = new Finding(pattern, look.id(), look.number(), side, Texts.shorten(notes, 500));
    findings.merge(
        pattern + "\0" + look.number(),
        found,
        (before, now) ->
            before.side() == now.side()
                ? before
                : new Finding(
                    pattern, look.id(), look.number(), Side.NEITHER, "named on both sides"));
  }

  /// Whether an applied pattern was effective: by the iterations that used it, and by the session's end where they do not
  /// tell.
  private boolean wasEffective(String pattern) {
    for (Look look : looks) {
      if (look.patterns().contains(pattern) && look.verdict() != Verdict.NEITHER) {
        boolean good = look.verdict() == Verdict.SUCCESS;
        findings.putIfAbsent(
            pattern + "\0" + look.number(),
            new Finding(
                pattern,
                look.id(),
                look.number(),
                good ? Side.FOR : Side.AGAINST,
                good
                    ? "the iteration that used it succeeded"
                    : "the iteration that used it failed"));
      }
    }
    long good = count(pattern, Side.FOR);
    long bad = count(pattern, Side.AGAINST);
    if (good + bad == 0) {
      Side side = succeeded == null ? Side.NEITHER : succeeded ? Side.FOR : Side.AGAINST;
      String end = succeeded == null ? "in part" : succeeded ? "with success" : "without success";
      findings.put(
          pattern + "\0",
          new Finding(pattern, null, null, side, "the session that applied it ended " + end));
    }
    return good == bad ? Boolean.TRUE.equals(succeeded) : good > bad;
  }

  private long count(String pattern, Side side) {
    return findings.values().stream()
        .filter(each -> each.pattern().equals(pattern) && each.side() == side)
        .count();
  }

  private List<KeywordUse> keywords() {
    List<KeywordUse> uses = new ArrayList<>();
    for (Look look : looks) {
      Boolean effective =
          switch (look.verdict()) {
            case SUCCESS -> Boolean.TRUE;
            case FAILURE -> Boolean.FALSE;
            case NEITHER -> null;
          };
      look.keywords().forEach(each -> uses.add(new KeywordUse(each, look.id(), effective)));
    }
    return uses;
  }

  private final Map<String, String> ids = new HashMap<>();

  /// The id of what this session teaches in these words: the same each time.
  private String id(String text) {
    String slug = String.join("-", Technique.words(text)).replaceAll("[^a-z0-9-]", "");
    String base =
        "auto-" + (slug.isEmpty() ? "technique" : slug.substring(0, Math.min(SLUG, slug.length())));
    String id = base + "-" + session;
    for (int i = 2; ids.containsKey(id) && !text.equals(ids.get(id)); i++) {
      id = base + "-" + session + "-" + i;
    }
    ids.put(id, text);
    return id;
  }
}
