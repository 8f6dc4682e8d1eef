package dev.seshat.interview;

import dev.seshat.interview.InterviewCheck.Wrong;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The SQL that finds what does not fit together in interviews. Each question names a few hundred at most.
final class InterviewCheckTable {
  private static final int MOST = 300;

  /// Something that should not be, and who or what it is true of.
  private record Fault(String message, String sql) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              "is at a node that is not of its version of the process",
              "SELECT s.id AS subject FROM sessions s LEFT JOIN process_node n ON n.id = s.current_process_node_id"
                  + " WHERE s.process_version_id IS NOT NULL AND s.current_process_node_id IS NOT NULL"
                  + " AND (n.id IS NULL OR n.process_version_id <> s.process_version_id) ORDER BY s.id"),
          new Fault(
              "is of a storyteller who is not there",
              "SELECT s.id AS subject FROM sessions s WHERE s.storyteller_id IS NOT NULL AND s.kind = 'interview'"
                  + " AND NOT EXISTS (SELECT 1 FROM storyteller t WHERE t.id = s.storyteller_id) ORDER BY s.id"),
          new Fault(
              "has several prompts that wait for an answer",
              "SELECT session_id AS subject FROM session_prompt WHERE state = 'open' GROUP BY session_id HAVING count(*) > 1"
                  + " ORDER BY session_id"),
          new Fault(
              "has a prompt that waits though its answer is there, or the other way round",
              "SELECT DISTINCT p.session_id AS subject FROM session_prompt p LEFT JOIN session_interaction i"
                  + " ON i.session_id = p.session_id AND i.interaction_sequence = p.interaction_sequence WHERE i.id IS NULL"
                  + " OR (p.state = 'open') <> (i.response_method IS NULL AND i.person_text IS NULL) ORDER BY p.session_id"),
          new Fault(
              "is about an event of somebody else's life",
              "SELECT DISTINCT s.id AS subject FROM session_life_event l JOIN sessions s ON s.id = l.session_id JOIN life_event e"
                  + " ON e.id = l.life_event_id WHERE s.storyteller_id IS NULL OR s.storyteller_id <> e.storyteller_id ORDER BY s.id"),
          new Fault(
              "has several events in focus",
              "SELECT session_id AS subject FROM session_life_event WHERE is_primary_focus GROUP BY session_id"
                  + " HAVING count(*) > 1 ORDER BY session_id"),
          new Fault(
              "keeps a draft for a prompt that does not wait any more",
              "SELECT DISTINCT d.session_id AS subject FROM interview_draft d LEFT JOIN session_interaction i ON i.session_id = d.session_id"
                  + " AND i.interaction_sequence = d.interaction_sequence WHERE i.id IS NULL OR i.person_text IS NOT NULL"
                  + " OR i.response_method IS NOT NULL ORDER BY d.session_id"),
          new Fault(
              "counts other prompts about an event than were answered",
              "SELECT DISTINCT l.session_id AS subject FROM session_life_event l WHERE l.prompts_completed < (SELECT count(*) FROM"
                  + " session_prompt p WHERE p.session_id = l.session_id AND p.life_event_id = l.life_event_id AND p.state = 'answered')"
                  + " ORDER BY l.session_id"),
          new Fault(
              "is at several nodes of one process",
              "SELECT DISTINCT storyteller_id AS subject FROM (SELECT storyteller_id FROM process_progress WHERE state = 'current'"
                  + " GROUP BY storyteller_id, process_version_id HAVING count(*) > 1) several ORDER BY storyteller_id"),
          new Fault(
              "has come to a node that is not of the version that is told",
              "SELECT DISTINCT p.storyteller_id AS subject FROM process_progress p JOIN process_node n ON n.id = p.process_node_id"
                  + " WHERE n.process_version_id <> p.process_version_id ORDER BY p.storyteller_id"),
          new Fault(
              "has several active versions",
              "SELECT process_name AS subject FROM process_version WHERE is_active GROUP BY process_name HAVING count(*) > 1"
                  + " ORDER BY process_name"));

  private InterviewCheckTable() {}

  static long prompts(Tx tx) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM session_prompt");
  }

  static List<Wrong> wrong(Tx tx) throws SQLException {
    List<Wrong> wrong = new ArrayList<>();
    for (Fault each : FAULTS) {
      wrong.addAll(
          tx.list(
              each.sql() + " LIMIT " + MOST,
              row -> new Wrong(row.text("subject"), each.message())));
    }
    return wrong;
  }
}
