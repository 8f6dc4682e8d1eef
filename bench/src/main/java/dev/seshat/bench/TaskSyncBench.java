package dev.seshat.bench;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import dev.seshat.sync.SyncReport;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// The sync of a file of ten thousand tasks, as one and the other side has changed, beside what cannot be done without: the
/// file read, hashed and written, read as Markdown, and the rows read and changed by plain JDBC.
final class TaskSyncBench {
  private static final int TASKS = Integer.getInteger("seshat.tasks", 10_000);
  private static final int ROUNDS = Integer.getInteger("seshat.sync.rounds", 30);
  private static final int MANY = TASKS / 10;
  private static final double LIMIT = 1_000;

  private final Report report;
  private final String database;
  private final Seshat seshat;
  private final Connection plain;
  private final Path folder;
  private String session = "";
  private Path file = Path.of("");
  private int round;

  private TaskSyncBench(
      Report report, String database, Seshat seshat, Connection plain, Path folder) {
    this.report = report;
    this.database = database;
    this.seshat = seshat;
    this.plain = plain;
    this.folder = folder;
  }

  /// @param folder in which the file is made
  static void run(Report report, String database, Seshat seshat, Connection plain, Path folder)
      throws Exception {
    new TaskSyncBench(report, database, seshat, plain, folder).all();
  }

  private interface Step {
    void take() throws Exception;
  }

  private void all() throws Exception {
    List<Double> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      fill(i);
      first.add(millis(this::sync));
    }
    report.atMost(named("the first, which makes the file"), first.getLast(), LIMIT);
    measure("nothing changed", () -> {}, this::sync);
    measure("one line of the file changed", () -> edit(1), this::sync);
    measure("one task of the store changed", () -> change(1), this::sync);
    measure(MANY + " lines of the file changed", () -> edit(MANY), this::sync);
    reference("the file read, hashed and written", this::rewrite);
    reference("the file read as Markdown, by CommonMark alone", this::parse);
    reference("all rows read", this::select);
    reference(MANY + " rows changed in one transaction", this::update);
  }

  private String named(String what) {
    return "sync of " + TASKS + " tasks, " + database + ": " + what;
  }

  private void fill(int number) throws IOException {
    Path root = Files.createDirectories(folder.resolve("sync" + number));
    NewSession told =
        NewSession.of("A long plan " + number)
            .kind("tasks")
            .with(Map.of("project_root_path", root.toAbsolutePath().toString()));
    session = seshat.sessions().startUnfocused(told).id().toString();
    List<NewTask> plan = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      NewTask task = NewTask.of("Task " + i + " of a long plan").called("t" + i);
      plan.add(i % 10 == 0 ? task.in("Group " + i / 10 % 20) : task.under("t" + (i - i % 10)));
      if (plan.size() == 1_000 || i == TASKS - 1) {
        seshat.tasks().add(session, plan);
        plan.clear();
      }
    }
  }

  private void sync() {
    SyncReport done = seshat.taskFiles().sync(session, null, false);
    if (done.state().isSetAside() || !done.messages().isEmpty()) {
      throw new IllegalStateException(done.messages().toString());
    }
    file = Path.of(done.state().path());
  }

  /// Renames tasks in the file.
  private void edit(int count) throws IOException {
    round++;
    StringBuilder text = new StringBuilder();
    int line = 0;
    int every = TASKS / count;
    for (String each : Files.readString(file).lines().toList()) {
      boolean isTask = each.strip().startsWith("- [ ] ");
      boolean isChanged = isTask && line++ % every == round % every;
      text.append(isChanged ? each.replaceFirst("] \\w+", "] Edited" + round) : each);
      text.append('\n');
    }
    Files.writeString(file, text);
  }

  private void change(int count) {
    round++;
    List<Task> tree = seshat.tasks().tree(session);
    for (int i = 0; i < count; i++) {
      seshat
          .tasks()
          .change(
              session,
              tree.get((round * 37 + i) % TASKS).id().toString(),
              TaskChange.fromJson(Map.of("title", "Changed " + round)),
              null);
    }
  }

  private void rewrite() throws Exception {
    byte[] content = Files.readAllBytes(file);
    MessageDigest.getInstance("SHA-256").digest(content);
    Path copy = file.resolveSibling("copy.tmp");
    Files.write(copy, content);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(copy, file.resolveSibling("copy.md"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void parse() throws IOException {
    Parser parser =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();
    if (parser.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).getFirstChild()
        == null) {
      throw new IllegalStateException("nothing was read");
    }
  }

  private String id() {
    return database.equals("SQLite") ? "?" : "CAST(? AS uuid)";
  }

  private void select() throws SQLException {
    try (PreparedStatement statement =
        plain.prepareStatement("SELECT * FROM tasks WHERE session_id = " + id())) {
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

  private void update() throws SQLException {
    plain.setAutoCommit(false);
    List<String> ids = new ArrayList<>();
    try (PreparedStatement find =
        plain.prepareStatement(
            "SELECT id FROM tasks WHERE session_id = " + id() + " LIMIT " + MANY)) {
      find.setString(1, session);
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    try (PreparedStatement change =
        plain.prepareStatement("UPDATE tasks SET actual_effort = ? WHERE id = " + id())) {
      for (String each : ids) {
        change.setInt(1, round);
        change.setString(2, each);
        change.executeUpdate();
      }
    }
    plain.commit();
    plain.setAutoCommit(true);
  }

  private static double millis(Step step) throws Exception {
    long start = System.nanoTime();
    step.take();
    return (System.nanoTime() - start) / 1e6;
  }

  private double[] taken(Step before, Step step) throws Exception {
    double[] taken = new double[ROUNDS];
    for (int i = -ROUNDS / 3; i < ROUNDS; i++) {
      before.take();
      double millis = millis(step);
      if (i >= 0) {
        taken[i] = millis;
      }
    }
    Arrays.sort(taken);
    return taken;
  }

  private void measure(String what, Step before, Step step) throws Exception {
    double[] taken = taken(before, step);
    report.atMost(named(what) + ", p50", taken[ROUNDS / 2], LIMIT);
    report.figure(named(what) + ", slowest", "%.0f ms".formatted(taken[ROUNDS - 1]));
  }

  private void reference(String what, Step step) throws Exception {
    double[] taken = taken(() -> {}, step);
    report.figure(named("reference: " + what), "%.2f ms".formatted(taken[ROUNDS / 2]));
  }
}
