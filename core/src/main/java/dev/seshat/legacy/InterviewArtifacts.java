package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.session.Artifacts;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What interviews brought forth, with whether it was approved.
final class InterviewArtifacts extends InterviewContent {
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

  private final Artifacts artifacts;

  InterviewArtifacts(
      Origins origins, Sessions sessions, Artifacts artifacts, LegacyOptions options) {
    super("session_artifact", origins, sessions, options, COLUMNS);
    this.artifacts = artifacts;
  }

  @Override
  boolean put(Tx tx, SourceRow row, UUID session, String id, Instant asOf, Outcomes outcomes)
      throws SQLException {
    if (!artifacts.addIn(tx, session, told(row, id)).isNew()) {
      return false;
    }
    boolean approved = Boolean.TRUE.equals(row.flag("is_approved"));
    InterviewRowTable.approved(
        tx,
        session,
        id,
        approved,
        !approved && !Boolean.FALSE.equals(row.flag("is_provisional")),
        row.time("approved_at"),
        Boolean.TRUE.equals(row.flag("included_in_synthesis")));
    InterviewRowTable.aboutEvent(tx, table(), session, id, event(tx, row));
    return true;
  }

  private NewArtifact told(SourceRow row, String id) {
    Map<String, @Nullable Object> data = texts.object(row, "structured_data", "value");
    String content = texts.text(row, "content", NewArtifact.MAX_CONTENT);
    return new NewArtifact(
        sort(row, "artifact_type", "artifact"),
        texts.text(row, "artifact_name", 200),
        content == null && data == null ? "(empty)" : content,
        data == null ? null : Json.write(data),
        id,
        row.time("created_at"));
  }
}
