package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.knowledge.Knowledge;
import dev.seshat.knowledge.KnowledgeHit;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is known: applied to a description, searched, and as files.
public final class KnowledgeRoutes implements Operations {
  private static final String ALL = "/api/v1/knowledge";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "getKnowledge", "What there is to know, counted")
            .answers("Patterns by category, and keywords", KnowledgeShapes.overview())
            .by(request -> Reply.json(request.seshat().knowledge().overview().toJson())),
        Operation.post(ALL + "/apply", "applyKnowledge", "What is known for a description")
            .about(
                "Patterns and keywords that fit, and how well the description is covered: below 0.3 research is wanted."
                    + " With a session, the patterns that fit strongly or are likely to are noted as applied there.")
            .takes(
                Schema.object(
                        field("description!", Schema.text("", Knowledge.MAX_DESCRIPTION)),
                        field("session", Schema.text("Id, short id, prefix or `current`", 100)),
                        field("limit", Schema.integer("Of each; default 20", 1, 100)))
                    .named("KnowledgeQuestion"))
            .answers("What fits", KnowledgeShapes.fitting())
            .by(KnowledgeRoutes::apply),
        Operation.get(ALL + "/search", "searchKnowledge", "What has most of a question's words")
            .query("q!", Schema.text("Plain words", Knowledge.MAX_DESCRIPTION))
            .query("limit", Shapes.limit(20, 100))
            .answers(
                "Patterns, keywords and sections of files",
                Shapes.page("hits", KnowledgeShapes.hit()))
            .by(request ->
                Reply.list(
                    "hits",
                    request
                        .seshat()
                        .knowledge()
                        .search(request.needed("q"), request.integer("limit")),
                    null,
                    KnowledgeHit::toJson)),
        Operation.get(ALL + "/files", "listKnowledgeFiles", "The names of the knowledge files")
            .answers("Without `.md`", Shapes.list("names", Schema.text("", 1_000)))
            .by(request -> Reply.json(Map.of("names", request.seshat().knowledgeFiles().names()))),
        Operation.get(ALL + "/text", "getKnowledgeFile", "A knowledge file")
            .about("What Seshat writes is as the store is now, whatever the file says.")
            .query("file!", Schema.text("Its name as the list has it", 1_000))
            .answersWith("text/markdown", "Its text")
            .by(request ->
                Reply.text(
                    "text/markdown",
                    request.seshat().knowledgeFiles().read(request.needed("file")))),
        Operation.post(ALL + "/import", "importKnowledge", "Take a knowledge file over")
            .about(
                "The text of a `learned-patterns.md` or `keyword-effectiveness.md`. The same text twice counts once; what is"
                    + " there already and is told otherwise is changed; evidence is added as far as it is missing.")
            .takes(
                Schema.object(
                        field("markdown!", Schema.text("", KnowledgeShapes.MAX_FILE)),
                        field("name", Schema.text("What the report calls it", 200)))
                    .named("KnowledgeFile"))
            .answers("What came of it", KnowledgeShapes.imported())
            .by(KnowledgeRoutes::imported),
        Operation.post(ALL + "/write", "writeKnowledge", "Write the knowledge files")
            .about(
                "In the workspace's folder. What a person has edited since is kept beside, and named in the answer.")
            .mayTake(Shapes.nothing())
            .answers(
                "What was written",
                Schema.object(
                    field("folder!", Schema.text("", 10_000)),
                    field("written!", Schema.list("", Schema.text("", 500), 100)),
                    field("kept!", Schema.list("", Schema.text("", 500), 100))))
            .by(request -> Reply.json(request.seshat().knowledgeFiles().write().toJson())));
  }

  private static Reply apply(Request request) {
    Fields fields = request.fields();
    Long limit = fields.number("limit", 1, 100);
    return Reply.json(
        request
            .seshat()
            .knowledge()
            .apply(
                fields.required("description", Knowledge.MAX_DESCRIPTION),
                fields.text("session", 100),
                limit == null ? 20 : limit.intValue())
            .toJson());
  }

  private static Reply imported(Request request) {
    Fields fields = request.fields();
    String name = Objects.requireNonNullElse(fields.text("name", 200), "text");
    return Reply.json(
        request
            .seshat()
            .knowledgeFiles()
            .importText(name, fields.required("markdown", KnowledgeShapes.MAX_FILE))
            .toJson());
  }
}
