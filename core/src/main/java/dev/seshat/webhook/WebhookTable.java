package dev.seshat.webhook;

import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of the webhooks.
final class WebhookTable {
  private static final String ALL =
      "SELECT id, name, url, secret, events, is_enabled, allow_private, position, delivery_id, last_status, last_error, last_seq,"
          + " last_at, created_by, created_at FROM webhooks";

  private WebhookTable() {}

  /// A row.
  ///
  /// @param delivery the promise of the delivery that is under way, or was last
  record Held(Webhook webhook, String secret, @Nullable Long delivery) {}

  static long insert(Tx tx, NewWebhook hook, String secret, long position, String by)
      throws SQLException {
    return tx.insert(
        "INSERT INTO webhooks (name, url, secret, events, is_enabled, allow_private, position, created_by, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        hook.name(),
        hook.url(),
        secret,
        new dev.seshat.store.Json(Json.write(hook.events().patterns())),
        true,
        hook.allowPrivate(),
        position,
        by,
        tx.now());
  }

  static List<Held> list(Tx tx) throws SQLException {
    return tx.list(ALL + " ORDER BY name", WebhookTable::held);
  }

  static Optional<Held> find(Tx tx, long id) throws SQLException {
    return tx.first(ALL + " WHERE id = ?", WebhookTable::held, id);
  }

  static Optional<Held> named(Tx tx, String name) throws SQLException {
    return tx.first(ALL + " WHERE name = ?", WebhookTable::held, name);
  }

  /// The same, held until the transaction ends.
  static Optional<Held> lock(Tx tx, long id) throws SQLException {
    return tx.first(
        ALL + " WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"),
        WebhookTable::held,
        id);
  }

  static void move(Tx tx, long id, long position, @Nullable Long delivery) throws SQLException {
    tx.update(
        "UPDATE webhooks SET position = ?, delivery_id = coalesce(?, delivery_id) WHERE id = ?",
        position,
        delivery,
        id);
  }

  static void enable(Tx tx, long id, boolean enabled, long position) throws SQLException {
    tx.update(
        "UPDATE webhooks SET is_enabled = ?, position = ? WHERE id = ?", enabled, position, id);
  }

  static void told(Tx tx, long id, long seq, @Nullable Integer status, @Nullable String error)
      throws SQLException {
    tx.update(
        "UPDATE webhooks SET last_status = ?, last_error = ?, last_seq = ?, last_at = ? WHERE id = ?",
        status,
        error,
        seq,
        tx.now(),
        id);
  }

  static void delete(Tx tx, long id) throws SQLException {
    tx.update("DELETE FROM webhooks WHERE id = ?", id);
  }

  private static Held held(Row row) throws SQLException {
    List<?> events =
        (List<?>) java.util.Objects.requireNonNull(Json.parse("events", row.text("events")));
    Webhook webhook =
        new Webhook(
            row.number("id"),
            row.text("name"),
            row.text("url"),
            new EventPatterns(events.stream().map(String::valueOf).toList()),
            row.flag("is_enabled"),
            row.flag("allow_private"),
            row.number("position"),
            row.integerOrNull("last_status"),
            row.textOrNull("last_error"),
            row.numberOrNull("last_seq"),
            row.timeOrNull("last_at"),
            row.text("created_by"),
            row.time("created_at"));
    return new Held(webhook, row.text("secret"), row.numberOrNull("delivery_id"));
  }
}
