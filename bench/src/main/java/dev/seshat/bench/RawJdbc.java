package dev.seshat.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sqlite.SQLiteConfig;

/// The reference: the same rows as an append writes (the turn, the session's counters, the index entry, the turn before
/// it indexed again, the audit row and the head of its chain), written by JDBC's own means, one transaction each, with
/// statements prepared once and every value ready made. It checks nothing, stems nothing and hashes nothing.
final class RawJdbc implements AutoCloseable {
  private static final DateTimeFormatter TIMES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String HASH = "0".repeat(64);

  private final Connection connection;
  private final PreparedStatement session;
  private final PreparedStatement turn;
  private final PreparedStatement entry;
  private final PreparedStatement words;
  private final PreparedStatement wordsAgain;
  private final PreparedStatement audit;
  private final PreparedStatement head;
  private final PreparedStatement last;
  private long auditSeq;
  private long entryId;
  private long turnId;

  /// Opens a store that Seshat has made, with the settings that Seshat uses.
  RawJdbc(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.enforceForeignKeys(true);
    connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    connection.setAutoCommit(false);
    session =
        connection.prepareStatement(
            "UPDATE sessions SET interaction_count = interaction_count + 1, updated_at = ?, last_activity_at = ? WHERE id = ?");
    turn =
        connection.prepareStatement(
            "INSERT INTO session_interaction (id, session_id, interaction_sequence, interaction_type, agent_text, author, created_at)"
                + " VALUES (?, ?, ?, 'message', ?, 'agent', ?)");
    entry =
        connection.prepareStatement(
            "INSERT INTO search_entry (id, entity_kind, session_id, interaction_sequence, author, created_at)"
                + " VALUES (?, 'interaction', ?, ?, 'agent', ?)");
    words =
        connection.prepareStatement(
            "INSERT INTO search_text (rowid, text, context) VALUES (?, ?, ?)");
    wordsAgain =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO search_text (rowid, text, context) VALUES (?, ?, ?)");
    audit =
        connection.prepareStatement(
            "INSERT INTO audit_log (seq, at, actor, action, entity, entity_id, session_id, detail, hash)"
                + " VALUES (?, ?, 'local', 'interaction.append', 'interaction', ?, ?, ?, ?)");
    head = connection.prepareStatement("UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1");
    last =
        connection.prepareStatement(
            "SELECT id, session_id, interaction_sequence, interaction_type, agent_text, person_text, author, prompt_category,"
                + " response_method, sentiment, key_themes, mentions_people, mentions_places, duration_seconds, payload,"
                + " external_id, created_at FROM session_interaction WHERE session_id = ?"
                + " ORDER BY interaction_sequence DESC LIMIT ?");
    try (Statement statement = connection.createStatement()) {
      auditSeq = number(statement, "SELECT seq FROM audit_head");
      entryId = number(statement, "SELECT coalesce(max(id), 0) FROM search_entry");
      turnId = number(statement, "SELECT coalesce(max(id), 0) FROM session_interaction");
    }
    connection.commit();
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet rs = statement.executeQuery(sql)) {
      return rs.next() ? rs.getLong(1) : 0;
    }
  }

  /// Writes one turn durably.
  ///
  /// @param context the words of its neighbours
  /// @param previousEntry the index entry of the turn before, 0 without one
  /// @return its own index entry
  long append(
      String sessionId,
      long sequence,
      String text,
      String previousText,
      String context,
      long previousEntry)
      throws SQLException {
    String now = TIMES.format(Instant.now());
    session.setString(1, now);
    session.setString(2, now);
    session.setString(3, sessionId);
    session.executeUpdate();
    turn.setLong(1, ++turnId);
    turn.setString(2, sessionId);
    turn.setLong(3, sequence);
    turn.setString(4, text);
    turn.setString(5, now);
    turn.executeUpdate();
    if (previousEntry > 0) {
      index(wordsAgain, previousEntry, previousText, context);
    }
    entry.setLong(1, ++entryId);
    entry.setString(2, sessionId);
    entry.setLong(3, sequence);
    entry.setString(4, now);
    entry.executeUpdate();
    index(words, entryId, text, context);
    audit.setLong(1, ++auditSeq);
    audit.setString(2, now);
    audit.setString(3, Long.toString(sequence));
    audit.setString(4, sessionId);
    audit.setString(5, "{\"from\":" + sequence + ",\"count\":1}");
    audit.setString(6, HASH);
    audit.executeUpdate();
    head.setLong(1, auditSeq);
    head.setString(2, HASH);
    head.executeUpdate();
    connection.commit();
    return entryId;
  }

  private static void index(PreparedStatement statement, long id, String text, String context)
      throws SQLException {
    statement.setLong(1, id);
    statement.setString(2, text);
    statement.setString(3, context);
    statement.executeUpdate();
  }

  /// Reads the last turns of a session, every column of them.
  ///
  /// @return how many characters there were
  int readLast(String sessionId, int count) throws SQLException {
    last.setString(1, sessionId);
    last.setInt(2, count);
    int characters = 0;
    try (ResultSet rs = last.executeQuery()) {
      while (rs.next()) {
        for (int column = 1; column <= 17; column++) {
          String value = rs.getString(column);
          characters += value == null ? 0 : value.length();
        }
      }
    }
    connection.commit();
    return characters;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
