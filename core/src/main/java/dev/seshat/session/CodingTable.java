package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that finds the session in which a coding task goes on.
final class CodingTable {
  private CodingTable() {}

  /// Lets nobody else look for the session of the same place until the transaction ends. On SQLite there is one writer.
  static void lock(Tx tx, NewSession wanted) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      tx.first(
          "SELECT pg_advisory_xact_lock(hashtext(current_schema() || ' coding'), hashtext(CAST(? AS text))) IS NULL AS locked",
          row -> true,
          String.join(
              "\n",
              String.valueOf(wanted.get(SessionField.TOOL_NAME)),
              String.valueOf(wanted.get(SessionField.WORKING_DIRECTORY))));
    }
  }

  /// The session of the same chat, person, tool and directory whose activity is the latest.
  ///
  /// @param since if it has to be active, and its activity not before this; null for any
  static Optional<UUID> latest(Tx tx, NewSession wanted, @Nullable Instant since)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(String.valueOf(wanted.get(SessionField.TOOL_NAME)));
    values.add(String.valueOf(wanted.get(SessionField.WORKING_DIRECTORY)));
    String chat = is("chat_id", wanted.get(SessionField.CHAT_ID), values);
    String person = is("username", wanted.get(SessionField.USERNAME), values);
    String recent = "";
    if (since != null) {
      recent = " AND status = 'active' AND last_activity_at >= ?";
      values.add(since);
    }
    return tx.first(
        "SELECT id FROM sessions WHERE kind = 'coding' AND parent_session_id IS NULL AND tool_name = ? AND working_directory = ?"
            + chat
            + person
            + recent
            + " ORDER BY last_activity_at DESC, id DESC LIMIT 1",
        row -> row.id("id"),
        values.toArray());
  }

  private static String is(String column, @Nullable String value, List<Object> values) {
    if (value == null) {
      return " AND " + column + " IS NULL";
    }
    values.add(value);
    return " AND " + column + " = ?";
  }
}
