package dev.seshat.export;

import dev.seshat.store.Catalogue;
import dev.seshat.store.TableInfo;
import dev.seshat.store.TableInfo.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which rows of each table are exported: of a workspace all, of a session what belongs to it and those under it, and
/// what these rows refer to.
final class Selection {
  private static final String SESSIONS = "sessions";

  /// What stands in the middle between a session and something that is there without it: not owned by the latter.
  private static final Set<String> NOT_OWNED =
      Set.of(
          "life_event.storyteller_id",
          "process_progress.process_node_id",
          "process_progress.process_version_id",
          "process_progress.storyteller_id",
          "session_life_event.life_event_id",
          "session_prompt.life_event_id",
          "session_prompt.process_prompt_id",
          "session_template.process_version_id");

  /// What is only whole with all that belongs to it: the tables, each after its owner.
  private static final Map<String, String> PARTS = parts();

  private static final String PICKED =
      "WITH RECURSIVE picked (id) AS (SELECT CAST(? AS %s) UNION SELECT s.id FROM sessions s"
          + " JOIN picked p ON s.parent_session_id = p.id) ";

  private final @Nullable UUID session;
  private final String with;
  private final Map<String, String> conditions = new LinkedHashMap<>();

  /// The tables, each after those that it refers to.
  private final List<TableInfo> tables;

  private Selection(Catalogue catalogue, @Nullable UUID session, boolean sqlite) {
    this.session = session;
    this.with = session == null ? "" : PICKED.formatted(sqlite ? "text" : "uuid");
    List<TableInfo> exported = catalogue.tables().stream().filter(Layout::isExported).toList();
    if (session == null) {
      exported.forEach(table -> conditions.put(table.name(), "1 = 1"));
    } else {
      exported.forEach(this::chooseOwned);
      List<TableInfo> referring = new ArrayList<>(exported);
      Collections.reverse(referring);
      referring.forEach(table -> chooseNamed(table, exported));
      exported.forEach(this::chooseParts);
    }
    this.tables = exported.stream().filter(table -> conditions.containsKey(table.name())).toList();
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("storyteller_boundary", "storyteller_id");
    List.of("timespan", "location", "participant", "detail", "trauma")
        .forEach(each -> parts.put("life_event_" + each, "life_event_id"));
    parts.put("process_node", "process_version_id");
    parts.put("process_flow_edge", "process_version_id");
    parts.put("process_prompt", "process_node_id");
    return parts;
  }

  static Selection ofWorkspace(Catalogue catalogue) {
    return new Selection(catalogue, null, true);
  }

  static Selection ofSession(Catalogue catalogue, UUID session, boolean sqlite) {
    return new Selection(catalogue, session, sqlite);
  }

  /// Whether a row belongs to the one that it refers to, and so comes and goes with it.
  static boolean belongs(TableInfo table, Reference reference) {
    return (reference.cascades() && !NOT_OWNED.contains(table.name() + "." + reference.column()))
        || reference.column().equals("since_snapshot")
        || (reference.table().equals(SESSIONS) && reference.column().equals("session_id"));
  }

  /// What belongs to the sessions, by itself or by what it belongs to.
  private void chooseOwned(TableInfo table) {
    if (table.name().equals(SESSIONS)) {
      conditions.put(SESSIONS, "id IN (SELECT id FROM picked)");
      return;
    }
    if (Layout.isOfWorkspaceAlone(table.name())) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Reference each : table.references()) {
      String owner = conditions.get(each.table());
      if (belongs(table, each) && owner != null && !each.table().equals(table.name())) {
        parts.add(
            each.column()
                + " IN (SELECT "
                + each.target()
                + " FROM "
                + each.table()
                + " WHERE "
                + owner
                + ")");
      }
    }
    if (!parts.isEmpty()) {
      conditions.put(table.name(), String.join(" AND ", parts));
    }
  }

  /// What no session owns and chosen rows refer to: projects, hosts, models.
  private void chooseNamed(TableInfo table, List<TableInfo> all) {
    if (conditions.containsKey(table.name()) || Layout.isOfWorkspaceAlone(table.name())) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (TableInfo other : all) {
      String chosen = conditions.get(other.name());
      for (Reference each : other.references()) {
        if (chosen != null && each.table().equals(table.name())) {
          parts.add(
              each.target()
                  + " IN (SELECT "
                  + each.column()
                  + " FROM "
                  + other.name()
                  + " WHERE "
                  + chosen
                  + ")");
        }
      }
    }
    if (!parts.isEmpty()) {
      conditions.put(table.name(), String.join(" OR ", parts));
    }
  }

  /// All that makes up what was chosen: the parts of an event, the nodes and prompts of a process.
  private void chooseParts(TableInfo table) {
    String column = PARTS.get(table.name());
    for (Reference each : table.references()) {
      String whole = conditions.get(each.table());
      if (each.column().equals(column) && whole != null) {
        conditions.put(
            table.name(),
            column
                + " IN (SELECT "
                + each.target()
                + " FROM "
                + each.table()
                + " WHERE "
                + whole
                + ")");
      }
    }
  }

  List<TableInfo> tables() {
    return tables;
  }

  /// A question over the chosen rows of a table.
  ///
  /// @param columns what is asked for
  /// @param end what follows the condition
  String sql(TableInfo table, String columns, String end) {
    return with
        + "SELECT "
        + columns
        + " FROM "
        + table.name()
        + " WHERE ("
        + conditions.get(table.name())
        + ")"
        + end;
  }

  /// The values of the question.
  Object[] values() {
    return session == null ? new Object[0] : new Object[] {session};
  }
}
