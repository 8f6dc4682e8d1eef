package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseHealth;
import dev.seshat.promise.PromiseStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `promise`: work that is kept until somebody has done it.
@Command(
    name = "promise",
    description = "Work that survives a crash, is done once, and is told of",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false)
final class PromiseCommand extends PromiseWorkVerbs {
  private static final Duration LOOK = Duration.ofMillis(250);

  PromiseCommand(SeshatCommand root) {
    super(root);
  }

  @Command(name = "create", description = "Promise something")
  int create(
      @Parameters(paramLabel = "TASK", description = "What is to be done, in words") String task,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              defaultValue = NewPromise.TASK,
              description = "Which workers can do it (default task: somebody keeps it by hand)")
          String kind,
      @Option(
              names = "--payload",
              paramLabel = "JSON",
              description = "An object: what the worker needs to know; no secrets")
          @Nullable String payload,
      @Option(
              names = "--priority",
              paramLabel = "N",
              defaultValue = "3",
              description = "1 urgent to 5 some day (default 3)")
          int priority,
      @Option(names = "--at", paramLabel = "DAY|TIME", description = "Not before")
          @Nullable String at,
      @Option(
              names = "--timeout",
              paramLabel = "DAY|TIME",
              description = "Fails when it is not completed by then")
          @Nullable String timeout,
      @Option(
              names = "--attempts",
              paramLabel = "N",
              defaultValue = "3",
              description = "How often it is tried, 1 to 100 (default 3)")
          int attempts,
      @Option(
              names = "--key",
              paramLabel = "TEXT",
              description = "The same key stands for the same promise for ever")
          @Nullable String key,
      @Option(
              names = "--after",
              paramLabel = "ID",
              split = ",",
              description = "Promises to be completed before; may be repeated")
          @Nullable List<Long> after,
      @Option(names = "--parent", paramLabel = "ID", description = "The promise it is a part of")
          @Nullable Long parent,
      @Option(
              names = "--session",
              paramLabel = "SESSION",
              description = "Id, short id or 'current'")
          @Nullable String session,
      @Option(names = "--chat", paramLabel = "CHAT", description = "Where the person is told")
          @Nullable String chat,
      @Option(
              names = "--message",
              paramLabel = "ID",
              description = "The message in that chat which asked for it")
          @Nullable String message,
      @Option(
              names = "--notify",
              paramLabel = "always|failed|never",
              completionCandidates = Choices.Notices.class,
              description = "When (default: always with a chat, else failed)")
          @Nullable String notify) {
    NewPromise wanted =
        NewPromise.of(kind, task)
            .withPriority(priority)
            .withMaxAttempts(attempts)
            .withRunAt(When.from("at", at, root))
            .withTimeoutAt(When.from("timeout", timeout, root))
            .withKey(key)
            .withParent(parent)
            .withChat(chat, message)
            .withNotify(notify == null ? null : Notify.of(notify));
    if (payload != null) {
      wanted = wanted.withPayload(Json.parseObject("payload", payload));
    }
    if (after != null) {
      wanted = wanted.after(after.stream().mapToLong(Long::longValue).toArray());
    }
    if (session != null) {
      wanted = wanted.withSession(root.seshat().sessions().get(session).id());
    }
    return PromiseView.print(root, promises().create(wanted));
  }

  @Command(name = "list", description = "List promises, the newest first; those that are open")
  int list(
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              split = ",",
              completionCandidates = Choices.PromiseStatuses.class,
              description = "Only in these states (default: those that are not finished)")
          @Nullable List<String> status,
      @Option(names = "--all", description = "Finished ones too") boolean all,
      @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind")
          @Nullable String kind,
      @Option(
              names = "--session",
              paramLabel = "SESSION",
              description = "Id, short id or 'current'")
          @Nullable String session,
      @Option(names = "--chat", paramLabel = "CHAT", description = "Only asked for in this chat")
          @Nullable String chat,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Promise> page =
        promises()
            .list(
                PromiseFilter.all()
                    .withStatuses(statuses(status, all))
                    .withKind(kind)
                    .withSession(
                        session == null ? null : root.seshat().sessions().get(session).id())
                    .withChat(chat)
                    .withLimit(limit)
                    .withCursor(cursor));
    return PromiseView.printAll(root, page.items(), page.next());
  }

  private static Set<PromiseStatus> statuses(@Nullable List<String> words, boolean all) {
    if (words == null) {
      return all ? Set.of() : PromiseStatus.OPEN;
    }
    if (all) {
      throw new Invalid("--all", "and --status exclude each other; say one of them");
    }
    Set<PromiseStatus> statuses = EnumSet.noneOf(PromiseStatus.class);
    words.forEach(word -> statuses.add(PromiseStatus.of(word)));
    return statuses;
  }

  @Command(name = "show", description = "Show a promise")
  int show(@Parameters(paramLabel = "ID", description = "Of the promise") long id) {
    return PromiseView.printWhole(root, promises().get(id));
  }

  @Command(
      name = "watch",
      description = "Follow how far a promise has come, until it is finished; fails if it fails")
  int watch(@Parameters(paramLabel = "ID", description = "Of the promise") long id)
      throws InterruptedException {
    Promise promise = promises().get(id);
    say(promise);
    while (!promise.status().isFinished()) {
      Promise now = promises().await(id, LOOK);
      if (!now.updatedAt().equals(promise.updatedAt()) || now.status() != promise.status()) {
        say(now);
      }
      if (root.terminal().out().checkError()) {
        return Cli.OK;
      }
      promise = now;
    }
    return promise.status() == PromiseStatus.COMPLETED ? Cli.OK : Cli.FAILED;
  }

  private void say(Promise promise) {
    root.say(root.isJson() ? Json.write(promise.toJson()) : PromiseView.line(root, promise));
  }

  @Command(
      name = "health",
      description = "Say how the promises are doing; fails when somebody should look")
  int health() {
    PromiseHealth health = promises().health();
    if (!root.printedAsJson(health.toJson())) {
      root.say(health.state().word().replace('_', ' '));
      health.reasons().forEach(each -> root.say("  " + root.harmless(each)));
      root.say(
          "%s open, %s of them due"
              .formatted(
                  PromiseStatus.OPEN.stream()
                      .mapToLong(each -> health.counts().getOrDefault(each, 0L))
                      .sum(),
                  health.due()));
    }
    return health.state() == PromiseHealth.State.ATTENTION_NEEDED ? Cli.FAILED : Cli.OK;
  }

  @Command(name = "cancel", description = "Cancel a promise that is not finished")
  int cancel(
      @Parameters(paramLabel = "ID", description = "Of the promise") long id,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people")
          @Nullable String reason) {
    return PromiseView.print(root, promises().cancel(id, reason));
  }

  @Command(name = "retry", description = "Try a failed or cancelled one again, as a new promise")
  int retry(@Parameters(paramLabel = "ID", description = "Of the promise") long id) {
    return PromiseView.print(root, promises().retry(id));
  }

  @Command(name = "update", description = "Move one by hand, as whoever keeps it without a worker")
  int update(
      @Parameters(paramLabel = "ID", description = "Of the promise") long id,
      @Parameters(
              paramLabel = "STATUS",
              completionCandidates = Choices.PromiseStatuses.class,
              description = "pending, in_progress, completed, failed or cancelled")
          String status,
      @Option(names = "--text", paramLabel = "TEXT", description = "The result, or the error")
          @Nullable String text) {
    return PromiseView.print(root, promises().updateStatus(id, PromiseStatus.of(status), text));
  }
}
