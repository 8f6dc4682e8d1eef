package dev.seshat.legacy;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that puts rows of interviews into the tables of the same name.
final class InterviewRowTable {
  private InterviewRowTable() {}

  /// @param row by columns that this program names, never the source
  static boolean insert(Tx tx, String table, Map<String, @Nullable Object> row)
      throws SQLException {
    return tx.update(
            "INSERT INTO "
                + table
                + " ("
                + String.join(", ", row.keySet())
                + ") VALUES ("
                + String.join(", ", Collections.nCopies(row.size(), "?"))
                + ") ON CONFLICT DO NOTHING",
            row.values().toArray())
        == 1;
  }

  static boolean isThere(Tx tx, String table, UUID id) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM " + table + " WHERE id = ?", id) > 0;
  }

  /// The place of a new way from a node: its own, or the one after the last where that is taken.
  static long nextEdge(Tx tx, Map<String, @Nullable Object> edge) throws SQLException {
    Object from = edge.get("from_node_id");
    long wanted = edge.get("order_index") instanceof Long number ? number : 0;
    boolean taken =
        tx.number(
                "SELECT count(*) AS n FROM process_flow_edge WHERE from_node_id = ? AND order_index = ?",
                from,
                wanted)
            > 0;
    return taken
        ? tx.number(
            "SELECT max(order_index) + 1 AS n FROM process_flow_edge WHERE from_node_id = ?", from)
        : wanted;
  }

  /// Says which event an interaction or an artifact is about, unless it says so already.
  static void aboutEvent(Tx tx, String table, UUID session, String external, @Nullable UUID event)
      throws SQLException {
    if (event != null) {
      tx.update(
          "UPDATE "
              + table
              + " SET life_event_id = ? WHERE session_id = ? AND external_id = ? AND life_event_id IS NULL",
          event,
          session,
          external);
    }
  }

  /// What became of an artifact there.
  static void approved(
      Tx tx,
      UUID session,
      String external,
      boolean isApproved,
      boolean isProvisional,
      @Nullable Instant at,
      boolean isIncluded)
      throws SQLException {
    tx.update(
        "UPDATE session_artifact SET is_approved = ?, is_provisional = ?, approved_at = ?, included_in_synthesis = ?"
            + " WHERE session_id = ? AND external_id = ?",
        isApproved,
        isProvisional,
        at,
        isIncluded,
        session,
        external);
  }
}
