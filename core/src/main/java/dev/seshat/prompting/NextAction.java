package dev.seshat.prompting;

import dev.seshat.prompting.Profile.Role;
import dev.seshat.prompting.Suggestion.Action;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules by which the next action is suggested, from the scores alone. The first that applies counts:
///
/// | when | action |
/// |---|---|
/// | nothing is logged | start |
/// | batch average > 0.75, and in the last two scored iterations the same dimension alone is lowest and moved by at most 0.03 | ref_gap_closure |
/// | best image > 0.80 | vary |
/// | 7 iterations or more | change_approach |
/// | 5 or 6 | pivot |
/// | 3 or 4 | review |
/// | the newest has no scores | assess |
/// | best image < 0.70 | prompt_edit |
/// | best image from 0.70 to 0.80 | prompt_edit, of what the weakest dimension is about alone |
///
/// What is stuck comes before varying, since variations move all dimensions but the one that the prompt leaves out. What
/// goes well comes before the number of iterations, which is told beside it as the milestone. Scores are those of the
/// newest iteration; where it has none, only the rules without scores apply to it.
final class NextAction {
  static final double VARY_ABOVE = 0.80;
  static final double EDIT_BELOW = 0.70;
  static final double GAP_ABOVE = 0.75;
  static final double STUCK = 0.03;
  static final int REVIEW_AT = 3;
  static final int PIVOT_AT = 5;
  static final int CHANGE_AT = 7;

  private final Profile profile;
  private final List<Tried> tried;

  /// What of an iteration the rules look at.
  record Tried(int number, @Nullable Scores scores) {}

  /// @param tried all iterations of a session, in their order
  NextAction(Profile profile, List<Tried> tried) {
    this.profile = profile;
    this.tried = tried;
  }

  Suggestion suggestion() {
    if (tried.isEmpty()) {
      return made(Action.START, type(Role.START), "no iteration is logged yet", null, null, null);
    }
    Tried newest = tried.getLast();
    Scores scores = newest.scores();
    if (scores != null) {
      String stuck = stuck(scores);
      if (stuck != null) {
        return close(newest, scores, stuck);
      }
      if (scores.best().avg() > VARY_ABOVE) {
        return vary(newest, scores);
      }
    }
    Action milestone = milestone();
    if (milestone != null) {
      return milestone(milestone, newest, scores);
    }
    if (scores == null) {
      String reason =
          "iteration " + newest.number() + " has no scores; what to do follows from them";
      return made(Action.ASSESS, null, reason, newest, null, null);
    }
    return edit(newest, scores);
  }

  /// The dimension that was lowest in the newest two scored iterations and hardly moved; null if none is.
  private @Nullable String stuck(Scores newest) {
    List<Scores> scored =
        tried.stream().map(Tried::scores).filter(java.util.Objects::nonNull).toList();
    String lowest = newest.lowest();
    if (lowest == null || scored.size() < 2 || !(newest.avg() > GAP_ABOVE)) {
      return null;
    }
    Scores before = scored.get(scored.size() - 2);
    if (!lowest.equals(before.lowest())) {
      return null;
    }
    double moved = Numbers.rounded(newest.of(lowest) - before.of(lowest));
    return Math.abs(moved) <= STUCK ? lowest : null;
  }

  private Suggestion close(Tried newest, Scores scores, String stuck) {
    String reason =
        "the batch is at "
            + Numbers.shown(scores.avg())
            + ", but "
            + stuck
            + " has been the lowest of all twice in a row and is still at "
            + Numbers.shown(scores.of(stuck))
            + ": work on what it lacks beside the reference, and on nothing else";
    return made(Action.REF_GAP_CLOSURE, type(Role.CLOSE_GAP), reason, newest, scores, stuck);
  }

  private Suggestion vary(Tried newest, Scores scores) {
    String reason =
        bestOf(scores) + ", above " + Numbers.shown(VARY_ABOVE) + ": vary it, and keep the prompt";
    return made(Action.VARY, type(Role.VARY), reason, newest, scores, null);
  }

  private @Nullable Action milestone() {
    int count = tried.size();
    if (count >= CHANGE_AT) {
      return Action.CHANGE_APPROACH;
    }
    if (count >= PIVOT_AT) {
      return Action.PIVOT;
    }
    return count >= REVIEW_AT ? Action.REVIEW : null;
  }

  private Suggestion milestone(Action milestone, Tried newest, @Nullable Scores scores) {
    String stands =
        tried.size()
            + " iterations, and "
            + (scores == null
                ? "the newest has no scores"
                : bestOf(scores) + ", not above " + Numbers.shown(VARY_ABOVE));
    String advice =
        switch (milestone) {
          case REVIEW ->
              "look at all of them beside the reference, and say what they lack, before the next";
          case PIVOT ->
              "give up what the last prompts have in common, and build the next on what scored best";
          default ->
              "begin anew by another approach: other words, another way in, other references";
        };
    return made(milestone, type(Role.EDIT), stands + ": " + advice, newest, null, weakest(scores));
  }

  private Suggestion edit(Tried newest, Scores scores) {
    String weakest = weakest(scores);
    if (scores.best().avg() < EDIT_BELOW) {
      String reason = bestOf(scores) + ", below " + Numbers.shown(EDIT_BELOW) + ": edit the prompt";
      return made(Action.PROMPT_EDIT, type(Role.EDIT), reason, newest, null, weakest);
    }
    String reason =
        bestOf(scores)
            + ", too good to rewrite and not good enough to vary: edit only what speaks of "
            + weakest
            + ", the weakest";
    return made(Action.PROMPT_EDIT, type(Role.EDIT), reason, newest, null, weakest);
  }

  /// The lowest dimension; of several, the first in the profile's order.
  private @Nullable String weakest(@Nullable Scores scores) {
    return scores == null
        ? null
        : profile.dimensionNames().stream()
            .filter(scores.scores()::containsKey)
            .min(Comparator.comparingDouble(name -> scores.scores().getOrDefault(name, 1.0)))
            .orElse(null);
  }

  private static String bestOf(Scores scores) {
    return "the best image is at " + Numbers.shown(scores.best().avg());
  }

  private String type(Role role) {
    return profile.actionFor(role).name();
  }

  /// @param from the scores of the batch whose best image the action may start from; null if it starts from none
  private Suggestion made(
      Action action,
      @Nullable String type,
      String reason,
      @Nullable Tried newest,
      @Nullable Scores from,
      @Nullable String dimension) {
    Integer parent =
        type == null || from == null || !profile.actionType(type).takesParent()
            ? null
            : (Integer) from.best().position();
    return new Suggestion(
        action,
        type,
        reason,
        newest == null ? null : (Integer) newest.number(),
        parent,
        dimension,
        milestone());
  }
}
