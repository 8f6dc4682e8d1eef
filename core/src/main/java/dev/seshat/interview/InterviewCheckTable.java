package dev.seshat.interview;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The SQL that finds what does not fit together in interviews. Each question names a few hundred at most.
final class InterviewCheckTable {
  private static final int MOST = 300;

  private InterviewCheckTable() {}

  static long prompts(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM session_prompt");
  }

  static List<UUID> nodesElsewhere(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT s.id FROM sessions s LEFT JOIN process_node n ON n.id = s.current_process_node_id"
            + " WHERE s.process_version_id IS NOT NULL AND s.current_process_node_id IS NOT NULL"
            + " AND (n.id IS NULL OR n.process_version_id <> s.process_version_id) ORDER BY s.id");
  }

  static List<UUID> nobodys(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT s.id FROM sessions s WHERE s.storyteller_id IS NOT NULL AND s.kind = 'interview'"
            + " AND NOT EXISTS (SELECT 1 FROM storyteller t WHERE t.id = s.storyteller_id) ORDER BY s.id");
  }

  static List<UUID> openTwice(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT session_id AS id FROM session_prompt WHERE state = 'open' GROUP BY session_id HAVING count(*) > 1"
            + " ORDER BY session_id");
  }

  static List<UUID> openAndAnswered(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT p.session_id AS id FROM session_prompt p LEFT JOIN session_interaction i ON i.session_id = p.session_id"
            + " AND i.interaction_sequence = p.interaction_sequence WHERE i.id IS NULL"
            + " OR (p.state = 'open') <> (i.response_method IS NULL AND i.person_text IS NULL) ORDER BY p.session_id");
  }

  static List<UUID> othersEvents(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT s.id FROM session_life_event l JOIN sessions s ON s.id = l.session_id JOIN life_event e"
            + " ON e.id = l.life_event_id WHERE s.storyteller_id IS NULL OR s.storyteller_id <> e.storyteller_id ORDER BY s.id");
  }

  static List<UUID> severalInFocus(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT session_id AS id FROM session_life_event WHERE is_primary_focus = "
            + (tx.dialect().isSqlite() ? "1" : "true")
            + " GROUP BY session_id HAVING count(*) > 1 ORDER BY session_id");
  }

  static List<UUID> lostDrafts(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT d.session_id AS id FROM interview_draft d LEFT JOIN session_interaction i ON i.session_id = d.session_id"
            + " AND i.interaction_sequence = d.interaction_sequence WHERE i.id IS NULL OR i.person_text IS NOT NULL"
            + " OR i.response_method IS NOT NULL ORDER BY d.session_id");
  }

  static List<UUID> miscounted(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT l.session_id AS id FROM session_life_event l WHERE l.prompts_completed < (SELECT count(*) FROM"
            + " session_prompt p WHERE p.session_id = l.session_id AND p.life_event_id = l.life_event_id AND p.state = 'answered')"
            + " ORDER BY l.session_id");
  }

  static List<UUID> severalCurrent(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT storyteller_id AS id FROM (SELECT storyteller_id FROM process_progress WHERE state = 'current'"
            + " GROUP BY storyteller_id, process_version_id HAVING count(*) > 1) several ORDER BY storyteller_id");
  }

  static List<UUID> progressElsewhere(Tx tx) throws SQLException {
    return ids(
        tx,
        "SELECT DISTINCT p.storyteller_id AS id FROM process_progress p JOIN process_node n ON n.id = p.process_node_id"
            + " WHERE n.process_version_id <> p.process_version_id ORDER BY p.storyteller_id");
  }

  static List<String> severalActive(Tx tx) throws SQLException {
    return tx.list(
        "SELECT process_name FROM process_version WHERE is_active = "
            + (tx.dialect().isSqlite() ? "1" : "true")
            + " GROUP BY process_name HAVING count(*) > 1 ORDER BY process_name LIMIT "
            + MOST,
        row -> row.text("process_name"));
  }

  private static List<UUID> ids(Tx tx, String sql) throws SQLException {
    return tx.list(sql + " LIMIT " + MOST, row -> row.id("id"));
  }
}
