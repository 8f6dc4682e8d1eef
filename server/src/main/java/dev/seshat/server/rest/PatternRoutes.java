package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.knowledge.AppliedPattern;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Health;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.KeywordFilter;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternChange;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.Validator;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;

/// Patterns with their evidence, keywords, and what sessions applied.
public final class PatternRoutes implements Operations {
  private static final String ALL = "/api/v1/patterns";
  private static final String ONE = ALL + "/{pattern}";
  private static final String APPLIED = "/api/v1/sessions/{ref}/patterns";
  private static final Schema PATTERN = KnowledgeShapes.pattern();
  private static final Schema KEYWORD = KnowledgeShapes.keyword();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listPatterns", "Patterns, those whose tests say most first")
            .about("Ranked by the lower bound of the success rate (Wilson, 95 %).")
            .query("category", Schema.text("", 64))
            .query("active", Schema.word("Default true", "true", "false", "all"))
            .query("health", KnowledgeShapes.HEALTH)
            .query("q", Schema.text("A piece of id, problem, solution, context or notes", 1_000))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of patterns", Shapes.page("patterns", PATTERN))
            .by(PatternRoutes::list),
        Operation.post(ALL, "addPattern", "Write a pattern down")
            .about("Counters, rate and confidence are made of evidence; nobody sets them.")
            .takes(KnowledgeShapes.newPattern())
            .answers(201, "The pattern", PATTERN)
            .by(PatternRoutes::add),
        one(Operation.get(ONE, "getPattern", "A pattern"))
            .by(request -> shown(patterns(request).get(id(request)))),
        one(Operation.patch(ONE, "changePattern", "Change what a pattern says"))
            .versioned()
            .takes(KnowledgeShapes.patternChange())
            .by(request ->
                shown(
                    patterns(request)
                        .change(
                            id(request),
                            PatternChange.fromJson(request.body()),
                            request.version()))),
        one(Operation.post(ONE + "/forget", "forgetPattern", "Take a pattern out of use"))
            .about("It stays to be read, with its evidence and the reason.")
            .takes(Schema.object(field("reason!", Schema.text("Why", 2_000))))
            .by(request ->
                shown(
                    patterns(request)
                        .forget(id(request), request.fields().required("reason", 2_000)))),
        one(Operation.post(ONE + "/validate", "validatePattern", "Add what somebody found out"))
            .about("Evidence by persons and by agents is counted apart. It cannot be changed.")
            .takes(KnowledgeShapes.newEvidence())
            .by(PatternRoutes::validate),
        Operation.get(ONE + "/evidence", "listPatternEvidence", "The evidence of a pattern")
            .path("pattern", KnowledgeShapes.ID)
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers(
                "What was added last first", Shapes.page("evidence", KnowledgeShapes.evidence()))
            .by(request ->
                Reply.page(
                    "evidence",
                    patterns(request)
                        .evidence(id(request), request.text("cursor"), request.integer("limit")),
                    Evidence::toJson)),
        Operation.get(APPLIED, "listAppliedPatterns", "The patterns that a session applied")
            .answers("In the order in which it did", applied())
            .by(request -> shown(request.seshat().sessionPatterns().list(request.ref()))),
        Operation.post(APPLIED, "applyPattern", "Note that a session applies a pattern")
            .takes(
                Schema.object(
                    field("pattern!", KnowledgeShapes.ID),
                    field(
                        "iteration",
                        Schema.integer(
                            "The number of the iteration that uses it", 1, Long.MAX_VALUE))))
            .answers("All that it has applied", applied())
            .by(PatternRoutes::apply),
        Operation.get("/api/v1/keywords", "listKeywords", "Keywords, the most effective first")
            .query("effectiveness", KnowledgeShapes.EFFECTIVENESS)
            .query("effect", Schema.text("A piece of the intended effect", 1_000))
            .query("q", Schema.text("A piece of keyword, effects, context or notes", 1_000))
            .query("limit", Shapes.limit(50, 500))
            .query("cursor", Shapes.cursor())
            .answers("A page of keywords", Shapes.page("keywords", KEYWORD))
            .by(PatternRoutes::keywords),
        Operation.post("/api/v1/keywords", "rateKeyword", "Say how well a keyword does")
            .about("One of this keyword and effect is changed; what is not said stays.")
            .takes(KnowledgeShapes.newKeyword())
            .answers("The keyword", KEYWORD)
            .by(request ->
                Reply.json(keywordsOf(request).rate(NewKeyword.fromJson(request.body())).toJson())),
        Operation.get("/api/v1/keywords/{keyword_id}", "getKeyword", "A keyword")
            .path("keyword_id", KnowledgeShapes.NUMBER)
            .answers("The keyword", KEYWORD)
            .by(request ->
                Reply.json(
                    keywordsOf(request)
                        .get(Long.parseLong(request.place("keyword_id")))
                        .toJson())));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("pattern", KnowledgeShapes.ID).answers("The pattern", PATTERN);
  }

  private static Schema applied() {
    return Shapes.page("applied", KnowledgeShapes.applied());
  }

  private static Patterns patterns(Request request) {
    return request.seshat().patterns();
  }

  private static Keywords keywordsOf(Request request) {
    return request.seshat().keywords();
  }

  private static String id(Request request) {
    return request.place("pattern");
  }

  private static Reply shown(Pattern pattern) {
    return Reply.json(pattern.toJson()).withVersion(pattern.version());
  }

  private static Reply shown(List<AppliedPattern> applied) {
    return Reply.list("applied", applied, null, AppliedPattern::toJson);
  }

  private static Reply list(Request request) {
    String active = request.text("active");
    Boolean wanted = "all".equals(active) ? null : (Boolean) !"false".equals(active);
    PatternFilter filter =
        new PatternFilter(
            request.text("category"),
            wanted,
            request.as("health", Health::of),
            request.text("q"),
            request.text("cursor"),
            request.integer("limit"));
    return Reply.page("patterns", patterns(request).list(filter), Pattern::toJson);
  }

  private static Reply add(Request request) {
    Pattern made = patterns(request).add(NewPattern.fromJson(request.body()));
    String place = java.net.URLEncoder.encode(made.id(), java.nio.charset.StandardCharsets.UTF_8);
    return shown(made).created(ALL + "/" + place.replace("+", "%20"));
  }

  private static Reply validate(Request request) {
    Fields fields = request.fields();
    NewEvidence evidence =
        NewEvidence.of(
                EvidenceOutcome.of(fields.required("outcome", 40)),
                Validator.of(fields.required("validated_by", 40)))
            .withNotes(fields.text("notes", KnowledgeShapes.MAX_TEXT))
            .withMjVersion(fields.text("mj_version", 64));
    return shown(
        patterns(request)
            .validate(
                id(request),
                evidence,
                fields.text("session", 100),
                fields.number("iteration", 1, Long.MAX_VALUE)));
  }

  private static Reply apply(Request request) {
    Fields fields = request.fields();
    return shown(
        request
            .seshat()
            .sessionPatterns()
            .applied(
                request.ref(),
                fields.required("pattern", 100),
                fields.number("iteration", 1, Long.MAX_VALUE)));
  }

  private static Reply keywords(Request request) {
    KeywordFilter filter =
        new KeywordFilter(
            request.as("effectiveness", Effectiveness::of),
            request.text("effect"),
            request.text("q"),
            request.text("cursor"),
            request.integer("limit"));
    return Reply.page("keywords", keywordsOf(request).list(filter), Keyword::toJson);
  }
}
