package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.agent.AgentRun;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import java.util.List;
import java.util.Map;

/// Who works on a session: the runs of agents in it.
public final class AgentRunRoutes implements Operations {
  private static final int MOST = 500;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(
                "/api/v1/sessions/{ref}/runs",
                "listAgentRuns",
                "The runs of agents in a session, the newest first")
            .about(
                "One begins when a session starts or resumes, and ends when it is paused or ended, another begins, or nothing"
                    + " was heard of the agent for two hours.")
            .query("limit", Shapes.limit(50, MOST))
            .answers("The runs", Schema.object(field("runs!", Schema.list("", run(), MOST))))
            .by(request ->
                Reply.json(
                    Map.of(
                        "runs",
                        request
                            .seshat()
                            .agentRuns()
                            .of(request.ref(), request.integer("limit"))
                            .stream()
                            .map(AgentRun::toJson)
                            .toList()))),
        Operation.post(
                "/api/v1/sessions/{ref}/runs",
                "beginAgentRun",
                "Go on as another agent with a session that is active already")
            .about(
                "The program is the header `X-Agent`, or else `User-Agent`. The run before ends. A session that is not active"
                    + " is started or resumed instead, which begins a run by itself.")
            .answers(201, "The run", run())
            .by(request ->
                Reply.json(request.seshat().agentRuns().begin(request.ref()).toJson())
                    .withStatus(201)));
  }

  private static Schema run() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("agent!", Schema.text("The actor", 200)),
            field("client!", Schema.text("The program, with its version", 200).orNull()),
            field(
                "model!",
                Schema.text("The model that the session named when the run began", 200).orNull()),
            field("started_at!", Schema.time("")),
            field("last_seen_at!", Schema.time("")),
            field("ended_at!", Schema.time("").orNull()),
            field("resumed_from_run_id!", Schema.id("").orNull()))
        .named("AgentRun");
  }
}
