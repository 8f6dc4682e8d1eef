package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A process: its nodes, and the ways between them. It is whole: the ends of every way exist, every node can be reached
/// from the first, and no way leads round in a circle on which no node is iterative.
///
/// @param name what its versions share
/// @param nodes in the order of the file, at least one
public record ProcessGraph(
    String name, @Nullable String title, @Nullable String description, List<ProcessNode> nodes) {
  /// @throws Invalid naming the node, and where in the file it stands
  public ProcessGraph {
    nodes = List.copyOf(nodes);
    Map<String, Integer> places = places(nodes);
    requireEnds(nodes, places);
    requireReachable(nodes, places);
    requireNoCircle(nodes, places);
  }

  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("process", name);
    json.put("title", title);
    json.put("description", description);
    json.put("nodes", nodes.stream().map(ProcessNode::toJson).toList());
    return json;
  }

  /// Where a process begins.
  public ProcessNode start() {
    return nodes.getFirst();
  }

  /// The node of this key.
  public Optional<ProcessNode> node(String key) {
    return nodes.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /// The node of this id.
  public ProcessNode node(UUID id) {
    return nodes.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> NotFound.of("process node", id.toString()));
  }

  /// The prompt of this id.
  public Optional<ProcessPrompt> prompt(UUID id) {
    return nodes.stream()
        .flatMap(node -> node.prompts().stream())
        .filter(each -> each.id().equals(id))
        .findFirst();
  }

  /// Where it goes on after a node: the first way whose condition holds; nowhere at the end.
  public Optional<ProcessNode> after(ProcessNode node, Condition.Facts facts) {
    return node.next().stream()
        .filter(edge -> edge.condition().holds(facts))
        .findFirst()
        .flatMap(edge -> node(edge.to()));
  }

  /// The keys of all nodes that some way leads to from here, this one left out unless a way leads back to it.
  Set<String> reachableFrom(String key) {
    return reachable(nodes, places(nodes), key);
  }

  private static Map<String, Integer> places(List<ProcessNode> nodes) {
    if (nodes.isEmpty()) {
      throw new Invalid("nodes", "are missing; a process has at least one");
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Integer other = places.putIfAbsent(nodes.get(i).key(), i);
      if (other != null) {
        throw new Invalid(
            "nodes[" + i + "].key", "'" + nodes.get(i).key() + "' is that of nodes[" + other + "]");
      }
    }
    return places;
  }

  private static void requireEnds(List<ProcessNode> nodes, Map<String, Integer> places) {
    for (int i = 0; i < nodes.size(); i++) {
      List<ProcessEdge> next = nodes.get(i).next();
      for (int j = 0; j < next.size(); j++) {
        if (!places.containsKey(next.get(j).to())) {
          throw new Invalid(
              "nodes[" + i + "].next[" + j + "].to", "names no node: '" + next.get(j).to() + "'");
        }
      }
    }
  }

  private static void requireReachable(List<ProcessNode> nodes, Map<String, Integer> places) {
    Set<String> reached = reachable(nodes, places, nodes.getFirst().key());
    reached.add(nodes.getFirst().key());
    for (int i = 0; i < nodes.size(); i++) {
      if (!reached.contains(nodes.get(i).key())) {
        throw new Invalid(
            "nodes[" + i + "]",
            "'"
                + nodes.get(i).key()
                + "' cannot be reached: no way leads to it from '"
                + nodes.getFirst().key()
                + "'");
      }
    }
  }

  /// The node of a key that is known to have one.
  private static ProcessNode at(List<ProcessNode> nodes, Map<String, Integer> places, String key) {
    return nodes.get(Objects.requireNonNull(places.get(key)));
  }

  private static Set<String> reachable(
      List<ProcessNode> nodes, Map<String, Integer> places, String from) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (ProcessEdge edge : at(nodes, places, open.removeFirst()).next()) {
        if (reached.add(edge.to())) {
          open.add(edge.to());
        }
      }
    }
    return reached;
  }

  /// A circle without an iterative node is one of the graph without those.
  private static void requireNoCircle(List<ProcessNode> nodes, Map<String, Integer> places) {
    Set<String> done = new HashSet<>();
    for (ProcessNode node : nodes) {
      List<String> circle = circle(nodes, places, node, new ArrayList<>(), done);
      if (!circle.isEmpty()) {
        throw new Invalid(
            "nodes[" + places.get(circle.getFirst()) + "]",
            "is on a circle without an iterative node: "
                + String.join(" → ", circle)
                + "; make one of them iterative");
      }
    }
  }

  private static List<String> circle(
      List<ProcessNode> nodes,
      Map<String, Integer> places,
      ProcessNode node,
      List<String> way,
      Set<String> done) {
    if (node.type() == NodeType.ITERATIVE || done.contains(node.key())) {
      return List.of();
    }
    int before = way.indexOf(node.key());
    way.add(node.key());
    if (before >= 0) {
      return List.copyOf(way.subList(before, way.size()));
    }
    for (ProcessEdge edge : node.next()) {
      List<String> found = circle(nodes, places, at(nodes, places, edge.to()), way, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    way.removeLast();
    done.add(node.key());
    return List.of();
  }
}
