package dev.seshat.server.mcp;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.access.Role;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Retry;
import dev.seshat.server.schema.Schema;
import dev.seshat.work.BuiltIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `promise`: work that outlives a conversation, and the agent as a worker who does some of it.
final class PromiseTool {
  private static final int MOST = 50;
  private static final int MAX_TEXT = 10_000;

  private PromiseTool() {}

  static Tool tool() {
    return Tool.of(
        "promise",
        "Promises",
        "Work that outlives this conversation. create: promise something (kind task is kept by you, others by workers)."
            + " list, show. As a worker: claim takes due promises under a lease, any call renews it; progress, complete and"
            + " fail need id and the fence of the claim. cancel. update moves a task by hand.",
        true,
        input(),
        Schema.answer(
            field("promises!", Schema.list("", promise(), Promises.MAX_CLAIM)),
            field("next", Schema.text("Cursor of the next page", 100))),
        PromiseTool::handle);
  }

  private static Schema input() {
    return Schema.object(
        field(
            "action!",
            Schema.word(
                "",
                "create",
                "list",
                "show",
                "claim",
                "progress",
                "complete",
                "fail",
                "cancel",
                "retry",
                "update")),
        field("id", Schema.integer("Of the promise", 1, Long.MAX_VALUE)),
        field("fence", Schema.integer("", 0, Long.MAX_VALUE)),
        field("kind", Schema.text("create: default task; list, claim: of this kind", 64)),
        field("text", Schema.text("What to do; result, error or reason in words", MAX_TEXT)),
        field("payload", Schema.open("create: for the worker; complete: the result")),
        field("after", Schema.list("create: ids to be completed before", id(), 100)),
        field("run_at", Schema.time("create: not before")),
        field("priority", Schema.integer("1 urgent to 5; default 3", 1, 5)),
        field("session", Schema.text("Id, short id or 'current'", 100)),
        field(
            "status",
            Schema.word(
                "list: default open; update: to which",
                "open",
                "waiting",
                "pending",
                "in_progress",
                "completed",
                "failed",
                "cancelled")),
        field("percent", Schema.integer("progress", 0, 100)),
        field("retry", Schema.flag("fail: false for no other attempt")),
        field("limit", Schema.integer("list: default 20; claim: default 1", 1, MOST)),
        field("cursor", Schema.text("", 100)),
        Common.idempotencyKey());
  }

  private static Schema id() {
    return Schema.integer("", 1, Long.MAX_VALUE);
  }

  private static Schema promise() {
    return Schema.answer(
        field("id!", id()),
        field("kind!", Schema.text("", 64)),
        field("task_description!", Schema.text("", MAX_TEXT)),
        field("status!", Schema.text("", 20)),
        field("fence!", Schema.integer("", 0, Long.MAX_VALUE)));
  }

  private static Tool.Answer handle(Call call) {
    Promises promises = call.seshat().promises();
    String kind = call.text("kind");
    if (kind != null && BuiltIn.FOR_OWNERS.contains(kind) && !call.role().allows(Role.OWNER)) {
      throw new Forbidden("work of the kind " + kind + " is an owner's to promise and to take");
    }
    return switch (call.needed("action")) {
      case "create" -> one("Promised: ", promises.create(wanted(call)));
      case "list" -> list(call);
      case "show" -> one("", promises.get(id(call)));
      case "claim" -> claim(call);
      case "progress" -> one("", progress(call));
      case "complete" -> one("", complete(call));
      case "fail" -> one("", promises.fail(id(call), fence(call), said(call), retry(call)));
      case "cancel" -> one("", promises.cancel(id(call), call.text("text")));
      case "retry" -> one("Promised again: ", promises.retry(id(call)));
      case "update" -> one("", promises.updateStatus(id(call), status(call), call.text("text")));
      default -> throw new IllegalStateException("the schema lets nothing else through");
    };
  }

  private static long id(Call call) {
    return number(call, "id");
  }

  private static long fence(Call call) {
    return number(call, "fence");
  }

  private static long number(Call call, String name) {
    Long number = call.whole(name);
    if (number == null) {
      throw new Invalid(name, "is missing; this action needs it");
    }
    return number;
  }

