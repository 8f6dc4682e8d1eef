package dev.seshat.legacy;

import dev.seshat.Seshat;
import dev.seshat.legacy.LegacyReport.Remark;
import dev.seshat.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of prompt sessions' database share: where it is made, and what came of it.
abstract class PromptDatabaseCase {
  static final String ID = "a1b2c3d4-0001-0002-0003-000000000004";

  @TempDir Path folder;

  PromptCase database() throws Exception {
    return PromptCase.create(folder.resolve("mydatabase.db"));
  }

  static Session session(Seshat seshat, String id) {
    return seshat.sessions().findExternal("prompt-sessions", id).orElseThrow();
  }

  static List<String> said(LegacyReport report) {
    return report.remarks().stream().map(Remark::what).toList();
  }

  static List<String> taken(Seshat seshat) {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "SELECT status, outcome, iteration_count, intention, final_successful_prompt FROM v_sessions",
            "SELECT iteration_number, prompt, score, best_score, success, what_worked, created_at FROM v_iterations",
            "SELECT id, times_tested, times_succeeded, confidence, notes, is_active FROM v_patterns",
            "SELECT pattern_id, outcome, validated_by, notes, created_at FROM v_pattern_evidence",
            "SELECT keyword, intended_effect, effectiveness, times_used, times_effective FROM v_keywords",
            "SELECT pattern_id, applied_at, was_effective FROM v_patterns_applied",
            "SELECT profile, reference_description, reference_image_paths, reflected FROM v_prompt_references",
            "SELECT source_table, origin_key, told FROM v_legacy_rows")) {
      AgentCase.rows(seshat, sql).forEach(row -> rows.add(row.toString()));
    }
    rows.sort(null);
    return rows;
  }
}
