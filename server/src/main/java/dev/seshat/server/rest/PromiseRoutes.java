package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.json.Fields;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseHealth;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Retry;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.http.Params;
import dev.seshat.server.schema.Schema;
import dev.seshat.work.BuiltIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Promises, for those who want something done, and for workers elsewhere who do it.
public final class PromiseRoutes implements Operations {
  private static final String ALL = "/api/v1/promises";
  private static final String ONE = ALL + "/{promise}";
  private static final Schema PROMISE = PromiseShapes.promise();
  private static final Schema NOTHING = Shapes.nothing();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.post(ALL, "createPromise", "Promise something")
            .takes(PromiseShapes.newPromise())
            .answers(201, "The promise, or the one that its key stands for already", PROMISE)
            .by(PromiseRoutes::create),
        Operation.get(ALL, "listPromises", "Promises, the newest first")
            .query(
                "status",
                Schema.word(
                    "In this state; `open` for those that are not finished",
                    "open",
                    "waiting",
                    "pending",
                    "in_progress",
                    "completed",
                    "failed",
                    "cancelled"))
            .query("kind", PromiseShapes.KIND)
            .query("session", Schema.text("Id, short id, prefix or `current`", 100))
            .query("chat_id", Schema.text("", 200))
            .query("parent_id", PromiseShapes.ID)
            .query("schedule_id", Schema.integer("Made by this schedule", 1, Long.MAX_VALUE))
            .query("limit", Shapes.limit(50, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of promises", Shapes.page("promises", PROMISE))
            .by(PromiseRoutes::list),
        one(Operation.get(ONE, "getPromise", "A promise"))
            .by(request -> shown(promises(request).get(id(request)))),
        one(Operation.post(ONE + "/cancel", "cancelPromise", "Cancel a promise"))
            .mayTake(Schema.object(field("reason", Schema.text("", PromiseShapes.MAX_TEXT))))
            .by(request ->
                shown(
                    promises(request)
                        .cancel(
                            id(request), request.fields().text("reason", PromiseShapes.MAX_TEXT)))),
        one(Operation.post(ONE + "/retry", "retryPromise", "Try a failed or cancelled one again"))
            .about("A new promise, which says in `retry_of` of which; the old one stays as it is.")
            .mayTake(NOTHING)
            .by(request -> shown(promises(request).retry(id(request)))),
        one(Operation.post(ONE + "/status", "updatePromiseStatus", "Move a promise by hand"))
            .about("For whoever keeps it without a worker; a worker that has it loses it.")
            .takes(
                Schema.object(
                    field("status!", PromiseShapes.STATUS),
                    field("text", Schema.text("The result, or the error", PromiseShapes.MAX_TEXT))))
            .by(PromiseRoutes::move),
        Operation.get("/api/v1/health/promises", "promiseHealth", "How the promises are doing")
            .answers(
                "The state, and why somebody should look",
                Schema.object(
                    field("status!", Schema.word("", PromiseHealth.State.class)),
                    field("reasons!", Schema.list("", Schema.text("", 1_000), 1_000)),
                    field("counts!", Schema.open("Open ones by state, and those finished lately")),
                    field("due!", Schema.integer("", 0, Long.MAX_VALUE)),
                    field("oldest_due!", Schema.time("").orNull()),
                    field("at!", Schema.time(""))))
            .by(request -> Reply.json(promises(request).health().toJson())),
        Operation.post(ALL + "/claim", "claimPromises", "Take what is due, as a worker")
            .about(
                "The most urgent first. What was taken is the worker's as long as it is heard of: each of its calls renews"
                    + " its leases. What it says later names the `fence` of the claim.")
            .takes(
                Schema.object(
                    field("worker!", Schema.text("A name that no other worker has", 200)),
                    field("kinds!", Schema.list("", PromiseShapes.KIND, Promises.MAX_KINDS)),
                    field("limit", Schema.integer("Default 1", 1, Promises.MAX_CLAIM)),
                    field("lease_seconds", Schema.integer("Default 300", 1, 86_400))))
            .answers("What the worker has now", Shapes.list("promises", PROMISE))
            .by(PromiseRoutes::claim),
        one(Operation.post(ONE + "/heartbeat", "heartbeatPromise", "Show that the worker lives"))
            .about(
                "With `percent`, how far it has come; without, whether it still has it is to be read from the answer.")
            .takes(
                Schema.object(
                    field("fence!", PromiseShapes.FENCE),
                    field("percent", Schema.integer("", 0, 100)),
                    field("note", Schema.text("A line for people", 500))))
            .by(PromiseRoutes::heartbeat),
        one(Operation.post(ONE + "/complete", "completePromise", "Hand in the result"))
            .takes(
                Schema.object(
                    field("fence!", PromiseShapes.FENCE),
                    field("result", Schema.open("")),
                    field("summary", Schema.text("It in words", PromiseShapes.MAX_TEXT))))
            .by(PromiseRoutes::complete),
        one(Operation.post(ONE + "/fail", "failPromise", "Say that an attempt failed"))
            .takes(
                Schema.object(
                    field("fence!", PromiseShapes.FENCE),
                    field("error!", Schema.text("Why", PromiseShapes.MAX_TEXT)),
                    field("retry", Schema.flag("Whether another attempt may follow; default true")),
                    field(
                        "retry_after_seconds",
                        Schema.integer("Default: longer each time", 0, 2_592_000))))
            .by(PromiseRoutes::fail));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("promise", PromiseShapes.ID).answers("The promise", PROMISE);
  }

