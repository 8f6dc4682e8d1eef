package dev.seshat.promise;

import dev.seshat.Seshat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The worker process that [WorkerKillTest] kills, and the handler that all of its workers have: each attempt leaves a line
/// when it begins and one when it ends, and makes its effect once by the promise's key.
public final class KilledWorker {
  static final String KIND = "chaos";
  static final Duration LEASE = Duration.ofMillis(700);

  private KilledWorker() {}

  /// @param args the store's file, the folder of the effects, and the worker's name
  public static void main(String[] args) throws InterruptedException {
    Seshat seshat = Seshat.open(Path.of(args[0]));
    start(seshat, Path.of(args[1]), args[2], 4);
    System.out.println("ready");
    Thread.currentThread().join();
  }

  static Worker start(Seshat seshat, Path effects, String name, int concurrency) {
    return seshat
        .worker()
        .name(name)
        .concurrency(concurrency)
        .lease(LEASE)
        .grace(Duration.ofSeconds(2))
        .handle(KIND, run -> attempt(run, effects, name))
        .start();
  }

  private static Map<String, Object> attempt(Run run, Path effects, String name)
      throws IOException {
    Promise promise = run.promise();
    say(effects, name, "begin", promise);
    try {
      Files.createFile(effects.resolve("made-" + promise.id()));
    } catch (FileAlreadyExistsException e) {
      // an attempt before this one came so far
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10 + promise.id() * 7 % 30));
    if (promise.id() % 17 == 0) {
      throw run.giveUp("the seventeenth never works");
    }
    if (promise.id() % 5 == 0 && promise.attempts() == 1) {
      throw AttemptFailed.againAfter(Duration.ofMillis(20), "the first time it does not work");
    }
    say(effects, name, "end", promise);
    return Map.of("by", name, "fence", promise.fence());
  }

  /// One write of one line, so that a killed process leaves it whole or not at all.
  private static void say(Path effects, String name, String what, Promise promise)
      throws IOException {
    String line =
        "%s %d %d %d\n".formatted(what, promise.id(), promise.fence(), System.currentTimeMillis());
    Files.write(
        effects.resolve("said-" + name),
        line.getBytes(StandardCharsets.US_ASCII),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
