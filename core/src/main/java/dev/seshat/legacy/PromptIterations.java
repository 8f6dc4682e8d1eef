package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.prompting.IterationTakeover.Taken;
import dev.seshat.prompting.PromptForm;
import dev.seshat.prompting.PromptText;
import dev.seshat.prompting.RecordedIteration;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Iterations, each known by its session and its number there. Here they are numbered without holes.
final class PromptIterations extends RowImport {
  private static final List<String> ORDER = List.of("session_id", "iteration_number", "created_at");
  private static final int MAX_ITEMS = 100;
  private static final int MAX_ITEM = 2_000;

  private final Origins origins;
  private final Sessions sessions;
  private final IterationTakeover iterations;
  private final LegacyTexts texts;
  private final Map<String, Integer> alike = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  PromptIterations(
      Origins origins, Sessions sessions, IterationTakeover iterations, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.iterations = iterations;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "iterations";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "session_id",
        "iteration_number",
        "prompt",
        "parameters",
        "mj_version",
        "action_type",
        "parent_image",
        "result_assessment",
        "scores_validated",
        "user_feedback",
        "gap_analysis",
        "success",
        "what_worked",
        "what_failed",
        "created_at");
  }

  @Override
  public List<String> order() {
    return ORDER;
  }

  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    alike.clear();
  }

  /// Gives a row its key as it is read, once.
  @Override
  public SourceRow read(SourceRow row) {
    return row.withKey(name(alike, row));
  }

  private static String name(Map<String, Integer> alike, SourceRow row) {
    String place = SourceRow.hash(row.text("session_id"), row.text("iteration_number"));
    return SourceRow.hash(place, alike.merge(place, 1, Integer::sum));
  }

  /// The name of the first iteration of a number in a session.
  static String name(String session, String number) {
    return SourceRow.hash(SourceRow.hash(session, number), 1);
  }

  /// Learns what the numbers of a file's rows stand for, for those that name iterations by them.
  void number(OpenSource file) {
    names.clear();
    List<String> columns = file.columns(table());
    if (columns.contains("id")) {
      Map<String, Integer> seen = new HashMap<>();
      file.source()
          .each(
              table(),
              columns.stream().filter(each -> each.equals("id") || ORDER.contains(each)).toList(),
              ORDER.stream().filter(columns::contains).toList(),
              cells -> {
                SourceRow row = new SourceRow(table(), "", cells);
                names.put(String.valueOf(row.text("id")), name(seen, row));
              });
    }
  }

  /// The name of the iteration that a row of another table names; null if it names none that is there.
  @Nullable String named(SourceRow row) {
    String id = row.text("iteration_id");
    if (id != null) {
      return names.get(id);
    }
    String session = row.text("session_id");
    String number = row.text("iteration_number");
    return session == null || number == null ? null : name(session, number);
  }

  /// The row here that an iteration there stands for, if it was taken over.
  @Nullable Long here(Tx tx, UUID session, @Nullable String name) throws SQLException {
    return name == null
        ? null
        : (Long) iterations.findIn(tx, session, external(name)).map(each -> each.id()).orElse(null);
  }

  static String external(String name) {
    return PromptDatabase.DOCUMENT + ":" + name;
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    UUID session = PromptSessions.here(tx, sessions, row.text("session_id"));
    if (session == null) {
      throw new Unfit("its session is not there", row.raw("session_id"));
    }
    if (row.text("prompt") == null) {
      throw new Unfit("has no prompt", null);
    }
    RecordedIteration told = told(row, row.key());
    Instant made = row.time("created_at");
    Instant asOf = file.asOf().equals(Instant.EPOCH) && made != null ? made : file.asOf();
    int[] number = {0};
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            row.key(),
            asOf,
            outcomes,
            earlier -> {
              Taken taken =
                  iterations.takeIn(
                      tx, session, told, earlier == null ? null : told(earlier.row(), row.key()));
              number[0] = taken.number();
              return new Became(taken.isNew() || taken.isChanged(), session);
            }),
        1);
    remark(row, told, number[0], outcomes);
  }

  private RecordedIteration told(SourceRow row, String name) {
    PromptScores scores = PromptScores.of(row.text("result_assessment"), iterations, texts);
    Long parent = row.whole("parent_image");
    return new RecordedIteration(
        Objects.requireNonNullElse(texts.text(row, "prompt"), ""),
        Json.write(parameters(row)),
        PromptPatterns.line(row, "mj_version", 64),
        action(row),
        parent == null || parent < 1 || parent > 64 ? null : (Integer) parent.intValue(),
        scores.json(),
        Boolean.TRUE.equals(row.flag("scores_validated")),
        texts.text(row, "user_feedback"),
        written(texts.object(row, "gap_analysis", "text")),
        Boolean.TRUE.equals(row.flag("success")),
        items(row, "what_worked"),
        items(row, "what_failed"),
        external(name),
        row.time("created_at"));
  }

  private static @Nullable String written(@Nullable Map<String, @Nullable Object> object) {
    return object == null ? null : Json.write(object);
  }

  /// A JSON object, or options as they stand in a prompt.
  private Map<String, ? extends @Nullable Object> parameters(SourceRow row) {
    String text = row.text("parameters");
    if (text != null && text.strip().startsWith("--")) {
      return PromptText.of(PromptForm.PHRASES, text).options();
    }
    Map<String, @Nullable Object> object = texts.object(row, "parameters", "text");
    return object == null ? new LinkedHashMap<>() : object;
  }

  private static String action(SourceRow row) {
    String said = Objects.requireNonNullElse(PromptPatterns.line(row, "action_type", 64), "");
    String word = said.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    if (word.isEmpty()) {
      return "1".equals(row.text("iteration_number")) ? "initial" : "prompt_edit";
    }
    return word;
  }

  private List<String> items(SourceRow row, String column) {
    return texts.texts(row, column).stream()
        .map(each -> String.valueOf(SourceRow.cut(each, MAX_ITEM)))
        .limit(MAX_ITEMS)
        .toList();
  }

  private void remark(SourceRow row, RecordedIteration told, int number, Outcomes outcomes) {
    Long said = row.whole("iteration_number");
    if (number > 0 && (said == null || said != number)) {
      outcomes.note(
          row,
          "its number leaves a hole or comes twice; it is numbered on",
          row.raw("iteration_number") + ", here " + number);
    }
    PromptScores.of(row.text("result_assessment"), iterations, texts).remark(row, outcomes);
    if (row.has("parent_image") && told.parentImage() == null) {
      outcomes.note(
          row, "parent_image is no place in a batch; it is left out", row.raw("parent_image"));
    }
    noteTimes(row, outcomes, List.of("created_at"));
  }
}
