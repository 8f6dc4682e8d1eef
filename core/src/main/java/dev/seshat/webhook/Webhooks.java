package dev.seshat.webhook;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.NewMessage;
import dev.seshat.json.Json;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpLimits;
import dev.seshat.net.SafeHttp;
import dev.seshat.net.WebUrl;
import dev.seshat.promise.AttemptFailed;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Run;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.webhook.WebhookTable.Held;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is told of changes over HTTP: each change that a webhook asks for is signed and delivered at least once, one after
/// the other in the order of the audit log.
public final class Webhooks {
  /// The kind of the promises that deliver.
  public static final String KIND = "webhook.deliver";

  private static final int ATTEMPTS = 8;
  private static final int AT_ONCE = 500;
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  private static final int PACE_MILLIS = 50;
  private static final int IDLE_MILLIS = 1_000;

  private final Scope scope;
  private final Audit audit;
  private final Promises promises;
  private final Inbox inbox;
  private final HttpLimits limits;

  public Webhooks(Scope scope, Audit audit, Promises promises, Inbox inbox) {
    this(scope, audit, promises, inbox, HttpLimits.NOTICE);
  }

  /// @param limits how long a receiver is waited for
  Webhooks(Scope scope, Audit audit, Promises promises, Inbox inbox, HttpLimits limits) {
    this.limits = limits;
    this.scope = scope;
    this.audit = audit;
    this.promises = promises;
    this.inbox = inbox;
  }

  /// A webhook, and its secret, which is shown this once.
  public record Made(Webhook webhook, String secret) {
    /// It as JSON, with the secret.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = webhook.toJson();
      json.put("secret", secret);
      return json;
    }

