package dev.seshat.task;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.IdRange;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tasks of sessions.
///
/// A reference to a task is its id, the beginning of one of at least four digits, or, within a session, its marker. All
/// changes of one session's tasks happen one after the other; claims do not wait for them.
public final class Tasks {
  /// How many tasks one call may make.
  public static final int MOST_AT_ONCE = 1_000;

  private final Scope scope;
  private final Sessions sessions;
  private final TaskRules rules;
  private final TaskTrees trees;

  public Tasks(Scope scope, Sessions sessions) {
    this(scope, sessions, TaskRules.NONE, TaskTrees.none());
  }

  /// @param rules what else decides on the tasks of sessions
  /// @param trees that are held; none within a transaction that writes
  public Tasks(Scope scope, Sessions sessions, TaskRules rules, TaskTrees trees) {
    this.trees = trees;
    this.scope = scope;
    this.sessions = sessions;
    this.rules = rules;
  }

  /// Makes tasks, in one transaction: a whole plan with what stands under what, and what waits for what.
  ///
  /// @throws Conflict if a task would wait for itself, over whatever stands between
  public List<Task> add(String session, List<NewTask> told) {
    if (told.size() > MOST_AT_ONCE) {
      throw new Invalid("tasks", "at most " + MOST_AT_ONCE + " at once");
    }
    return scope
        .store()
        .write(tx -> {
          Session of = sessions.openIn(tx, session);
          TaskRules.Rules ruled = rules.of(tx, of.id());
          Map<String, UUID> names = new HashMap<>();
          List<UUID> made = new ArrayList<>();
          for (int i = 0; i < told.size(); i++) {
            NewTask each = told.get(i);
            made.add(at(told, i, () -> addIn(tx, of.id(), each, names, ruled)));
          }
          for (int i = 0; i < made.size(); i++) {
            UUID id = made.get(i);
            NewTask each = told.get(i);
            at(
                told,
                i,
                () -> {
                  link(tx, of.id(), id, each, names);
                  return id;
                });
          }
          return readIn(tx, made);
        });
  }

  private interface Step {
    UUID run() throws SQLException;
  }

  /// Does what one task of a plan asks for. What is wrong with it is said with its place: nobody finds it among fifty else.
  private static UUID at(List<NewTask> told, int place, Step step) throws SQLException {
    try {
      return step.run();
    } catch (NotFound e) {
      throw told.size() == 1
          ? e
          : new NotFound(
              "tasks[%d] ('%s') names what is not there: %s. A task of the plan is named by its ref, one that it stands under"
                      .formatted(place, Texts.shorten(told.get(place).title(), 60), e.getMessage())
                  + " before it; one of the session by its marker");
    } catch (Invalid e) {
      throw told.size() == 1 ? e : e.within("tasks[" + place + "]");
    }
  }

  /// What else decides on the tasks of a session.
  TaskRules.Rules rulesIn(Tx tx, UUID session) throws SQLException {
    return rules.of(tx, session);
  }

  UUID addIn(Tx tx, UUID session, NewTask said, Map<String, UUID> names, TaskRules.Rules ruled)
      throws SQLException {
    NewTask told = TaskRules.settled(ruled, said);
    Optional<Task> known =
        told.externalId() == null
            ? Optional.empty()
            : TaskTable.external(tx, session, told.externalId());
    UUID id = known.isPresent() ? known.get().id() : tx.newId();
    if (told.ref() != null && names.putIfAbsent(told.ref(), id) != null) {
      throw new Invalid("ref", "'" + told.ref() + "' names two tasks");
    }
    if (known.isPresent()) {
      return id;
    }
    Task parent = told.parent() == null ? null : named(tx, session, told.parent(), names);
    if (parent != null && told.group() != null && !told.group().equals(parent.group())) {
      throw new Invalid("task_group", "is not that of the task that it stands under");
    }
    UUID group =
        told.group() == null || parent != null
            ? null
            : TaskGroups.requireIn(tx, session, told.group());
    PlaceTable.Spot spot = Placing.last(tx, session, parent, group);
    ruled.requireDepth(spot.level());
    String marker = told.marker() == null ? freshMarker(tx, session) : told.marker();
    TaskTable.insert(tx, session, id, marker, told, spot);
    Task made = TaskTable.find(tx, id).orElseThrow();
    TaskEntries.put(tx, made, scope.actor());
    if (parent != null) {
      RollUp.childrenOf(tx, parent, 1);
      TaskTable.waits(tx, parent.id(), 1);
    }
    RollUp.around(tx, made, new TaskTable.Weight(made.complexity().weight(), 0), 1, 0);
    changed(tx, "task.add", made, Map.of("title", told.title(), "marker", marker));
    return id;
  }

