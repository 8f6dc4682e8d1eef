package dev.seshat.bench;

import dev.seshat.session.NewInteraction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// Durable appends of one turn each, by one client and by sixteen, beside raw JDBC. The two take turns in short rounds, so
/// that a noisy machine is noisy to both.
final class AppendBench {
  private static final int ROUNDS = 7;
  private static final int WORDS = 40;

  private AppendBench() {}

  static void run(Report report) throws Exception {
    try (Fixture ours = new Fixture();
        Fixture theirs = new Fixture()) {
      List<String> mine = ours.sessions(17);
      List<String> raw = theirs.sessions(17);
      try (RawJdbc jdbc = new RawJdbc(theirs.file())) {
        compare(report, ours, mine.subList(16, 17), theirs, raw.subList(16, 17), jdbc, 600, 0.9);
        compare(report, ours, mine.subList(0, 16), theirs, raw.subList(0, 16), jdbc, 200, 2.5);
      }
    }
  }

  private static void compare(
      Report report,
      Fixture ours,
      List<String> mine,
      Fixture theirs,
      List<String> raw,
      RawJdbc jdbc,
      int each,
      double goal)
      throws Exception {
    int clients = mine.size();
    double[] speed = new double[ROUNDS];
    double[] reference = new double[ROUNDS];
    List<Long> tail = new ArrayList<>();
    ReentrantLock lock = new ReentrantLock();
    RawClient[] rawClients = new RawClient[clients];
    Arrays.setAll(rawClients, i -> new RawClient(jdbc, lock, raw.get(i), theirs.prose()));
    for (int round = -2; round < ROUNDS; round++) {
      List<long[]> times = java.util.Collections.synchronizedList(new ArrayList<>());
      double rawSpeed = clients(clients, each, i -> () -> rawClients[i].append(each));
      double ourSpeed =
          clients(clients, each, i -> () -> times.add(append(ours, mine.get(i), each)));
      if (round >= 0) {
        speed[round] = ourSpeed;
        reference[round] = rawSpeed;
        times.forEach(some -> Arrays.stream(some).forEach(tail::add));
      }
    }
    String what = "append a turn durably, " + clients + (clients == 1 ? " client" : " clients");
    report.ratio(what, "/s", median(speed), median(reference), goal);
    tail.sort(null);
    report.atMost(what + ", p99", tail.get(tail.size() * 99 / 100) / 1e6, 5);
    report.atMost(what + ", slowest", tail.getLast() / 1e6, 50);
  }

  private interface Client {
    Callable<Boolean> of(int number);
  }

  /// Runs the clients at once and gives how many appends they made in a second.
  private static double clients(int clients, int each, Client client) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        work.add(client.of(i));
      }
      long start = System.nanoTime();
      for (Future<Boolean> done : threads.invokeAll(work)) {
        done.get();
      }
      return clients * (double) each / ((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }

  private static long[] append(Fixture fixture, String session, int count) {
    Prose prose = new Prose(session.hashCode());
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      NewInteraction turn = NewInteraction.message("agent", prose.turn(WORDS));
      long start = System.nanoTime();
      fixture.seshat().interactions().append(session, turn);
      times[i] = System.nanoTime() - start;
    }
    return times;
  }

  /// One client of the reference: it knows its session's last turn and writes behind the one lock.
  private static final class RawClient {
    private final RawJdbc jdbc;
    private final ReentrantLock lock;
    private final String session;
    private final Prose prose;
    private long sequence;
    private long entry;
    private String previous = "";

    RawClient(RawJdbc jdbc, ReentrantLock lock, String session, Prose prose) {
      this.jdbc = jdbc;
      this.lock = lock;
      this.session = session;
      this.prose = new Prose(session.hashCode() ^ prose.hashCode());
    }

    boolean append(int count) throws SQLException {
      for (int i = 0; i < count; i++) {
        String text = prose.turn(WORDS);
        lock.lock();
        try {
          entry =
              jdbc.append(
                  session,
                  ++sequence,
                  text,
                  previous,
                  previous + " " + text + " " + previous,
                  entry);
        } finally {
          lock.unlock();
        }
        previous = text;
      }
      return true;
    }
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