    @Override
    public String toString() {
      return "Made[" + webhook.name() + "]";
    }
  }

  /// What came of a test.
  ///
  /// @param status of the answer; null if there was none
  /// @param error what went wrong; null if nothing did
  public record Tested(@Nullable Integer status, @Nullable String error) {
    /// It as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("delivered", error == null);
      json.put("status", status);
      json.put("error", error);
      return json;
    }
  }

  /// Adds a webhook, which is told of what changes from now on.
  ///
  /// @throws Conflict if there is one of this name
  public Made add(NewWebhook wanted) {
    WebUrl url = WebUrl.parse(wanted.url());
    new SafeHttp(Delivery.policy(wanted.allowPrivate(), url)).check(url);
    long position = audit.newest();
    return scope
        .store()
        .write(tx -> {
          if (WebhookTable.named(tx, wanted.name()).isPresent()) {
            throw new Conflict("there is a webhook '" + wanted.name() + "' already");
          }
          String secret = wanted.secret() != null ? wanted.secret() : drawn(tx);
          long id = WebhookTable.insert(tx, wanted, secret, position, scope.actor());
          Webhook made = WebhookTable.find(tx, id).orElseThrow().webhook();
          changed(tx, "webhook.created", made);
          return new Made(made, secret);
        });
  }

  private static String drawn(Tx tx) {
    return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(tx.newBytes(32));
  }

  /// Every webhook, by name.
  public List<Webhook> list() {
    return scope.store().read(tx -> WebhookTable.list(tx).stream().map(Held::webhook).toList());
  }

  /// A webhook by its name, or by its number.
  public Webhook get(String ref) {
    return scope.store().read(tx -> existing(tx, ref).webhook());
  }

  private static Held existing(Tx tx, String ref) throws SQLException {
    Optional<Held> named = WebhookTable.named(tx, ref);
    if (named.isEmpty() && ref.matches("[0-9]{1,18}")) {
      named = WebhookTable.find(tx, Long.parseLong(ref));
    }
    return named.orElseThrow(() -> NotFound.of("webhook", ref));
  }

  /// Takes a webhook away, with what it has still to be told.
  public Webhook remove(String ref) {
    return scope
        .store()
        .write(tx -> {
          Webhook gone = existing(tx, ref).webhook();
          WebhookTable.delete(tx, gone.id());
          changed(tx, "webhook.removed", gone);
          return gone;
        });
  }

  /// Lets a webhook be told of changes, from now on, or no more.
  public Webhook setEnabled(String ref, boolean enabled) {
    long newest = audit.newest();
    return scope
        .store()
        .write(tx -> {
          Webhook webhook = existing(tx, ref).webhook();
          if (webhook.isEnabled() != enabled) {
            WebhookTable.enable(tx, webhook.id(), enabled, enabled ? newest : webhook.position());
            changed(tx, enabled ? "webhook.enabled" : "webhook.disabled", webhook);
          }
          return existing(tx, ref).webhook();
        });
  }

  private void changed(Tx tx, String action, Webhook webhook) {
    String host = WebUrl.parse(webhook.url()).host();
    String detail = Json.write(Map.of("name", webhook.name(), "host", host));
    scope.changed(tx, action, "webhook", webhook.id(), null, detail);
  }

  /// Sends a signed event `webhook.test` at once, and says what came of it.
  public Tested test(String ref) {
    Held hook = scope.store().read(tx -> existing(tx, ref));
    String id = scope.store().write(tx -> tx.newId().toString().substring(0, 8));
    try {
      HttpAnswer answer =
          Delivery.test(hook, id, scope.store().now()).send(scope.store().now(), limits);
      return new Tested(
          answer.status(), answer.isOk() ? null : "answered with status " + answer.status());
    } catch (HttpFailure e) {
      return new Tested(null, e.getMessage());
    }
  }

  /// Promises each webhook the next delivery, unless one is under way: so the receiver is told one after the other, and
  /// what is still to be told is no more than a number. The steward's step.
  ///
  /// @return how many deliveries were promised
  public int promiseNext() {
    int promised = 0;
    for (Held hook : scope.store().read(WebhookTable::list)) {
      if (hook.webhook().isEnabled() && !isUnderWay(hook.delivery())) {
        promised += promiseNext(hook) ? 1 : 0;
      }
    }
    return promised;
  }

  private boolean isUnderWay(@Nullable Long delivery) {
    try {
      return delivery != null && !promises.get(delivery).status().isFinished();
    } catch (NotFound e) {
      // it was erased
      return false;
    }
  }

  private boolean promiseNext(Held seen) {
    long id = seen.webhook().id();
    long position = seen.webhook().position();
    while (true) {
      List<AuditEntry> entries = audit.after(position, AT_ONCE);
      if (entries.isEmpty()) {
        return false;
      }
      AuditEntry next =
          entries.stream().filter(each -> concerns(seen.webhook(), each)).findFirst().orElse(null);
      long from = position;
      long to = next == null ? entries.getLast().seq() : next.seq();
      boolean mine = scope.store().write(tx -> move(tx, id, from, to, next));
      if (next != null || !mine) {
        return next != null && mine;
      }
      position = to;
    }
  }

  /// Moves a webhook's place and promises the delivery of the change there, all or nothing.
  ///
  /// @return false if somebody else has moved it meanwhile
  private boolean move(Tx tx, long id, long from, long to, @Nullable AuditEntry entry)
      throws SQLException {
    Optional<Held> now = WebhookTable.lock(tx, id);
    if (now.isEmpty()
        || now.get().webhook().position() != from
        || !now.get().webhook().isEnabled()) {
      return false;
    }
    Long delivery = entry == null ? null : (Long) promise(tx, now.get().webhook(), entry).id();
    WebhookTable.move(tx, id, to, delivery);
    return true;
  }

  private Promise promise(Tx tx, Webhook webhook, AuditEntry entry) throws SQLException {
    return promises.createIn(
        tx,
        NewPromise.of(KIND, "Tell " + webhook.name() + " of " + entry.action())
            .withPayload(Map.of("webhook", webhook.id(), "seq", entry.seq()))
            .withKey("webhook:" + webhook.id() + ":" + entry.seq())
            .withMaxAttempts(ATTEMPTS)
            .withNotify(Notify.NEVER));
  }

  /// Whether a webhook asks for a change. Of webhooks and their deliveries none is told, or telling would never end.
  private static boolean concerns(Webhook webhook, AuditEntry entry) {
    return webhook.events().match(entry.action())
        && !entry.entity().equals("webhook")
        && !(entry.entity().equals("promise")
            && KIND.equals(Json.parseObject("detail", entry.detail()).get("kind")));
  }

  /// Goes after the changes until the thread is interrupted: they are promised as soon as they are there, those of other
  /// processes within half a second. There may be any number of followers.
  public void follow() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      long seen = audit.newest();
      boolean any = list().stream().anyMatch(Webhook::isEnabled);
      if (any) {
        promiseNext();
      }
      // a busy store changes a thousand times a second, which is no reason to look as often
      Thread.sleep(any ? PACE_MILLIS : IDLE_MILLIS);
      audit.await(seen, LOOK_EVERY);
    }
  }

  /// Does the promises of kind [#KIND].
  public Handler handler() {
    return this::deliver;
  }

  private Map<String, @Nullable Object> deliver(Run run) {
    long id = number(run, "webhook");
    long seq = number(run, "seq");
    Optional<Held> hook = scope.store().read(tx -> WebhookTable.find(tx, id));
    List<AuditEntry> entry = audit.after(seq - 1, 1);
    if (hook.isEmpty()
        || !hook.get().webhook().isEnabled()
        || !isAskedFor(hook.get(), run.promise(), entry)) {
      return Map.of("summary", "not sent: the webhook is gone or switched off");
    }
    if (entry.isEmpty() || entry.getFirst().seq() != seq) {
      throw AttemptFailed.forGood("the audit log has no entry " + seq);
    }
    return send(hook.get(), Delivery.of(hook.get(), entry.getFirst()), seq);
  }

  /// Whether a delivery is this webhook's, not of one that had its number before it was removed: it is the one under way,
  /// or somebody has it tried again.
  private static boolean isAskedFor(Held hook, Promise promise, List<AuditEntry> entry) {
    Long underWay = hook.delivery();
    return (underWay != null && underWay == promise.id())
        || (promise.retryOf() != null
            && entry.stream()
                .allMatch(each ->
                    concerns(hook.webhook(), each)
                        && !each.at().isBefore(hook.webhook().createdAt())));
  }

  private static long number(Run run, String name) {
    if (run.payload().get(name) instanceof Number number) {
      return number.longValue();
    }
    throw AttemptFailed.forGood("the payload names no " + name);
  }

  private Map<String, @Nullable Object> send(Held hook, Delivery delivery, long seq) {
    long id = hook.webhook().id();
    HttpAnswer answer;
    try {
      answer = delivery.send(scope.store().now(), limits);
    } catch (HttpFailure e) {
      told(id, seq, null, e.getMessage());
      if (e.kind() == HttpFailure.Kind.REFUSED) {
        throw AttemptFailed.forGood(e.getMessage());
      }
      throw AttemptFailed.again(e.getMessage());
    }
    int status = answer.status();
    if (status == 410) {
      giveUp(hook, seq);
      return Map.of(
          "summary", "answered with status 410: the webhook is switched off", "status", status);
    }
    if (!answer.isOk()) {
      String why = "answered with status " + status;
      told(id, seq, status, why);
      Optional<Duration> wait = answer.header("retry-after").flatMap(Webhooks::seconds);
      if (wait.isPresent()) {
        throw AttemptFailed.againAfter(wait.get(), why);
      }
      throw AttemptFailed.again(why);
    }
    told(id, seq, status, null);
    return Map.of("summary", "answered with status " + status, "status", status);
  }

  private static Optional<Duration> seconds(String text) {
    if (!text.strip().matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    Duration wait = Duration.ofSeconds(Long.parseLong(text.strip()));
    return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private void told(long id, long seq, @Nullable Integer status, @Nullable String error) {
    scope
        .store()
        .write(tx -> {
          WebhookTable.told(tx, id, seq, status, error);
          return id;
        });
  }

  /// Switches a webhook off whose receiver says that it is gone for good, and tells a person.
  private void giveUp(Held hook, long seq) {
    Webhook webhook = hook.webhook();
    scope
        .store()
        .write(tx -> {
          WebhookTable.told(tx, webhook.id(), seq, 410, "gone: the webhook is switched off");
          WebhookTable.enable(tx, webhook.id(), false, webhook.position());
          changed(tx, "webhook.disabled", webhook);
          String text =
              "The webhook "
                  + webhook.name()
                  + " is switched off: its receiver says that it is gone (status 410)";
          return inbox.addIn(
              tx,
              NewMessage.notification(
                      NewMessage.INBOX, "webhook:" + webhook.id() + ":gone:" + seq, text)
                  .withAbout("webhook", webhook.id()));
        });
  }
}
