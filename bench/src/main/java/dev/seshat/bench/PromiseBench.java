package dev.seshat.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.seshat.Seshat;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Notify;
import dev.seshat.promise.Worker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;

/// Promises claimed and settled by one handler at a time and by sixteen, which do nothing, beside db-scheduler on a
/// database of the same kind with the same settings: from the start of the workers until the last settlement is on disk.
/// The two take turns.
final class PromiseBench {
  private static final int ROUNDS = Integer.getInteger("seshat.rounds", 3);
  private static final int PROMISES = Integer.getInteger("seshat.promises", 1_000);
  private static final String TABLE =
      "CREATE TABLE scheduled_tasks (task_name VARCHAR(100) NOT NULL, task_instance VARCHAR(100) NOT NULL, task_data %s,"
          + " execution_time %s NOT NULL, picked %s NOT NULL, picked_by VARCHAR(50), last_success %s, last_failure %s,"
          + " consecutive_failures INT, last_heartbeat %s, version BIGINT NOT NULL, priority SMALLINT,"
          + " PRIMARY KEY (task_name, task_instance))";

  private PromiseBench() {}

  static void run(Report report) throws Exception {
    report.figure("load of the machine", load());
    Path folder = Files.createTempDirectory("seshat-bench-");
    try (HikariDataSource theirs = sqlite(folder.resolve("theirs.db"));
        Seshat ours = Seshat.open(folder.resolve("ours.db"))) {
      create(theirs, "BLOB", "TIMESTAMP", "BIT");
      compare(report, "SQLite", ours, theirs, 1, false);
      compare(report, "SQLite", ours, theirs, 16, false);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        HikariDataSource theirs = postgres(server);
        Seshat ours = Seshat.open(server.getJdbcUrl("postgres", "postgres"))) {
      create(theirs, "BYTEA", "TIMESTAMPTZ", "BOOLEAN");
      compare(report, "PostgreSQL", ours, theirs, 1, true);
      compare(report, "PostgreSQL", ours, theirs, 16, true);
    }
    report.figure("load of the machine", load());
  }

  private static String load() {
    return "%.1f"
        .formatted(
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage());
  }

  private static HikariDataSource sqlite(Path file) {
    SQLiteConfig settings = new SQLiteConfig();
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setBusyTimeout(30_000);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file);
    config.setDataSourceProperties(settings.toProperties());
    config.setMaximumPoolSize(20);
    return new HikariDataSource(config);
  }

  private static HikariDataSource postgres(EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    config.setMaximumPoolSize(20);
    return new HikariDataSource(config);
  }

  private static void create(HikariDataSource theirs, String blob, String time, String flag)
      throws SQLException {
    try (Connection connection = theirs.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(String.format(Locale.ROOT, TABLE, blob, time, flag, time, time, time));
      statement.execute("CREATE INDEX due ON scheduled_tasks (execution_time)");
      statement.execute("CREATE INDEX heard ON scheduled_tasks (last_heartbeat)");
      statement.execute(
          "CREATE INDEX urgent ON scheduled_tasks (priority DESC, execution_time ASC)");
    }
  }

  private static void compare(
      Report report,
      String database,
      Seshat ours,
      HikariDataSource theirs,
      int workers,
      boolean locks)
      throws Exception {
    double[] speed = new double[ROUNDS];
    double[] reference = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      double their = theirs(theirs, workers, locks);
      double our = ours(ours, workers);
      if (round >= 0) {
        speed[round] = our;
        reference[round] = their;
      }
    }
    report.ratio(
        "promises, " + database + ", " + workers + (workers == 1 ? " worker" : " workers"),
        "/s",
        AppendBench.median(speed),
        AppendBench.median(reference),
        1);
  }

  private static double ours(Seshat seshat, int workers) {
    seshat.together(within -> {
      for (int i = 0; i < PROMISES; i++) {
        within.promises().create(NewPromise.of("bench", "promise " + i).withNotify(Notify.NEVER));
      }
      return true;
    });
    AtomicLong done = new AtomicLong();
    long start = System.nanoTime();
    try (Worker worker =
        seshat
            .worker()
            .concurrency(workers)
            .handle(
                "bench",
                run -> {
                  done.incrementAndGet();
                  return Map.of();
                })
            .start()) {
      until(worker.name(), () -> done.get() >= PROMISES && open(seshat) == 0);
      return PROMISES / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static long open(Seshat seshat) {
    Object count =
        seshat
            .query()
            .run(
                "SELECT count(*) FROM v_promises WHERE completed_at IS NULL AND kind = 'bench'",
                1,
                Duration.ofSeconds(10))
            .rows()
            .getFirst()
            .getFirst();
    return count instanceof Number number ? number.longValue() : -1;
  }

  private static double theirs(HikariDataSource source, int workers, boolean locks)
      throws SQLException {
    AtomicLong done = new AtomicLong();
    OneTimeTask<Void> task =
        Tasks.oneTime("bench").execute((instance, context) -> done.incrementAndGet());
    SchedulerBuilder builder =
        Scheduler.create(source, task)
            .threads(workers)
            .pollingInterval(Duration.ofMillis(10))
            .alwaysPersistTimestampInUTC();
    if (locks) {
      builder.pollUsingLockAndFetch(0.5, 4.0);
    } else {
      builder.pollUsingFetchAndLockOnExecute(0.5, 6.0);
    }
    Scheduler scheduler = builder.build();
    List<TaskInstance<?>> instances = new ArrayList<>();
    for (int i = 0; i < PROMISES; i++) {
      instances.add(task.instance("promise-" + i));
    }
    scheduler.scheduleBatch(instances, Instant.now());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      scheduler.start();
      until("db-scheduler", () -> done.get() >= PROMISES && left(statement) == 0);
      return PROMISES / ((System.nanoTime() - start) / 1e9);
    } finally {
      scheduler.stop();
    }
  }

  private static long left(Statement statement) {
    try (ResultSet rs = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
      return rs.next() ? rs.getLong(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Done {
    boolean isSo();
  }

  private static void until(String who, Done done) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!done.isSo()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(who + " does not come to an end");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
