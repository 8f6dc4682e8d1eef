package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.prompting.Suggestion;
import dev.seshat.server.schema.Schema;

/// What is said of iterations over REST.
final class IterationShapes {
  static final Schema NUMBER =
      Schema.integer("The number of the iteration in its session", 1, 999_999_999);

  private static final int LONG = 100_000;
  private static final Schema TEXT = Schema.text("", LONG);
  private static final Schema TIME = Schema.time("");
  private static final Schema UNIT = Schema.number("").with("maximum", 1);
  private static final Schema BY_DIMENSION =
      Schema.open("By dimension").with("additionalProperties", UNIT.toJson());
  private static final Schema TEXT_BY_DIMENSION =
      Schema.open("By dimension").with("additionalProperties", Schema.text("", 1_000).toJson());
  private static final Schema NAMES = Schema.list("", Schema.text("", 64), 50);

  private IterationShapes() {}

  private static Schema lessons(String description) {
    return Schema.list(description, Schema.text("", 2_000), 100);
  }

  /// Scores as they are said, and as they are shown.
  static Schema scores() {
    Schema image =
        Schema.object(
            field("position", Schema.integer("Its place in the batch", 1, 64)),
            field("scores", BY_DIMENSION.saying("Every dimension of the profile, each 0 to 1")),
            field(
                "not_applicable",
                TEXT_BY_DIMENSION.saying("Why a dimension does not apply; it counts as 1")),
            field("avg", UNIT.saying("Computed; refused if it differs")),
            field("notes", Schema.text("", 10_000)));
    return Schema.object(
            field("images", Schema.list("One for each image of the batch", image, 64)),
            field("scores", BY_DIMENSION.saying("Of the whole batch, where there are no images")),
            field("not_applicable", TEXT_BY_DIMENSION.saying("Of the whole batch")),
            field("avg", UNIT.saying("Computed; refused if it differs")),
            field("best", Schema.open("Computed")),
            field("confidence", Schema.open("low, medium or high, by dimension")),
            field(
                "method",
                Schema.text(
                    "`reference image`, `composite of N references` or `text description`; default: by the reference",
                    64)),
            field("notes", Schema.text("", 10_000)))
        .named("Scores");
  }

  static Schema newIteration() {
    return Schema.object(
            field("prompt!", TEXT),
            field("parameters", Schema.open("What the generator was given beside the prompt")),
            field("mj_version", Schema.text("The generator's version; default the profile's", 64)),
            field(
                "action_type",
                Schema.text("One of the profile's; default: as the prompt changed", 64)),
            field(
                "parent_image",
                Schema.integer("The place in the batch before that it starts from", 1, 64)),
            field("result_assessment", scores()),
            field("user_feedback", TEXT),
            field("gap_analysis", Schema.open("What is missing beside the reference")),
            field("success", Schema.flag("")),
            field("what_worked", lessons("")),
            field("what_failed", lessons("")),
            field("patterns", Schema.list("Ids of the patterns used", Schema.text("", 100), 100)),
            field("external_id", Schema.text("Logged once per session", 500)))
        .named("NewIteration");
  }

  static Schema change() {
    return Schema.object(
            field("result_assessment", scores()),
            field("user_feedback", TEXT),
            field("gap_analysis", Schema.open("")),
            field("success", Schema.flag("")),
            field("what_worked", lessons("In place of those before")),
            field("what_failed", lessons("In place of those before")),
            field("patterns", Schema.list("Further patterns used", Schema.text("", 100), 100)))
        .saying("What is said; the prompt and what it was asked with stay")
        .named("IterationChange");
  }

  static Schema iteration() {
    Schema score = UNIT.orNull();
    return Schema.object(
            field("id!", Schema.integer("", 1, Long.MAX_VALUE)),
            field("session_id!", Schema.id("")),
            field("iteration_number!", NUMBER),
            field("prompt!", TEXT),
            field("parameters!", Schema.open("")),
            field("mj_version!", Schema.text("", 64).orNull()),
            field("action_type!", Schema.text("", 64)),
            field("parent_image!", Schema.integer("", 1, 64).orNull()),
            field(
                "result_assessment!",
                Schema.open("The scores, as they are said, with their means").orNull()),
            field("score!", score.saying("The mean over the batch")),
            field("best_score!", score.saying("The average of the best image")),
            field("scores_validated!", Schema.flag("Whether a person has confirmed them")),
            field("user_feedback!", TEXT.orNull()),
            field("gap_analysis!", Schema.open("").orNull()),
            field("success!", Schema.flag("")),
            field("what_worked!", lessons("")),
            field("what_failed!", lessons("")),
            field("patterns!", Schema.list("", Schema.text("", 100), 100_000)),
            field("logged_by!", Schema.text("", 200)),
            field("external_id!", Schema.text("", 500).orNull()),
            field("created_at!", TIME),
            field("updated_at!", TIME),
            field("version!", Schema.integer("", 1, Long.MAX_VALUE)))
        .named("Iteration");
  }

