package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.knowledge.Knowledge;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.server.schema.Schema;

/// What is said of patterns, keywords and knowledge over REST.
final class KnowledgeShapes {
  static final int MAX_TEXT = NewPattern.MAX_TEXT;
  static final int MAX_FILE = 4_000_000;
  static final Schema ID = Schema.text("The id of the pattern", 100);
  static final Schema NUMBER = Schema.integer("The keyword's number", 1, Long.MAX_VALUE);
  static final Schema SPECIFICITY =
      Schema.word("", "universal", "general", "specific", "user-preference");
  static final Schema CONFIDENCE = Schema.word("", "low", "medium", "high");
  static final Schema HEALTH =
      Schema.word("", "untested", "healthy", "mixed", "failing", "anti-pattern");
  static final Schema EFFECTIVENESS =
      Schema.word("", "excellent", "good", "moderate", "poor", "counterproductive");
  static final Schema OUTCOME = Schema.word("", "supported", "contradicted", "neutral");

  private static final Schema TEXT = Schema.text("", MAX_TEXT);
  private static final Schema LINE = Schema.text("", 64);
  private static final Schema COUNT = Schema.integer("", 0, Long.MAX_VALUE);

  private KnowledgeShapes() {}

  private static Schema tags() {
    return Schema.list("", LINE, NewPattern.MAX_TAGS);
  }

  private static Schema tally() {
    return Schema.object(
            field("tests!", COUNT),
            field("successes!", COUNT),
            field("rate!", Schema.number("").orNull()))
        .named("PatternTally");
  }

