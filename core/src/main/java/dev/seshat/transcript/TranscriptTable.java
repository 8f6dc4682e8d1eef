package dev.seshat.transcript;

import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of transcript files, their archive and their records.
final class TranscriptTable {
  private static final int IDS_AT_ONCE = 200;
  private static final String ID_LIST = String.join(", ", Collections.nCopies(IDS_AT_ONCE, "?"));
  private static final String RECORD =
      "SELECT r.uuid, r.file_id, r.session_id, r.is_home, r.source_rank, r.at, r.sort_at, r.line, r.parts, r.request_id, r.request_host, r.weight, f.path, f.edition"
          + " FROM transcript_record r JOIN transcript_file f ON f.id = r.file_id ";

  private TranscriptTable() {}

  /// A file as far as it was read.
  record FileRow(
      long id,
      String client,
      String path,
      long edition,
      UUID sessionId,
      long size,
      String sha256,
      long parsedBytes,
      long parsedLines,
      long modifiedMs,
      boolean done,
      Instant importedAt) {}

  /// A record in one of the files that have it.
  record RecordRow(
      String uuid,
      long fileId,
      UUID sessionId,
      boolean home,
      int rank,
      long weight,
      Instant at,
      Instant sortAt,
      long line,
      int parts,
      @Nullable String requestId,
      @Nullable String requestHost,
      String path,
      long edition) {
    /// Whether this file's telling of the record is worth more than the other's, whichever came first.
    boolean isBetterThan(RecordRow other) {
      if (rank != other.rank) {
        return rank < other.rank;
      }
      if (weight != other.weight) {
        return weight > other.weight;
      }
      int byPath = path.compareTo(other.path);
      return byPath != 0 ? byPath < 0 : edition < other.edition;
    }

    RecordRow withHome(boolean here) {
      return new RecordRow(
          uuid,
          fileId,
          sessionId,
          here,
          rank,
          weight,
          at,
          sortAt,
          line,
          parts,
          requestId,
          requestHost,
          path,
          edition);
    }

    /// This telling where the same file's earlier one stood.
    RecordRow inPlaceOf(RecordRow earlier) {
      return new RecordRow(
          uuid,
          fileId,
          earlier.sessionId,
          earlier.home,
          earlier.rank,
          weight,
          earlier.at,
          earlier.sortAt,
          earlier.line,
          parts,
          requestId,
          requestHost,
          path,
          edition);
    }

    List<String> externalIds() {
      List<String> ids = new ArrayList<>(parts);
      for (int i = 0; i < parts; i++) {
        ids.add(TranscriptRecord.externalId(uuid, i));
      }
      return ids;
    }
  }

  static Optional<FileRow> latest(Tx tx, String client, String path) throws SQLException {
    return tx.first(
        "SELECT * FROM transcript_file WHERE client = ? AND path = ? ORDER BY edition DESC LIMIT 1",
        TranscriptTable::file,
        client,
        path);
  }