  static String freshMarker(Tx tx, UUID session) throws SQLException {
    for (int digits = 3; ; digits++) {
      long all = (long) Math.pow(36, digits);
      for (int i = 0; i < 8; i++) {
        String number = Long.toString(tx.newLong(all), 36);
        String marker = "t" + "0".repeat(digits - number.length()) + number;
        if (TaskTable.marked(tx, session, marker).isEmpty()) {
          return marker;
        }
      }
    }
  }

  private void link(Tx tx, UUID session, UUID id, NewTask told, Map<String, UUID> names)
      throws SQLException {
    for (String each : told.dependsOn()) {
      Changing.depend(tx, id, named(tx, session, each, names).id());
    }
    for (String each : told.related()) {
      Task other = named(tx, session, each, names);
      DependencyTable.put(tx, id, other.id(), DependencyTable.RELATED);
    }
  }

  /// A task by a name of those made with it, its marker, or its id.
  private static Task named(Tx tx, UUID session, String name, Map<String, UUID> names)
      throws SQLException {
    UUID known = names.get(name);
    Task task =
        known == null ? resolveIn(tx, session, name) : TaskTable.find(tx, known).orElseThrow();
    if (!task.sessionId().equals(session)) {
      throw new Invalid("task", "'" + Texts.shorten(name, 60) + "' is of another session");
    }
    return task;
  }

  static Task resolveIn(Tx tx, @Nullable UUID session, String ref) throws SQLException {
    String word = ref.strip().toLowerCase(Locale.ROOT);
    String marker = word.startsWith("^") ? word.substring(1) : word;
    if (session != null) {
      Optional<Task> marked = TaskTable.marked(tx, session, marker);
      if (marked.isPresent()) {
        return marked.get();
      }
    }
    Optional<IdRange> range = IdRange.of(word);
    List<Task> found =
        range.isPresent()
            ? TaskTable.between(tx, range.get().low(), range.get().high(), 2)
            : List.of();
    if (found.isEmpty()) {
      throw NotFound.of("task", Texts.shorten(ref, 60));
    }
    if (found.size() > 1) {
      throw new Invalid("task", "'" + ref + "' begins several ids; give more of it");
    }
    return found.getFirst();
  }

  private static List<Task> readIn(Tx tx, List<UUID> ids) throws SQLException {
    List<Task> read = new ArrayList<>();
    for (UUID id : ids) {
      read.add(TaskTable.find(tx, id).orElseThrow());
    }
    return List.copyOf(Others.with(tx, read));
  }

  private static Task withOthers(Tx tx, Task task) throws SQLException {
    return task.with(
        DependencyTable.others(tx, task.id(), DependencyTable.DEPENDS_ON),
        DependencyTable.waiting(tx, task.id()),
        DependencyTable.others(tx, task.id(), DependencyTable.RELATED));
  }

  /// @param session in which `ref` may be a marker; null where it is an id
  public Task get(@Nullable String session, String ref) {
    UUID in = session == null ? null : sessions.get(session).id();
    return scope.store().read(tx -> withOthers(tx, resolveIn(tx, in, ref)));
  }

  /// A task with those around it.
  ///
  /// @param session in which `ref` may be a marker; null where it is an id
  public TaskContext context(@Nullable String session, String ref) {
    UUID in = session == null ? null : sessions.get(session).id();
    return scope
        .store()
        .read(tx -> {
          Task task = withOthers(tx, resolveIn(tx, in, ref));
          List<Task> above = new ArrayList<>();
          for (String each : RollUp.above(task)) {
            above.add(TaskTable.marked(tx, task.sessionId(), each).orElseThrow());
          }
          return new TaskContext(
              task,
              above,
              some(tx, task.dependsOn()),
              some(tx, task.blocks()),
              TaskTable.children(tx, task.id()).stream().limit(TaskContext.MOST).toList(),
              some(tx, task.related()),
              rules.known(tx, task.sessionId()).guide(task.specialistType()));
        });
  }

