package dev.seshat.people;

import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of storytellers and of what they allow.
final class StorytellerTable {
  private static final String ALL =
      "SELECT id, full_name, preferred_name, other_names, birth_year, birth_month, birth_day, birth_place, profile_flags,"
          + " selected_sections, notes, consent_given, consent_date, consent_note, deleted_at, created_at, updated_at, version"
          + " FROM storyteller";

  private StorytellerTable() {}

  static void insert(Tx tx, UUID id, NewStoryteller told) throws SQLException {
    Instant now = tx.now();
    List<@Nullable Object> values = new ArrayList<>(List.of(id));
    values.addAll(told(told));
    values.addAll(List.of(false, now, now));
    tx.update(
        "INSERT INTO storyteller (id, full_name, preferred_name, other_names, birth_year, birth_month, birth_day, birth_place,"
            + " profile_flags, selected_sections, notes, consent_given, created_at, updated_at) VALUES ("
            + String.join(", ", Collections.nCopies(values.size(), "?"))
            + ")",
        values.toArray());
  }

  static void update(Tx tx, UUID id, NewStoryteller told) throws SQLException {
    List<@Nullable Object> values = told(told);
    values.add(tx.now());
    values.add(id);
    tx.update(
        "UPDATE storyteller SET full_name = ?, preferred_name = ?, other_names = ?, birth_year = ?, birth_month = ?,"
            + " birth_day = ?, birth_place = ?, profile_flags = ?, selected_sections = ?, notes = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        values.toArray());
  }

  private static List<@Nullable Object> told(NewStoryteller told) {
    return new ArrayList<@Nullable Object>(
        Arrays.<@Nullable Object>asList(
            told.fullName(),
            told.preferredName(),
            json(told.otherNames()),
            told.birthYear(),
            told.birthMonth(),
            told.birthDay(),
            told.birthPlace(),
            json(told.profileFlags()),
            json(told.selectedSections()),
            told.notes()));
  }

  static void consent(Tx tx, UUID id, boolean isGiven, @Nullable String note) throws SQLException {
    tx.update(
        "UPDATE storyteller SET consent_given = ?, consent_date = ?, consent_note = ?, updated_at = ?, version = version + 1"
            + " WHERE id = ?",
        isGiven,
        tx.now(),
        note,
        tx.now(),
        id);
  }

  static void delete(Tx tx, UUID id, boolean isDeleted) throws SQLException {
    tx.update(
        "UPDATE storyteller SET deleted_at = ?, updated_at = ?, version = version + 1 WHERE id = ?",
        isDeleted ? tx.now() : null,
        tx.now(),
        id);
  }

  static Optional<Storyteller> find(Tx tx, UUID id) throws SQLException {
    return tx.first(ALL + " WHERE id = ?", StorytellerTable::storyteller, id);
  }

  /// The same, held until the transaction ends.
  static Optional<Storyteller> lock(Tx tx, UUID id) throws SQLException {
    return tx.first(
        ALL + " WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"),
        StorytellerTable::storyteller,
        id);
  }

  /// Those whose ids are from `low` to `high`; for an id that is given in part.
  static List<Storyteller> between(Tx tx, UUID low, UUID high, int limit) throws SQLException {
    return tx.list(
        ALL + " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
        StorytellerTable::storyteller,
        low,
        high,
        limit);
  }

  /// Those of a full name, or where nobody has it those who are called so.
  static List<Storyteller> named(Tx tx, String name, int limit) throws SQLException {
    List<Storyteller> found = having(tx, "full_name", name, limit);
    return found.isEmpty() ? having(tx, "preferred_name", name, limit) : found;
  }

  private static List<Storyteller> having(Tx tx, String column, String name, int limit)
      throws SQLException {
    return tx.list(
        ALL + " WHERE " + column + " = ? ORDER BY id LIMIT ?",
        StorytellerTable::storyteller,
        name,
        limit);
  }

  /// By name, from one on.
  ///
  /// @param after the name and id of the last one of the page before; null for the first page
  static List<Storyteller> list(Tx tx, boolean withDeleted, @Nullable Storyteller after, int limit)
      throws SQLException {
    StringBuilder sql = new StringBuilder(ALL).append(" WHERE 1 = 1");
    List<Object> values = new ArrayList<>();
    if (!withDeleted) {
      sql.append(" AND deleted_at IS NULL");
    }
    if (after != null) {
      sql.append(" AND (full_name, id) > (?, ?)");
      values.add(after.told().fullName());
      values.add(after.id());
    }
    values.add(limit);
    return tx.list(
        sql + " ORDER BY full_name, id LIMIT ?", StorytellerTable::storyteller, values.toArray());
  }

  private static Storyteller storyteller(Row row) throws SQLException {
    return new Storyteller(
        row.id("id"),
        new NewStoryteller(
            row.text("full_name"),
            row.textOrNull("preferred_name"),
            words(row.text("other_names")),
            row.integerOrNull("birth_year"),
            row.integerOrNull("birth_month"),
            row.integerOrNull("birth_day"),
            row.textOrNull("birth_place"),
            words(row.text("profile_flags")),
            words(row.text("selected_sections")),
            row.textOrNull("notes")),
        row.flag("consent_given"),
        row.timeOrNull("consent_date"),
        row.textOrNull("consent_note"),
        row.timeOrNull("deleted_at"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  /// Takes the row away, and with it the limits and the life.
  static void erase(Tx tx, UUID id) throws SQLException {
    tx.update("DELETE FROM storyteller WHERE id = ?", id);
  }

  static Boundary boundary(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT allow_romance, allow_loss, allow_illness, allow_conflict, allow_faith, allow_intimacy, allow_trauma,"
                + " allow_finances, maximum_tier, off_limit_topics FROM storyteller_boundary WHERE storyteller_id = ?",
            StorytellerTable::boundary,
            id)
        .orElse(Boundary.USUAL);
  }

  private static Boundary boundary(Row row) throws SQLException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (Topic topic : Topic.values()) {
      json.put(topic.field(), row.flag(topic.field()));
    }
    json.put("maximum_tier", row.integer("maximum_tier"));
    json.put("off_limit_topics", words(row.text("off_limit_topics")));
    return Boundary.fromJson(json);
  }

  static void putBoundary(Tx tx, UUID id, Boundary boundary) throws SQLException {
    tx.update("DELETE FROM storyteller_boundary WHERE storyteller_id = ?", id);
    List<@Nullable Object> values = new ArrayList<>(List.of(id));
    for (Topic topic : Topic.values()) {
      values.add(boundary.allowed().contains(topic));
    }
    values.addAll(List.of(boundary.maximumTier(), json(boundary.offLimitTopics()), tx.now()));
    tx.update(
        "INSERT INTO storyteller_boundary (storyteller_id, allow_romance, allow_loss, allow_illness, allow_conflict, allow_faith,"
            + " allow_intimacy, allow_trauma, allow_finances, maximum_tier, off_limit_topics, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  static dev.seshat.store.Json json(Object value) {
    return new dev.seshat.store.Json(Json.write(value));
  }

  static List<String> words(String json) {
    return Json.parse("words", json) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
