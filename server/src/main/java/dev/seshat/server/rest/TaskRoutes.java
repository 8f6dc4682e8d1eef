package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.Page;
import dev.seshat.json.Fields;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskClaims;
import dev.seshat.task.TaskFilter;
import dev.seshat.task.Tasks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tasks of sessions: plan, list, tree, change, claim.
public final class TaskRoutes implements Operations {
  private static final String OF_SESSION = "/api/v1/sessions/{ref}/tasks";
  private static final String ONE = "/api/v1/tasks/{task}";
  private static final Schema TASK = TaskShapes.task();

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get(OF_SESSION, "listTasks", "Tasks of a session, the most urgent first")
            .about("Those of the same priority come by their level in the tree, then in order.")
            .query("status", Schema.text("Words with commas; `open` for those not over", 100))
            .query("ready", Schema.flag("Only those that may be begun").otherwise(false))
            .query("group", TaskShapes.GROUP)
            .query("assignee", Schema.text("Who does them", 200))
            .query("specialist", Schema.text("", 64))
            .query("limit", Shapes.limit(100, 1_000))
            .query("cursor", Shapes.cursor())
            .answers("A page of tasks", Shapes.page("tasks", TASK))
            .by(TaskRoutes::list),
        Operation.post(OF_SESSION, "planTasks", "Make a task, or a whole plan of them")
            .about(
                "All or none. Tasks of the plan name one another by `ref`, in `parent` and `depends_on`; a task that comes"
                    + " to wait for itself is refused with the way round.")
            .takes(TaskShapes.plan())
            .answers(201, "The tasks that were made, in their order", Shapes.list("tasks", TASK))
            .by(TaskRoutes::plan),
        Operation.get("/api/v1/sessions/{ref}/task-tree", "getTaskTree", "All tasks as a tree")
            .about("Each before those under it, siblings in their order, groups in theirs.")
            .query("under", Schema.text("Only this task and those under it: its marker or id", 100))
            .answers("The tasks", Shapes.list("tasks", TASK))
            .by(TaskRoutes::tree),
        Operation.post(OF_SESSION + "/next", "claimNextTask", "Take the first task that is ready")
            .about(
                "Whoever asks has it in progress, until the lease runs out or they say more; nobody else is given it."
                    + " `task` is null when nothing is ready.")
            .mayTake(TaskShapes.lease())
            .answers(
                "The task and what is around it",
                Schema.object(field("next!", TaskShapes.context().orNull())))
            .by(TaskRoutes::next),
        one(Operation.get(ONE, "getTask", "A task"))
            .versioned()
            .answers("The task", TASK)
            .by(request -> shown(task(request))),
        one(Operation.get(ONE + "/context", "getTaskContext", "A task and what is around it"))
            .answers("What it stands under, comes after, has under it", TaskShapes.context())
            .by(request ->
                Reply.json(tasks(request).context(null, request.place("task")).toJson())),
        one(Operation.patch(
                ONE, "changeTask", "Change a task: fields, place, status, what it waits for"))
            .about(
                "What is not named stays. A task is not deleted: its status becomes `cancelled`. One that somebody else has"
                    + " claimed is changed in status and progress only with `force`.")
            .versioned()
            .takes(TaskShapes.change())
            .answers("The task as it is now", TASK)
            .by(TaskRoutes::change),
        one(Operation.post(ONE + "/claim", "claimTask", "Take this task, if it is ready"))
            .mayTake(TaskShapes.lease())
            .answers("The task", TASK)
            .by(request -> {
              Task task = task(request);
              return shown(
                  request
                      .seshat()
                      .taskClaims()
                      .claim(session(task), task.id().toString(), lease(request)));
            }),
        one(Operation.post(ONE + "/heartbeat", "heartbeatTask", "Keep a task for so long again"))
            .mayTake(TaskShapes.lease())
            .answers("The task", TASK)
            .by(request -> {
              Task task = task(request);
              return shown(
                  request
                      .seshat()
                      .taskClaims()
                      .heartbeat(session(task), task.id().toString(), lease(request)));
            }));
  }

  private static Operation.Builder one(Operation.Builder operation) {
    return operation.path("task", TaskShapes.REF);
  }

  private static Tasks tasks(Request request) {
    return request.seshat().tasks();
  }

  private static Task task(Request request) {
    return tasks(request).get(null, request.place("task"));
  }

  private static String session(Task task) {
    return task.sessionId().toString();
  }

  private static Reply shown(Task task) {
    return Reply.json(task.toJson()).withVersion(task.version());
  }

  private static Reply list(Request request) {
    TaskFilter filter =
        new TaskFilter(
            TaskFilter.statuses(request.text("status")),
            request.flag("ready"),
            request.text("group"),
            request.text("assignee"),
            request.text("specialist"),
            request.text("cursor"),
            request.integer("limit"));
    Page<Task> page = tasks(request).list(request.ref(), filter);
    return Reply.page("tasks", page, Task::toJson);
  }

  private static Reply plan(Request request) {
    List<NewTask> told = request.items("tasks", Tasks.MOST_AT_ONCE, NewTask::fromJson);
    return listed(tasks(request).add(request.ref(), told)).withStatus(201);
  }

  private static Reply tree(Request request) {
    String under = request.text("under");
    return listed(
        under == null
            ? tasks(request).tree(request.ref())
            : tasks(request).tree(request.ref(), under));
  }

  private static Reply listed(List<Task> tasks) {
    return Reply.json(Map.of("tasks", tasks.stream().map(Task::toJson).toList()));
  }

  private static Reply change(Request request) {
    Task task = task(request);
    return shown(
        tasks(request)
            .change(
                session(task),
                task.id().toString(),
                TaskChange.fromJson(request.body()),
                request.version()));
  }

  private static Reply next(Request request) {
    Optional<Task> claimed = request.seshat().taskClaims().claim(request.ref(), lease(request));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(
        "next",
        claimed
            .map(each -> tasks(request).context(null, each.id().toString()).toJson())
            .orElse(null));
    return Reply.json(json);
  }

  private static Duration lease(Request request) {
    Fields fields = request.fields();
    Long seconds = fields.number("lease_seconds", 1, 30L * 24 * 3600);
    return seconds == null ? TaskClaims.LEASE : Duration.ofSeconds(seconds);
  }
}
