package dev.seshat.audit;

import dev.seshat.json.Json;
import dev.seshat.store.Change;
import dev.seshat.store.Row;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the audit log, and the hash that chains its rows.
final class AuditTable {
  static final String COLUMNS =
      "seq, at, actor, action, entity, entity_id, session_id, detail, hash";

  /// What stands in the place of a detail that went with its session.
  static final String REDACTED = "{\"erased\":true}";

  /// The action by which a session goes for good.
  private static final String ERASE = "session.erase";

  /// One statement and one value however many rows there are, which PostgreSQL takes in several times as fast.
  private static final String INSERT_ALL =
      "INSERT INTO audit_log ("
          + COLUMNS
          + ") SELECT CAST(e ->> 0 AS bigint), CAST(e ->> 1 AS timestamptz), e ->> 2, e ->> 3, e ->> 4, e ->> 5, e ->> 6, e ->> 7,"
          + " e ->> 8 FROM jsonb_array_elements(CAST(? AS jsonb)) AS e";

  private AuditTable() {}

  /// The end of the chain.
  record Head(long seq, String hash) {}

  /// The end of the chain, locked until the transaction ends where others might add to it at the same time.
  static Head lockHead(Tx tx) throws SQLException {
    String lock = tx.dialect().isSqlite() ? "" : " FOR UPDATE";
    return tx.first("SELECT seq, hash FROM audit_head WHERE id = 1" + lock, AuditTable::head)
        .orElseThrow();
  }

  static Head readHead(Tx tx) throws SQLException {
    return tx.first("SELECT seq, hash FROM audit_head WHERE id = 1", AuditTable::head)
        .orElseThrow();
  }

  private static Head head(Row row) throws SQLException {
    return new Head(row.number("seq"), row.text("hash"));
  }

  /// A row as [#insert] takes it.
  static @Nullable Object[] row(long seq, Change c, String hash) {
    return new @Nullable Object[] {
      seq, c.at(), c.actor(), c.action(), c.entity(), c.entityId(), c.sessionId(), c.detail(), hash
    };
  }

  static void insert(Tx tx, List<@Nullable Object[]> rows) throws SQLException {
    if (tx.dialect().isSqlite() || rows.size() < 2) {
      tx.updateAll(
          "INSERT INTO audit_log (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
    } else {
      tx.update(INSERT_ALL, Json.write(rows.stream().map(AuditTable::texts).toList()));
    }
  }

  private static List<@Nullable String> texts(@Nullable Object[] row) {
    List<@Nullable String> texts = new ArrayList<>(row.length);
    for (Object value : row) {
      texts.add(
          value == null || value instanceof String
              ? (String) value
              : value instanceof Instant at ? Times.text(at) : value.toString());
    }
    return texts;
  }

  static void moveHead(Tx tx, Head head) throws SQLException {
    tx.update("UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1", head.seq(), head.hash());
  }

  static List<AuditEntry> find(Tx tx, AuditQuery query) throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM audit_log WHERE 1 = 1");
    List<Object> values = new ArrayList<>();
    and(sql, values, "actor =", query.actor());
    and(sql, values, "action =", query.action());
    and(sql, values, "entity =", query.entity());
    and(sql, values, "entity_id =", query.entityId());
    and(sql, values, "session_id =", query.sessionId());
    and(sql, values, "at >=", query.from());
    and(sql, values, "at <", query.to());
    and(sql, values, "seq <", query.before());
    values.add(query.limit());
    return tx.list(sql + " ORDER BY seq DESC LIMIT ?", AuditTable::entry, values.toArray());
  }

  /// Each actor once: from one to the next by the index, however many entries they have.
  static List<String> actors(Tx tx, int limit) throws SQLException {
    return tx.list(
        "WITH RECURSIVE each_actor(actor) AS (SELECT min(actor) FROM audit_log UNION ALL SELECT"
            + " (SELECT min(a.actor) FROM audit_log a WHERE a.actor > e.actor) FROM each_actor e"
            + " WHERE e.actor IS NOT NULL) SELECT actor FROM each_actor WHERE actor IS NOT NULL"
            + " ORDER BY actor LIMIT ?",
        row -> row.text("actor"),
        limit);
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition).append(" ?");
      values.add(value);
    }
  }

  static List<AuditEntry> after(Tx tx, long seq, int limit) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM audit_log WHERE seq > ? ORDER BY seq LIMIT ?",
        AuditTable::entry,
        seq,
        limit);
  }

  /// Takes out what the entries of a session say of it; their hashes stay as they are.
  static void redact(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE audit_log SET detail = ? WHERE session_id = ? AND detail <> '{}' AND action <> ?",
        REDACTED,
        session.toString(),
        ERASE);
  }

  /// Whether a later entry says that the session was erased.
  static boolean isErasedAfter(Tx tx, String session, long seq) throws SQLException {
    return tx.number(
            "SELECT count(*) AS n FROM audit_log WHERE session_id = ? AND action = ? AND seq > ?",
            session,
            ERASE,
            seq)
        > 0;
  }

  static AuditEntry entry(Row row) throws SQLException {
    return new AuditEntry(
        row.number("seq"),
        row.time("at"),
        row.text("actor"),
        row.text("action"),
        row.text("entity"),
        row.text("entity_id"),
        row.textOrNull("session_id"),
        row.text("detail"),
        row.text("hash"));
  }

  static String hash(String before, AuditEntry e) {
    Change change =
        new Change(
            e.at(), e.actor(), e.action(), e.entity(), e.entityId(), e.sessionId(), e.detail());
    return hash(before, e.seq(), change);
  }

  /// SHA-256 over the hash before and every field, each with its length before it so that no two rows read alike.
  static String hash(String before, long seq, Change c) {
    MessageDigest digest = sha256();
    add(digest, before);
    add(digest, Long.toString(seq));
    add(digest, Times.text(c.at()));
    add(digest, c.actor());
    add(digest, c.action());
    add(digest, c.entity());
    add(digest, c.entityId());
    add(digest, c.sessionId() == null ? "" : c.sessionId());
    add(digest, c.detail());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) (bytes.length >>> 24));
    digest.update((byte) (bytes.length >>> 16));
    digest.update((byte) (bytes.length >>> 8));
    digest.update((byte) bytes.length);
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
