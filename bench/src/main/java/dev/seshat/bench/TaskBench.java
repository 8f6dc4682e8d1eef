package dev.seshat.bench;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskClaims;
import dev.seshat.task.TaskOutline;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.TaskStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sqlite.SQLiteConfig;

/// A session with ten thousand tasks: each change of one task, what is ready, the whole tree, and its file, beside plain JDBC
/// that reads or changes the same rows.
final class TaskBench {
  private static final int TASKS = Integer.getInteger("seshat.tasks", 10_000);
  private static final int UNDER_ONE = 10;
  private static final int GROUPS = 20;
  private static final int ROUNDS = Integer.getInteger("seshat.rounds", 300);
  private static final double LIMIT = 10;

  private final Report report;
  private final String database;
  private final Seshat seshat;
  private final Connection plain;
  private final Random random = new Random(42);
  private final List<String> ids = new ArrayList<>();
  private final String session;
  private String taken = "";

  private TaskBench(Report report, String database, Seshat seshat, Connection plain, Path folder) {
    this.report = report;
    this.database = database;
    this.seshat = seshat;
    this.plain = plain;
    folder.toFile().mkdirs();
    NewSession told =
        NewSession.of("Ten thousand tasks")
            .kind("tasks")
            .with(Map.of("project_root_path", folder.toAbsolutePath().toString()));
    this.session = seshat.sessions().startUnfocused(told).id().toString();
  }

  static void run(Report report) throws Exception {
    Path folder = Files.createTempDirectory("seshat-bench-");
    Path file = folder.resolve("tasks.db");
    try (Seshat ours = Seshat.open(file);
        Connection plain = sqlite(file)) {
      new TaskBench(report, "SQLite", ours, plain, folder.resolve("sqlite")).all();
      TaskSyncBench.run(report, "SQLite", ours, plain, folder);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Seshat ours = Seshat.open(server.getJdbcUrl("postgres", "postgres"));
        Connection plain = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
      plain.setSchema(schema(plain));
      new TaskBench(report, "PostgreSQL", ours, plain, folder.resolve("postgres")).all();
      TaskSyncBench.run(report, "PostgreSQL", ours, plain, folder.resolve("postgres"));
    }
  }

  private static Connection sqlite(Path file) throws SQLException {
    SQLiteConfig settings = new SQLiteConfig();
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setBusyTimeout(30_000);
    return DriverManager.getConnection("jdbc:sqlite:" + file, settings.toProperties());
  }

  private static String schema(Connection plain) throws SQLException {
    try (PreparedStatement find =
            plain.prepareStatement(
                "SELECT table_schema FROM information_schema.tables WHERE table_name = 'session_tasks'");
        ResultSet rows = find.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void all() throws Exception {
    fill();
    load();
    double update = reference("UPDATE of one row", this::update);
    changes(update);
    measure("ready, 20 of them", update, i -> seshat.tasks().ready(session, 20));
    double select = reference("SELECT of all rows", this::select);
    trees(select);
    load();
  }

  private void changes(double update) throws Exception {
    measure("add one", update, this::add);
    measure("change its words", update, i -> change(any(), Map.of("title", "Title " + i)));
    measure("begin one", update, i -> to(any(), TaskStatus.IN_PROGRESS, TaskStatus.PENDING));
    measure("move a tree to a group", update, this::regroup);
    measure("move a tree in the order", update, i -> place(root(), TaskPlace.before(root())));
    measure("move one under another", update, i -> place(leaf(), TaskPlace.under(root())));
    measure("a dependency more", update, this::depend);
    measure("claim", update, this::claim);
    measure("complete", update, this::claim, this::complete);
  }

  private void trees(double select) throws Exception {
    // within a transaction that writes, no tree is held
    measure("the tree, read anew", select, i -> seshat.together(this::tree));
    measure("the tree, nothing changed", select, i -> tree(seshat));
    measure(
        "the tree, one changed before",
        select,
        i -> change(any(), Map.of("title", "Title " + i)),
        i -> tree(seshat));
    measure("the tree, one moved before", select, this::regroup, i -> tree(seshat));
    measure(
        "the tree as its page shows it",
        select,
        i -> seshat.taskOutline().of(session, TaskOutline.Wanted.ALL));
  }

  private int tree(Seshat of) {
    return of.tasks().tree(session).size();
  }

  private void claim(int i) {
    taken = seshat.taskClaims().claim(session, TaskClaims.LEASE).orElseThrow().marker();
  }

  private void complete(int i) {
    seshat.tasks().change(session, taken, TaskChange.to(TaskStatus.COMPLETED), null);
  }

  private void regroup(int i) {
    place(root(), TaskPlace.in("Group " + random.nextInt(GROUPS)));
  }

  /// How busy the machine is: without it the figures say little.
  private void load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    report.figure("tasks, " + database + ": load of the machine", "%.1f".formatted(load));
  }

  private void fill() {
    List<NewTask> plan = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      boolean isRoot = i % UNDER_ONE == 0;
      int root = i - i % UNDER_ONE;
      NewTask task = NewTask.of("Task " + i + " of a long plan").called("t" + i);
      task = isRoot ? task.in("Group " + root / UNDER_ONE % GROUPS) : task.under("t" + root);
      plan.add(i % 5 == 3 ? task.after("t" + (i - 1)) : task);
      if (plan.size() == 1_000 || i == TASKS - 1) {
        seshat.tasks().add(session, plan).stream()
            .map(each -> each.id().toString())
            .forEach(ids::add);
        plan.clear();
      }
    }
  }

