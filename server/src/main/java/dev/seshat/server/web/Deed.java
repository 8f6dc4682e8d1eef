package dev.seshat.server.web;

import dev.seshat.audit.AuditEntry;
import dev.seshat.json.Json;
import dev.seshat.promise.NewPromise;
import dev.seshat.webhook.Webhooks;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An entry of the audit log as a person reads it: who did what, to what, when.
///
/// @param what the deed in words, without who did it
/// @param session the title of the session it belongs to; null where it belongs to none, or to one that is gone
/// @param times how many entries in a row say the same; 1 for one
public record Deed(AuditEntry entry, String what, @Nullable String session, int times) {
  /// The deed of one entry.
  static Deed of(AuditEntry entry, @Nullable String session) {
    return new Deed(entry, words(entry), session, 1);
  }

  public String actor() {
    return entry.actor();
  }

  public Instant at() {
    return entry.at();
  }

  /// Where the session is; null where there is none.
  public @Nullable String href() {
    String id = entry.sessionId();
    return id == null || session == null ? null : "/sessions/" + id;
  }

  /// All that the entry says, to be read by those who want to know.
  public String detail() {
    return Json.pretty(details(entry));
  }

  /// Whether an entry tells of the delivery of another one.
  static boolean isDelivery(AuditEntry entry) {
    return entry.entity().equals("promise") && Webhooks.KIND.equals(details(entry).get("kind"));
  }

  /// Whether both say the same of the same session.
  boolean isLike(Deed other) {
    return actor().equals(other.actor())
        && entry.action().equals(other.entry.action())
        && java.util.Objects.equals(entry.sessionId(), other.entry.sessionId());
  }

  /// The same, standing for one more.
  Deed again() {
    return new Deed(entry, what, session, times + 1);
  }

  private static Map<String, @Nullable Object> details(AuditEntry entry) {
    return Json.parseObject("detail", entry.detail());
  }

