package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tree of a session's tasks as people look at it: whole where it is small, else by its branches.
public final class TaskOutline {
  /// How many tasks are shown at once.
  public static final int MOST = 500;

  private static final int FIRST = 50;
  private static final int LEAST = 5;

  /// How many are shown of all groups together where each shows its first.
  private static final int FIRST_OF_ALL = 250;

  private static final int CANDIDATES = 200;
  private static final Comparator<Task> ORDER =
      Comparator.comparingLong(Task::position).thenComparing(Task::id);

  private final Scope scope;
  private final Sessions sessions;

  public TaskOutline(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// What is to be seen.
  ///
  /// @param under the marker or id of the task whose branch it is; null for no one's
  /// @param group the name of the group; null for all
  /// @param cursor where the page before ended
  public record Wanted(@Nullable String under, @Nullable String group, @Nullable String cursor) {
    /// All of it.
    public static final Wanted ALL = new Wanted(null, null, null);
  }

  /// A task and what it waits for, and what waits for it.
  ///
  /// @param under what stands under it and is shown; nothing where that is another page
  public record Line(
      Task task, List<TaskBoard.Named> dependsOn, List<TaskBoard.Named> blocks, List<Line> under) {
    public Line {
      dependsOn = List.copyOf(dependsOn);
      blocks = List.copyOf(blocks);
      under = List.copyOf(under);
    }
  }

  /// The tasks of a group, or of none.
  ///
  /// @param group null for those that are in no group
  /// @param next the cursor of those after these; null at the end
  public record Part(@Nullable TaskGroup group, List<Line> lines, @Nullable String next) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /// What is seen.
  ///
  /// @param above the tasks that it stands under, the root first; at the end the one whose branch it is
  /// @param isWhole whether everything that stands under what is shown is shown as well
  public record Outline(List<Task> above, List<Part> parts, boolean isWhole) {
    public Outline {
      above = List.copyOf(above);
      parts = List.copyOf(parts);
    }
  }

  /// The tree, or a branch of it.
  public Outline of(String session, Wanted wanted) {
    UUID id = sessions.get(session).id();
    return scope
        .store()
        .read(tx -> {
          if (wanted.under() != null) {
            return branch(tx, Tasks.resolveIn(tx, id, wanted.under()), id, wanted.cursor());
          }
          List<TaskGroup> groups = GroupTable.ofSession(tx, id);
          return OutlineTable.isMore(tx, id, MOST)
              ? parts(tx, id, groups, wanted)
              : whole(tx, groups, OutlineTable.ofSession(tx, id, MOST), wanted.group());
        });
  }

  private static Outline whole(
      Tx tx, List<TaskGroup> groups, List<Task> all, @Nullable String group) throws SQLException {
    List<Part> parts = new ArrayList<>();
    Folded folded = Folded.of(tx, all);
    List<@Nullable TaskGroup> each = new ArrayList<>(groups);
    each.addFirst(null);
    for (TaskGroup one : each) {
      UUID id = one == null ? null : one.id();
      List<Task> roots =
          all.stream()
              .filter(task -> task.parentId() == null && Objects.equals(task.groupId(), id))
              .toList();
      boolean isWanted = group == null || (one != null && one.name().equals(group));
      if (isWanted && (one != null || !roots.isEmpty())) {
        parts.add(new Part(one, folded.lines(roots), null));
      }
    }
    return new Outline(List.of(), parts, true);
  }

  private static Outline parts(Tx tx, UUID session, List<TaskGroup> groups, Wanted wanted)
      throws SQLException {
    List<Shown> shown = new ArrayList<>();
    String name = wanted.group();
    if (name != null) {
      TaskGroup group =
          groups.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() -> NotFound.of("task group", Texts.shorten(name, 60)));
      shown.add(Shown.of(tx, session, null, group, wanted.cursor(), MOST));
    } else if (wanted.cursor() != null) {
      shown.add(Shown.of(tx, session, null, null, wanted.cursor(), MOST));
    } else {
      int first = Math.clamp(FIRST_OF_ALL / (groups.size() + 1), LEAST, FIRST);
      shown.add(Shown.of(tx, session, null, null, null, first));
      for (TaskGroup each : groups) {
        shown.add(Shown.of(tx, session, null, each, null, first));
      }
    }
    shown.removeIf(each -> each.group() == null && each.tasks().isEmpty());
    Folded flat = Folded.of(tx, shown.stream().flatMap(each -> each.tasks().stream()).toList());
    return new Outline(List.of(), shown.stream().map(each -> each.in(flat)).toList(), false);
  }

