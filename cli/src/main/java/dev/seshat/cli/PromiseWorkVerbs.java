package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.promise.Promise;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Retry;
import dev.seshat.promise.Worker;
import dev.seshat.promise.WorkerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs of `promise` for workers: those that are programs, and the one in this process.
@Command(addMethodSubcommands = false)
abstract class PromiseWorkVerbs {
  final SeshatCommand root;

  PromiseWorkVerbs(SeshatCommand root) {
    this.root = root;
  }

  Promises promises() {
    return root.seshat().promises();
  }

  @Command(
      name = "claim",
      description = "Take what is due, as a worker: prints each with its fence")
  int claim(
      @Parameters(paramLabel = "KIND", arity = "1..*", description = "Kinds that the worker can do")
          List<String> kinds,
      @Option(
              names = "--worker",
              paramLabel = "NAME",
              required = true,
              description = "A name that no other worker has")
          String worker,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1",
              description = "1 to 100 (default 1)")
          int limit,
      @Option(
              names = "--lease",
              paramLabel = "TIME",
              defaultValue = "5m",
              description = "How long each is the worker's unless it is heard of (default 5m)")
          String lease) {
    List<Promise> got = promises().claim(worker, Set.copyOf(kinds), limit, lasting("lease", lease));
    return PromiseView.printAll(root, got, null);
  }

  @Command(
      name = "progress",
      description =
          "Say how far a claimed one has come; without PERCENT only that the worker lives")
  int progress(
      @Parameters(paramLabel = "ID", description = "Of the promise") long id,
      @Parameters(paramLabel = "PERCENT", arity = "0..1", description = "0 to 100")
          @Nullable Integer percent,
      @Option(
              names = "--fence",
              paramLabel = "N",
              required = true,
              description = "As the claim gave it")
          long fence,
      @Option(names = "--note", paramLabel = "TEXT", description = "A line for people")
          @Nullable String note) {
    return PromiseView.print(
        root,
        percent == null
            ? promises().heartbeat(id, fence)
            : promises().progress(id, fence, percent, note));
  }

  @Command(name = "complete", description = "Hand in the result of a claimed one")
  int complete(
      @Parameters(paramLabel = "ID", description = "Of the promise") long id,
      @Option(
              names = "--fence",
              paramLabel = "N",
              required = true,
              description = "As the claim gave it")
          long fence,
      @Option(names = "--result", paramLabel = "JSON", description = "An object for programs")
          @Nullable String result,
      @Option(names = "--summary", paramLabel = "TEXT", description = "It in words")
          @Nullable String summary) {
    Map<String, @Nullable Object> json =
        result == null ? Map.of() : Json.parseObject("result", result);
    return PromiseView.print(root, promises().complete(id, fence, json, summary));
  }

  @Command(name = "fail", description = "Say that an attempt at a claimed one failed")
  int fail(
      @Parameters(paramLabel = "ID", description = "Of the promise") long id,
      @Parameters(paramLabel = "ERROR", description = "Why") String error,
      @Option(
              names = "--fence",
              paramLabel = "N",
              required = true,
              description = "As the claim gave it")
          long fence,
      @Option(names = "--no-retry", description = "It has failed for good") boolean never,
      @Option(
              names = "--retry-after",
              paramLabel = "TIME",
              description = "When it is tried again (default: later each time)")
          @Nullable String after) {
    if (never && after != null) {
      throw new Invalid("--no-retry", "and --retry-after exclude each other; say one of them");
    }
    Retry retry =
        never
            ? Retry.never()
            : after == null ? Retry.usual() : Retry.after(lasting("retry-after", after));
    return PromiseView.print(root, promises().fail(id, fence, error, retry));
  }

  @Command(name = "work", description = "Do built-in work in this process, until it is interrupted")
  int work(
      @Option(names = "--once", description = "Only until nothing is due") boolean once,
      @Option(
              names = "--concurrency",
              paramLabel = "N",
              defaultValue = "8",
              description = "How many at once, 1 to 256 (default 8)")
          int concurrency)
      throws InterruptedException {
    WorkerBuilder builder = root.seshat().worker().concurrency(concurrency);
    if (once) {
      try (Worker worker = builder.start()) {
        worker.awaitIdle();
      }
      if (!root.printedAsJson(Map.of("kinds", builder.kinds()))) {
        root.say("nothing more is due of " + String.join(", ", builder.kinds()));
      }
    } else {
      root.notice("seshat: doing " + String.join(", ", builder.kinds()));
      until(builder.start());
    }
    return Cli.OK;
  }

  /// Works until a signal, on which what is not finished is given back.
  private void until(Worker worker) {
    Thread stop =
        new Thread(
            () -> {
              worker.close();
              root.close();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // a test, or a program that runs this as a part of it
      Runtime.getRuntime().removeShutdownHook(stop);
      worker.close();
    }
  }

  static Duration lasting(String option, String text) {
    Duration length = When.lasting(option, text);
    if (length == null) {
      throw new Invalid(option, "must be a length of time such as 30m, 12h or 2d");
    }
    return length;
  }
}
