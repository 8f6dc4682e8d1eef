package dev.seshat.session;

import dev.seshat.preference.PreferenceKey;
import dev.seshat.preference.Preferences;
import dev.seshat.store.Json;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns of a new session that nobody gave.
final class NewSessionRow {
  private static final Json NO_ITEMS = new Json("[]");
  private static final Json NO_FIELDS = new Json("{}");

  private final UUID id;
  private final NewSession given;
  private final SessionStatus status;
  private final Instant now;

  /// Draws an id whose first eight digits no other session has, since they name its folder.
  ///
  /// @param wanted the id where its first digits are free; null for any
  NewSessionRow(Tx tx, NewSession given, SessionStatus usual, @Nullable UUID wanted)
      throws SQLException {
    UUID drawn = wanted == null ? tx.newId() : wanted;
    while (SessionTable.hasShortId(tx, drawn.toString().substring(0, 8))) {
      drawn = tx.newId();
    }
    this.id = drawn;
    this.given = given;
    this.status = Objects.requireNonNullElse(given.get(SessionField.STATUS), usual);
    this.now = tx.now();
  }

  /// A session that is made here, in the project that the actor chose for those that name none.
  static NewSession placed(Tx tx, String actor, NewSession session) throws SQLException {
    String project =
        session.get(SessionField.PROJECT) != null
            ? null
            : Preferences.chosenIn(tx, actor).text(PreferenceKey.DEFAULT_PROJECT);
    return project == null ? session : session.project(project);
  }

  UUID id() {
    return id;
  }

  Map<String, @Nullable Object> defaults() {
    Instant created = Objects.requireNonNullElse(given.get(SessionField.CREATED_AT), now);
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("id", id);
    columns.put("short_id", id.toString().substring(0, 8));
    columns.put("kind", "chat");
    columns.put("success_indicators", NO_ITEMS);
    columns.put("completion_indicators", NO_ITEMS);
    columns.put("constraints", NO_ITEMS);
    columns.put("tags", NO_ITEMS);
    columns.put("needs_followup", false);
    columns.put("context", NO_FIELDS);
    columns.put("metadata", NO_FIELDS);
    columns.put("status", status.word());
    if (status == SessionStatus.ACTIVE) {
      columns.put("started_at", now);
      columns.put("active_since", now);
    }
    columns.put("created_at", created);
    columns.put("updated_at", now);
    columns.put("last_activity_at", lastActivity(created));
    return columns;
  }

  private Instant lastActivity(Instant created) {
    Instant ended = given.get(SessionField.ENDED_AT);
    return ended == null ? created : ended;
  }
}
