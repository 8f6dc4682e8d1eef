package dev.seshat.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Which of some known words a mistyped one was most likely to be.
final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /// The known words that are few keystrokes away from `typed` or begin with it, the nearest first; at most three.
  static List<String> to(String typed, Collection<String> known) {
    if (typed.isEmpty() || typed.length() > 60) {
      return List.of();
    }
    String wanted = typed.toLowerCase(Locale.ROOT);
    Map<String, Integer> distances =
        known.stream()
            .distinct()
            .collect(Collectors.toMap(word -> word, word -> far(wanted, word)));
    return distances.entrySet().stream()
        .filter(each -> each.getValue() <= Math.max(1, Math.min(3, bare(wanted) / 2)))
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int bare(String word) {
    return word.startsWith("--") ? word.length() - 2 : word.length();
  }

  private static int far(String typed, String word) {
    return bare(typed) > 1 && word.startsWith(typed)
        ? 1
        : distance(typed, word.toLowerCase(Locale.ROOT));
  }

  /// How many letters have to be added, left out, changed, or swapped with their neighbour.
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
