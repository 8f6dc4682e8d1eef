package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Interactions;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.ResponseMethod;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was asked and answered in interviews, in its order, each exchange known by its id there.
final class InterviewTurns extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "session_id",
          "life_event_id",
          "interaction_sequence",
          "interaction_type",
          "agent_prompt",
          "prompt_category",
          "storyteller_response",
          "response_method",
          "sentiment",
          "key_themes",
          "mentions_people",
          "mentions_places",
          "duration_seconds",
          "created_at");

  private final Origins origins;
  private final Sessions sessions;
  private final Interactions interactions;
  private final LegacyTexts texts;

  InterviewTurns(
      Origins origins, Sessions sessions, Interactions interactions, LegacyOptions options) {
    this.origins = origins;
    this.sessions = sessions;
    this.interactions = interactions;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "session_interaction";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public List<String> order() {
    return List.of("session_id", "interaction_sequence", "created_at", "id");
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
              int added =
                  interactions
                      .appendIn(tx, session, List.of(told(row, id, asOf, outcomes)))
                      .added();
              if (added == 0) {
                outcomes.note(row, "was changed there since; what is here stays", id);
              }
              InterviewRowTable.aboutEvent(tx, session, id, event(tx, row));
              return new Became(added > 0, session);
            }),
        1);
  }

  static @Nullable UUID event(Tx tx, SourceRow row) throws SQLException {
    UUID event = SourceField.uuid(row.text("life_event_id"));
    return event != null && InterviewRowTable.isThere(tx, "life_event", event) ? event : null;
  }

  private NewInteraction told(SourceRow row, String id, Instant asOf, Outcomes outcomes) {
    String asked = texts.text(row, "agent_prompt", NewInteraction.MAX_TEXT);
    String said = texts.text(row, "storyteller_response", NewInteraction.MAX_TEXT);
    InteractionType usual = asked == null ? InteractionType.RESPONSE : InteractionType.PROMPT;
    InteractionType type = usual;
    ResponseMethod method = null;
    try {
      String word = row.text("interaction_type", 50);
      type = word == null ? usual : InteractionType.of(word.strip().toLowerCase(Locale.ROOT));
    } catch (Invalid e) {
      outcomes.note(
          row,
          "interaction_type is none that is known; it is left out",
          row.raw("interaction_type"));
    }
    try {
      String word = row.text("response_method", 50);
      method = word == null ? null : ResponseMethod.of(word.strip().toLowerCase(Locale.ROOT));
    } catch (Invalid e) {
      outcomes.note(
          row, "response_method is none that is known; it is left out", row.raw("response_method"));
    }
    Long seconds = row.whole("duration_seconds");
    boolean fits = seconds != null && seconds >= 0 && seconds <= Integer.MAX_VALUE;
    return new NewInteraction(
        type,
        asked == null ? "storyteller" : "agent",
        asked,
        said,
        texts.text(row, "prompt_category", 100),
        method,
        texts.text(row, "sentiment", 50),
        items(row, "key_themes"),
        items(row, "mentions_people"),
        items(row, "mentions_places"),
        fits ? (Integer) Math.toIntExact(Objects.requireNonNull(seconds)) : null,
        null,
        id,
        asOf.equals(Instant.EPOCH) ? null : asOf);
  }

  private List<String> items(SourceRow row, String column) {
    return PostgresArray.of(row, column, texts);
  }
}
