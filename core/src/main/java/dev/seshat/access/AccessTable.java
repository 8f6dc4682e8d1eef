package dev.seshat.access;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of tokens and of the logins that stand for them.
final class AccessTable {
  private static final String COLUMNS =
      "id, name, role, purpose, hash, parent_id, created_by, created_at, expires_at, last_used_at";
  private static final String CALENDAR = "calendar";

  private AccessTable() {}

  /// A row: a token, or a login, which has a parent.
  record Held(Token token, String hash, @Nullable UUID parent) {
    Caller caller() {
      return new Caller(token.id(), token.name(), token.role(), token.expiresAt(), parent != null);
    }
  }

  static void insert(Tx tx, Held held) throws SQLException {
    Token token = held.token();
    boolean isOfCalendar = token.role() == Role.CALENDAR;
    tx.update(
        "INSERT INTO access_token (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        token.id(),
        token.name(),
        isOfCalendar ? Role.READER.word() : token.role().word(),
        isOfCalendar ? CALENDAR : null,
        held.hash(),
        held.parent(),
        token.createdBy(),
        token.createdAt(),
        token.expiresAt());
  }

  static Optional<Held> byHash(Tx tx, String hash) throws SQLException {
    return tx.first(
        "SELECT " + COLUMNS + " FROM access_token WHERE hash = ?", row -> held(tx, row), hash);
  }

  /// Every token, without the logins.
  static List<Token> list(Tx tx) throws SQLException {
    return tx.list(
        "SELECT " + COLUMNS + " FROM access_token WHERE parent_id IS NULL ORDER BY name",
        row -> held(tx, row).token());
  }

  /// Whether somebody can log in.
  static boolean hasValid(Tx tx) throws SQLException {
    return tx.first(
            "SELECT 1 AS n FROM access_token WHERE parent_id IS NULL AND purpose IS NULL AND (expires_at IS NULL OR expires_at > ?) LIMIT 1",
            row -> true,
            tx.now())
        .isPresent();
  }

  static void delete(Tx tx, UUID id) throws SQLException {
    tx.updateOne("the token", "DELETE FROM access_token WHERE id = ?", id);
  }

  static void touch(Tx tx, UUID id, Instant unlessSince) throws SQLException {
    tx.update(
        "UPDATE access_token SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)",
        tx.now(),
        id,
        unlessSince);
  }

  /// Removes a token's logins that count no longer, and the oldest beyond the newest `kept`.
  static void tidyLogins(Tx tx, UUID parent, int kept) throws SQLException {
    tx.update(
        "DELETE FROM access_token WHERE parent_id = ? AND (expires_at <= ? OR id NOT IN"
            + " (SELECT id FROM access_token WHERE parent_id = ? ORDER BY created_at DESC, id LIMIT ?))",
        parent,
        tx.now(),
        parent,
        kept);
  }

  private static Held held(Tx tx, Row row) throws SQLException {
    Instant expires = row.timeOrNull("expires_at");
    Token token =
        new Token(
            row.id("id"),
            row.text("name"),
            CALENDAR.equals(row.textOrNull("purpose")) ? Role.CALENDAR : Role.of(row.text("role")),
            row.text("created_by"),
            row.time("created_at"),
            expires,
            row.timeOrNull("last_used_at"),
            expires != null && !expires.isAfter(tx.now()));
    return new Held(token, row.text("hash"), row.idOrNull("parent_id"));
  }
}
