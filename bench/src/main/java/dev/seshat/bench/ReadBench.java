package dev.seshat.bench;

import dev.seshat.search.SearchQuery;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// Reading back: the last turns of a long session, search, and the brief.
final class ReadBench {
  private static final int LAST = 50;
  private static final int LONG_SESSION = 10_000;

  private ReadBench() {}

  /// @param small how many turns the store holds besides the long session at first
  /// @param large how many in the end
  static void run(Report report, int small, int large) throws Exception {
    try (Fixture fixture = new Fixture()) {
      List<String> sessions = fixture.sessions(1_000);
      String session = sessions.getFirst();
      fixture.fill(session, LONG_SESSION, 40);
      fill(fixture, sessions, small);
      double before =
          last(report, fixture, session, "last 50 of 10,000 turns, 1,000 sessions", 0.8);
      long start = System.nanoTime();
      fill(fixture, sessions, large - small);
      report.figure(
          "turns indexed while loading " + large,
          Report.number((large - small) / ((System.nanoTime() - start) / 1e9)) + " /s");
      double after = last(report, fixture, session, "the same among " + large + " turns", 0.8);
      report.ratio(
          "the same with " + large / Math.max(1, small) + " × the data, beside itself",
          "/s",
          after,
          before,
          0.8);
      search(report, fixture, large);
      brief(report, fixture, session);
    }
  }

  private static void fill(Fixture fixture, List<String> sessions, int turns) {
    int each = turns / (sessions.size() - 1) + 1;
    for (String session : sessions.subList(1, sessions.size())) {
      fixture.fill(session, each, 40);
    }
  }

  private static double last(
      Report report, Fixture fixture, String session, String work, double goal) throws Exception {
    try (RawJdbc jdbc = new RawJdbc(fixture.file())) {
      double[] ours = new double[9];
      double[] raw = new double[9];
      for (int round = -3; round < ours.length; round++) {
        double rawSpeed = speed(300, i -> read(jdbc, session));
        double ourSpeed = speed(300, i -> fixture.seshat().interactions().last(session, LAST));
        if (round >= 0) {
          ours[round] = ourSpeed;
          raw[round] = rawSpeed;
        }
      }
      report.ratio(work, "/s", AppendBench.median(ours), AppendBench.median(raw), goal);
      return AppendBench.median(ours);
    }
  }

  private static void read(RawJdbc jdbc, String session) {
    try {
      jdbc.readLast(session, LAST);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double speed(int times, IntConsumer work) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.accept(i);
    }
    return times / ((System.nanoTime() - start) / 1e9);
  }

  /// Questions of two to five words, each drawn as the turns' own words are, so frequent ones come often.
  private static void search(Report report, Fixture fixture, int turns) {
    Prose prose = new Prose(99);
    double[] millis =
        times(
            200,
            i ->
                fixture.seshat().search().find(SearchQuery.of(prose.turn(4) + " " + prose.word())));
    report.atMost("search among " + turns + " turns, p50", percentile(millis, 50), 20);
    report.figure(
        "search among " + turns + " turns, p95", "%.2f ms".formatted(percentile(millis, 95)));
  }

  private static void brief(Report report, Fixture fixture, String session) {
    double[] millis = times(60, i -> fixture.seshat().briefs().brief(session, 4_000));
    report.atMost("brief of a 10,000-turn session, p50", percentile(millis, 50), 50);
  }

  private static double[] times(int count, IntConsumer work) {
    double[] millis = new double[count];
    for (int i = -count / 5; i < count; i++) {
      long start = System.nanoTime();
      work.accept(i);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
