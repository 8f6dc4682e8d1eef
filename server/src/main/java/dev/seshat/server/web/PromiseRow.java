package dev.seshat.server.web;

import dev.seshat.json.Json;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A promise as a page shows it.
public record PromiseRow(Promise promise) {
  public String href() {
    return "/promises/" + promise.id();
  }

  /// What it does in one line.
  public String title() {
    return Format.line(promise.taskDescription(), 200);
  }

  /// Its kind, and who has it or what came of it.
  public String sub() {
    String end = promise.errorMessage() != null ? promise.errorMessage() : promise.resultSummary();
    Promise.Lease lease = promise.lease();
    String more =
        lease != null ? "with " + lease.owner() : end == null ? "" : Format.line(end, 160);
    return promise.kind() + (more.isEmpty() ? "" : " · " + more);
  }

  public String state() {
    return Format.words(promise.status().word());
  }

  public boolean isOpen() {
    return !promise.status().isFinished();
  }

  /// Whether it can be tried again.
  public boolean isFallen() {
    return promise.status() == PromiseStatus.FAILED || promise.status() == PromiseStatus.CANCELLED;
  }

  public boolean hasProgress() {
    return promise.status() == PromiseStatus.IN_PROGRESS || promise.progress().percent() > 0;
  }

  public String note() {
    return Objects.requireNonNullElse(promise.progress().note(), "");
  }

  /// What [#at] is the time of.
  public String about() {
    return switch (promise.status()) {
      case WAITING -> "waits for " + Format.counted(promise.dependsOn().size(), "other");
      case PENDING -> promise.attempts() > 0 ? "tried again" : "ready";
      case IN_PROGRESS -> "lease ends";
      case COMPLETED -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  /// The time that matters in its state; null for none.
  public @Nullable Instant at() {
    Promise.Lease lease = promise.lease();
    return switch (promise.status()) {
      case WAITING -> null;
      case PENDING -> promise.readyAt();
      case IN_PROGRESS -> lease == null ? null : lease.until();
      case COMPLETED, FAILED, CANCELLED -> promise.completedAt();
    };
  }

  /// What is to be known beside what the page shows by itself.
  public List<Parts.Fact> facts() {
    List<Parts.Fact> facts = new ArrayList<>();
    facts.add(Parts.Fact.code("Kind", promise.kind()));
    facts.add(Parts.Fact.of("Priority", Integer.toString(promise.priority())));
    facts.add(
        Parts.Fact.of("Attempts", promise.attempts() + " of at most " + promise.maxAttempts()));
    Promise.Lease lease = promise.lease();
    if (lease != null) {
      facts.add(Parts.Fact.of("Worker", lease.owner()));
    }
    facts.add(Parts.Fact.of("Fence", Long.toString(promise.fence())));
    facts.add(Parts.Fact.code("Key", promise.key()));
    facts.add(Parts.Fact.of("Promised by", promise.createdBy()));
    facts.add(Parts.Fact.of("Tells", promise.request().notifyOrDefault().word()));
    String chat = promise.chatId();
    if (chat != null) {
      facts.add(Parts.Fact.of("Chat", chat));
    }
    return facts;
  }

  /// The payload as it is read; null where there is none.
  public @Nullable String payload() {
    return promise.payload().isEmpty() ? null : Json.pretty(promise.payload());
  }

  /// The result as it is read; null where there is none.
  public @Nullable String result() {
    Map<String, @Nullable Object> result = promise.result();
    return result == null || result.isEmpty() ? null : Json.pretty(result);
  }
}
