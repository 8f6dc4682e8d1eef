package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.TestStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ends the database's own processes for three workers' connections, at random, while they work: the workers go on, and
/// every promise ends once. `-Dseshat.cuts=N` cuts more often.
final class CutConnectionsTest {
  private static final int CUTS = Integer.getInteger("seshat.cuts", 40);
  private static final int PROMISES = 200;
  private static final long SEED = Long.getLong("seshat.seed", 7L);

  @TempDir Path effects;

  @Test
  void workersSurviveTheirConnections() throws Exception {
    try (TestStore test = TestStore.postgres();
        Seshat quiet = test.seshat()) {
      String cut =
          test.where() + (test.where().contains("?") ? "&" : "?") + "ApplicationName=to-be-cut";
      List<Promise> made = new ArrayList<>();
      for (int i = 0; i < PROMISES; i++) {
        made.add(
            quiet
                .promises()
                .create(
                    NewPromise.of(KilledWorker.KIND, "promise " + i)
                        .withNotify(Notify.NEVER)
                        .withMaxAttempts(20)));
      }
      int cuts;
      try (Seshat one = Seshat.open(cut, test.workspace());
          Seshat two = Seshat.open(cut, test.workspace());
          Worker first = KilledWorker.start(one, effects, "first", 2);
          Worker second = KilledWorker.start(one, effects, "second", 2);
          Worker third = KilledWorker.start(two, effects, "third", 2)) {
        cuts = cut(test);
        List<Promise> ended = new ArrayList<>();
        for (Promise each : made) {
          ended.add(quiet.promises().await(each.id(), Duration.ofSeconds(60)));
        }
        History history = History.of(quiet, effects);
        history.verify(ended, effects);
        assertThat(cuts).isPositive();
        assertThat(List.of(first.name(), second.name(), third.name())).doesNotHaveDuplicates();
        System.out.printf(
            "cut connections: %d, %d promises, %d claims, %d attempts begun, %d completed, %d failed, each settled once"
                + " (seed %d)%n",
            cuts,
            ended.size(),
            history.claims(),
            history.begun(),
            ended.stream().filter(each -> each.status() == PromiseStatus.COMPLETED).count(),
            ended.stream().filter(each -> each.status() == PromiseStatus.FAILED).count(),
            SEED);
      }
      assertThat(quiet.doctor().examine().problems()).isEmpty();
    }
  }

  /// How many backends were ended.
  private static int cut(TestStore test) throws Exception {
    Random random = new Random(SEED);
    int cuts = 0;
    try (Connection connection = DriverManager.getConnection(test.where());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < CUTS; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(60)));
        try (ResultSet rs =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE application_name ="
                    + " 'to-be-cut' ORDER BY (state = 'active') DESC, random() LIMIT "
                    + (1 + random.nextInt(2))
                    + ") victims")) {
          rs.next();
          cuts += rs.getInt(1);
        }
      }
    }
    return cuts;
  }
}
