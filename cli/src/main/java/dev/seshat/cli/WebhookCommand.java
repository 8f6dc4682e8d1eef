package dev.seshat.cli;

import dev.seshat.webhook.EventPatterns;
import dev.seshat.webhook.NewWebhook;
import dev.seshat.webhook.Webhook;
import dev.seshat.webhook.Webhooks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `webhook`: who is told of changes over HTTP.
@Command(
    name = "webhook",
    description = "Webhooks: who is told of changes over HTTP",
    addMethodSubcommands = false)
final class WebhookCommand {
  private static final String REF = "Its name or number";

  private final SeshatCommand root;

  WebhookCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "add",
      description = "Have somebody told of changes; prints the secret, this once")
  int add(
      @Parameters(index = "0", paramLabel = "NAME", description = "What to call it") String name,
      @Parameters(index = "1", paramLabel = "URL", description = "Where to send them") String url,
      @Option(
              names = "--events",
              paramLabel = "PATTERN",
              split = ",",
              required = true,
              description = "Actions of the audit log: promise.completed, message.*, *")
          List<String> events,
      @Option(
              names = "--secret",
              paramLabel = "TEXT",
              description = "What signs, 16 to 200 characters (default: a drawn one)")
          @Nullable String secret,
      @Option(
              names = "--allow-private",
              description = "Its host may be this machine or one of a private network")
          boolean allowPrivate) {
    Webhooks.Made made =
        root.seshat()
            .webhooks()
            .add(new NewWebhook(name, url, new EventPatterns(events), secret, allowPrivate));
    if (!root.printedAsJson(made.toJson())) {
      root.say(made.secret());
      root.notice("Copy the secret now: it is shown this once.");
    }
    return Cli.OK;
  }

  @Command(name = "list", description = "List webhooks")
  int list() {
    List<Webhook> all = root.seshat().webhooks().list();
    if (!root.printedAsJson(Map.of("webhooks", all.stream().map(Webhook::toJson).toList()))) {
      Table table =
          new Table()
              .number("#")
              .column("NAME")
              .flexible("URL")
              .column("EVENTS")
              .column("ON")
              .dim("LAST")
              .column("ANSWER");
      for (Webhook each : all) {
        table.row(
            each.id(),
            each.name(),
            each.url(),
            String.join(",", each.events().patterns()),
            each.isEnabled() ? "yes" : "no",
            When.shown(each.lastAt(), root.zone()),
            answer(each));
      }
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  private static String answer(Webhook webhook) {
    String error = webhook.lastError();
    Integer status = webhook.lastStatus();
    return error != null ? error : status == null ? "" : status.toString();
  }

  @Command(name = "remove", description = "Remove a webhook")
  int remove(@Parameters(paramLabel = "WEBHOOK", description = REF) String ref) {
    Webhook gone = root.seshat().webhooks().remove(ref);
    if (!root.printedAsJson(Map.of("removed", gone.name()))) {
      root.say(gone.name() + ": removed");
    }
    return Cli.OK;
  }

  @Command(
      name = "enable",
      description = "Switch a webhook on: it is told of what changes from now on")
  int enable(@Parameters(paramLabel = "WEBHOOK", description = REF) String ref) {
    return set(ref, true);
  }

  @Command(name = "disable", description = "Switch a webhook off")
  int disable(@Parameters(paramLabel = "WEBHOOK", description = REF) String ref) {
    return set(ref, false);
  }

  private int set(String ref, boolean enabled) {
    Webhook webhook = root.seshat().webhooks().setEnabled(ref, enabled);
    if (!root.printedAsJson(webhook.toJson())) {
      root.say(webhook.name() + (webhook.isEnabled() ? ": on" : ": off"));
    }
    return Cli.OK;
  }

  @Command(name = "test", description = "Send a signed event webhook.test at once")
  int test(@Parameters(paramLabel = "WEBHOOK", description = REF) String ref) {
    Webhooks.Tested tested = root.seshat().webhooks().test(ref);
    if (!root.printedAsJson(tested.toJson())) {
      root.say(
          tested.error() == null
              ? "delivered: answered with status " + tested.status()
              : "not delivered: " + tested.error());
    }
    return tested.error() == null ? Cli.OK : Cli.FAILED;
  }
}
