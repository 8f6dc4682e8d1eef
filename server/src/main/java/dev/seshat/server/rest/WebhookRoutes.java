package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.access.Role;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.schema.Schema;
import dev.seshat.webhook.NewWebhook;
import dev.seshat.webhook.Webhook;
import java.util.List;
import java.util.Map;

/// Who is told of changes over HTTP; for owners.
public final class WebhookRoutes implements Operations {
  private static final String ALL = "/api/v1/webhooks";
  private static final String ONE = ALL + "/{webhook}";
  private static final Schema REF = Schema.text("Its name or number", 100);
  private static final Schema EVENTS =
      Schema.list(
          "Patterns of the audit log's actions, such as `promise.completed`, `message.*`, `*`",
          Schema.text("", 100).with("pattern", "^(\\*|[a-z][a-z0-9_]*(\\.([a-z0-9_]+|\\*))*)$"),
          50);

  private static List<Map.Entry<String, Schema>> fields() {
    Schema count = Schema.integer("", 0, Long.MAX_VALUE);
    return List.of(
        field("id!", Schema.integer("", 1, Long.MAX_VALUE)),
        field("name!", Schema.text("", 100)),
        field("url!", Schema.text("", 2_000)),
        field("events!", EVENTS),
        field("is_enabled!", Schema.flag("")),
        field("allow_private!", Schema.flag("Whether its host may be of a private network")),
        field("position!", count.saying("The number of the last change that was looked at")),
        field("last_status!", count.saying("The status of the last answer").orNull()),
        field("last_error!", Schema.text("Why the last delivery failed", 3_000).orNull()),
        field("last_seq!", count.saying("The change that was delivered last").orNull()),
        field("last_at!", Schema.time("").orNull()),
        field("created_by!", Schema.text("", 200)),
        field("created_at!", Schema.time("")));
  }

  private static Schema webhook() {
    return Schema.object(fields()).named("Webhook");
  }

  private static Schema made() {
    List<Map.Entry<String, Schema>> all = new java.util.ArrayList<>(fields());
    all.add(field("secret!", Schema.text("Shown this once", 200)));
    return Schema.object(all).named("WebhookWithSecret");
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(ALL, "listWebhooks", "Webhooks, by name")
            .role(Role.OWNER)
            .answers(
                "All of them",
                Schema.object(field("webhooks!", Schema.list("", webhook(), 10_000))))
            .by(request ->
                Reply.json(
                    Map.of(
                        "webhooks",
                        request.seshat().webhooks().list().stream()
                            .map(Webhook::toJson)
                            .toList()))),
        Operation.post(ALL, "addWebhook", "Have somebody told of changes from now on")
            .role(Role.OWNER)
            .about("Each change is one signed `POST`: see docs/webhooks.md for how it is verified.")
            .takes(
                Schema.object(
                    field("name!", Schema.text("", 100).with("minLength", 1)),
                    field(
                        "url!",
                        Schema.text("", 2_000)
                            .with("examples", List.of("https://example.com/seshat"))),
                    field("events!", EVENTS.with("minItems", 1)),
                    field(
                        "secret",
                        Schema.text("What signs; drawn if it is missing", 200)
                            .with("pattern", "^[\\x21-\\x7e]{16,200}$")
                            .with("examples", List.of("sixteen-or-more-of-them"))),
                    field(
                        "allow_private",
                        Schema.flag("Its host may be this machine or one of a private network"))))
            .answers(201, "The webhook, with its secret", made())
            .by(request ->
                Reply.json(
                        request
                            .seshat()
                            .webhooks()
                            .add(NewWebhook.fromJson(request.body()))
                            .toJson())
                    .withStatus(201)),
        Operation.get(ONE, "getWebhook", "One webhook")
            .role(Role.OWNER)
            .path("webhook", REF)
            .answers("The webhook", webhook())
            .by(request ->
                Reply.json(request.seshat().webhooks().get(request.place("webhook")).toJson())),
        Operation.patch(ONE, "setWebhook", "Switch a webhook on, from now on, or off")
            .role(Role.OWNER)
            .path("webhook", REF)
            .takes(Schema.object(field("is_enabled!", Schema.flag(""))))
            .answers("The webhook", webhook())
            .by(request ->
                Reply.json(
                    request
                        .seshat()
                        .webhooks()
                        .setEnabled(request.place("webhook"), request.fields().isSet("is_enabled"))
                        .toJson())),
        Operation.delete(ONE, "removeWebhook", "Remove a webhook")
            .role(Role.OWNER)
            .path("webhook", REF)
            .answersNothing("It is gone")
            .by(request -> {
              request.seshat().webhooks().remove(request.place("webhook"));
              return Reply.nothing();
            }),
        Operation.post(ONE + "/test", "testWebhook", "Send a signed event `webhook.test` at once")
            .role(Role.OWNER)
            .path("webhook", REF)
            .answers(
                "What came of it",
                Schema.object(
                    field("delivered!", Schema.flag("")),
                    field("status!", Schema.integer("", 0, 999).orNull()),
                    field("error!", Schema.text("", 3_000).orNull())))
            .by(request ->
                Reply.json(request.seshat().webhooks().test(request.place("webhook")).toJson())));
  }
}
