package dev.seshat.people;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of life events and of what belongs to each.
final class LifeEventTable {
  private static final String ALL =
      "SELECT id, storyteller_id, event_type, event_name, description, category, significance, emotional_tone, is_turning_point,"
          + " include_level, deepening_consent, created_at, updated_at, version FROM life_event";

  private LifeEventTable() {}

  static void insert(Tx tx, UUID id, UUID storyteller, NewLifeEvent told) throws SQLException {
    Instant now = tx.now();
    List<@Nullable Object> values = new ArrayList<>(List.of(id, storyteller));
    values.addAll(told(told));
    values.addAll(List.of(now, now));
    tx.update(
        "INSERT INTO life_event (id, storyteller_id, event_type, event_name, description, category, significance,"
            + " emotional_tone, is_turning_point, include_level, deepening_consent, created_at, updated_at) VALUES ("
            + marks(values.size())
            + ")",
        values.toArray());
    LifeEventPartTable.insert(tx, id, told);
  }

  static void update(Tx tx, UUID id, NewLifeEvent told) throws SQLException {
    List<@Nullable Object> values = told(told);
    values.add(tx.now());
    values.add(id);
    tx.update(
        "UPDATE life_event SET event_type = ?, event_name = ?, description = ?, category = ?, significance = ?,"
            + " emotional_tone = ?, is_turning_point = ?, include_level = ?, deepening_consent = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        values.toArray());
    LifeEventPartTable.delete(tx, id);
    LifeEventPartTable.insert(tx, id, told);
  }

  private static List<@Nullable Object> told(NewLifeEvent told) {
    return new ArrayList<@Nullable Object>(
        Arrays.<@Nullable Object>asList(
            told.eventType(),
            told.eventName(),
            told.description(),
            told.category(),
            told.significance(),
            told.emotionalTone(),
            told.isTurningPoint(),
            told.includeLevel(),
            told.deepeningConsent()));
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  static void delete(Tx tx, UUID id) throws SQLException {
    tx.update("DELETE FROM life_event WHERE id = ?", id);
  }

  static Optional<LifeEvent> find(Tx tx, UUID id) throws SQLException {
    return read(tx, ALL + " WHERE id = ?", id).stream().findFirst();
  }

  /// The same, held until the transaction ends.
  static Optional<LifeEvent> lock(Tx tx, UUID id) throws SQLException {
    return read(tx, ALL + " WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"), id)
        .stream()
        .findFirst();
  }

  static List<LifeEvent> between(Tx tx, UUID low, UUID high, int limit) throws SQLException {
    return read(tx, ALL + " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?", low, high, limit);
  }

  static long count(Tx tx, UUID storyteller) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM life_event WHERE storyteller_id = ?", storyteller);
  }

  /// Those of somebody, in the order in which they were told.
  static List<LifeEvent> ofStoryteller(Tx tx, UUID storyteller, int limit) throws SQLException {
    return read(
        tx, ALL + " WHERE storyteller_id = ? ORDER BY created_at, id LIMIT ?", storyteller, limit);
  }

  private static List<LifeEvent> read(Tx tx, String sql, Object... values) throws SQLException {
    return LifeEventPartTable.whole(tx, tx.list(sql, LifeEventTable::bare, values));
  }

  private static LifeEvent bare(Row row) throws SQLException {
    return new LifeEvent(
        row.id("id"),
        row.id("storyteller_id"),
        new NewLifeEvent(
            row.text("event_type"),
            row.text("event_name"),
            row.textOrNull("description"),
            row.textOrNull("category"),
            row.textOrNull("significance"),
            row.textOrNull("emotional_tone"),
            row.flag("is_turning_point"),
            row.text("include_level"),
            row.flagOrNull("deepening_consent"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }
}
