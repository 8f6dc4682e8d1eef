package dev.seshat.interview;

import dev.seshat.session.Indicator;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of templates.
final class TemplateTable {
  private static final List<String> COLUMNS =
      List.of(
          "template_name",
          "template_description",
          "process_version_id",
          "suggested_for_event_types",
          "suggested_for_process_nodes",
          "default_intention",
          "default_success_indicators",
          "default_completion_indicators",
          "default_constraints",
          "default_procedure_notes",
          "default_duration_minutes",
          "is_active");
  private static final String ALL =
      "SELECT id, "
          + String.join(", ", COLUMNS)
          + ", created_at, updated_at, version FROM session_template";

  private TemplateTable() {}

  static void insert(Tx tx, UUID id, NewTemplate told) throws SQLException {
    tx.update(
        "INSERT INTO session_template ("
            + String.join(", ", COLUMNS)
            + ", id, created_at, updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        values(told, id, tx.now(), tx.now()));
  }

  static void update(Tx tx, UUID id, NewTemplate told) throws SQLException {
    tx.update(
        "UPDATE session_template SET "
            + String.join(" = ?, ", COLUMNS)
            + " = ?, updated_at = ?, version = version + 1 WHERE id = ?",
        values(told, tx.now(), id));
  }

  private static @Nullable Object[] values(NewTemplate told, Object... more) {
    @Nullable Object[] values = {
      told.name(),
      told.description(),
      told.processVersionId(),
      json(told.eventTypes()),
      json(told.processNodes()),
      told.intention(),
      json(told.successIndicators().stream().map(Indicator::toJson).toList()),
      json(told.completionIndicators().stream().map(Indicator::toJson).toList()),
      json(told.constraints()),
      told.procedureNotes(),
      told.durationMinutes(),
      told.isActive()
    };
    @Nullable Object[] all = java.util.Arrays.copyOf(values, values.length + more.length);
    System.arraycopy(more, 0, all, values.length, more.length);
    return all;
  }

  private static Json json(List<?> list) {
    return new Json(dev.seshat.json.Json.write(list));
  }

  static void delete(Tx tx, UUID id) throws SQLException {
    tx.update("UPDATE sessions SET template_id = NULL WHERE template_id = ?", id);
    tx.update("DELETE FROM session_template WHERE id = ?", id);
  }

  static boolean isProcess(Tx tx, UUID version) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM process_version WHERE id = ?", version) > 0;
  }

  static Optional<Template> lock(Tx tx, UUID id) throws SQLException {
    return tx.first(
        ALL + " WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"),
        TemplateTable::row,
        id);
  }

  static Optional<Template> named(Tx tx, String name) throws SQLException {
    return tx.first(ALL + " WHERE template_name = ?", TemplateTable::row, name);
  }

  static List<Template> between(Tx tx, UUID low, UUID high, int limit) throws SQLException {
    return tx.list(
        ALL + " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
        TemplateTable::row,
        low,
        high,
        limit);
  }

  /// By name, from after a name on.
  static List<Template> list(Tx tx, boolean withInactive, String after, int limit)
      throws SQLException {
    return tx.list(
        ALL
            + " WHERE template_name > ?"
            + (withInactive ? "" : " AND is_active")
            + " ORDER BY template_name LIMIT ?",
        TemplateTable::row,
        after,
        limit);
  }

  private static Template row(Row row) throws SQLException {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      told.put(
          column,
          switch (column) {
            case "process_version_id" -> {
              UUID version = row.idOrNull(column);
              yield version == null ? null : version.toString();
            }
            case "default_duration_minutes" -> row.integerOrNull(column);
            case "is_active" -> row.flag(column);
            case "suggested_for_event_types",
                "suggested_for_process_nodes",
                "default_success_indicators",
                "default_completion_indicators",
                "default_constraints" ->
                dev.seshat.json.Json.parse(column, row.text(column));
            default -> row.textOrNull(column);
          });
    }
    return new Template(
        row.id("id"),
        NewTemplate.fromJson(told),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }
}
