package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.server.schema.Schema;

/// What is said of promises over REST.
final class PromiseShapes {
  static final Schema ID = Schema.integer("The number of the promise", 1, Long.MAX_VALUE);
  static final Schema KIND =
      Schema.text("Which workers can do it: words joined by dots", 64)
          .with("pattern", "^[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*$");
  static final Schema FENCE = Schema.integer("As the claim gave it", 0, Long.MAX_VALUE);
  static final Schema STATUS = Schema.word("", PromiseStatus.class);
  static final int MAX_TEXT = 10_000;

  private static final Schema TEXT = Schema.text("", MAX_TEXT);
  private static final Schema TIME = Schema.time("");

  private PromiseShapes() {}

  static Schema promise() {
    return Schema.object(
            field("id!", ID),
            field("kind!", Schema.text("", 64)),
            field("task_description!", TEXT),
            field("status!", STATUS),
            field("priority!", Schema.integer("", 1, 5)),
            field("payload!", Schema.open("")),
            field("progress!", Schema.integer("Per cent", 0, 100)),
            field("progress_note!", TEXT.orNull()),
            field("result!", Schema.any("What the worker answered")),
            field("result_summary!", TEXT.orNull()),
            field("error_message!", TEXT.orNull()),
            field("attempts!", Schema.integer("", 0, Integer.MAX_VALUE)),
            field("max_attempts!", Schema.integer("", 1, 100)),
            field("run_at!", TIME),
            field("ready_at!", Schema.time("From when a worker may have it").orNull()),
            field("timeout_at!", TIME.orNull()),
            field("lease_owner!", Schema.text("The worker that has it", 200).orNull()),
            field("lease_until!", TIME.orNull()),
            field("fence!", Schema.integer("Grows with each claim", 0, Long.MAX_VALUE)),
            field("idempotency_key!", Schema.text("", 200).orNull()),
            field("depends_on!", Schema.list("", ID, NewPromise.MAX_DEPENDENCIES)),
            field("parent_id!", ID.orNull()),
            field("retry_of!", ID.orNull()),
            field("schedule_id!", Schema.integer("", 1, Long.MAX_VALUE).orNull()),
            field("session_id!", Schema.id("").orNull()),
            field("chat_id!", Schema.text("", 200).orNull()),
            field("message_id!", Schema.text("", 200).orNull()),
            field("notify!", Schema.word("When the person is told", Notify.class)),
            field("created_by!", Schema.text("", 200)),
            field("created_at!", TIME),
            field("updated_at!", TIME),
            field("started_at!", TIME.orNull()),
            field("completed_at!", TIME.orNull()))
        .named("Promise");
  }

  static Schema newPromise() {
    return Schema.object(
            field("task_description!", Schema.text("What is to be done, in words", MAX_TEXT)),
            field("kind", KIND.saying("Default `task`: kept by somebody, without a worker")),
            field("payload", Schema.open("What the worker needs to know; no secrets")),
            field("priority", Schema.integer("1 urgent to 5 some day; default 3", 1, 5)),
            field("run_at", Schema.time("Not before")),
            field("timeout_at", Schema.time("Fails when it is not completed by then")),
            field("max_attempts", Schema.integer("Default 3", 1, 100)),
            field(
                "idempotency_key",
                Schema.text("The same key stands for the same promise for ever", 200)),
            field("parent_id", ID.saying("The promise that it is a part of")),
            field(
                "depends_on",
                Schema.list("To be completed before", ID, NewPromise.MAX_DEPENDENCIES)),
            field("session_id", Schema.id("")),
            field("chat_id", Schema.text("Where the person is told", 200)),
            field("message_id", Schema.text("The message in that chat that asked for it", 200)),
            field("notify", Schema.word("Default always with a chat, else failed", Notify.class)))
        .named("NewPromise");
  }
}
