package dev.seshat.legacy;

import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.legacy.SourceRow.Unfit;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Modes, known by the names of their files. The files themselves are not in the database: a mode is missing until its file is
/// copied to the folder of modes.
final class TaskDatabaseModes extends RowImport {
  private static final List<String> COLUMNS =
      List.of(
          "mode_id",
          "mode_name",
          "yaml_file_path",
          "yaml_content_hash",
          "description",
          "specialist_roles",
          "default_complexity",
          "auto_task_routing",
          "is_valid",
          "last_validated_at",
          "validation_errors",
          "created_at",
          "updated_at");

  private final Origins origins;
  private final ModeTakeover modes;
  private final LegacyTexts texts;

  /// The names of the modes by their ids there.
  private final Map<String, String> names = new HashMap<>();

  TaskDatabaseModes(Origins origins, ModeTakeover modes, LegacyOptions options) {
    this.origins = origins;
    this.modes = modes;
    this.texts = new LegacyTexts(options);
  }

  @Override
  public String table() {
    return "session_modes";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String id() {
    return "mode_id";
  }

  /// The name of the mode that has an id there; null if there is none.
  @Nullable String name(@Nullable String id) {
    return id == null ? null : names.get(id);
  }

  @Override
  void take(Tx tx, OpenSource file, SourceRow row, Outcomes outcomes) throws SQLException {
    String id = named(row, "mode_id");
    String name = word(row.text("yaml_file_path"));
    name = name == null ? word(row.text("mode_name")) : name;
    if (name == null) {
      throw new Unfit(
          "neither yaml_file_path nor mode_name has a name in it", row.raw("mode_name"));
    }
    names.put(id, name);
    String known = name;
    outcomes.count(
        table(),
        origins.take(
            tx,
            row,
            SourceRow.hash(id),
            Objects.requireNonNullElse(
                latest(row, List.of("created_at", "updated_at")), file.asOf()),
            outcomes,
            earlier -> {
              boolean isNew = modes.mode(tx, known, told(row));
              outcomes.note(
                  row,
                  isNew
                      ? "its file is not in the database: copy it to the folder of modes"
                      : "a mode of this name is here; that one counts",
                  known);
              return new Became(isNew, null);
            }),
        1);
    noteTimes(row, outcomes, List.of("created_at", "updated_at"));
  }

  private ModeTakeover.Told told(SourceRow row) {
    String roles = row.text("specialist_roles");
    return new ModeTakeover.Told(
        row.text("yaml_content_hash", 200),
        texts.text(row, "description"),
        roles != null && Json.parse("specialist_roles", roles) instanceof List<?> ? roles : null,
        Boolean.TRUE.equals(row.flag("auto_task_routing")),
        !Boolean.FALSE.equals(row.flag("is_valid")),
        row.time("created_at"),
        row.time("updated_at"));
  }

  /// The last part of a path, or a name, as a word.
  private static @Nullable String word(@Nullable String path) {
    if (path == null) {
      return null;
    }
    String word =
        path.strip()
            .replaceFirst("^.*[/\\\\]", "")
            .replaceFirst("(?i)\\.ya?ml$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return word.isEmpty() ? null : word.substring(0, Math.min(64, word.length()));
  }
}
