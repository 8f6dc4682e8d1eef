package dev.seshat.server.rest;

import dev.seshat.access.Role;
import dev.seshat.retention.RetentionPlan;
import dev.seshat.retention.RetentionRule;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long sessions are kept.
public final class RetentionRoutes implements Operations {
  private static final Schema KIND =
      Schema.text("A session's kind, or `*` for every kind without a rule of its own", 64)
          .with("examples", List.of("chat", "*"));
  private static final Schema ARCHIVE =
      Schema.integer(
          "Days since its last activity after which an ended session is archived",
          0,
          RetentionRule.MAX_DAYS);
  private static final Schema ERASE =
      Schema.integer(
          "Days in the archive after which a session is erased", 0, RetentionRule.MAX_DAYS);
  private static final Schema DAYS =
      Schema.object(
          Schema.field("archive_after_days", ARCHIVE), Schema.field("erase_after_days", ERASE));
  private static final Schema RULE =
      Schema.object(
          Schema.field("kind!", KIND),
          Schema.field("archive_after_days", ARCHIVE.orNull()),
          Schema.field("erase_after_days", ERASE.orNull()));

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/retention", "listRetention", "The rules, by kind")
            .answers(
                "The rules", Schema.object(Schema.field("rules!", Schema.list("", RULE, 1_000))))
            .by(RetentionRoutes::list),
        Operation.put("/api/v1/retention/{kind}", "setRetention", "Set the rule for a kind")
            .role(Role.OWNER)
            .path("kind", KIND)
            .takes(DAYS)
            .answers("The rule", RULE)
            .by(RetentionRoutes::set),
        Operation.delete("/api/v1/retention/{kind}", "removeRetention", "Remove a kind's rule")
            .role(Role.OWNER)
            .path("kind", KIND)
            .answersNothing("It is gone")
            .by(RetentionRoutes::remove),
        Operation.get("/api/v1/retention/plan", "planRetention", "What the rules would do")
            .query("at", Schema.text("On that day, or at that time; now if it is missing", 40))
            .answers(
                "By rule how many sessions would be archived and erased, and the oldest",
                Schema.object(
                    Schema.field("at!", Schema.text("The time", 40)),
                    Schema.field("rules!", Schema.list("", Schema.any(""), 1_000))))
            .by(RetentionRoutes::plan),
        Operation.post("/api/v1/retention/apply", "applyRetention", "Do what the rules say")
            .role(Role.OWNER)
            .answers(
                "How many sessions were archived and erased",
                Schema.object(
                    Schema.field("archived!", Schema.integer("", 0, Long.MAX_VALUE)),
                    Schema.field("erased!", Schema.integer("", 0, Long.MAX_VALUE))))
            .by(request -> Reply.json(request.seshat().retention().apply().toJson())));
  }

  private static Reply list(Request request) {
    return Reply.json(
        Map.of(
            "rules",
            request.seshat().retention().list().stream().map(RetentionRule::toJson).toList()));
  }

  private static Reply set(Request request) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(request.body());
    json.put("kind", request.place("kind"));
    return Reply.json(request.seshat().retention().set(RetentionRule.fromJson(json)).toJson());
  }

  private static Reply remove(Request request) {
    request.seshat().retention().remove(request.place("kind"));
    return Reply.nothing();
  }

  private static Reply plan(Request request) {
    Instant at = request.time("at");
    RetentionPlan plan =
        at == null ? request.seshat().retention().plan() : request.seshat().retention().plan(at);
    return Reply.json(plan.toJson());
  }
}
