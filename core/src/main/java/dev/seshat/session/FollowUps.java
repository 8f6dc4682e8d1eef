package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.store.Row;
import dev.seshat.store.Scope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is left to do in all sessions but those that were cancelled or archived.
public final class FollowUps {
  private static final String OF_SESSIONS_IN_USE =
      " AND s.status NOT IN ('cancelled', 'archived') ORDER BY at DESC, s.id LIMIT ?";

  private final Scope scope;

  public FollowUps(Scope scope) {
    this.scope = scope;
  }

  /// The newest `limit` of them.
  public List<FollowUp> newest(int limit) {
    return scope
        .store()
        .read(tx -> {
          List<FollowUp> found = new ArrayList<>();
          found.addAll(
              tx.list(
                  "SELECT s.id AS session_id, s.name, s.intention, n.id AS note_id, n.note_content AS"
                      + " text, n.created_at AS at FROM session_note n JOIN sessions s ON s.id ="
                      + " n.session_id WHERE n.requires_followup"
                      + OF_SESSIONS_IN_USE,
                  FollowUps::followUp,
                  limit));
          found.addAll(
              tx.list(
                  "SELECT s.id AS session_id, s.name, s.intention, NULL AS note_id,"
                      + " coalesce(s.followup_notes, s.next_session_suggestion, '') AS text,"
                      + " s.last_activity_at AS at FROM sessions s WHERE s.needs_followup"
                      + OF_SESSIONS_IN_USE,
                  FollowUps::followUp,
                  limit));
          return found.stream()
              .sorted(Comparator.comparing(FollowUp::at).reversed())
              .limit(limit)
              .toList();
        });
  }

  private static FollowUp followUp(Row row) throws SQLException {
    String name = row.textOrNull("name");
    return new FollowUp(
        row.id("session_id"),
        name == null || name.isBlank() ? Texts.shorten(row.text("intention"), 80) : name,
        row.idOrNull("note_id"),
        row.text("text"),
        row.time("at"));
  }
}
