package dev.seshat.bench;

import java.util.List;

/// Measures Seshat beside its references, in one run: `bench [append] [import] [read] [promises] [tasks] [text] [start] [TURNS]`.
public final class Bench {
  private static final int TURNS = 1_000_000;

  private Bench() {}

  /// @param args which parts to run (all if none is named), and how many turns the large store holds
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    int turns =
        words.stream()
            .filter(word -> word.matches("\\d+"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(TURNS);
    boolean all = words.stream().allMatch(word -> word.matches("\\d+"));
    Report report = new Report();
    if (all || words.contains("append")) {
      AppendBench.run(report);
    }
    if (all || words.contains("import")) {
      ImportBench.run(report);
    }
    if (all || words.contains("read")) {
      ReadBench.run(report, turns / 100, turns);
    }
    if (all || words.contains("promises")) {
      PromiseBench.run(report);
    }
    if (all || words.contains("tasks")) {
      TaskBench.run(report);
    }
    if (all || words.contains("text")) {
      TextBench.run(report);
    }
    if (all || words.contains("start")) {
      StartBench.run(report);
    }
  }
}
