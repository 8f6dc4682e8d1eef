package dev.seshat.server.mcp;

import dev.seshat.Texts;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A session as an agent is told of it: what has a value and matters for the next step, long texts cut.
final class SessionView {
  private static final List<String> FIELDS =
      List.of(
          "id",
          "short_id",
          "kind",
          "name",
          "intention",
          "status",
          "outcome",
          "project",
          "git_branch",
          "working_directory",
          "previous_session_id",
          "forked_from_id",
          "scheduled_at",
          "started_at",
          "ended_at",
          "last_activity_at",
          "active_seconds",
          "summary",
          "success_rating",
          "completion_percentage",
          "priority_level",
          "interaction_count",
          "artifact_count",
          "note_count",
          "total_tokens",
          "cost_usd",
          "version");
  private static final Set<String> LONG = Set.of("intention", "summary");
  private static final int MAX_LONG = 1_000;
  private static final int MAX_IN_LIST = 200;

  private SessionView() {}

  /// What [#of] answers, as a schema.
  static Schema schema() {
    return Schema.answer(
        Schema.field("id!", Schema.text("", 36)), Schema.field("status!", Schema.text("", 20)));
  }

  static Map<String, @Nullable Object> of(Session session) {
    return of(session, MAX_LONG);
  }

  /// The same where it is one of many.
  static Map<String, @Nullable Object> inList(Session session) {
    return of(session, MAX_IN_LIST);
  }

  private static Map<String, @Nullable Object> of(Session session, int max) {
    Map<String, @Nullable Object> all = session.toJson();
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    for (String field : FIELDS) {
      Object value = all.get(field);
      if (value != null) {
        some.put(field, LONG.contains(field) ? cut(value.toString(), max) : value);
      }
    }
    return some;
  }

  /// One line that names a session and its state.
  static String line(Session session) {
    return "session "
        + session.id()
        + " ("
        + session.shortId()
        + ") is "
        + session.status().word()
        + ": "
        + Texts.shorten(session.title(), 80);
  }

  private static String cut(String text, int max) {
    return text.length() <= max
        ? text
        : text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max) + "…";
  }
}