  static Schema pattern() {
    return Schema.object(
            field("id!", ID),
            field("category!", LINE),
            field("subcategory!", LINE.orNull()),
            field("problem!", TEXT),
            field("solution!", TEXT),
            field("example_bad!", TEXT.orNull()),
            field("example_good!", TEXT.orNull()),
            field("specificity!", SPECIFICITY),
            field("tags!", tags()),
            field("context!", Schema.text("When it holds", MAX_TEXT).orNull()),
            field("notes!", TEXT.orNull()),
            field("is_active!", Schema.flag("")),
            field("forgotten_reason!", TEXT.orNull()),
            field("auto_extracted!", Schema.flag("Whether it was found in iterations")),
            field("is_reviewed!", Schema.flag("")),
            field("mj_version_discovered!", LINE.orNull()),
            field("discovered_in!", Schema.id("The session that taught it").orNull()),
            field("discovered_at!", Schema.time("")),
            field("last_validated_at!", Schema.time("").orNull()),
            field("last_failed_at!", Schema.time("").orNull()),
            field("times_tested!", COUNT),
            field("times_succeeded!", COUNT),
            field("success_rate!", Schema.number("").orNull()),
            field("lower_bound!", Schema.number("Of the rate, by Wilson's 95 % interval")),
            field(
                "confidence!",
                CONFIDENCE.saying("As it is now: one level less after 60 days untested")),
            field("earned_confidence!", CONFIDENCE.saying("What the tests have earned")),
            field("stated_confidence!", CONFIDENCE.saying("What an import said").orNull()),
            field("health!", HEALTH),
            field("by_persons!", tally()),
            field("by_agents!", tally()),
            field("by_import!", tally()),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, Long.MAX_VALUE)))
        .named("Pattern");
  }

  static Schema newPattern() {
    return Schema.object(
            field("id", ID.saying("None to be given one")),
            field("category!", LINE),
            field("problem!", TEXT),
            field("solution!", TEXT),
            field("subcategory", LINE),
            field("example_bad", TEXT),
            field("example_good", TEXT),
            field("specificity", SPECIFICITY),
            field("tags", tags()),
            field("context", TEXT),
            field("notes", TEXT),
            field("is_reviewed", Schema.flag("")),
            field("mj_version_discovered", LINE))
        .named("NewPattern");
  }

  static Schema patternChange() {
    return Schema.object(
            field("category", LINE),
            field("subcategory", LINE.orNull()),
            field("problem", TEXT),
            field("solution", TEXT),
            field("example_bad", TEXT.orNull()),
            field("example_good", TEXT.orNull()),
            field("specificity", SPECIFICITY),
            field("tags", tags()),
            field("context", TEXT.orNull()),
            field("notes", TEXT.orNull()),
            field("is_active", Schema.flag("true takes a forgotten one back into use")),
            field("is_reviewed", Schema.flag("")))
        .named("PatternChange");
  }

  static Schema evidence() {
    return Schema.object(
            field("id!", Schema.integer("", 1, Long.MAX_VALUE)),
            field("pattern_id!", ID),
            field("session_id!", Schema.id("").orNull()),
            field("iteration_id!", Schema.integer("", 1, Long.MAX_VALUE).orNull()),
            field("outcome!", OUTCOME),
            field("validated_by!", Schema.word("", "person", "agent", "import")),
            field("mj_version!", LINE.orNull()),
            field("notes!", TEXT.orNull()),
            field("added_by!", Schema.text("", 200)),
            field("created_at!", Schema.time("When it was seen")))
        .named("PatternEvidence");
  }

  static Schema newEvidence() {
    return Schema.object(
            field("outcome!", OUTCOME),
            field("validated_by!", Schema.word("Who found out", "person", "agent")),
            field("notes", TEXT),
            field("session", Schema.text("Where it was seen", 100)),
            field("iteration", Schema.integer("Its number there", 1, Long.MAX_VALUE)),
            field("mj_version", LINE))
        .named("NewEvidence");
  }

  static Schema applied() {
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("pattern_id!", ID),
            field("applied_at!", Schema.time("")),
            field("iterations!", Schema.list("Their numbers", COUNT, 100_000)),
            field(
                "was_effective!",
                Schema.flag("Null until the session has ended and was reflected on").orNull()))
        .named("AppliedPattern");
  }

  static Schema keyword() {
    return Schema.object(
            field("id!", NUMBER),
            field("keyword!", Schema.text("", 500)),
            field("intended_effect!", Schema.text("", 2_000)),
            field("actual_effect!", TEXT.orNull()),
            field("effectiveness!", EFFECTIVENESS.saying("Null while too few uses tell").orNull()),
            field("better_alternative!", TEXT.orNull()),
            field("context!", TEXT.orNull()),
            field("notes!", TEXT.orNull()),
            field("mj_version!", LINE.orNull()),
            field("rated_by!", Schema.text("Null while its counts do", 200).orNull()),
            field("times_used!", COUNT),
            field("times_effective!", COUNT),
            field("rate!", Schema.number("").orNull()),
            field("lower_bound!", Schema.number("")),
            field("last_used_at!", Schema.time("").orNull()),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")))
        .named("Keyword");
  }

  static Schema newKeyword() {
    return Schema.object(
            field("keyword!", Schema.text("", 500)),
            field("intended_effect", Schema.text("What it is meant to do", 2_000)),
            field("effectiveness", EFFECTIVENESS),
            field("actual_effect", TEXT),
            field("better_alternative", TEXT),
            field("context", TEXT),
            field("notes", TEXT),
            field("mj_version", LINE))
        .named("NewKeyword");
  }

  static Schema overview() {
    return Schema.object(
            field("patterns!", COUNT),
            field("forgotten!", COUNT),
            field(
                "categories!",
                Schema.list(
                    "",
                    Schema.object(
                        field("category!", LINE),
                        field("patterns!", COUNT),
                        field("tests!", COUNT),
                        field("health!", Schema.open("How many have each"))),
                    100_000)),
            field("keywords!", Schema.open("How many have each effectiveness")))
        .named("KnowledgeOverview");
  }

  static Schema fitting() {
    return Schema.object(
            field(
                "coverage!",
                Schema.object(
                    field("value!", Schema.number("0 to 1")),
                    field("strong!", COUNT),
                    field("likely!", COUNT),
                    field("worth!", COUNT),
                    field("phrases!", COUNT),
                    field("known_phrases!", COUNT),
                    field("similar_successes!", COUNT),
                    field("research_wanted!", Schema.flag("Below 0.3")))),
            field("description!", Schema.text("", Knowledge.MAX_DESCRIPTION)),
            field("patterns!", Schema.list("With `fit` and `share`", Schema.open(""), 100)),
            field("keywords!", Schema.list("", keyword(), 100)),
            field("unknown!", Schema.list("Phrases without good data", Schema.text("", 1_000), 64)),
            field(
                "similar!",
                Schema.list(
                    "Sessions that succeeded with the like",
                    Schema.object(
                        field("session_id!", Schema.id("")),
                        field("short_id!", Schema.text("", 36)),
                        field("title!", Schema.text("", 10_000))),
                    100)),
            field("recorded!", Schema.list("Noted as applied in the session", ID, 100_000)))
        .named("AppliedKnowledge");
  }

  static Schema imported() {
    return Schema.object(
            field("file!", Schema.text("", 500)),
            field("kind!", Schema.word("", "patterns", "keywords")),
            field("entries!", COUNT),
            field("added!", COUNT),
            field("changed!", COUNT),
            field("unchanged!", COUNT),
            field("evidence!", Schema.integer("Rows of evidence added", 0, Long.MAX_VALUE)),
            field(
                "unproven!",
                Schema.list(
                    "Stated confidence that the stated tests do not bear out",
                    Schema.object(
                        field("id!", ID),
                        field("stated!", CONFIDENCE),
                        field("earned!", CONFIDENCE),
                        field("kept!", CONFIDENCE),
                        field("rate!", COUNT),
                        field("tests!", COUNT)),
                    100_000)),
            field(
                "rounded!",
                Schema.list(
                    "Stated rates that fit no whole number of tests",
                    Schema.object(
                        field("id!", ID),
                        field("rate!", COUNT),
                        field("tests!", COUNT),
                        field("successes!", COUNT)),
                    100_000)),
            field("detached!", Schema.integer("Of sessions that are not here", 0, Long.MAX_VALUE)),
            field(
                "unread!",
                Schema.list(
                    "What could not be read",
                    Schema.object(field("line!", COUNT), field("text!", Schema.text("", MAX_FILE))),
                    1_000_000)))
        .named("KnowledgeImport");
  }

  static Schema hit() {
    return Schema.object(
            field("kind!", Schema.word("", "pattern", "keyword", "file")),
            field("id!", Schema.text("", 1_000)),
            field("title!", Schema.text("", 300)),
            field("text!", Schema.text("", 1_000)),
            field("score!", Schema.number("0 to 1")))
        .named("KnowledgeHit");
  }
}
