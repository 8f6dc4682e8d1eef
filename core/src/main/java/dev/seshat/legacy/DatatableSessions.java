package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.Origins.Earlier;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionImports;
import dev.seshat.session.Sessions;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions of the image datatable, each known by its id there, with the conversation in its context.
final class DatatableSessions extends RowImport {
  private static final Duration REUSE = Duration.ofHours(2);
  private static final List<String> COLUMNS =
      List.of(
          "session_id",
          "context",
          "created_at",
          "updated_at",
          "session_name",
          "llm_model",
          "last_activity",
          "image_count",
          "message_count");
  private static final List<String> TIMES = List.of("created_at", "updated_at", "last_activity");

  private final Origins origins;
  private final Sessions sessions;
  private final Interactions interactions;
  private final LegacyTexts texts;
  private Map<String, Long> pictures = Map.of();

  DatatableSessions(
      Origins origins, Sessions sessions, Interactions interactions, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.interactions = interactions;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "user_sessions";
  }

  @Override
  public String id() {
    return "session_id";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  /// Counts the pictures that a session has there: what the counter beside them should say.
  @Override
  public void begin(OpenSource file, Outcomes outcomes) {
    pictures = counted(file, "images", "session_id");
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "session_id");
    Instant asOf = Objects.requireNonNullElse(latest(row, TIMES), file.asOf());
    outcomes.count(
        table(),
        origins.take(
            tx, row, SourceRow.hash(id), asOf, outcomes, earlier -> become(tx, row, asOf, earlier)),
        1);
    remark(row, id, outcomes);
  }

  private Became become(Tx tx, SourceRow row, Instant asOf, @Nullable Earlier earlier)
      throws SQLException {
    NewSession told = NewSession.imported(told(row, asOf, tx.now()));
    NewSession before =
        earlier == null
            ? null
            : NewSession.imported(told(earlier.row(), earlier.asOf(), earlier.at()));
    SessionImports.Imported imported = sessions.imports().retellIn(tx, told, before);
    Instant made = row.time("created_at");
    List<NewInteraction> said =
        Conversations.interactions(
            Conversations.of(texts.object(row, "context", "context")), made == null ? asOf : made);
    int added = said.isEmpty() ? 0 : interactions.appendIn(tx, imported.id(), said).added();
    return new Became(imported.isNew() || imported.isChanged() || added > 0, imported.id());
  }

  private Map<String, @Nullable Object> told(SourceRow row, Instant asOf, Instant now) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    String name = texts.text(row, "session_name", 200);
    told.put("kind", "gallery");
    told.put("tool_name", ImageDatatable.DOCUMENT);
    told.put("external_session_id", row.text("session_id"));
    told.put("intention", Objects.requireNonNullElse(name, "Pictures, and talk about them"));
    told.put("name", name);
    told.put("llm_model", row.text("llm_model", 200));
    Instant made = row.time("created_at");
    Instant last = asOf.equals(Instant.EPOCH) ? latest(row, TIMES) : asOf;
    told.put("created_at", made == null ? null : Times.text(made));
    told.put("started_at", made == null ? null : Times.text(made));
    told.put("last_activity_at", last == null ? null : Times.text(last));
    boolean recent = last != null && !last.plus(REUSE).isBefore(now);
    told.put("status", recent ? "active" : "paused");
    Map<String, @Nullable Object> context =
        Conversations.rest(texts.object(row, "context", "context"));
    told.put("context", context.isEmpty() ? null : context);
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(row.told());
    rest.keySet().removeAll(COLUMNS);
    told.put("metadata", rest.isEmpty() ? null : Map.of("image_datatable", rest));
    told.values().removeIf(Objects::isNull);
    return told;
  }

  private void remark(SourceRow row, String id, Outcomes outcomes) {
    counts(row, "image_count", "images", pictures.getOrDefault(id, 0L), outcomes);
    Map<String, @Nullable Object> context = texts.object(row, "context", "context");
    counts(row, "message_count", "its conversation", Conversations.of(context).size(), outcomes);
    String text = row.text("context");
    if (text != null && !(LegacyTexts.parsed(text) instanceof Map)) {
      outcomes.note(row, "context is no JSON object; it is kept as its text", text);
    }
    noteTimes(row, outcomes, TIMES);
  }

  private static void counts(
      SourceRow row, String column, String what, long rows, Outcomes outcomes) {
    Long said = row.whole(column);
    if (row.has(column) && (said == null || said != rows)) {
      outcomes.note(
          row,
          column + " disagrees with " + what + ", which counts",
          row.raw(column) + ", there are " + rows);
    }
  }

  /// The session here that an id there stands for, if it was taken over.
  static @Nullable UUID here(Tx tx, Sessions sessions, @Nullable String id) throws SQLException {
    return id == null
        ? null
        : sessions.imports().findExternalIn(tx, ImageDatatable.DOCUMENT, id).orElse(null);
  }
}