  static List<FileRow> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT * FROM transcript_file WHERE session_id = ? ORDER BY path, edition DESC",
        TranscriptTable::file,
        session);
  }

  private static FileRow file(Row row) throws SQLException {
    return new FileRow(
        row.number("id"),
        row.text("client"),
        row.text("path"),
        row.number("edition"),
        row.id("session_id"),
        row.number("size"),
        row.text("sha256"),
        row.number("parsed_bytes"),
        row.number("parsed_lines"),
        row.number("modified_ms"),
        row.text("state").equals("done"),
        row.time("imported_at"));
  }

  static long insertFile(Tx tx, FileRow file) throws SQLException {
    return tx.first(
            "INSERT INTO transcript_file (client, path, edition, session_id, size, sha256, parsed_bytes, parsed_lines, modified_ms, state,"
                + " imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            row -> row.number("id"),
            file.client(),
            file.path(),
            file.edition(),
            file.sessionId(),
            file.size(),
            file.sha256(),
            file.parsedBytes(),
            file.parsedLines(),
            file.modifiedMs(),
            file.done() ? "done" : "reading",
            tx.now())
        .orElseThrow();
  }

  /// Notes how far a file was read; false if somebody else read on in the meantime.
  static boolean updateFile(Tx tx, FileRow file, long sizeBefore) throws SQLException {
    int updated =
        tx.update(
            "UPDATE transcript_file SET size = ?, sha256 = ?, parsed_bytes = ?, parsed_lines = ?, modified_ms = ?, state = ?, imported_at = ?"
                + " WHERE id = ? AND size = ?",
            file.size(),
            file.sha256(),
            file.parsedBytes(),
            file.parsedLines(),
            file.modifiedMs(),
            file.done() ? "done" : "reading",
            tx.now(),
            file.id(),
            sizeBefore);
    return updated == 1;
  }

  /// The records with these names, in every file that has them.
  static Map<String, List<RecordRow>> records(Tx tx, List<String> uuids) throws SQLException {
    Map<String, List<RecordRow>> found = new HashMap<>();
    for (int from = 0; from < uuids.size(); from += IDS_AT_ONCE) {
      Object[] some = new Object[IDS_AT_ONCE];
      for (int i = 0; i < IDS_AT_ONCE; i++) {
        // the list always has the same length, so that the statement is prepared once
        some[i] = uuids.get(Math.min(from + i, uuids.size() - 1));
      }
      tx.each(
          RECORD + "WHERE r.uuid IN (" + ID_LIST + ")",
          row -> {
            RecordRow record = record(row);
            found.computeIfAbsent(record.uuid(), uuid -> new ArrayList<>()).add(record);
          },
          some);
    }
    return found;
  }

  private static RecordRow record(Row row) throws SQLException {
    return new RecordRow(
        row.text("uuid"),
        row.number("file_id"),
        row.id("session_id"),
        row.flag("is_home"),
        row.integer("source_rank"),
        row.number("weight"),
        row.time("at"),
        row.time("sort_at"),
        row.number("line"),
        row.integer("parts"),
        row.textOrNull("request_id"),
        row.textOrNull("request_host"),
        row.text("path"),
        row.number("edition"));
  }

  static void insertRecord(Tx tx, RecordRow record, String facts) throws SQLException {
    tx.update(
        "INSERT INTO transcript_record (uuid, file_id, session_id, is_home, source_rank, at, sort_at, line, parts, request_id, request_host, weight,"
            + " facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.uuid(),
        record.fileId(),
        record.sessionId(),
        record.home(),
        record.rank(),
        record.at(),
        record.sortAt(),
        record.line(),
        record.parts(),
        record.requestId(),
        record.requestHost(),
        record.weight(),
        new Json(facts));
  }

  /// A record that its file tells again with more in it.
  static void fillRecord(Tx tx, RecordRow record, String facts) throws SQLException {
    tx.update(
        "UPDATE transcript_record SET is_home = ?, parts = ?, request_id = ?, request_host = ?, weight = ?, facts = ?"
            + " WHERE uuid = ? AND file_id = ?",
        record.home(),
        record.parts(),
        record.requestId(),
        record.requestHost(),
        record.weight(),
        new Json(facts),
        record.uuid(),
        record.fileId());
  }

  static void setHome(Tx tx, RecordRow record, boolean home) throws SQLException {
    tx.update(
        "UPDATE transcript_record SET is_home = ? WHERE uuid = ? AND file_id = ?",
        home,
        record.uuid(),
        record.fileId());
  }

  /// The records of a file that are told of another session elsewhere, with all their tellings, by name.
  static Map<String, List<RecordRow>> disputed(Tx tx, long file) throws SQLException {
    List<String> uuids =
        tx.list(
            "SELECT DISTINCT a.uuid AS uuid FROM transcript_record a JOIN transcript_record b ON b.uuid = a.uuid"
                + " WHERE a.file_id = ? AND b.session_id <> a.session_id",
            row -> row.text("uuid"),
            file);
    return records(tx, uuids);
  }

  /// The first record, by time, that is told of `session` and not of `other`.
  static Optional<String> firstOwn(Tx tx, UUID session, UUID other) throws SQLException {
    return tx.first(
        "SELECT r.sort_at, r.uuid FROM transcript_record r WHERE r.session_id = ? AND NOT EXISTS"
            + " (SELECT 1 FROM transcript_record o WHERE o.uuid = r.uuid AND o.session_id = ?) ORDER BY r.sort_at, r.uuid LIMIT 1",
        row -> dev.seshat.store.Times.text(row.time("sort_at")) + " " + row.text("uuid"),
        session,
        other);
  }

  /// The records whose interactions stand in a session, in the session's order.
  static List<RecordRow> homeRecords(Tx tx, UUID session) throws SQLException {
    return tx.list(
        RECORD
            + "WHERE r.session_id = ? AND r.is_home = ? ORDER BY r.sort_at, r.source_rank, f.path, f.edition, r.line, r.uuid",
        TranscriptTable::record,
        session,
        true);
  }

  /// The sessions that a file tells of, and those that share a record with it.
  static List<UUID> touchedBy(Tx tx, long file) throws SQLException {
    return tx.list(
        "SELECT session_id FROM transcript_source WHERE file_id = ? UNION SELECT b.session_id FROM transcript_record a"
            + " JOIN transcript_record b ON b.uuid = a.uuid WHERE a.file_id = ?",
        row -> row.id("session_id"),
        file,
        file);
  }

  /// The main sessions whose files hold records that `session` owns.
  static List<UUID> sharersOf(Tx tx, UUID session) throws SQLException {
    return tx.list(
        "SELECT DISTINCT f.session_id FROM transcript_record h JOIN transcript_record r ON r.uuid = h.uuid AND r.file_id <> h.file_id"
            + " JOIN transcript_file f ON f.id = r.file_id WHERE h.session_id = ? AND h.is_home = ? AND f.session_id <> h.session_id",
        row -> row.id("session_id"),
        session,
        true);
  }

  /// The latest time among the interactions that other files gave a session.
  static Optional<Instant> latestFromOthers(Tx tx, UUID session, long file) throws SQLException {
    return tx.first(
        "SELECT max(sort_at) AS latest FROM transcript_record WHERE session_id = ? AND is_home = ? AND file_id <> ? HAVING count(*) > 0",
        row -> row.time("latest"),
        session,
        true,
        file);
  }

  /// A record that a main transcript shares with the session that owns it.
  ///
  /// @param after how many later records that session owns
  record Shared(UUID owner, String uuid, Instant sortAt, boolean declared, long after) {}

  /// The last record in a session's own files that another main session owns.
  static Optional<Shared> lastShared(Tx tx, UUID session) throws SQLException {
    return tx.first(
        """
        SELECT h.session_id, h.uuid, h.sort_at, r.facts,
          (SELECT count(*) FROM transcript_record a WHERE a.session_id = h.session_id AND a.is_home = ?
            AND (a.sort_at > h.sort_at OR (a.sort_at = h.sort_at AND a.file_id = h.file_id AND a.line > h.line))) AS later
        FROM transcript_file f
        JOIN transcript_record r ON r.file_id = f.id AND r.source_rank < 2
        JOIN transcript_record h ON h.uuid = r.uuid AND h.is_home = ? AND h.session_id <> f.session_id
        WHERE f.session_id = ? AND NOT EXISTS
          (SELECT 1 FROM transcript_source c WHERE c.session_id IN (h.session_id, f.session_id) AND c.parent_key IS NOT NULL)
        ORDER BY r.sort_at DESC, r.line DESC LIMIT 1
        """,
        row ->
            new Shared(
                row.id("session_id"),
                row.text("uuid"),
                row.time("sort_at"),
                row.text("facts").contains("\"forked\""),
                row.number("later")),
        true,
        true,
        session);
  }

  /// Gives a session's files to the first of the other sessions that they tell of.
  static void handOver(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE transcript_file SET session_id = (SELECT s.session_id FROM transcript_source s WHERE s.file_id = transcript_file.id"
            + " AND s.session_id <> ? ORDER BY s.session_id LIMIT 1) WHERE session_id = ? AND EXISTS"
            + " (SELECT 1 FROM transcript_source s WHERE s.file_id = transcript_file.id AND s.session_id <> ?)",
        session,
        session,
        session);
  }
}
