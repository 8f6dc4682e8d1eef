package dev.seshat.interview;

import dev.seshat.process.ProcessPrompt;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the prompts that were asked, and of drafts of answers to them.
final class SessionPromptTable {
  private SessionPromptTable() {}

  /// A prompt that waits for its answer.
  record Open(UUID prompt, @Nullable UUID lifeEvent, long sequence) {}

  static void ask(Tx tx, UUID session, ProcessPrompt prompt, @Nullable UUID event, long sequence)
      throws SQLException {
    tx.update(
        "INSERT INTO session_prompt (session_id, process_prompt_id, life_event_id, interaction_sequence, state, asked_at)"
            + " VALUES (?, ?, ?, ?, 'open', ?)",
        session,
        prompt.id(),
        event,
        sequence,
        tx.now());
    tx.update(
        "UPDATE session_interaction SET prompt_category = ?, life_event_id = ? WHERE session_id = ? AND interaction_sequence = ?",
        prompt.category().word(),
        event,
        session,
        sequence);
  }

  /// How many prompts of a session were asked, by what became of them.
  static Map<String, Long> counts(Tx tx, UUID session) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    tx.each(
        "SELECT state, count(*) AS n FROM session_prompt WHERE session_id = ? GROUP BY state",
        row -> counts.put(row.text("state"), row.number("n")),
        session);
    return counts;
  }

  /// The oldest prompt of a session that waits.
  static Optional<Open> open(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT process_prompt_id, life_event_id, interaction_sequence FROM session_prompt WHERE session_id = ?"
            + " AND state = 'open' ORDER BY interaction_sequence",
        row ->
            new Open(
                row.id("process_prompt_id"),
                row.idOrNull("life_event_id"),
                row.number("interaction_sequence")),
        session);
  }

  static void close(Tx tx, UUID session, long sequence, String state) throws SQLException {
    tx.update(
        "UPDATE session_prompt SET state = ?, answered_at = ? WHERE session_id = ? AND interaction_sequence = ?",
        state,
        tx.now(),
        session,
        sequence);
    dropDraft(tx, session, sequence);
  }

  /// What a prompt that was asked is about.
  static @Nullable UUID eventOf(Tx tx, UUID session, long sequence) throws SQLException {
    return tx.first(
            "SELECT life_event_id FROM session_prompt WHERE session_id = ? AND interaction_sequence = ? AND life_event_id IS NOT NULL",
            row -> row.id("life_event_id"),
            session,
            sequence)
        .orElse(null);
  }

  /// The prompts that a storyteller has answered or skipped, about an event or about none.
  static Set<UUID> done(Tx tx, UUID storyteller, @Nullable UUID event) throws SQLException {
    String sql =
        "SELECT DISTINCT a.process_prompt_id FROM sessions s JOIN session_prompt a ON a.session_id = s.id"
            + " WHERE s.storyteller_id = ? AND a.state <> 'open' AND a.life_event_id ";
    return new HashSet<>(
        event == null
            ? tx.list(sql + "IS NULL", row -> row.id("process_prompt_id"), storyteller)
            : tx.list(sql + "= ?", row -> row.id("process_prompt_id"), storyteller, event));
  }

  static void putDraft(Tx tx, UUID session, long sequence, String draft) throws SQLException {
    tx.update(
        "INSERT INTO interview_draft (session_id, interaction_sequence, draft, updated_at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (session_id, interaction_sequence) DO UPDATE SET draft = excluded.draft, updated_at = excluded.updated_at",
        session,
        sequence,
        draft,
        tx.now());
  }

  static void dropDraft(Tx tx, UUID session, long sequence) throws SQLException {
    tx.update(
        "DELETE FROM interview_draft WHERE session_id = ? AND interaction_sequence = ?",
        session,
        sequence);
  }

  static @Nullable String draft(Tx tx, UUID session, long sequence) throws SQLException {
    return tx.first(
            "SELECT draft FROM interview_draft WHERE session_id = ? AND interaction_sequence = ?",
            row -> row.text("draft"),
            session,
            sequence)
        .orElse(null);
  }
}