  private static Outline branch(Tx tx, Task root, UUID session, @Nullable String cursor)
      throws SQLException {
    if (!root.sessionId().equals(session)) {
      throw NotFound.of("task", root.marker());
    }
    List<Task> above = OutlineTable.above(tx, root);
    List<Task> all = OutlineTable.under(tx, root, MOST + 1);
    if (all.size() > MOST) {
      Shown shown = Shown.of(tx, session, root, null, cursor, MOST);
      return new Outline(above, List.of(shown.in(Folded.of(tx, shown.tasks()))), false);
    }
    List<Task> children = all.stream().filter(task -> root.id().equals(task.parentId())).toList();
    List<Line> lines = Folded.of(tx, all).lines(children);
    return new Outline(above, List.of(new Part(null, lines, null)), true);
  }

  /// Those beside one another that a page has.
  private record Shown(@Nullable TaskGroup group, List<Task> tasks, @Nullable String next) {
    static Shown of(
        Tx tx,
        UUID session,
        @Nullable Task parent,
        @Nullable TaskGroup group,
        @Nullable String cursor,
        int limit)
        throws SQLException {
      List<Task> found =
          OutlineTable.beside(
              tx,
              session,
              parent,
              group == null ? null : group.id(),
              cursor == null ? null : Spot.of(cursor),
              limit + 1);
      boolean isCut = found.size() > limit;
      List<Task> tasks = isCut ? found.subList(0, limit) : found;
      return new Shown(group, tasks, isCut ? Spot.of(tasks.getLast()) : null);
    }

    Part in(Folded folded) {
      return new Part(group, folded.lines(tasks), next);
    }
  }

  /// Where a page ends.
  record Spot(long position, UUID id) {
    static Spot of(String cursor) {
      int bar = cursor.indexOf('_');
      try {
        return new Spot(
            Long.parseLong(cursor.substring(0, Math.max(0, bar))),
            UUID.fromString(cursor.substring(bar + 1)));
      } catch (IllegalArgumentException e) {
        throw new Invalid("cursor", "is none that a page before this one gave");
      }
    }

    static String of(Task task) {
      return task.position() + "_" + task.id();
    }
  }

  /// Tasks by what they stand under, with what waits for what.
  private record Folded(
      Map<UUID, List<Task>> under,
      Map<UUID, List<TaskBoard.Named>> dependsOn,
      Map<UUID, List<TaskBoard.Named>> blocks) {
    static Folded of(Tx tx, List<Task> all) throws SQLException {
      List<UUID> ids = all.stream().map(Task::id).toList();
      return new Folded(
          all.stream()
              .filter(each -> each.parentId() != null)
              .collect(Collectors.groupingBy(each -> Objects.requireNonNull(each.parentId()))),
          OutlineTable.dependsOn(tx, ids),
          OutlineTable.blocks(tx, ids));
    }

    List<Line> lines(List<Task> tasks) {
      return tasks.stream().sorted(ORDER).map(this::line).toList();
    }

    private Line line(Task task) {
      return new Line(
          task,
          dependsOn.getOrDefault(task.id(), List.of()),
          blocks.getOrDefault(task.id(), List.of()),
          lines(under.getOrDefault(task.id(), List.of())));
    }
  }

  /// A task with what it waits for and what waits for it, alone.
  public Line line(Task task) {
    return scope.store().read(tx -> Folded.of(tx, List.of(task)).line(task));
  }

  /// Tasks of its session that a task could be told to wait for: those that are open, neither above nor under it, the
  /// most urgent first.
  public List<TaskBoard.Named> candidates(Task task) {
    return scope.store().read(tx -> OutlineTable.candidates(tx, task, CANDIDATES));
  }

  /// How many tasks a session has, and in what state.
  ///
  /// @param total those that are cancelled left out
  /// @param open those that are neither completed nor cancelled
  /// @param mine those that the asking actor has in progress
  public record Summary(long total, long completed, long open, long ready, long mine) {
    /// Of a session without tasks.
    public static final Summary NONE = new Summary(0, 0, 0, 0, 0);
  }

  /// How a session's tasks stand.
  public Summary summary(String session) {
    UUID id = sessions.get(session).id();
    return scope
        .store()
        .read(tx -> {
          Map<TaskStatus, Long> counts = new HashMap<>(OutlineTable.counts(tx, id));
          long cancelled = counts.getOrDefault(TaskStatus.CANCELLED, 0L);
          long all = counts.values().stream().mapToLong(Long::longValue).sum();
          long completed = counts.getOrDefault(TaskStatus.COMPLETED, 0L);
          return all == 0
              ? Summary.NONE
              : new Summary(
                  all - cancelled,
                  completed,
                  all - cancelled - completed,
                  OutlineTable.ready(tx, id),
                  OutlineTable.inHand(tx, id, scope.actor()));
        });
  }
}
