package dev.seshat.legacy;

import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came into interviews, each known by its id there and put into its session once. An answer that came there afterwards is
/// taken where none is here; what else was changed there is told of and left.
abstract class InterviewContent extends RowImport {
  final LegacyTexts texts;
  private final String table;
  private final Origins origins;
  private final Sessions sessions;
  private final List<String> columns;

  InterviewContent(
      String table,
      Origins origins,
      Sessions sessions,
      LegacyOptions options,
      List<String> columns) {
    this.table = table;
    this.origins = origins;
    this.sessions = sessions;
    this.texts = new LegacyTexts(options);
    this.columns = columns;
  }

  @Override
  public final String table() {
    return table;
  }

  @Override
  public final List<String> columns() {
    return columns;
  }

  @Override
  public List<String> order() {
    return List.of("created_at", "id");
  }

  @Override
  final void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "id");
    UUID session = session(tx, row);
    // a row that does not say when it was changed may have been so until it is read
    Instant asOf = Objects.requireNonNullElseGet(row.time("updated_at"), tx::now);
    outcomes.count(
        table,
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            asOf,
            outcomes,
            earlier -> {
              boolean isNew = put(tx, row, session, id, file.asOf(), outcomes);
              boolean isFilled = !isNew && fill(tx, row, session, id, outcomes);
              if (!isNew && !isFilled) {
                outcomes.note(row, "was changed there since; what is here stays", id);
              }
              return new Became(isNew || isFilled, session);
            }),
        1);
  }

  /// Puts a row into its session, unless it is there.
  ///
  /// @param asOf when the file was in the state that it is in
  /// @return whether it is new
  abstract boolean put(
      Tx tx, SourceRow row, UUID session, String id, Instant asOf, Outcomes outcomes)
      throws SQLException;

  /// Fills in what is there now and was missing here when the row was put in.
  ///
  /// @return whether anything was
  boolean fill(Tx tx, SourceRow row, UUID session, String id, Outcomes outcomes)
      throws SQLException {
    return false;
  }

  private UUID session(Tx tx, SourceRow row) throws SQLException {
    String id = named(row, "session_id");
    return sessions
        .imports()
        .findExternalIn(tx, InterviewDatabase.DOCUMENT, id)
        .orElseThrow(() -> new Unfit("its session was not taken over", id));
  }

  /// The event that a row is about, if it is here.
  static @Nullable UUID event(Tx tx, SourceRow row) throws SQLException {
    UUID event = SourceField.uuid(row.text("life_event_id"));
    return event != null && InterviewRowTable.isThere(tx, "life_event", event) ? event : null;
  }

  /// What sort of thing a row is, as a word that can be kept.
  static String sort(SourceRow row, String column, String usual) {
    String said = row.text(column, 50);
    return said == null
        ? usual
        : said.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
  }
}