  private static String words(AuditEntry entry) {
    Map<String, @Nullable Object> detail = details(entry);
    return switch (entry.action()) {
      case "session.create" -> "recorded a new session";
      case "session.start" -> "started the session";
      case "session.resume" -> "resumed the session";
      case "session.reopen" -> "reopened the session";
      case "session.pause" -> "paused the session";
      case "session.complete" -> "completed the session";
      case "session.fail" -> "ended the session as failed";
      case "session.cancel" -> "cancelled the session";
      case "session.archive" -> "archived the session";
      case "session.focus" -> "put the session into focus";
      case "session.import" -> "imported the session";
      case "session.fork" -> "forked the session";
      case "session.summarize" -> "wrote a summary";
      case "session.judge" -> "judged an indicator";
      case "session.update" -> "changed " + names(detail.keySet());
      case "interaction.append" -> "recorded " + count(detail, "count", "turn");
      case "interaction.answer" -> "answered a question";
      case "note.add" -> "noted " + article(word(detail, "note_type", "note"));
      case "webhook.created" -> "added the webhook " + word(detail, "name", "");
      case "webhook.removed" -> "removed the webhook " + word(detail, "name", "");
      case "webhook.enabled" -> "switched on the webhook " + word(detail, "name", "");
      case "webhook.disabled" -> "switched off the webhook " + word(detail, "name", "");
      case "note.followed_up" -> "followed a note up";
      case "note.reopened" -> "found a note to be followed up again";
      case "message.created" -> "sent " + message(detail);
      case "message.delivered" -> "delivered " + message(detail);
      case "message.completed" -> "handled " + message(detail);
      case "message.read" -> "read " + message(detail);
      case "message.returned" -> "did not get through " + message(detail);
      case "message.failed" -> "gave up " + message(detail);
      case "message.retried" -> "put back " + message(detail);
      case "message.withdrawn" -> "took back " + message(detail);
      case "chat.claimed" -> "asked what was missed";
      case "chat.read" -> "read " + count(detail, "count", "notification");
      case "chat.updated" -> "changed a chat";
      case "chat.erased" -> "erased a chat";
      case "artifact.add" -> "added " + article(word(detail, "artifact_type", "artifact"));
      case "artifact.change" -> "changed an artifact";
      case "artifact.approve" -> "approved an artifact";
      case "artifact.return" -> "returned an artifact";
      case "budget.set" -> "set the budget for " + word(detail, "whose", "all usage");
      case "budget.remove" -> "removed the budget for " + word(detail, "whose", "all usage");
      case "budget.warning" ->
          "warned of the budget for "
              + word(detail, "whose", "all usage")
              + ": "
              + detail.get("percent")
              + " %";
      case "model.call" -> "asked a model: " + word(detail, "status", "");
      case "usage.record" -> "recorded " + count(detail, "added", "request");
      case "usage.reprice" -> "priced " + count(detail, "changed", "request") + " again";
      case "project.create" -> "began the project " + word(detail, "name", "");
      case "model.create" -> "met the model " + word(detail, "name", "");
      case "host.create" -> "met the host " + word(detail, "name", "");
      case "price.set" -> "set the price of " + word(detail, "model", "a model");
      case "price.remove" -> "took back the price of " + word(detail, "model", "a model");
      case "price.import" -> "took over a price table";
      case "promise.created" -> "promised " + Format.words(word(detail, "kind", "work"));
      case "promise.claimed" -> "began " + promise(entry, detail);
      case "promise.completed" -> "completed " + promise(entry, detail);
      case "promise.failed" -> "failed " + promise(entry, detail);
      case "promise.cancelled" -> "cancelled " + promise(entry, detail);
      case "promise.progress" -> "told how far the promise " + entry.entityId() + " has come";
      case "promise.expired" -> "lost the worker of the promise " + entry.entityId();
      case "promise.deferred" -> "failed an attempt at the promise " + entry.entityId();
      case "promise.returned" -> "put back the promise " + entry.entityId();
      case "promise.released" -> "made the promise " + entry.entityId() + " ready";
      case "promise.retried" -> "tried the promise " + entry.entityId() + " again";
      case "schedule.created" -> "made the schedule " + word(detail, "name", "");
      case "schedule.updated" -> "changed the schedule " + word(detail, "name", "");
      case "schedule.removed" -> "removed the schedule " + word(detail, "name", "");
      case "schedule.run" -> "ran the schedule " + word(detail, "name", "");
      case "schedule.skipped" ->
          "skipped a run of the schedule "
              + word(detail, "name", "")
              + ": "
              + word(detail, "why", "missed");
      case "link.added" -> "kept " + link(detail);
      case "link.mentioned" -> "mentioned " + link(detail);
      case "link.refreshed" -> "asked for another reading of " + link(detail);
      case "link.read" -> "read " + link(detail);
      case "link.removed" -> "removed " + link(detail);
      case "preference.set" -> "chose another " + Format.words(entry.entityId());
      case "preference.unset" -> "went back to the default " + Format.words(entry.entityId());
      case "task.add" -> "wrote down the task " + line(detail, "title");
      case "task.change" ->
          detail.get("to") instanceof String to
              ? "had a task become " + Format.words(to)
              : "changed a task";
      case "task.claim" -> "took the task " + line(detail, "title");
      case "task.free" -> "freed the task " + line(detail, "title") + ": its lease ran out";
      case "task_group.add" -> "made the group of tasks " + line(detail, "group_name");
      case "task_group.change" -> "changed a group of tasks";
      case "task_group.remove" -> "took away the group of tasks " + line(detail, "group_name");
      case "mode.add" -> "brought the mode " + line(detail, "mode");
      case "mode.change" ->
          "changed the mode "
              + line(detail, "mode")
              + (Boolean.FALSE.equals(detail.get("is_valid")) ? ", which is not right now" : "");
      case "mode.gone" -> "took the file of the mode " + line(detail, "mode") + " away";
      case "mode.select" -> "chose the mode " + line(detail, "mode");
      case "mode.unselect" -> "left the mode " + line(detail, "mode");
      case "mode.backup" -> "copied the files of modes";
      case "mode.restore" -> "put files of modes back";
      case "price.update" -> "updated the price table";
      default -> Format.words(entry.action().replace('.', ' '));
    };
  }

  private static String promise(AuditEntry entry, Map<String, @Nullable Object> detail) {
    String kind = word(detail, "kind", NewPromise.TASK);
    return "the promise " + entry.entityId() + (kind.equals(NewPromise.TASK) ? "" : " of " + kind);
  }

  private static String link(Map<String, @Nullable Object> detail) {
    return detail.get("url") instanceof String url ? "the link " + Format.line(url, 80) : "a link";
  }

  private static String message(Map<String, @Nullable Object> detail) {
    return switch (word(detail, "kind", "")) {
      case "scheduled" -> "a scheduled message";
      case "followup" -> "a follow-up";
      case "notification" -> "a notification";
      default -> "a message";
    };
  }

  private static String count(Map<String, @Nullable Object> detail, String key, String noun) {
    return detail.get(key) instanceof Number number
        ? Format.counted(number.longValue(), noun)
        : noun + "s";
  }

  private static String word(Map<String, @Nullable Object> detail, String key, String otherwise) {
    return detail.get(key) instanceof String text ? Format.words(text) : otherwise;
  }

  /// A text as it stands, without its end if it is long.
  private static String line(Map<String, @Nullable Object> detail, String key) {
    return detail.get(key) instanceof String text ? Format.line(text, 80) : "";
  }

  private static String article(String noun) {
    return (noun.isEmpty() || "aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
  }

  private static String names(Collection<String> fields) {
    return fields.isEmpty()
        ? "nothing"
        : fields.stream().map(Format::words).collect(Collectors.joining(", "));
  }
}
