package dev.seshat.process;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The SQL of how far storytellers have come.
final class ProgressTable {
  static final String CURRENT = "current";
  static final String DONE = "done";

  private ProgressTable() {}

  /// The states of the nodes that somebody has reached in a version, by their keys, in their order.
  static Map<String, String> states(Tx tx, UUID storyteller, UUID version) throws SQLException {
    Map<String, String> states = new LinkedHashMap<>();
    tx.each(
        "SELECT n.node_key, p.state FROM process_progress p JOIN process_node n ON n.id = p.process_node_id"
            + " WHERE p.process_version_id = ? AND p.storyteller_id = ? ORDER BY n.order_index, n.node_key",
        row -> states.put(row.text("node_key"), row.text("state")),
        version,
        storyteller);
    return states;
  }

  static void put(Tx tx, UUID storyteller, UUID version, UUID node, UUID session, String state)
      throws SQLException {
    tx.update(
        "INSERT INTO process_progress (storyteller_id, process_version_id, process_node_id, state, session_id, reached_at)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (storyteller_id, process_node_id) DO UPDATE SET state = excluded.state,"
            + " session_id = excluded.session_id, reached_at = excluded.reached_at",
        storyteller,
        version,
        node,
        state,
        session,
        tx.now());
  }
}