  private static String said(Call call) {
    return Texts.required("text", call.text("text"), MAX_TEXT);
  }

  private static PromiseStatus status(Call call) {
    return PromiseStatus.of(call.needed("status"));
  }

  private static Retry retry(Call call) {
    return call.has("retry") && !call.flag("retry") ? Retry.never() : Retry.usual();
  }

  private static NewPromise wanted(Call call) {
    NewPromise wanted =
        NewPromise.of(Objects.requireNonNullElse(call.text("kind"), NewPromise.TASK), said(call))
            .withPayload(payload(call))
            .withPriority(call.integer("priority", 3))
            .withRunAt(call.time("run_at", false))
            .after(after(call));
    String session = call.text("session");
    return session == null
        ? wanted
        : wanted.withSession(call.seshat().sessions().get(session).id());
  }

  private static long[] after(Call call) {
    return call.arguments().get("after") instanceof List<?> ids
        ? ids.stream().mapToLong(each -> ((Number) each).longValue()).toArray()
        : new long[0];
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> payload(Call call) {
    Object payload = call.arguments().get("payload");
    return payload == null ? Map.of() : (Map<String, @Nullable Object>) payload;
  }

  private static Promise progress(Call call) {
    Promises promises = call.seshat().promises();
    return call.has("percent")
        ? promises.progress(
            id(call), fence(call), call.integer("percent", 0), shortened(call.text("text")))
        : promises.heartbeat(id(call), fence(call));
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : Texts.shorten(text, 490);
  }

  private static Promise complete(Call call) {
    return call.seshat()
        .promises()
        .complete(id(call), fence(call), payload(call), call.text("text"));
  }

  private static Tool.Answer claim(Call call) {
    String kind = call.text("kind");
    if (kind == null) {
      throw new Invalid("kind", "is missing; say which kind you can do");
    }
    List<Promise> got =
        call.seshat()
            .promises()
            .claim(call.actor(), Set.of(kind), call.integer("limit", 1), Promises.LEASE);
    return many(got, null, "Nothing of this kind is due.");
  }

  private static Tool.Answer list(Call call) {
    String status = Objects.requireNonNullElse(call.text("status"), "open");
    String session = call.text("session");
    Page<Promise> page =
        call.seshat()
            .promises()
            .list(
                PromiseFilter.all()
                    .withStatuses(
                        status.equals("open")
                            ? PromiseStatus.OPEN
                            : Set.of(PromiseStatus.of(status)))
                    .withKind(call.text("kind"))
                    .withSession(
                        session == null ? null : call.seshat().sessions().get(session).id())
                    .withLimit(call.integer("limit", 20))
                    .withCursor(call.text("cursor")));
    return many(page.items(), page.next(), "There are none.");
  }

  private static Tool.Answer one(String before, Promise promise) {
    return new Tool.Answer(Map.of("promises", List.of(json(promise))), before + line(promise));
  }

  private static Tool.Answer many(List<Promise> promises, @Nullable String next, String none) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("promises", promises.stream().map(PromiseTool::json).toList());
    if (next != null) {
      structured.put("next", next);
    }
    String text = promises.stream().map(PromiseTool::line).collect(Collectors.joining("\n"));
    return new Tool.Answer(structured, text.isEmpty() ? none : text);
  }

  /// What an agent wants to know: no nulls, and nothing that is the same for nearly all.
  private static Map<String, @Nullable Object> json(Promise promise) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(promise.toJson());
    json.values()
        .removeIf(value -> value == null || List.of().equals(value) || Map.of().equals(value));
    json.keySet().removeAll(Set.of("updated_at", "notify", "created_by", "max_attempts"));
    return json;
  }

  private static String line(Promise promise) {
    String more = promise.errorMessage() != null ? promise.errorMessage() : promise.resultSummary();
    return "%d %s %s fence %d %d%%: %s%s"
        .formatted(
            promise.id(),
            promise.kind(),
            promise.status().word(),
            promise.fence(),
            promise.progress().percent(),
            Texts.shorten(promise.taskDescription(), 200),
            more == null ? "" : " – " + Texts.shorten(more, 300));
  }
}
