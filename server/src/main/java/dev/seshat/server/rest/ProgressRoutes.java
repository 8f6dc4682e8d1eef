package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.SessionStatus;
import java.util.List;

/// How far a session has come, and a person's or a model's word on an indicator.
public final class ProgressRoutes implements Operations {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(
                "/api/v1/sessions/{ref}/progress", "getProgress", "How far a session has come")
            .answers("What is met, what not, what nobody knows", progress())
            .by(request -> Reply.json(request.seshat().progress().of(request.ref()).toJson())),
        Operation.post(
                "/api/v1/sessions/{ref}/progress/judge",
                "judgeIndicator",
                "Say whether an indicator is met")
            .takes(
                Schema.object(
                    field("list!", Schema.word("Whose indicator it is", "success", "completion")),
                    field(
                        "text!",
                        Schema.text("The indicator's text", 2_000)
                            .with("examples", List.of("It works"))),
                    field("met!", Schema.flag("")),
                    field("by", Schema.text("Who judges; default the asker", 200)),
                    field("evidence", Schema.text("", 10_000))))
            .answers("The progress as it is now", progress())
            .by(ProgressRoutes::judge));
  }

  private static Schema progress() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    Schema judged =
        Schema.object(
            field("text!", Schema.text("", 2_000)),
            field("check!", Schema.text("The rule, if it has one", 2_000).orNull()),
            field("state!", Schema.word("", "met", "not_met", "unknown")),
            field("decided_by!", Schema.text("", 200).orNull()),
            field("evidence!", Schema.text("", 10_000).orNull()));
    return Schema.object(
            field("session_id!", Schema.id("")),
            field("status!", Schema.word("", SessionStatus.class)),
            field("active_seconds!", count),
            field("interaction_count!", count),
            field("artifact_count!", count),
            field("note_count!", count),
            field("task_count!", count.saying("Those cancelled left out")),
            field("completed_task_count!", count),
            field(
                "progress_percentage!",
                Schema.number("How far its tasks have come together, each by its weight")),
            field("success_indicators!", Schema.list("", judged, 100)),
            field("completion_indicators!", Schema.list("", judged, 100)),
            field("interview!", interview().orNull()),
            field("can_complete!", Schema.flag("")))
        .named("Progress");
  }

  private static Schema interview() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    return Schema.object(
            field("process!", Schema.text("", 200)),
            field("node!", Schema.text("Its key", 100)),
            field("node_name!", Schema.text("", 200)),
            field("prompts_asked!", count),
            field("prompts_answered!", count),
            field("prompts_skipped!", count),
            field("prompts_left!", count.saying("How many more its node may ask")),
            field("required_left!", count.saying("How many of the node have to be asked yet")),
            field("is_waiting!", Schema.flag("Whether one waits for its answer")),
            field("next_node!", Schema.text("", 100).orNull()))
        .named("InterviewProgress");
  }

  private static Reply judge(Request request) {
    Fields fields = request.fields();
    String by = fields.text("by", 200);
    return Reply.json(
        request
            .seshat()
            .progress()
            .judge(
                request.ref(),
                fields.required("list", 20).equals("success"),
                fields.required("text", 2_000),
                fields.isSet("met"),
                by == null ? "person:" + request.seshat().actor() : by,
                fields.text("evidence", 10_000))
            .toJson());
  }
}
