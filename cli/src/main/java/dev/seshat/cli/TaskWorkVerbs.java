package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.session.Focus;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskClaims;
import dev.seshat.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs of `task` for whoever does one.
@Command(addMethodSubcommands = false)
abstract class TaskWorkVerbs {
  static final String TASK = "Its marker, such as t7f3, or the beginning of its id";
  static final String SESSION = "Id, short id or prefix; default the one in focus";

  final SeshatCommand root;

  TaskWorkVerbs(SeshatCommand root) {
    this.root = root;
  }

  /// A task by its marker in the session, or by its id wherever it is.
  final Task found(String ref, @Nullable String session) {
    String in = session;
    if (in == null) {
      Optional<Focus.Focused> focused = root.seshat().focus().current();
      in = focused.map(each -> each.session().id().toString()).orElse(null);
    }
    return root.seshat().tasks().get(in, ref);
  }

  final int change(String ref, @Nullable String session, TaskChange change) {
    return change(found(ref, session), change, null);
  }

  final int change(Task task, TaskChange change, @Nullable Long version) {
    return TaskView.print(
        root,
        root.seshat()
            .tasks()
            .change(task.sessionId().toString(), task.id().toString(), change, version));
  }

  @Command(
      name = "claim",
      description = "Take a task that is ready, so that nobody else does; without TASK the first")
  int claim(
      @Parameters(paramLabel = "TASK", arity = "0..1", description = TASK) @Nullable String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(
              names = "--lease",
              paramLabel = "TIME",
              defaultValue = "15m",
              description = "How long it is yours unless you are heard of (default 15m)")
          String lease) {
    Duration time = PromiseWorkVerbs.lasting("lease", lease);
    TaskClaims claims = root.seshat().taskClaims();
    if (ref != null) {
      Task task = found(ref, session);
      return TaskView.print(
          root, claims.claim(task.sessionId().toString(), task.id().toString(), time));
    }
    Optional<Task> next = claims.claim(session == null ? "current" : session, time);
    if (next.isEmpty()) {
      if (!root.printedAsJson(java.util.Map.of())) {
        root.notice("nothing is ready");
      }
      return Cli.OK;
    }
    return TaskView.printContext(
        root, root.seshat().tasks().context(null, next.get().id().toString()));
  }

  @Command(name = "heartbeat", description = "Keep a task that you claimed for so long again")
  int heartbeat(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(
              names = "--lease",
              paramLabel = "TIME",
              defaultValue = "15m",
              description = "How long from now (default 15m)")
          String lease) {
    Task task = found(ref, session);
    return TaskView.print(
        root,
        root.seshat()
            .taskClaims()
            .heartbeat(
                task.sessionId().toString(),
                task.id().toString(),
                PromiseWorkVerbs.lasting("lease", lease)));
  }

  @Command(name = "start", description = "Begin a task, as yours")
  int start(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.to(TaskStatus.IN_PROGRESS));
  }

  @Command(name = "done", description = "Say that a task is done, begun or not")
  int done(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(names = "--with-subtasks", description = "With all that is open under it")
          boolean all) {
    Task task = found(ref, session);
    TaskChange change = TaskChange.to(TaskStatus.COMPLETED);
    return TaskView.print(
        root,
        root.seshat().together(within -> done(within, task, all ? change.withAllUnder() : change)));
  }

  private static Task done(Seshat seshat, Task task, TaskChange change) {
    String session = task.sessionId().toString();
    String id = task.id().toString();
    TaskStatus now = seshat.tasks().get(session, id).status();
    if (now == TaskStatus.PENDING || now == TaskStatus.BLOCKED) {
      seshat.tasks().move(session, id, TaskStatus.IN_PROGRESS);
    }
    return seshat.tasks().change(session, id, change, null);
  }

  @Command(name = "fail", description = "Say that a task that was begun did not work")
  int fail(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.to(TaskStatus.FAILED));
  }

  @Command(name = "block", description = "Say that a task cannot go on for now")
  int block(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.to(TaskStatus.BLOCKED));
  }

  @Command(name = "cancel", description = "Give a task up, with all that is open under it")
  int cancel(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.to(TaskStatus.CANCELLED));
  }

  @Command(
      name = "retry",
      description = "Have a task that failed, was given up or done, be done again")
  int retry(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session) {
    return change(ref, session, TaskChange.to(TaskStatus.PENDING));
  }

  @Command(name = "release", description = "Give a task back that was begun or blocked")
  int release(
      @Parameters(paramLabel = "TASK", description = TASK) String ref,
      @Option(names = "--session", paramLabel = "SESSION", description = SESSION)
          @Nullable String session,
      @Option(names = "--force", description = "Also if somebody else has claimed it")
          boolean force) {
    TaskChange change = TaskChange.to(TaskStatus.PENDING);
    return change(ref, session, force ? change.forced() : change);
  }
}
