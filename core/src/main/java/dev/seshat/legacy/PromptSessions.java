package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.prompting.IterationTakeover.ToldReference;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions of prompts with what they worked towards, each known by its id there.
final class PromptSessions extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "intent",
          "reference_description",
          "reference_analysis",
          "reference_image_path",
          "reference_image_paths",
          "approach_rationale",
          "status",
          "total_iterations",
          "final_successful_prompt",
          "reflected",
          "created_at",
          "updated_at",
          "completed_at");
  private static final Set<String> STATES = Set.of("active", "success", "abandoned");
  private static final List<String> TIMES = List.of("created_at", "updated_at", "completed_at");

  private final Origins origins;
  private final Sessions sessions;
  private final IterationTakeover iterations;
  private final LegacyTexts texts;
  private Map<String, Long> counted = Map.of();

  PromptSessions(
      Origins origins, Sessions sessions, IterationTakeover iterations, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.iterations = iterations;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "sessions";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  /// Counts the iterations that a session has there: what the counter beside them should say.
  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    counted = counted(file, "iterations", "session_id");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "id");
    Instant asOf = Objects.requireNonNullElse(latest(row, TIMES), file.asOf());
    outcomes.count(
        table(),
        origins.take(tx, row, key(id), asOf, outcomes, earlier -> become(tx, row, asOf, earlier)),
        1);
    remark(row, id, outcomes);
  }

  static String key(String id) {
    return SourceRow.hash(id);
  }

  private Became become(Tx tx, SourceRow row, Instant asOf, @Nullable Earlier earlier)
      throws SQLException {
    NewSession told = NewSession.imported(told(row, asOf));
    NewSession before =
        earlier == null ? null : NewSession.imported(told(earlier.row(), earlier.asOf()));
    SessionImports.Imported imported = sessions.imports().retellIn(tx, told, before);
    boolean isReferenceNew =
        iterations.referenceIn(
            tx, imported.id(), reference(row), earlier == null ? null : reference(earlier.row()));
    return new Became(imported.isNew() || imported.isChanged() || isReferenceNew, imported.id());
  }

  private Map<String, @Nullable Object> told(SourceRow row, Instant asOf) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("kind", "prompting");
    told.put("tool_name", PromptDatabase.DOCUMENT);
    told.put("external_session_id", row.text("id"));
    told.put("intention", Objects.requireNonNullElse(texts.text(row, "intent"), "A prompt"));
    told.put("final_successful_prompt", texts.text(row, "final_successful_prompt"));
    String status = word(row);
    told.put("status", status);
    Instant made = row.time("created_at");
    Instant last = asOf.equals(Instant.EPOCH) ? latest(row, TIMES) : asOf;
    told.put("created_at", made == null ? null : Times.text(made));
    told.put("started_at", made == null ? null : Times.text(made));
    told.put("last_activity_at", last == null ? null : Times.text(last));
    Instant said = row.time("completed_at");
    Instant done = said == null ? last : said;
    told.put("ended_at", status.equals("active") || done == null ? null : Times.text(done));
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row.told());
    rest.keySet().removeAll(COLUMNS);
    told.put("metadata", rest.isEmpty() ? null : Map.of("prompt_sessions", rest));
    told.values().removeIf(Objects::isNull);
    return told;
  }

  /// What it worked towards.
  private ToldReference reference(SourceRow row) {
    Map<String, @Nullable Object> analysis = texts.object(row, "reference_analysis", "text");
    List<String> paths = texts.texts(row, "reference_image_paths");
    if (paths.isEmpty()) {
      paths = texts.texts(row, "reference_image_path");
    }
    return new ToldReference(
        PromptDatabase.PROFILE,
        texts.text(row, "reference_description"),
        analysis == null ? null : Json.write(analysis),
        paths.stream().map(path -> String.valueOf(SourceRow.cut(path, 1_000))).limit(100).toList(),
        texts.text(row, "approach_rationale"),
        Boolean.TRUE.equals(row.flag("reflected")));
  }

  private static String word(SourceRow row) {
    String word =
        Objects.requireNonNullElse(row.text("status"), "active").strip().toLowerCase(Locale.ROOT);
    return STATES.contains(word) ? word : "active";
  }

  private void remark(SourceRow row, String id, Outcomes outcomes) {
    String status = row.text("status");
    if (status != null && !STATES.contains(status.strip().toLowerCase(Locale.ROOT))) {
      outcomes.note(row, "status is none that is known; the session is active", status);
    }
    if (row.text("intent") == null) {
      outcomes.note(row, "intent is empty; the intention says so", null);
    }
    long rows = counted.getOrDefault(id, 0L);
    Long said = row.whole("total_iterations");
    if (row.has("total_iterations") && (said == null || said != rows)) {
      outcomes.note(
          row,
          "total_iterations disagrees with its rows in iterations, which count",
          row.raw("total_iterations") + ", its rows are " + rows);
    }
    noteTimes(row, outcomes, TIMES);
    String analysis = row.text("reference_analysis");
    if (analysis != null && !(LegacyTexts.parsed(analysis) instanceof Map)) {
      outcomes.note(row, "reference_analysis is no JSON object; it is kept as its text", analysis);
    }
  }

  /// The session here that an id there stands for, if it was taken over.
  static @Nullable UUID here(Tx tx, Sessions sessions, @Nullable String id) throws SQLException {
    return id == null
        ? null
        : sessions.imports().findExternalIn(tx, PromptDatabase.DOCUMENT, id).orElse(null);
  }
}
