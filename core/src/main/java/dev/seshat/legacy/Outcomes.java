package dev.seshat.legacy;

import dev.seshat.Texts;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.legacy.LegacyReport.TableCount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of rows: counts by table, and what is to be said of some of them.
final class Outcomes {
  private static final int SHOWN_ROWS = 20;

  /// What became of one row.
  enum Outcome {
    TAKEN,
    CHANGED,
    THERE,
    SKIPPED
  }

  private static final class Noted {
    private long count;
    private final List<String> rows = new ArrayList<>();
  }

  private record About(String table, String what, boolean skipped) {}

  private final Set<String> tried = new HashSet<>();
  private final @Nullable Outcomes before;
  private final Map<String, long[]> counts = new LinkedHashMap<>();
  private final Map<About, Noted> remarks = new LinkedHashMap<>();

  /// @param before the rows before these, where what these become may depend on them
  Outcomes(@Nullable Outcomes before) {
    this.before = before;
  }

  /// Whether a dry run has come by a row before. A real one finds it in the store.
  boolean wasTried(String table, String key) {
    if (before == null) {
      return false;
    }
    tried.add(table + key);
    return before.tried.contains(table + key);
  }

  /// A table that there is, were it empty.
  void table(String table) {
    counts.computeIfAbsent(table, t -> new long[Outcome.values().length]);
  }

  void count(String table, Outcome outcome, long rows) {
    table(table);
    counts.getOrDefault(table, new long[Outcome.values().length])[outcome.ordinal()] += rows;
  }

  /// Notes something about a row that is taken all the same.
  void note(SourceRow row, String what, @Nullable Object found) {
    note(new About(row.table(), what, false), 1, List.of(shown(row, found)));
  }

  /// Notes something about so many rows.
  void note(String table, String what, long rows) {
    if (rows > 0) {
      note(new About(table, what, false), rows, List.of());
    }
  }

  /// Counts a row that is not taken, and says why.
  void skip(SourceRow row, String what, @Nullable Object found) {
    count(row.table(), Outcome.SKIPPED, 1);
    note(new About(row.table(), what, true), 1, List.of(shown(row, found)));
  }

  private static String shown(SourceRow row, @Nullable Object found) {
    return found == null
        ? row.name()
        : row.name() + " (" + Texts.shorten(Texts.storable(found.toString()), 80) + ")";
  }

  private void note(About about, long count, List<String> rows) {
    Noted noted = remarks.computeIfAbsent(about, a -> new Noted());
    noted.count += count;
    for (String row : rows) {
      if (noted.rows.size() < SHOWN_ROWS) {
        noted.rows.add(row);
      }
    }
  }

  /// Adds what became of other rows.
  void add(Outcomes other) {
    other.counts.forEach((table, counted) -> {
      for (Outcome outcome : Outcome.values()) {
        count(table, outcome, counted[outcome.ordinal()]);
      }
    });
    tried.addAll(other.tried);
    other.remarks.forEach((about, noted) -> note(about, noted.count, noted.rows));
  }

  List<TableCount> tables() {
    List<TableCount> tables = new ArrayList<>();
    counts.forEach((table, n) ->
        tables.add(new TableCount(table, n[0] + n[1] + n[2] + n[3], n[0], n[1], n[2], n[3])));
    return tables;
  }

  List<Remark> remarks() {
    List<Remark> list = new ArrayList<>();
    remarks.forEach((about, noted) ->
        list.add(
            new Remark(about.table(), about.what(), about.skipped(), noted.count, noted.rows)));
    return list;
  }
}
