package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.access.Role;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.task.Complexity;
import dev.seshat.task.Task;
import dev.seshat.task.TaskBoard;
import dev.seshat.task.TaskGroup;
import dev.seshat.task.TaskOutline;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tasks of a session as a tree, and all of one task.
public final class TasksPage implements Pages {
  private static final int READY = 20;

  private final Renderer renderer;

  public TasksPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// What the tree shows.
  ///
  /// @param ready those that may be begun, where they are asked for
  /// @param groups all of the session
  public record View(
      Head head,
      Link here,
      TaskOutline.Outline outline,
      List<Task> ready,
      List<TaskGroup> groups,
      boolean mayWrite) {
    public String session() {
      return head.session().id().toString();
    }

    /// The task whose branch it is; null for the whole tree.
    public @Nullable Task branch() {
      return outline.above().isEmpty() ? null : outline.above().getLast();
    }

    public boolean isEmpty() {
      return groups.isEmpty()
          && branch() == null
          && outline.parts().stream().allMatch(part -> part.lines().isEmpty());
    }

    public boolean isReadyFirst() {
      return here.params().containsKey("first");
    }

    /// The same page with what may be begun at the top, or without.
    public String otherOrder() {
      return here.with("first", isReadyFirst() ? null : "ready").toString();
    }

    public String branchHref(Task task) {
      return Link.to(head.href("tasks")).with("under", task.marker()).toString();
    }

    public String groupHref(TaskGroup group) {
      return Link.to(head.href("tasks")).with("group", group.name()).toString();
    }

    /// The address of those after a part; null at its end.
    public @Nullable String more(TaskOutline.Part part) {
      TaskGroup group = part.group();
      Link next = here.with("group", group == null ? null : group.name());
      return part.next() == null ? null : next.with("cursor", part.next()).toString();
    }

    /// The part that it is, for ids.
    public static String key(TaskOutline.Part part) {
      TaskGroup group = part.group();
      return group == null ? "none" : group.id().toString();
    }
  }

  /// What the page of one shows.
  ///
  /// @param above what it stands under, the root first
  /// @param related the tasks that have to do with it
  /// @param candidates some of the tasks that it may be told to wait for
  public record One(
      Head head,
      TaskRow row,
      List<Task> above,
      TaskOutline.Line line,
      List<TaskOutline.Line> under,
      @Nullable String next,
      List<Task> related,
      List<TaskBoard.Named> candidates,
      List<TaskGroup> groups,
      boolean mayWrite) {
    public Task task() {
      return row.task();
    }

    public List<String> complexities() {
      return Arrays.stream(Complexity.values()).map(Complexity::word).toList();
    }

    public List<String> priorities() {
      return TaskRow.priorities();
    }

    public String words(List<Task> tasks) {
      return String.join(", ", tasks.stream().map(Task::marker).toList());
    }

    public static String number(@Nullable Integer number) {
      return number == null ? "" : number.toString();
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}/tasks", this::tree).page("/sessions/{ref}/tasks/{task}", this::one);
    TaskForms.addTo(site);
  }

  private static Head head(Context ctx) {
    return Head.of(Visitor.of(ctx).seshat(), TaskForms.session(ctx), "tasks");
  }

  private void tree(Context ctx) {
    Params params = Params.of(ctx, "under", "group", "cursor", "first");
    Seshat seshat = Visitor.of(ctx).seshat();
    Head head = head(ctx);
    String session = head.session().id().toString();
    TaskOutline.Wanted wanted =
        new TaskOutline.Wanted(params.text("under"), params.text("group"), params.text("cursor"));
    View view =
        new View(
            head,
            new Link(head.href("tasks"), params.all()).with("cursor", null),
            seshat.taskOutline().of(session, wanted),
            params.text("first") == null ? List.of() : seshat.tasks().ready(session, READY),
            seshat.taskGroups().list(session),
            Visitor.of(ctx).role().allows(Role.WRITER));
    renderer.page(ctx, "session/tasks", head.session().title(), "sessions", view);
  }

  private void one(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    Seshat seshat = Visitor.of(ctx).seshat();
    Head head = head(ctx);
    String session = head.session().id().toString();
    Task task = seshat.tasks().get(session, ctx.pathParam("task"));
    TaskOutline.Outline branch =
        seshat
            .taskOutline()
            .of(session, new TaskOutline.Wanted(task.id().toString(), null, params.text("cursor")));
    TaskOutline.Part under = branch.parts().getFirst();
    List<Task> above = branch.above();
    One view =
        new One(
            head,
            new TaskRow(task),
            above.subList(0, above.size() - 1),
            seshat.taskOutline().line(task),
            under.lines(),
            under.next() == null
                ? null
                : Link.to(new TaskRow(task).href()).with("cursor", under.next()).toString(),
            task.related().stream().map(id -> get(seshat, session, id)).toList(),
            seshat.taskOutline().candidates(task),
            seshat.taskGroups().list(session),
            Visitor.of(ctx).role().allows(Role.WRITER));
    renderer.page(ctx, "session/task", task.title(), "sessions", view);
  }

  private static Task get(Seshat seshat, String session, UUID id) {
    return Objects.requireNonNull(seshat.tasks().get(session, id.toString()));
  }
}