  private static List<Task> some(Tx tx, List<UUID> ids) throws SQLException {
    List<Task> some = new ArrayList<>();
    for (UUID id : ids.subList(0, Math.min(ids.size(), TaskContext.MOST))) {
      some.add(TaskTable.find(tx, id).orElseThrow());
    }
    return some;
  }

  /// The tasks of a session that a filter lets through.
  public Page<Task> list(String session, TaskFilter filter) {
    UUID id = sessions.get(session).id();
    return scope
        .store()
        .read(tx -> {
          Page<Task> page =
              Page.cut(TaskTable.list(tx, id, filter), filter.limit(), TaskFilter.Spot::of);
          return new Page<>(List.copyOf(Others.with(tx, page.items())), page.next());
        });
  }

  /// All tasks of a session, each before those under it, siblings in their order, groups in theirs.
  public List<Task> tree(String session) {
    UUID id = sessions.get(session).id();
    return scope.store().read(tx -> trees.of(tx, id));
  }

  /// A task and all tasks under it, in the order of their tree.
  public List<Task> tree(String session, String root) {
    UUID id = sessions.get(session).id();
    return scope.store().read(tx -> TaskTree.under(tx, resolveIn(tx, id, root)));
  }

  /// What may be begun: waiting for nothing and nobody's, the most urgent first, then the highest in the tree, then in
  /// order.
  ///
  /// @param limit 1 to 1,000
  public List<Task> ready(String session, int limit) {
    UUID id = sessions.get(session).id();
    return scope
        .store()
        .read(tx -> Others.with(tx, TaskTable.ready(tx, id, Math.clamp(limit, 1, 1_000))));
  }

  /// Makes something of a task different, in one transaction.
  ///
  /// @param version of which the caller knows it; null for whichever it is
  /// @throws dev.seshat.SeshatException.IllegalTransition if it may not go from its status to the one told
  /// @throws Conflict if somebody else has claimed it, it would wait for itself, or tasks under it are not over yet
  public Task change(String session, String ref, TaskChange told, @Nullable Long version) {
    return scope
        .store()
        .write(tx -> {
          UUID in = sessions.existing(tx, session);
          UUID id = resolveIn(tx, in, ref).id();
          sessions.openIn(tx, TaskTable.find(tx, id).orElseThrow().sessionId().toString());
          Task task = TaskTable.find(tx, id).orElseThrow();
          if (version != null && version != task.version()) {
            throw new Conflict(
                "'%s' was changed meanwhile: it is at version %d, not %d"
                    .formatted(task.title(), task.version(), version));
          }
          requireOwn(tx, task, told);
          Map<String, @Nullable Object> detail = new Changing(tx, scope.actor()).apply(task, told);
          if (told.place() != null) {
            requireDepth(tx, task);
          }
          if (!detail.isEmpty()) {
            changed(tx, "task.change", task, detail);
          }
          return withOthers(tx, TaskTable.find(tx, id).orElseThrow());
        });
  }

  /// A task that has come deeper stands no deeper than the session's rules let it, with all under it.
  private void requireDepth(Tx tx, Task before) throws SQLException {
    Task now = TaskTable.find(tx, before.id()).orElseThrow();
    if (now.level() > before.level()) {
      rules.of(tx, now.sessionId()).requireDepth(now.level() + PlaceTable.depthUnder(tx, now));
    }
  }

  /// What somebody has claimed is theirs to take further, until their lease runs out.
  private void requireOwn(Tx tx, Task task, TaskChange told) throws SQLException {
    boolean isTaken = told.status() != null || told.progress() != null;
    if (isTaken
        && !told.isForced()
        && task.leaseUntil() != null
        && !scope.actor().equals(task.assignee())
        && task.leaseUntil().isAfter(tx.databaseNow())) {
      throw new Conflict(
          "'%s' is %s's until %s".formatted(task.title(), task.assignee(), task.leaseUntil()));
    }
  }

  /// Has a task go where it may go from where it is.
  public Task move(String session, String ref, TaskStatus next) {
    return change(session, ref, TaskChange.to(next), null);
  }

  void changed(Tx tx, String action, Task task, Map<String, ? extends @Nullable Object> detail)
      throws SQLException {
    scope.changed(
        tx,
        action,
        "task",
        task.id(),
        task.sessionId(),
        Json.write(Objects.requireNonNull(detail)));
  }
}
