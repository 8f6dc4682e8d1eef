package dev.seshat.process;

import dev.seshat.session.Indicator;
import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of processes: their versions, nodes, edges and prompts.
final class ProcessTable {
  private static final String VERSION =
      "SELECT v.id, v.process_name, v.version_number, v.title, v.description, v.is_active, v.created_by, v.created_at,"
          + " (SELECT count(*) FROM process_node n WHERE n.process_version_id = v.id) AS nodes FROM process_version v";

  private ProcessTable() {}

  static void insert(
      Tx tx, UUID id, ProcessGraph graph, long number, String source, String hash, String by)
      throws SQLException {
    tx.update(
        "INSERT INTO process_version (id, process_name, version_number, title, description, is_active, source, source_hash,"
            + " created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        graph.name(),
        number,
        graph.title(),
        graph.description(),
        true,
        source,
        hash,
        by,
        tx.now());
    Map<String, UUID> ids = new HashMap<>();
    List<@Nullable Object[]> nodes = new ArrayList<>();
    List<@Nullable Object[]> edges = new ArrayList<>();
    List<@Nullable Object[]> prompts = new ArrayList<>();
    for (ProcessNode node : graph.nodes()) {
      ids.put(node.key(), node.id());
      nodes.add(row(id, node));
      node.prompts().forEach(prompt -> prompts.add(row(node, prompt)));
    }
    for (ProcessNode node : graph.nodes()) {
      for (int i = 0; i < node.next().size(); i++) {
        ProcessEdge edge = node.next().get(i);
        edges.add(
            new @Nullable Object[] {
              id,
              node.id(),
              ids.get(edge.to()),
              edge.condition().type().word(),
              edge.condition().value(),
              i
            });
      }
    }
    tx.updateAll(
        "INSERT INTO process_node (id, process_version_id, node_key, node_name, node_type, order_index, purpose, outcome,"
            + " user_facing_text, is_optional, agent_objective, agent_constraints, scope, success_indicators,"
            + " completion_indicators, duration_minutes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        nodes);
    tx.updateAll(
        "INSERT INTO process_prompt (id, process_node_id, prompt_category, prompt_text, sensitivity_tier, is_required,"
            + " condition_type, condition_value, topics, order_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        prompts);
    tx.updateAll(
        "INSERT INTO process_flow_edge (process_version_id, from_node_id, to_node_id, condition_type, condition_value, order_index)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        edges);
  }

  private static @Nullable Object[] row(UUID version, ProcessNode node) {
    return new @Nullable Object[] {
      node.id(),
      version,
      node.key(),
      node.name(),
      node.type().word(),
      node.orderIndex(),
      node.purpose(),
      node.outcome(),
      node.userFacingText(),
      node.isOptional(),
      node.agentObjective(),
      node.agentConstraints(),
      json(
          Map.of(
              "event_types", node.scope().eventTypes(), "categories", node.scope().categories())),
      json(node.successIndicators().stream().map(Indicator::toJson).toList()),
      json(node.completionIndicators().stream().map(Indicator::toJson).toList()),
      node.durationMinutes()
    };
  }

  private static @Nullable Object[] row(ProcessNode node, ProcessPrompt prompt) {
    return new @Nullable Object[] {
      prompt.id(),
      node.id(),
      prompt.category().word(),
      prompt.text(),
      prompt.tier(),
      prompt.isRequired(),
      prompt.condition().type().word(),
      prompt.condition().value(),
      json(prompt.topics()),
      prompt.orderIndex()
    };
  }

  private static Json json(Object value) {
    return new Json(dev.seshat.json.Json.write(value));
  }

  /// Has none of a name be active.
  static void deactivate(Tx tx, String name) throws SQLException {
    tx.update(
        "UPDATE process_version SET is_active = ? WHERE process_name = ? AND is_active = ?",
        false,
        name,
        true);
  }

  static void activate(Tx tx, UUID id) throws SQLException {
    tx.update("UPDATE process_version SET is_active = ? WHERE id = ?", true, id);
  }

  static long lastNumber(Tx tx, String name) throws SQLException {
    return tx.number(
        "SELECT coalesce(max(version_number), 0) AS n FROM process_version WHERE process_name = ?",
        name);
  }

  static Optional<ProcessVersion> find(Tx tx, UUID id) throws SQLException {
    return tx.first(VERSION + " WHERE v.id = ?", ProcessTable::version, id);
  }

  static Optional<ProcessVersion> find(Tx tx, String name, long number) throws SQLException {
    return tx.first(
        VERSION + " WHERE v.process_name = ? AND v.version_number = ?",
        ProcessTable::version,
        name,
        number);
  }

  static Optional<ProcessVersion> active(Tx tx, String name) throws SQLException {
    return tx.first(
        VERSION + " WHERE v.process_name = ? AND v.is_active = ?",
        ProcessTable::version,
        name,
        true);
  }

  /// The version of a name that was made of this very file.
  static Optional<ProcessVersion> made(Tx tx, String name, String hash) throws SQLException {
    return tx.first(
        VERSION + " WHERE v.process_name = ? AND v.source_hash = ? ORDER BY v.version_number DESC",
        ProcessTable::version,
        name,
        hash);
  }

  /// All of them, by name, the newest first.
  static List<ProcessVersion> list(Tx tx, int limit) throws SQLException {
    return tx.list(
        VERSION + " ORDER BY v.process_name, v.version_number DESC LIMIT ?",
        ProcessTable::version,
        limit);
  }

  static @Nullable String source(Tx tx, UUID id) throws SQLException {
    return tx.first(
            "SELECT source FROM process_version WHERE id = ? AND source IS NOT NULL",
            row -> row.text("source"),
            id)
        .orElse(null);
  }

  private static ProcessVersion version(Row row) throws SQLException {
    return new ProcessVersion(
        row.id("id"),
        row.text("process_name"),
        row.number("version_number"),
        row.textOrNull("title"),
        row.textOrNull("description"),
        row.flag("is_active"),
        row.number("nodes"),
        row.text("created_by"),
        row.time("created_at"));
  }

  static ProcessGraph graph(Tx tx, ProcessVersion version) throws SQLException {
    Map<UUID, List<ProcessPrompt>> prompts = new HashMap<>();
    tx.each(
        "SELECT p.process_node_id, p.id, p.prompt_category, p.prompt_text, p.sensitivity_tier, p.is_required, p.condition_type,"
            + " p.condition_value, p.topics, p.order_index FROM process_prompt p JOIN process_node n ON n.id = p.process_node_id"
            + " WHERE n.process_version_id = ? ORDER BY p.order_index, p.id",
        row ->
            prompts
                .computeIfAbsent(row.id("process_node_id"), key -> new ArrayList<>())
                .add(prompt(row)),
        version.id());
    Map<UUID, List<ProcessEdge>> edges = new HashMap<>();
    tx.each(
        "SELECT e.from_node_id, n.node_key, e.condition_type, e.condition_value FROM process_flow_edge e"
            + " JOIN process_node n ON n.id = e.to_node_id WHERE e.process_version_id = ? ORDER BY e.order_index, e.id",
        row ->
            edges
                .computeIfAbsent(row.id("from_node_id"), key -> new ArrayList<>())
                .add(new ProcessEdge(row.text("node_key"), condition(row))),
        version.id());
    List<ProcessNode> nodes =
        tx.list(
            "SELECT id, node_key, node_name, node_type, order_index, purpose, outcome, user_facing_text, is_optional,"
                + " agent_objective, agent_constraints, scope, success_indicators, completion_indicators, duration_minutes"
                + " FROM process_node WHERE process_version_id = ? ORDER BY order_index, node_key",
            row -> node(row, prompts, edges),
            version.id());
    return new ProcessGraph(version.name(), version.title(), version.description(), nodes);
  }

  private static ProcessNode node(
      Row row, Map<UUID, List<ProcessPrompt>> prompts, Map<UUID, List<ProcessEdge>> edges)
      throws SQLException {
    UUID id = row.id("id");
    Map<String, List<String>> scope = new LinkedHashMap<>();
    dev.seshat.json.Json.parseObject("scope", row.text("scope"))
        .forEach((key, value) -> scope.put(key, words(value)));
    return new ProcessNode(
        id,
        row.text("node_key"),
        row.text("node_name"),
        NodeType.of("node_type", row.text("node_type")),
        row.integer("order_index"),
        row.textOrNull("purpose"),
        row.textOrNull("outcome"),
        row.textOrNull("user_facing_text"),
        row.flag("is_optional"),
        row.textOrNull("agent_objective"),
        row.textOrNull("agent_constraints"),
        new ProcessNode.Scope(
            scope.getOrDefault("event_types", List.of()),
            scope.getOrDefault("categories", List.of())),
        indicators(row.text("success_indicators")),
        indicators(row.text("completion_indicators")),
        row.integerOrNull("duration_minutes"),
        prompts.getOrDefault(id, List.of()),
        edges.getOrDefault(id, List.of()));
  }

  private static ProcessPrompt prompt(Row row) throws SQLException {
    return new ProcessPrompt(
        row.id("id"),
        PromptCategory.of("prompt_category", row.text("prompt_category")),
        row.text("prompt_text"),
        row.integer("sensitivity_tier"),
        row.flag("is_required"),
        condition(row),
        words(dev.seshat.json.Json.parse("topics", row.text("topics"))),
        row.integer("order_index"));
  }

  private static Condition condition(Row row) throws SQLException {
    return new Condition(
        Condition.Type.of("condition_type", row.text("condition_type")),
        row.textOrNull("condition_value"));
  }

  private static List<String> words(@Nullable Object json) {
    return json instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static List<Indicator> indicators(String json) {
    List<Indicator> indicators = new ArrayList<>();
    if (dev.seshat.json.Json.parse("indicators", json) instanceof List<?> list) {
      list.forEach(each -> indicators.add(Indicator.parse("indicators", each)));
    }
    return indicators;
  }
}