  private static Promises promises(Request request) {
    return request.seshat().promises();
  }

  private static long id(Request request) {
    return Params.positive("promise", request.place("promise"));
  }

  private static Reply shown(Promise promise) {
    return Reply.json(promise.toJson());
  }

  private static Reply create(Request request) {
    NewPromise wanted = NewPromise.fromJson(request.body());
    requireOwner(request, List.of(wanted.kind()));
    Promise made = promises(request).create(wanted);
    return shown(made).created(ALL + "/" + made.id());
  }

  /// Work on files of the server's machine, and what erases, is an owner's to promise and to take.
  static void requireOwner(Request request, List<String> kinds) {
    for (String kind : kinds) {
      if (BuiltIn.FOR_OWNERS.contains(kind)) {
        request.require(Role.OWNER, "work of the kind " + kind);
      }
    }
  }

  private static Reply list(Request request) {
    String session = request.text("session");
    PromiseFilter filter =
        PromiseFilter.all()
            .withStatuses(statuses(request.text("status")))
            .withKind(request.text("kind"))
            .withSession(session == null ? null : request.seshat().sessions().get(session).id())
            .withChat(request.text("chat_id"))
            .withParent(request.number("parent_id"))
            .withSchedule(request.number("schedule_id"))
            .withLimit(request.integer("limit"))
            .withCursor(request.text("cursor"));
    return Reply.page("promises", promises(request).list(filter), Promise::toJson);
  }

  private static Set<PromiseStatus> statuses(@Nullable String word) {
    if (word == null) {
      return Set.of();
    }
    return word.equals("open") ? PromiseStatus.OPEN : Set.of(PromiseStatus.of(word));
  }

  private static Reply move(Request request) {
    Fields fields = request.fields();
    PromiseStatus to = PromiseStatus.of(fields.required("status", 20));
    return shown(
        promises(request)
            .updateStatus(id(request), to, fields.text("text", PromiseShapes.MAX_TEXT)));
  }

  private static Reply claim(Request request) {
    Fields fields = request.fields();
    List<String> kinds = fields.texts("kinds", Promises.MAX_KINDS, 64);
    requireOwner(request, kinds);
    List<Promise> got =
        promises(request)
            .claim(
                fields.required("worker", 200),
                kinds,
                Math.toIntExact(orElse(fields.number("limit", 1, Promises.MAX_CLAIM), 1)),
                Duration.ofSeconds(
                    orElse(fields.number("lease_seconds", 1, 86_400), Promises.LEASE.toSeconds())));
    return Reply.json(Map.of("promises", got.stream().map(Promise::toJson).toList()));
  }

  private static long orElse(@Nullable Long number, long otherwise) {
    return number == null ? otherwise : number;
  }

  private static long fence(Fields fields) {
    Long fence = fields.number("fence", 0, Long.MAX_VALUE);
    if (fence == null) {
      throw new Invalid("fence", "is missing");
    }
    return fence;
  }

  private static Reply heartbeat(Request request) {
    Fields fields = request.fields();
    Long percent = fields.number("percent", 0, 100);
    String note = fields.text("note", 500);
    if (percent == null && note != null) {
      throw new Invalid("percent", "is missing; a note says how far it has come");
    }
    return shown(
        percent == null
            ? promises(request).heartbeat(id(request), fence(fields))
            : promises(request).progress(id(request), fence(fields), percent.intValue(), note));
  }

  private static Reply complete(Request request) {
    Fields fields = request.fields();
    return shown(
        promises(request)
            .complete(
                id(request),
                fence(fields),
                Objects.requireNonNullElse(fields.object("result"), Map.of()),
                fields.text("summary", PromiseShapes.MAX_TEXT)));
  }

  private static Reply fail(Request request) {
    Fields fields = request.fields();
    Long after = fields.number("retry_after_seconds", 0, 2_592_000);
    boolean wanted = !Boolean.FALSE.equals(fields.flag("retry"));
    if (!wanted && after != null) {
      throw new Invalid("retry_after_seconds", "says when, and retry says never");
    }
    Retry retry = new Retry(wanted, after == null ? null : Duration.ofSeconds(after));
    return shown(
        promises(request)
            .fail(
                id(request),
                fence(fields),
                fields.required("error", PromiseShapes.MAX_TEXT),
                retry));
  }
}
