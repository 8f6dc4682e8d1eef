package dev.seshat.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What attempts have said of themselves and what the log says of promises, held against each other.
record History(
    Map<Long, List<Attempt>> attempts, Map<Long, Integer> settlements, int claims, int lost) {
  /// One attempt.
  record Attempt(long fence, long began, long ended) {}

  static History of(Seshat seshat, Path effects) throws IOException {
    Map<Long, List<Attempt>> attempts = new HashMap<>();
    try (Stream<Path> files = Files.list(effects)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("said-")).toList()) {
        read(Files.readAllLines(file), attempts);
      }
    }
    Map<Long, Integer> settlements = new HashMap<>();
    int claims = 0;
    int lost = 0;
    long after = 0;
    while (true) {
      List<List<Object>> rows = page(seshat, after);
      for (List<Object> row : rows) {
        after = ((Number) row.get(0)).longValue();
        if (row.get(1).equals("promise.claimed")) {
          claims++;
        } else if (row.get(1).equals("promise.expired")) {
          lost++;
        } else {
          settlements.merge(Long.parseLong(row.get(2).toString()), 1, Integer::sum);
        }
      }
      if (rows.size() < 1_000) {
        return new History(attempts, settlements, claims, lost);
      }
    }
  }

  private static List<List<Object>> page(Seshat seshat, long after) {
    List<List<Object>> rows = new ArrayList<>();
    seshat
        .query()
        .run(
            "SELECT seq, action, entity_id FROM v_audit WHERE entity = 'promise' AND seq > "
                + after
                + " AND action IN ('promise.claimed', 'promise.expired', 'promise.completed', 'promise.failed', 'promise.cancelled') ORDER BY seq",
            1_000,
            Duration.ofSeconds(20))
        .rows()
        .forEach(row -> rows.add(new ArrayList<>(row)));
    return rows;
  }

  private static void read(List<String> lines, Map<Long, List<Attempt>> attempts) {
    for (String line : lines) {
      String[] words = line.split(" ");
      List<Attempt> of = attempts.computeIfAbsent(Long.valueOf(words[1]), id -> new ArrayList<>());
      long fence = Long.parseLong(words[2]);
      long at = Long.parseLong(words[3]);
      if (words[0].equals("begin")) {
        of.add(new Attempt(fence, at, Long.MAX_VALUE));
      } else {
        of.replaceAll(each -> each.fence() == fence ? new Attempt(fence, each.began(), at) : each);
      }
    }
  }

  /// Every promise has ended, once; what was completed has happened; and attempts came one after the other under fences
  /// that grew.
  void verify(List<Promise> promises, Path effects) {
    for (Promise promise : promises) {
      assertThat(promise.status().isFinished()).as("%s", promise).isTrue();
      assertThat(settlements.get(promise.id())).as("settlements of %s", promise.id()).isEqualTo(1);
      List<Attempt> of = new ArrayList<>(attempts.getOrDefault(promise.id(), List.of()));
      of.sort(Comparator.comparingLong(Attempt::fence));
      long began = 0;
      long fence = 0;
      for (Attempt each : of) {
        assertThat(each.fence()).as("fences of %s: %s", promise.id(), of).isGreaterThan(fence);
        assertThat(each.began())
            .as("begins of %s: %s", promise.id(), of)
            .isGreaterThanOrEqualTo(began);
        fence = each.fence();
        began = each.began();
      }
      assertThat(promise.fence()).isGreaterThanOrEqualTo(fence);
      if (promise.status() == PromiseStatus.COMPLETED) {
        assertThat(of).as("effects of %s", promise.id()).isNotEmpty();
        assertThat(effects.resolve("made-" + promise.id())).exists();
        long winner =
            ((Number)
                    java.util.Objects.requireNonNull(
                        java.util.Objects.requireNonNull(promise.result()).get("fence")))
                .longValue();
        assertThat(of)
            .as("whose result counts")
            .anyMatch(each -> each.fence() == winner && each.ended() < Long.MAX_VALUE);
      } else {
        assertThat(promise.errorMessage()).isNotBlank();
      }
    }
  }

  int begun() {
    return attempts.values().stream().mapToInt(List::size).sum();
  }
}
