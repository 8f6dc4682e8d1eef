package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Interviews, each under the id that it has there.
final class InterviewSessions extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "storyteller_id",
          "process_version_id",
          "current_process_node_id",
          "session_name",
          "intention",
          "success_indicators",
          "completion_indicators",
          "constraints",
          "procedure_notes",
          "scheduled_at",
          "scheduled_duration_minutes",
          "started_at",
          "ended_at",
          "actual_duration_minutes",
          "status",
          "summary",
          "success_rating",
          "completion_percentage",
          "needs_followup",
          "followup_notes",
          "next_session_suggestion",
          "created_at",
          "updated_at");
  private static final List<String> TIMES =
      List.of("created_at", "updated_at", "started_at", "ended_at");

  /// The longest that a session is planned for: a week.
  private static final int LONGEST_PLAN = 10_080;

  private static final int LONGEST_SAID = 10_000_000;

  private final Origins origins;
  private final Sessions sessions;
  private final LegacyTexts texts;

  InterviewSessions(Origins origins, Sessions sessions, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "session";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "id");
    Instant asOf = Objects.requireNonNullElse(latest(row, TIMES), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx, row, SourceRow.hash(id), asOf, outcomes, earlier -> become(tx, row, earlier)),
        1);
    for (String table : List.of("storyteller", "process_version")) {
      if (row.has(table + "_id") && named(tx, row, table + "_id", table) == null) {
        outcomes.note(row, table + "_id names nothing that was taken over", row.raw(table + "_id"));
      }
    }
    noteTimes(row, outcomes, TIMES);
  }

  private Became become(Tx tx, SourceRow row, @Nullable Earlier earlier) throws SQLException {
    NewSession told = NewSession.imported(told(tx, row));
    NewSession before = earlier == null ? null : NewSession.imported(told(tx, earlier.row()));
    UUID id = SourceField.uuid(row.text("id"));
    SessionImports.Imported imported = sessions.imports().retellIn(tx, told, before, id);
    return new Became(imported.isNew() || imported.isChanged(), imported.id());
  }

  private Map<String, @Nullable Object> told(Tx tx, SourceRow row) throws SQLException {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    String name = texts.text(row, "session_name", 200);
    told.put("kind", "interview");
    told.put("tool_name", InterviewDatabase.DOCUMENT);
    told.put("external_session_id", row.text("id"));
    told.put("name", name);
    told.put(
        "intention",
        Objects.requireNonNullElse(
            texts.text(row, "intention"), Objects.requireNonNullElse(name, "An interview")));
    told.put("success_indicators", PostgresArray.of(row, "success_indicators", texts));
    told.put("completion_indicators", PostgresArray.of(row, "completion_indicators", texts));
    told.put("constraints", PostgresArray.of(row, "constraints", texts));
    told.put("procedure_notes", texts.text(row, "procedure_notes"));
    told.put("storyteller_id", named(tx, row, "storyteller_id", "storyteller"));
    String version = named(tx, row, "process_version_id", "process_version");
    told.put("process_version_id", version);
    told.put(
        "current_process_node_id",
        version == null ? null : named(tx, row, "current_process_node_id", "process_node"));
    for (String time : List.of("scheduled_at", "started_at", "ended_at", "created_at")) {
      Instant at = row.time(time);
      told.put(time, at == null ? null : Times.text(at));
    }
    told.put(
        "scheduled_duration_minutes", within(row, "scheduled_duration_minutes", 1, LONGEST_PLAN));
    Integer minutes = within(row, "actual_duration_minutes", 0, LONGEST_SAID);
    told.put("active_seconds", minutes == null ? null : (Integer) (minutes * 60));
    told.put("status", status(row));
    told.put("summary", texts.text(row, "summary"));
    told.put("success_rating", within(row, "success_rating", 1, 5));
    told.put("completion_percentage", within(row, "completion_percentage", 0, 100));
    told.put("needs_followup", row.flag("needs_followup"));
    told.put("followup_notes", texts.text(row, "followup_notes"));
    told.put("next_session_suggestion", texts.text(row, "next_session_suggestion"));
    Instant last = latest(row, TIMES);
    told.put("last_activity_at", last == null ? null : Times.text(last));
    told.values().removeIf(Objects::isNull);
    return told;
  }

  /// One that was under way there is paused: open, and nobody is at it, and whether its storyteller agrees is asked when it
  /// goes on.
  private static String status(SourceRow row) {
    String word = row.text("status", 50);
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "in_progress", "active", "paused" -> "paused";
      case "completed" -> "completed";
      case "cancelled", "canceled" -> "cancelled";
      case "failed", "error" -> "failed";
      default -> row.has("ended_at") ? "completed" : row.has("started_at") ? "paused" : "scheduled";
    };
  }

  private static @Nullable String named(Tx tx, SourceRow row, String column, String table)
      throws SQLException {
    UUID id = SourceField.uuid(row.text(column));
    return id == null || !InterviewRowTable.isThere(tx, table, id) ? null : id.toString();
  }
}
