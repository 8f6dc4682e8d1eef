package dev.seshat.legacy;

import java.util.List;

/// The database of prompt sessions: sessions, iterations, patterns with evidence, keywords, in one SQLite file.
final class PromptDatabase {
  static final String DOCUMENT = "prompt-sessions";

  /// The vocabulary of that system.
  static final String PROFILE = "midjourney-v7";

  /// The columns that say how late a file is.
  static final List<String[]> MOMENTS =
      List.of(
          new String[] {"sessions", "created_at"},
          new String[] {"sessions", "updated_at"},
          new String[] {"iterations", "created_at"},
          new String[] {"patterns", "discovered_at"},
          new String[] {"patterns", "updated_at"},
          new String[] {"patterns", "last_validated_at"},
          new String[] {"pattern_evidence", "created_at"},
          new String[] {"keyword_effectiveness", "last_used_at"},
          new String[] {"session_patterns_applied", "applied_at"});

  private PromptDatabase() {}

  /// Its tables, each after those that it names rows of.
  static List<TableImport> tables(Homes homes, LegacyOptions options) {
    Origins origins = new Origins(DOCUMENT, options);
    PromptIterations iterations =
        new PromptIterations(origins, homes.sessions(), homes.iterations(), options);
    return List.of(
        new PromptSessions(origins, homes.sessions(), homes.iterations(), options),
        iterations,
        new PromptPatterns(origins, homes.knowledge(), options),
        new PromptEvidence(origins, homes.sessions(), homes.patterns(), iterations, options),
        new PromptKeywords(origins, homes.keywords(), options),
        new PromptApplied(origins, homes.sessions(), homes.patterns(), homes.knowledge()));
  }
}
