package dev.seshat.legacy;

import dev.seshat.Seshat;
import dev.seshat.export.ExportProgress;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.legacy.LegacyReport.TableCount;
import dev.seshat.query.QueryResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of a takeover share: databases to make, reports to read.
abstract class AgentCase {
  @TempDir Path folder;

  AgentDatabase database(String name) throws Exception {
    return AgentDatabase.create(folder.resolve(name), AgentDatabase.ALL);
  }

  static LegacyReport take(Seshat seshat, AgentDatabase... files) {
    return seshat
        .legacy()
        .importAgentSystem(
            List.of(files).stream().map(AgentDatabase::file).toList(),
            LegacyOptions.standard(),
            ExportProgress.none());
  }

  static TableCount table(LegacyReport report, String name) {
    return report.tables().stream().filter(t -> t.table().equals(name)).findFirst().orElseThrow();
  }

  static List<String> remarks(LegacyReport report) {
    return report.remarks().stream().map(Remark::what).toList();
  }

  static List<Map<String, @Nullable Object>> rows(Seshat seshat, String sql) {
    QueryResult result = seshat.query().run(sql, 1_000, java.time.Duration.ofSeconds(10));
    List<Map<String, @Nullable Object>> rows = new java.util.ArrayList<>();
    for (List<@Nullable Object> row : result.rows()) {
      Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        map.put(result.columns().get(i), row.get(i));
      }
      rows.add(map);
    }
    return rows;
  }

  /// One host, one priced model, one project.
  static AgentDatabase world(AgentDatabase db) throws Exception {
    return db.add(
            "projects",
            "name",
            "garden",
            "description",
            "Beds and borders",
            "created_at",
            "2024-02-03 04:05:06")
        .add(
            "hosts",
            "name",
            "my-host",
            "base_url",
            "http://10.0.0.7:1234",
            "created_at",
            "2024-02-03 04:05:06")
        .add(
            "models",
            "name",
            "m",
            "host_id",
            1,
            "input_cost_per_1k",
            0.0003,
            "output_cost_per_1k",
            0.0006,
            "created_at",
            "2024-02-03 04:05:06");
  }

  static AgentDatabase usage(AgentDatabase db, @Nullable Object... more) throws Exception {
    Object[] cells = new Object[12 + more.length];
    Object[] usual = {
      "timestamp",
      "2025-01-02 03:04:05",
      "project_id",
      1,
      "model_id",
      1,
      "input_tokens",
      1_000,
      "output_tokens",
      500,
      "total_tokens",
      1_500
    };
    System.arraycopy(usual, 0, cells, 0, 12);
    System.arraycopy(more, 0, cells, 12, more.length);
    java.util.Map<String, @Nullable Object> row = new java.util.LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(String.valueOf(cells[i]), cells[i + 1]);
    }
    return db.add(
        "token_usage",
        row.entrySet().stream()
            .flatMap(e -> java.util.Arrays.asList(e.getKey(), e.getValue()).stream())
            .toArray());
  }
}
