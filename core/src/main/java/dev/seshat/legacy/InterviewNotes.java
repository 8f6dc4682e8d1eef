package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.session.NewNote;
import dev.seshat.session.Notes;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was noted of interviews.
final class InterviewNotes extends RowImport {
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

  private final Origins origins;
  private final Sessions sessions;
  private final Notes notes;
  private final LegacyTexts texts;

  InterviewNotes(Origins origins, Sessions sessions, Notes notes, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.notes = notes;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "session_note";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public List<String> order() {
    return List.of("created_at", "id");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "id");
    UUID session = InterviewSessions.here(tx, sessions, row);
    Instant asOf = Objects.requireNonNullElse(row.time("created_at"), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> {
              boolean isNew = notes.addIn(tx, session, told(row, id)).isNew();
              if (!isNew) {
                outcomes.note(row, "was changed there since; what is here stays", id);
              }
              return new Became(isNew, session);
            }),
        1);
  }

  private NewNote told(SourceRow row, String id) {
    String type = row.text("note_type", 50);
    Long at = row.whole("noted_at_interaction_sequence");
    @Nullable String content = texts.text(row, "note_content", NewNote.MAX_CONTENT);
    return new NewNote(
        type == null
            ? "observation"
            : type.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_"),
        content == null ? "(empty)" : content,
        Boolean.TRUE.equals(row.flag("is_important")),
        Boolean.TRUE.equals(row.flag("requires_followup")),
        at == null || at < 1 ? null : at,
        texts.text(row, "noted_by", 100),
        id,
        row.time("created_at"));
  }
}
