package dev.seshat.legacy;

import dev.seshat.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of another system's rows.
///
/// @param document the system: `agent-system`
/// @param dryRun whether nothing was written, and the numbers say what would have been
public record LegacyReport(
    String document,
    boolean dryRun,
    List<SourceFile> files,
    List<TableCount> tables,
    List<Remark> remarks,
    double seconds) {
  public LegacyReport {
    files = List.copyOf(files);
    tables = List.copyOf(tables);
    remarks = List.copyOf(remarks);
  }

  /// A file that was read.
  ///
  /// @param otherTables tables that the system is not known to have; they are left alone
  /// @param otherColumns columns that it is not known to have, by table; what stands in them is kept with the row
  /// @param damage what is wrong with a table whose end could not be read, by table
  public record SourceFile(
      String name,
      List<String> otherTables,
      SortedMap<String, List<String>> otherColumns,
      SortedMap<String, String> damage) {
    public SourceFile {
      otherTables = List.copyOf(otherTables);
      otherColumns = Collections.unmodifiableSortedMap(new TreeMap<>(otherColumns));
      damage = Collections.unmodifiableSortedMap(new TreeMap<>(damage));
    }
  }

  /// What became of the rows of one table, in all files; `read` is the sum of the others.
  ///
  /// @param taken rows that are new here
  /// @param changed rows that were here in an earlier state
  /// @param alreadyThere rows that are here as they are, or in a later state
  public record TableCount(
      String table, long read, long taken, long changed, long alreadyThere, long skipped) {}

  /// Something about rows that whoever takes them over should know.
  ///
  /// @param skipped whether the rows were not taken because of it
  /// @param count how many rows
  /// @param rows the first of them, as `file: row`, with what stands there
  public record Remark(String table, String what, boolean skipped, long count, List<String> rows) {
    public Remark {
      rows = List.copyOf(rows);
    }
  }

  /// How many rows could not be taken.
  public long skipped() {
    return tables.stream().mapToLong(TableCount::skipped).sum();
  }

  /// The report as every door shows it as JSON.
  public Map<String, Object> toJson() {
    return Map.copyOf(nonNull(Json.parseObject("report", Json.write(this))));
  }

  private static Map<String, Object> nonNull(Map<String, ? extends Object> map) {
    return new TreeMap<>(map);
  }
}
