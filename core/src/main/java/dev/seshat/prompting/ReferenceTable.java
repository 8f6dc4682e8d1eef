package dev.seshat.prompting;

import dev.seshat.gallery.Images;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what sessions work towards.
final class ReferenceTable {
  private static final Set<String> JSON = Set.of("reference_analysis", "reference_image_paths");

  private ReferenceTable() {}

  static Optional<Reference> find(Tx tx, UUID session) throws SQLException {
    return tx.first(
        "SELECT session_id, profile, reference_description, reference_analysis, reference_image_paths,"
            + " approach_rationale, reflected, reflected_at, created_at, updated_at, version"
            + " FROM prompt_references WHERE session_id = ?",
        ReferenceTable::reference,
        session);
  }

  private static Reference reference(Row row) throws SQLException {
    return new Reference(
        row.id("session_id"),
        row.text("profile"),
        row.textOrNull("reference_description"),
        row.textOrNull("reference_analysis"),
        IterationTable.texts(row, "reference_image_paths"),
        row.textOrNull("approach_rationale"),
        row.flag("reflected"),
        row.timeOrNull("reflected_at"),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
  }

  /// Makes the row of a session that has none; it names the pictures that the session works towards already.
  static void insert(Tx tx, UUID session, String profile) throws SQLException {
    tx.update(
        "INSERT INTO prompt_references (session_id, profile, reference_image_paths, reflected, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        session,
        profile,
        new Json(dev.seshat.json.Json.write(Images.referencesIn(tx, session))),
        false,
        tx.now(),
        tx.now());
  }

  static void change(Tx tx, UUID session, Map<String, @Nullable String> values)
      throws SQLException {
    StringBuilder set = new StringBuilder();
    List<Object> bound = new ArrayList<>();
    values.forEach((column, value) -> {
      set.append(column).append(value == null ? " = NULL, " : " = ?, ");
      if (value != null) {
        bound.add(JSON.contains(column) ? new Json(value) : value);
      }
    });
    bound.add(tx.now());
    bound.add(session);
    tx.updateOne(
        "the reference",
        "UPDATE prompt_references SET "
            + set
            + "updated_at = ?, version = version + 1 WHERE session_id = ?",
        bound.toArray());
  }
}
