package dev.seshat.legacy;

import dev.seshat.session.NewNote;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was noted of interviews.
final class InterviewNotes extends InterviewContent {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "session_id",
          "note_type",
          "note_content",
          "noted_at_interaction_sequence",
          "is_important",
          "requires_followup",
          "noted_by",
          "created_at");

  private final Notes notes;

  InterviewNotes(Origins origins, Sessions sessions, Notes notes, LegacyOptions options) {
    super("session_note", origins, sessions, options, COLUMNS);
    this.notes = notes;
  }

  @Override
  boolean put(Tx tx, SourceRow row, UUID session, String id, Instant asOf, Outcomes outcomes)
      throws SQLException {
    return notes.addIn(tx, session, told(row, id)).isNew();
  }

  private NewNote told(SourceRow row, String id) {
    Long at = row.whole("noted_at_interaction_sequence");
    @Nullable String content = texts.text(row, "note_content", NewNote.MAX_CONTENT);
    return new NewNote(
        sort(row, "note_type", "observation"),
        content == null ? "(empty)" : content,
        Boolean.TRUE.equals(row.flag("is_important")),
        Boolean.TRUE.equals(row.flag("requires_followup")),
        at == null || at < 1 ? null : at,
        texts.text(row, "noted_by", 100),
        id,
        row.time("created_at"));
  }
}
