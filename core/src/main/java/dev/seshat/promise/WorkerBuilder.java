package dev.seshat.promise;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.audit.AuditJournal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A worker that is to be started: which kinds it does, how, and how many at once.
public final class WorkerBuilder {
  private final Promises promises;
  private final Steward steward;
  private final AuditJournal journal;
  private final Map<String, Handler> handlers = new LinkedHashMap<>();
  private @Nullable String name;
  private int concurrency = 8;
  private Duration lease = Duration.ofMinutes(1);
  private Duration grace = Duration.ofSeconds(10);

  /// @param steward what looks after the workspace while the worker is there
  public WorkerBuilder(Promises promises, Steward steward, AuditJournal journal) {
    this.promises = promises;
    this.steward = steward;
    this.journal = journal;
  }

  /// Has promises of a kind done by `handler`, in place of the one there was.
  public WorkerBuilder handle(String kind, Handler handler) {
    handlers.put(NewPromise.kindOf(kind), handler);
    if (handlers.size() > Promises.MAX_KINDS) {
      throw new Invalid("kinds", "must be at most " + Promises.MAX_KINDS);
    }
    return this;
  }

  /// Leaves out all kinds but these; for a process that is there for one thing.
  public WorkerBuilder only(String... kinds) {
    handlers.keySet().retainAll(Set.of(kinds));
    return this;
  }

  /// The same worker for one of its kinds alone, whose handler `around` may put something about.
  ///
  /// @throws Invalid if it has no handler for the kind
  public WorkerBuilder only(String kind, UnaryOperator<Handler> around) {
    Handler handler = handlers.get(kind);
    if (handler == null) {
      throw new Invalid("kind", "has no handler here; there are " + String.join(", ", kinds()));
    }
    handlers.clear();
    handlers.put(kind, around.apply(handler));
    return this;
  }

  /// The kinds that it does, in the order of the alphabet.
  public List<String> kinds() {
    return handlers.keySet().stream().sorted().toList();
  }

  /// The worker's name, which no other has at the same time; without it one is made up.
  public WorkerBuilder name(String value) {
    name = Texts.required("worker", value, 200);
    return this;
  }

  /// How many promises it does at once, 1 to 256; 8 if nothing is said.
  public WorkerBuilder concurrency(int value) {
    if (value < 1 || value > 256) {
      throw new Invalid("concurrency", "must be 1 to 256");
    }
    concurrency = value;
    return this;
  }

  /// For how long it has a promise without a sign of life, 100 ms to a day; a minute if nothing is said. It gives one
  /// three times as often.
  public WorkerBuilder lease(Duration value) {
    if (value.toMillis() < 100 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new Invalid("lease", "must be 100 milliseconds to 1 day");
    }
    lease = value;
    return this;
  }

  /// How long it lets handlers go on when it is closed; 10 seconds if nothing is said.
  public WorkerBuilder grace(Duration value) {
    grace = value;
    return this;
  }

  /// Starts the worker.
  ///
  /// @throws Invalid if it has no handler
  public Worker start() {
    if (handlers.isEmpty()) {
      throw new Invalid("kinds", "must be at least one; a worker needs a handler");
    }
    String own = name != null ? name : promises.newWorkerName();
    Worker worker =
        new Worker(
            promises, steward, journal, own, Map.copyOf(handlers), concurrency, lease, grace);
    worker.start();
    return worker;
  }
}
