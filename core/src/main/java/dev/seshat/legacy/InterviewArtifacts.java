package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.session.Artifacts;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What interviews brought forth, with whether it was approved.
final class InterviewArtifacts extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "session_id",
          "life_event_id",
          "artifact_type",
          "artifact_name",
          "content",
          "structured_data",
          "is_provisional",
          "is_approved",
          "approved_at",
          "included_in_synthesis",
          "created_at",
          "updated_at");

  private final Origins origins;
  private final Sessions sessions;
  private final Artifacts artifacts;
  private final LegacyTexts texts;

  InterviewArtifacts(
      Origins origins, Sessions sessions, Artifacts artifacts, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.artifacts = artifacts;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "session_artifact";
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
    Instant asOf =
        Objects.requireNonNullElse(latest(row, List.of("created_at", "updated_at")), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> {
              if (earlier != null) {
                outcomes.note(row, "was changed there since; what is here stays", id);
                return new Became(false, session);
              }
              return new Became(put(tx, row, session, id), session);
            }),
        1);
  }

  private boolean put(Tx tx, SourceRow row, UUID session, String id) throws SQLException {
    String type = row.text("artifact_type", 50);
    Map<String, @Nullable Object> data = texts.object(row, "structured_data", "value");
    String content = texts.text(row, "content", NewArtifact.MAX_CONTENT);
    NewArtifact told =
        new NewArtifact(
            type == null
                ? "artifact"
                : type.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_"),
            texts.text(row, "artifact_name", 200),
            content == null && data == null ? "(empty)" : content,
            data == null ? null : Json.write(data),
            id,
            row.time("created_at"));
    boolean isNew = artifacts.addIn(tx, session, told).isNew();
    boolean approved = Boolean.TRUE.equals(row.flag("is_approved"));
    InterviewRowTable.approved(
        tx,
        session,
        id,
        approved,
        !approved && !Boolean.FALSE.equals(row.flag("is_provisional")),
        row.time("approved_at"),
        Boolean.TRUE.equals(row.flag("included_in_synthesis")));
    InterviewRowTable.aboutEvent(tx, session, id, InterviewTurns.event(tx, row));
    return isNew;
  }
}