  static Schema delta() {
    Schema phrases = Schema.list("", TEXT, LONG);
    Schema moved = Schema.any("A number from -1 to 1, or null without scores");
    return Schema.object(
            field("from!", NUMBER),
            field("to!", NUMBER),
            field("keywords_added!", phrases),
            field("keywords_removed!", phrases),
            field(
                "keywords_modified!",
                Schema.list("", Schema.object(field("from!", TEXT), field("to!", TEXT)), LONG)),
            field(
                "parameters_changed!",
                Schema.list(
                    "",
                    Schema.object(
                        field("name!", TEXT),
                        field("from!", Schema.any("Null where it was not there")),
                        field("to!", Schema.any("Null where it is not there"))),
                    LONG)),
            field("improved!", NAMES.saying("By 0.1 or more")),
            field("degraded!", NAMES.saying("By 0.1 or more")),
            field("unchanged!", NAMES),
            field("dimensions!", Schema.open("By how much each moved")),
            field("score_delta!", moved),
            field("best_delta!", moved))
        .named("IterationDelta");
  }

  static Schema suggestion() {
    return Schema.object(
            field("action!", Schema.word("", Suggestion.Action.class)),
            field(
                "action_type!",
                Schema.text("What to log the next iteration as; null for none yet", 64).orNull()),
            field("reason!", Schema.text("", 2_000)),
            field("based_on!", NUMBER.orNull()),
            field("parent_image!", Schema.integer("", 1, 64).orNull()),
            field("dimension!", Schema.text("The one to work on", 64).orNull()),
            field(
                "milestone!",
                Schema.word("What their number asks for", "review", "pivot", "change_approach")
                    .orNull()))
        .named("Suggestion");
  }

  static Schema logged() {
    return Schema.object(
            field("iteration!", iteration()),
            // two halves of a type cannot be one schema with a name
            field(
                "delta!",
                Schema.any("To the iteration before, as `delta` answers; null for the first")),
            field("suggestion!", suggestion()))
        .named("LoggedIteration");
  }

  static Schema reference() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("profile!", Schema.text("", 64)),
            field("reference_description!", TEXT.orNull()),
            field("reference_analysis!", Schema.open("").orNull()),
            field("reference_image_paths!", Schema.list("", Schema.text("", 4_096), 100)),
            field("approach_rationale!", TEXT.orNull()),
            field("reflected!", Schema.flag("")),
            field("reflected_at!", TIME.orNull()),
            field("created_at!", TIME),
            field("updated_at!", TIME),
            field("version!", Schema.integer("", 1, Long.MAX_VALUE)))
        .named("Reference");
  }

  static Schema referenceChange() {
    return Schema.object(
            field("profile", Schema.text("The vocabulary; fixed once there are iterations", 64)),
            field("reference_description", TEXT.orNull()),
            field("reference_analysis", Schema.open("").orNull()),
            field("reference_image_paths", Schema.list("", Schema.text("", 4_096), 100)),
            field("approach_rationale", TEXT.orNull()))
        .saying("What is said; null clears a text")
        .named("ReferenceChange");
  }

  static Schema profile() {
    Schema word = Schema.text("", 64);
    Schema about = Schema.text("", 500);
    return Schema.object(
            field("name!", word),
            field("description!", about),
            field("generator_version!", word.orNull()),
            field("prompt_form!", Schema.word("", "phrases", "sentences")),
            field("batch!", Schema.integer("Images, or other answers, of one prompt", 1, 64)),
            field(
                "dimensions!",
                Schema.list(
                    "",
                    Schema.object(
                        field("name!", word),
                        field("description!", about),
                        field("uncertain!", Schema.flag("Of low confidence until confirmed"))),
                    50)),
            field(
                "action_types!",
                Schema.list(
                    "",
                    Schema.object(
                        field("name!", word),
                        field("description!", about),
                        field("parent!", Schema.flag("Whether it may start from one image")),
                        field("for", word)),
                    50)),
            field(
                "parameters!",
                Schema.list(
                    "", Schema.object(field("name!", word), field("description!", about)), 50)))
        .named("Profile");
  }
}
