package dev.seshat.legacy;

import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.Patterns;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Which sessions applied which patterns, and whether that helped.
final class PromptApplied extends RowImport {
  private final Origins origins;
  private final Sessions sessions;
  private final Patterns patterns;
  private final KnowledgeTakeover knowledge;

  PromptApplied(
      Origins origins, Sessions sessions, Patterns patterns, KnowledgeTakeover knowledge) {
    this.origins = origins;
    this.sessions = sessions;
    this.patterns = patterns;
    this.knowledge = knowledge;
  }

  @Override
  public String table() {
    return "session_patterns_applied";
  }

  @Override
  public List<String> columns() {
    return List.of("id", "session_id", "pattern_id", "applied_at", "was_effective");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    UUID session = PromptSessions.here(tx, sessions, row.text("session_id"));
    if (session == null) {
      throw new Unfit("its session is not there", row.raw("session_id"));
    }
    String pattern = PromptPatterns.line(row, "pattern_id", 100);
    if (pattern == null || patterns.findIn(tx, pattern).isEmpty()) {
      throw new Unfit("its pattern is not there", row.raw("pattern_id"));
    }
    Instant said = row.time("applied_at");
    Instant at = said != null ? said : file.asOf().equals(Instant.EPOCH) ? tx.now() : file.asOf();
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(row.text("session_id"), pattern),
            file.asOf(),
            outcomes,
            earlier ->
                new Became(
                    knowledge.appliedIn(tx, session, pattern, at, row.flag("was_effective")),
                    session)),
        1);
    noteTimes(row, outcomes, List.of("applied_at"));
  }
}
