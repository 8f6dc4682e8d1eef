package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was asked and answered in interviews, in its order, each exchange known by its id there.
final class InterviewTurns extends InterviewContent {
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

  private final Interactions interactions;

  InterviewTurns(
      Origins origins, Sessions sessions, Interactions interactions, LegacyOptions options) {
    super("session_interaction", origins, sessions, options, COLUMNS);
    this.interactions = interactions;
  }

  @Override
  public List<String> order() {
    return List.of("session_id", "interaction_sequence", "created_at", "id");
  }

  @Override
  boolean put(Tx tx, SourceRow row, UUID session, String id, Instant asOf, Outcomes outcomes)
      throws SQLException {
    Instant at = Objects.requireNonNullElse(row.time("created_at"), asOf);
    int added = interactions.appendIn(tx, session, List.of(told(row, id, at, outcomes))).added();
    InterviewRowTable.aboutEvent(tx, table(), session, id, event(tx, row));
    return added > 0;
  }

  @Override
  boolean fill(Tx tx, SourceRow row, UUID session, String id, Outcomes outcomes)
      throws SQLException {
    return interactions.answerToldIn(tx, session, told(row, id, Instant.EPOCH, outcomes));
  }

  private NewInteraction told(SourceRow row, String id, Instant at, Outcomes outcomes) {
    String asked = texts.text(row, "agent_prompt", NewInteraction.MAX_TEXT);
    String said = texts.text(row, "storyteller_response", NewInteraction.MAX_TEXT);
    InteractionType usual = asked == null ? InteractionType.RESPONSE : InteractionType.PROMPT;
    InteractionType type = word(row, "interaction_type", InteractionType::of, outcomes);
    ResponseMethod method = word(row, "response_method", ResponseMethod::of, outcomes);
    return new NewInteraction(
        type == null ? usual : type,
        asked == null ? "storyteller" : "agent",
        asked,
        said,
        texts.text(row, "prompt_category", 100),
        method,
        texts.text(row, "sentiment", 50),
        items(row, "key_themes"),
        items(row, "mentions_people"),
        items(row, "mentions_places"),
        within(row, "duration_seconds", 0, Integer.MAX_VALUE),
        null,
        id,
        at.equals(Instant.EPOCH) ? null : at);
  }

  private static <T> @Nullable T word(
      SourceRow row, String column, Function<String, T> known, Outcomes outcomes) {
    String word = row.text(column, 50);
    try {
      return word == null ? null : known.apply(word.strip().toLowerCase(Locale.ROOT));
    } catch (Invalid e) {
      outcomes.note(row, column + " is none that is known; it is left out", row.raw(column));
      return null;
    }
  }

  private List<String> items(SourceRow row, String column) {
    return PostgresArray.of(row, column, texts);
  }
}
