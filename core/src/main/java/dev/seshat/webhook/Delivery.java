package dev.seshat.webhook;

import dev.seshat.audit.AuditEntry;
import dev.seshat.json.Json;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpCall;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpLimits;
import dev.seshat.net.NetPolicy;
import dev.seshat.net.SafeHttp;
import dev.seshat.net.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One change on its way to one receiver.
///
/// @param id the same for every attempt, so that the receiver can drop repeats
/// @param event what was done, as the audit log calls it
record Delivery(WebhookTable.Held hook, String id, String event, byte[] body) {
  static Delivery of(WebhookTable.Held hook, AuditEntry entry) {
    Map<String, @Nullable Object> json = entry.toJson();
    json.put("summary", summary(entry));
    return of(hook, hook.webhook().id() + "-" + entry.seq(), entry.action(), json);
  }

  /// One that tells of nothing but itself.
  static Delivery test(WebhookTable.Held hook, String id, Instant at) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", at.toString());
    json.put("action", "webhook.test");
    json.put("entity", "webhook");
    json.put("entity_id", String.valueOf(hook.webhook().id()));
    json.put("summary", "A test of the webhook " + hook.webhook().name());
    return of(hook, hook.webhook().id() + "-test-" + id, "webhook.test", json);
  }

  private static Delivery of(
      WebhookTable.Held hook, String id, String event, Map<String, @Nullable Object> json) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("delivery", id);
    body.put("webhook", hook.webhook().name());
    body.putAll(json);
    return new Delivery(hook, id, event, Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  private static String summary(AuditEntry entry) {
    return entry.actor()
        + ": "
        + entry.action().replace('.', ' ').replace('_', ' ')
        + " "
        + entry.entityId();
  }

  /// Sends it; a redirect is an answer like any other.
  HttpAnswer send(Instant now, HttpLimits limits) throws HttpFailure {
    WebUrl url = WebUrl.parse(hook.webhook().url());
    long seconds = now.getEpochSecond();
    HttpCall call =
        HttpCall.post(url, "application/json", body)
            .withHeader("Seshat-Delivery", id)
            .withHeader("Seshat-Event", event)
            .withHeader("Seshat-Timestamp", Long.toString(seconds))
            .withHeader("Seshat-Signature", Signature.of(hook.secret(), seconds, body));
    return new SafeHttp(policy(hook.webhook().allowPrivate(), url)).send(call, limits);
  }

  /// Public addresses, and the receiver's own where the owner said so.
  static NetPolicy policy(boolean allowPrivate, WebUrl url) {
    return allowPrivate
        ? NetPolicy.allowing(url.origin().substring(url.origin().indexOf("//") + 2))
        : NetPolicy.PUBLIC;
  }

  /// Without the secret, wherever it is printed.
  @Override
  public String toString() {
    return "Delivery[" + id + "]";
  }
}
