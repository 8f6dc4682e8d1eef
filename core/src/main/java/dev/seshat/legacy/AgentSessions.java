package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Coding sessions, each known by its tool and its id there. One that is here already, from its client's own transcript,
/// only gets what it has nothing of: the transcript knows better.
final class AgentSessions extends RowImport {
  /// For so long the system went on with a session; one that is older is open, and nobody is at it.
  private static final Duration REUSE = Duration.ofHours(2);

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "session_id",
          "chat_id",
          "username",
          "tool_name",
          "working_directory",
          "initial_task",
          "task_count",
          "last_activity",
          "created_at",
          "is_active",
          "session_metadata");
  private static final String CLAUDE_CODE = "claude-code";
  private static final Set<String> CLAUDE_NAMES =
      Set.of("claude", "claude-code", "claudecode", "claude-code-cli");
  private static final List<String> TIMES = List.of("created_at", "last_activity");

  private final Origins origins;
  private final Sessions sessions;
  private final LegacyOptions options;

  AgentSessions(Origins origins, Sessions sessions, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.options = options;
  }

  @Override
  public String table() {
    return "claude_code_sessions";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String external = named(row, "session_id");
    Instant last = Objects.requireNonNullElse(latest(row, TIMES), file.asOf());
    String tool = tool(row);
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(tool, external),
            last,
            outcomes,
            earlier -> become(tx, row, last, earlier, tool, external)),
        1);
    remark(row, outcomes);
  }

  private Became become(
      Tx tx, SourceRow row, Instant last, @Nullable Earlier earlier, String tool, String external)
      throws SQLException {
    NewSession told = NewSession.imported(told(row, last, tx.now()));
    UUID known = sessions.imports().findExternalIn(tx, tool, external).orElse(null);
    if (known != null && earlier == null) {
      return new Became(sessions.imports().completeIn(tx, known, told), known);
    }
    NewSession before =
        earlier == null
            ? null
            : NewSession.imported(told(earlier.row(), earlier.asOf(), earlier.at()));
    SessionImports.Imported imported = sessions.imports().retellIn(tx, told, before);
    return new Became(imported.isNew() || imported.isChanged(), imported.id());
  }

  /// The tool by the name that its transcripts are imported under, so that both tell of one session.
  private static String tool(SourceRow row) {
    String name = row.text("tool_name", 100);
    if (name == null) {
      return CLAUDE_CODE;
    }
    String slug = name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    return CLAUDE_NAMES.contains(slug) ? CLAUDE_CODE : name;
  }

  /// @param asOf its last activity, or the latest moment that its file tells of
  /// @param now when the row is taken over
  private Map<String, @Nullable Object> told(SourceRow row, Instant asOf, Instant now) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("kind", "coding");
    told.put("tool_name", tool(row));
    told.put("external_session_id", row.text("session_id"));
    told.put("intention", intention(row));
    told.put("chat_id", row.text("chat_id", 500));
    told.put("username", row.text("username", 200));
    told.put("working_directory", row.text("working_directory", 4_096));
    Long tasks = row.whole("task_count");
    told.put("task_count", tasks == null || tasks < 0 ? null : tasks);
    Instant made = row.time("created_at");
    Instant last = asOf.equals(Instant.EPOCH) ? latest(row, TIMES) : asOf;
    told.put("created_at", made == null ? null : Times.text(made));
    told.put("started_at", made == null ? null : Times.text(made));
    told.put("last_activity_at", last == null ? null : Times.text(last));
    boolean active = !Boolean.FALSE.equals(row.flag("is_active"));
    told.put("status", active ? open(last, now) : "completed");
    told.put("ended_at", active || last == null ? null : Times.text(last));
    told.put("metadata", metadata(row));
    told.values().removeIf(Objects::isNull);
    return options.maskSecrets() ? masked(told) : told;
  }

  /// What is kept as it is: ids and words that a session is found by.
  private static Map<String, @Nullable Object> masked(Map<String, @Nullable Object> told) {
    for (String column : List.of("intention", "working_directory")) {
      if (told.get(column) instanceof String text) {
        told.put(column, Transcripts.masked(text));
      }
    }
    Object metadata = told.get("metadata");
    if (metadata != null) {
      told.put("metadata", Transcripts.masked("metadata", metadata));
    }
    return told;
  }

  private static String open(@Nullable Instant last, Instant now) {
    boolean recent = last != null && !last.plus(REUSE).isBefore(now);
    return recent ? "active" : "paused";
  }

  private static String intention(SourceRow row) {
    String task = row.text("initial_task", 100_000);
    if (task != null) {
      return task;
    }
    String folder = row.text("working_directory", 1_000);
    return folder == null ? "A coding session" : "A coding session in " + folder;
  }

  private static Map<String, @Nullable Object> metadata(SourceRow row) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    String text = row.text("session_metadata");
    if (text != null) {
      Object parsed = parsed(text);
      if (parsed instanceof Map<?, ?> map) {
        map.forEach((key, value) -> metadata.put(String.valueOf(key), value));
      } else {
        metadata.put("session_metadata", parsed == null ? text : parsed);
      }
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row.told());
    rest.keySet().removeAll(COLUMNS);
    if (!tool(row).equals(row.text("tool_name"))) {
      rest.put("tool_name", row.text("tool_name"));
    }
    rest.values().removeIf(Objects::isNull);
    if (!rest.isEmpty()) {
      metadata.put("agent_system", rest);
    }
    return metadata;
  }

  private static @Nullable Object parsed(String text) {
    try {
      return Json.parse("session_metadata", text);
    } catch (Invalid e) {
      return null;
    }
  }

  private static void remark(SourceRow row, Outcomes outcomes) {
    String text = row.text("session_metadata");
    if (text != null && !(parsed(text) instanceof Map)) {
      outcomes.note(row, "session_metadata is no JSON object; it is kept as it is", text);
    }
    if (row.text("initial_task") == null) {
      outcomes.note(row, "initial_task is empty; the intention says so", null);
    }
    if (row.has("task_count") && (row.whole("task_count") == null || row.whole("task_count") < 0)) {
      outcomes.note(row, "task_count is no count; it is left out", row.raw("task_count"));
    }
    noteTimes(row, outcomes, TIMES);
    if (row.has("is_active") && row.flag("is_active") == null) {
      outcomes.note(
          row, "is_active is neither; the session is taken as open", row.raw("is_active"));
    }
  }
}
