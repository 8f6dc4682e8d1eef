package dev.seshat.mode;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of modes.
final class ModeTable {
  private static final String ALL =
      "SELECT m.id, m.mode_name, m.yaml_file_path, m.yaml_content_hash, m.valid_content, m.is_valid, m.is_missing,"
          + " m.validation_errors, m.last_validated_at, m.created_at, m.updated_at,"
          + " (SELECT count(*) FROM session_mode_bindings b WHERE b.mode_id = m.id AND b.unbound_at IS NULL) AS sessions"
          + " FROM session_modes m";

  private ModeTable() {}

  private static Mode mode(Row row) throws SQLException {
    String name = row.text("mode_name");
    String valid = row.textOrNull("valid_content");
    return new Mode(
        row.id("id"),
        name,
        row.text("yaml_file_path"),
        ModeFolder.SHIPPED.contains(name),
        row.flag("is_valid"),
        row.flag("is_missing"),
        errors(row.text("validation_errors")),
        valid == null ? null : ModeFile.read(valid).content(),
        row.text("yaml_content_hash"),
        row.number("sessions"),
        row.time("last_validated_at"),
        row.time("created_at"),
        row.time("updated_at"));
  }

  private static List<ModeError> errors(String json) {
    List<ModeError> errors = new ArrayList<>();
    if (Json.parse("validation_errors", json) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map
            && map.get("line") instanceof Integer line
            && map.get("column") instanceof Integer column) {
          errors.add(
              new ModeError(
                  line,
                  column,
                  String.valueOf(map.get("path")),
                  String.valueOf(map.get("message"))));
        }
      }
    }
    return errors;
  }

  static List<Mode> all(Tx tx) throws SQLException {
    return tx.list(ALL + " ORDER BY m.mode_name", ModeTable::mode);
  }

  static Optional<Mode> named(Tx tx, String name) throws SQLException {
    return tx.first(ALL + " WHERE m.mode_name = ?", ModeTable::mode, name);
  }

  /// That there is no mode of a name, with those that there are.
  static NotFound unknown(Tx tx, String name) throws SQLException {
    SortedSet<String> names = new TreeSet<>(ModeFolder.SHIPPED);
    known(tx).forEach(each -> names.add(each.name()));
    return new NotFound(
        "no mode '%s'; there are %s"
            .formatted(name, names.stream().limit(20).collect(Collectors.joining(", "))));
  }

  /// What is known of a file: its hash, and whether it is gone.
  record Known(String name, String hash, boolean isMissing) {}

  static List<Known> known(Tx tx) throws SQLException {
    return tx.list(
        "SELECT mode_name, yaml_content_hash, is_missing FROM session_modes ORDER BY mode_name",
        ModeTable::known);
  }

  private static Known known(Row row) throws SQLException {
    return new Known(row.text("mode_name"), row.text("yaml_content_hash"), row.flag("is_missing"));
  }

  static Optional<Known> known(Tx tx, String name) throws SQLException {
    return tx.first(
        "SELECT mode_name, yaml_content_hash, is_missing FROM session_modes WHERE mode_name = ?",
        ModeTable::known,
        name);
  }

  /// The text of the last file that was right; nothing if none was.
  static Optional<String> valid(Tx tx, String name) throws SQLException {
    return tx.first(
        "SELECT valid_content FROM session_modes WHERE mode_name = ? AND valid_content IS NOT NULL",
        row -> row.text("valid_content"),
        name);
  }

  /// Takes a file that was found; one that is not right changes nothing of what the last right one said.
  static void put(Tx tx, ModeFolder.Found found) throws SQLException {
    tx.update(
        "INSERT INTO session_modes (id, mode_name, yaml_file_path, yaml_content_hash, specialist_roles, auto_task_routing,"
            + " is_valid, is_missing, validation_errors, last_validated_at, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mode_name) DO NOTHING",
        tx.newId(),
        found.name(),
        ModeFolder.file(found.name()),
        found.hash(),
        json(List.of()),
        false,
        false,
        false,
        json(List.of()),
        tx.now(),
        tx.now(),
        tx.now());
    tx.update(
        "UPDATE session_modes SET yaml_content_hash = ?, is_valid = ?, is_missing = ?, validation_errors = ?,"
            + " last_validated_at = ?, updated_at = ?, version = version + 1 WHERE mode_name = ?",
        found.hash(),
        found.check().isValid(),
        false,
        json(found.check().errors().stream().map(ModeError::toJson).toList()),
        tx.now(),
        tx.now(),
        found.name());
    ModeContent content = found.check().content();
    if (content != null) {
      tx.update(
          "UPDATE session_modes SET valid_content = ?, valid_content_hash = ?, title = ?, description = ?, specialist_roles = ?,"
              + " default_complexity = ?, auto_task_routing = ?, max_subtask_depth = ? WHERE mode_name = ?",
          found.text(),
          found.hash(),
          content.title(),
          content.description(),
          json(content.roles().stream().map(Role::name).toList()),
          content.defaultComplexity().word(),
          content.autoTaskRouting(),
          content.maxSubtaskDepth(),
          found.name());
    }
  }

  private static dev.seshat.store.Json json(@Nullable Object value) {
    return new dev.seshat.store.Json(Json.write(value));
  }

  /// Takes a mode of which there is no file, nor was there ever one here.
  static void tell(Tx tx, String name, ModeTakeover.Told told) throws SQLException {
    tx.update(
        "INSERT INTO session_modes (id, mode_name, yaml_file_path, yaml_content_hash, description, specialist_roles,"
            + " auto_task_routing, is_valid, is_missing, validation_errors, last_validated_at, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tx.newId(),
        name,
        ModeFolder.file(name),
        Objects.requireNonNullElse(told.hash(), ""),
        told.description(),
        new dev.seshat.store.Json(Objects.requireNonNullElse(told.roles(), "[]")),
        told.isRouted(),
        told.isValid(),
        true,
        json(List.of()),
        tx.now(),
        Objects.requireNonNullElseGet(told.createdAt(), tx::now),
        Objects.requireNonNullElseGet(told.updatedAt(), tx::now));
  }

  static void gone(Tx tx, String name) throws SQLException {
    tx.update(
        "UPDATE session_modes SET is_missing = ?, updated_at = ?, version = version + 1 WHERE mode_name = ?",
        true,
        tx.now(),
        name);
  }

  /// Holds a mode until the transaction ends, so that it is not removed while a session is bound to it.
  static void lock(Tx tx, String name) throws SQLException {
    if (!tx.dialect().isSqlite()) {
      tx.first(
          "SELECT id FROM session_modes WHERE mode_name = ? FOR UPDATE", row -> row.id("id"), name);
    }
  }

  static void remove(Tx tx, String name) throws SQLException {
    tx.update("DELETE FROM session_modes WHERE mode_name = ?", name);
  }

  private static final String BINDINGS =
      "SELECT b.id, b.session_id, b.mode_id, b.mode_name, b.binding_context, b.bound_at, b.bound_by, b.unbound_at"
          + " FROM session_mode_bindings b";

  private static ModeBinding binding(Row row) throws SQLException {
    return new ModeBinding(
        row.id("id"),
        row.id("session_id"),
        row.idOrNull("mode_id"),
        row.text("mode_name"),
        Json.parseObject("binding_context", row.text("binding_context")),
        row.time("bound_at"),
        row.text("bound_by"),
        row.timeOrNull("unbound_at"));
  }

  static Optional<ModeBinding> bound(Tx tx, UUID session) throws SQLException {
    return tx.first(
        BINDINGS + " WHERE b.session_id = ? AND b.unbound_at IS NULL", ModeTable::binding, session);
  }

  /// Has the row of a session that is being made say its mode.
  static void inMode(Tx tx, UUID session, @Nullable UUID mode) throws SQLException {
    tx.update("UPDATE sessions SET mode_id = ? WHERE id = ?", mode, session);
  }

  /// Has a session's own column say the mode that it is bound to, where it says one that is not here.
  static void correct(Tx tx, UUID session) throws SQLException {
    tx.update(
        "UPDATE sessions SET mode_id = (SELECT b.mode_id FROM session_mode_bindings b"
            + " WHERE b.session_id = sessions.id AND b.unbound_at IS NULL)"
            + " WHERE id = ? AND mode_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session_modes m WHERE m.id = sessions.mode_id)",
        session);
  }

  /// The newest first.
  static List<ModeBinding> history(Tx tx, UUID session, int limit) throws SQLException {
    return tx.list(
        BINDINGS + " WHERE b.session_id = ? ORDER BY b.bound_at DESC, b.id DESC LIMIT ?",
        ModeTable::binding,
        session,
        limit);
  }

  /// Those that are worked on in a mode now, the latest bound first.
  static List<UUID> sessions(Tx tx, UUID mode, int limit) throws SQLException {
    return tx.list(
        "SELECT session_id FROM session_mode_bindings WHERE mode_id = ? AND unbound_at IS NULL ORDER BY bound_at DESC, id LIMIT ?",
        row -> row.id("session_id"),
        mode,
        limit);
  }

  static void bind(Tx tx, ModeBinding told) throws SQLException {
    tx.update(
        "INSERT INTO session_mode_bindings (id, session_id, mode_id, mode_name, bound_at, bound_by, unbound_at, binding_context)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        told.id(),
        told.sessionId(),
        told.modeId(),
        told.mode(),
        told.boundAt(),
        told.boundBy(),
        told.unboundAt(),
        json(told.context()));
  }

  static void unbind(Tx tx, UUID session, Instant at) throws SQLException {
    tx.update(
        "UPDATE session_mode_bindings SET unbound_at = ? WHERE session_id = ? AND unbound_at IS NULL",
        at,
        session);
  }

  /// When a session was bound next after a moment.
  static Optional<Instant> nextBound(Tx tx, UUID session, Instant at) throws SQLException {
    return tx.first(
        "SELECT bound_at FROM session_mode_bindings WHERE session_id = ? AND bound_at > ? ORDER BY bound_at, id LIMIT 1",
        row -> row.time("bound_at"),
        session,
        at);
  }
}