  private String any() {
    return ids.get(random.nextInt(TASKS));
  }

  private String root() {
    return ids.get(random.nextInt(TASKS / UNDER_ONE) * UNDER_ONE);
  }

  private String leaf() {
    return ids.get(random.nextInt(TASKS / UNDER_ONE) * UNDER_ONE + 5 + random.nextInt(3));
  }

  private void add(int i) {
    seshat.tasks().add(session, List.of(NewTask.of("Added " + i).under(root())));
  }

  private void change(String task, Map<String, String> fields) {
    seshat.tasks().change(session, task, TaskChange.fromJson(fields), null);
  }

  private void place(String task, TaskPlace place) {
    try {
      seshat.tasks().change(session, task, TaskChange.to(place), null);
    } catch (dev.seshat.SeshatException.Conflict e) {
      // one that waits for it: refused, which takes the same looking
    }
  }

  private void to(String task, TaskStatus... way) {
    Task known = seshat.tasks().get(session, task);
    TaskStatus next = known.status() == TaskStatus.PENDING ? way[0] : way[1];
    seshat.tasks().change(session, task, TaskChange.to(next), null);
  }

  private void depend(int i) {
    try {
      seshat.tasks().change(session, leaf(), TaskChange.after(leaf()), null);
    } catch (dev.seshat.SeshatException.Conflict e) {
      // a circle: refused, which takes the same looking
    }
  }

  private void update(int i) throws SQLException {
    boolean isSqlite = database.equals("SQLite");
    try (PreparedStatement statement =
        plain.prepareStatement(
            "UPDATE tasks SET title = ? WHERE id = " + (isSqlite ? "?" : "CAST(? AS uuid)"))) {
      statement.setString(1, "Plain " + i);
      statement.setString(2, any());
      statement.executeUpdate();
    }
  }

  private void select(int i) throws SQLException {
    boolean isSqlite = database.equals("SQLite");
    try (PreparedStatement statement =
        plain.prepareStatement(
            "SELECT * FROM tasks WHERE session_id = " + (isSqlite ? "?" : "CAST(? AS uuid)"))) {
      statement.setString(1, session);
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            rows.getString(column);
          }
        }
      }
    }
  }

  private interface Step {
    void take(int round) throws Exception;
  }

  private void measure(String what, double reference, Step step) throws Exception {
    measure(what, reference, i -> {}, step);
  }

  /// @param before is done each time as well, and not measured
  private void measure(String what, double reference, Step before, Step step) throws Exception {
    double[] millis = taken(what, before, step);
    String named = "tasks, " + database + ": " + what;
    report.atMost(named, millis[millis.length / 2], reference, LIMIT);
    report.figure(named + ", p99", "%.2f ms".formatted(millis[millis.length * 99 / 100]));
  }

  private double reference(String what, Step step) throws Exception {
    double[] millis = taken(what, i -> {}, step);
    report.figure(
        "tasks, " + database + ": reference: " + what,
        "%.2f ms".formatted(millis[millis.length / 2]));
    return millis[millis.length / 2];
  }

  private double[] taken(String what, Step before, Step step) throws Exception {
    int rounds = what.contains("tree,") || what.contains("SELECT") ? ROUNDS / 3 : ROUNDS;
    double[] millis = new double[rounds];
    for (int i = -rounds / 3; i < rounds; i++) {
      before.take(i + rounds);
      long start = System.nanoTime();
      step.take(i + rounds);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis;
  }
}
