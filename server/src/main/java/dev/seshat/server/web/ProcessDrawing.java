package dev.seshat.server.web;

import dev.seshat.process.ProcessEdge;
import dev.seshat.process.ProcessGraph;
import dev.seshat.process.ProcessNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A process as a drawing: nodes in layers from top to bottom, ways as curves, those that lead back at the right.
public record ProcessDrawing(int width, int height, List<Box> boxes, List<Way> ways) {
  private static final int BOX = 200;
  private static final int TALL = 58;
  private static final int GAP = 36;
  private static final int STEP = 124;
  private static final int SIDE = 160;
  private static final int BEND = 105;
  private static final int LETTERS = 24;

  /// A node.
  ///
  /// @param css how far somebody has come: `done`, `current`, `reachable`, or empty
  public record Box(String key, List<String> lines, String type, String css, int x, int y) {
    public int width() {
      return BOX;
    }

    public int height() {
      return TALL;
    }

    public int middle() {
      return x + BOX / 2;
    }
  }

  /// A way from a node to another.
  ///
  /// @param label when it is taken; empty for always
  /// @param isBack whether it leads back to a node before
  public record Way(String path, String label, boolean isBack, int labelX, int labelY) {}

  /// Draws a process.
  ///
  /// @param states by the keys of nodes: `done`, `current`, `reachable`
  static ProcessDrawing of(ProcessGraph graph, Map<String, String> states) {
    Set<String> back = new HashSet<>();
    Map<String, Integer> layers = layers(graph, back);
    Map<Integer, List<ProcessNode>> rows = new LinkedHashMap<>();
    int last = layers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int i = 0; i <= last; i++) {
      rows.put(i, new ArrayList<>());
    }
    graph.nodes().forEach(node -> row(rows, layers.getOrDefault(node.key(), 0)).add(node));
    int most = rows.values().stream().mapToInt(List::size).max().orElse(1);
    int width = most * BOX + (most - 1) * GAP + 2 * SIDE;
    Map<String, Box> boxes = new LinkedHashMap<>();
    rows.forEach((layer, nodes) -> {
      int used = nodes.size() * BOX + (nodes.size() - 1) * GAP;
      int x = (width - used) / 2;
      for (ProcessNode node : nodes) {
        boxes.put(
            node.key(),
            new Box(
                node.key(),
                lines(node.name()),
                Format.words(node.type().word()),
                states.getOrDefault(node.key(), ""),
                x,
                8 + layer * STEP));
        x += BOX + GAP;
      }
    });
    List<Way> ways = new ArrayList<>();
    for (ProcessNode node : graph.nodes()) {
      for (ProcessEdge edge : node.next()) {
        Box from = boxes.get(node.key());
        Box to = boxes.get(edge.to());
        if (from != null && to != null) {
          boolean isBack = back.contains(node.key() + " " + edge.to());
          int apart = layers.getOrDefault(edge.to(), 0) - layers.getOrDefault(node.key(), 0);
          ways.add(way(from, to, edge, isBack, apart));
        }
      }
    }
    return new ProcessDrawing(
        width, last * STEP + TALL + 16, List.copyOf(boxes.values()), List.copyOf(ways));
  }

  private static List<ProcessNode> row(Map<Integer, List<ProcessNode>> rows, int layer) {
    return rows.computeIfAbsent(layer, key -> new ArrayList<>());
  }

  /// The longest way from the first node to each, those that lead back left out.
  private static Map<String, Integer> layers(ProcessGraph graph, Set<String> back) {
    Map<String, ProcessNode> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.key(), node));
    List<String> order = new ArrayList<>();
    visit(graph.start(), nodes, new HashSet<>(), new HashSet<>(), back, order);
    Map<String, Integer> layers = new HashMap<>();
    for (String key : order.reversed()) {
      int layer = layers.getOrDefault(key, 0);
      layers.putIfAbsent(key, 0);
      for (ProcessEdge edge : next(nodes, key)) {
        if (!back.contains(key + " " + edge.to())) {
          layers.merge(edge.to(), layer + 1, Math::max);
        }
      }
    }
    return layers;
  }

  private static List<ProcessEdge> next(Map<String, ProcessNode> nodes, String key) {
    ProcessNode node = nodes.get(key);
    return node == null ? List.of() : node.next();
  }

  private static void visit(
      @Nullable ProcessNode node,
      Map<String, ProcessNode> nodes,
      Set<String> open,
      Set<String> seen,
      Set<String> back,
      List<String> order) {
    if (node == null || !seen.add(node.key())) {
      return;
    }
    open.add(node.key());
    for (ProcessEdge edge : node.next()) {
      if (open.contains(edge.to())) {
        back.add(node.key() + " " + edge.to());
      } else {
        visit(nodes.get(edge.to()), nodes, open, seen, back, order);
      }
    }
    open.remove(node.key());
    order.add(node.key());
  }

  private static Way way(Box from, Box to, ProcessEdge edge, boolean isBack, int apart) {
    String label = label(edge);
    if (isBack) {
      int x = Math.max(from.x(), to.x()) + BOX;
      int y = (from.y() + to.y() + TALL) / 2;
      int out = x + SIDE - 20;
      return new Way(
          curve(
              from.x() + BOX,
              from.y() + TALL - 14,
              out,
              from.y() + TALL - 14,
              out,
              to.y() + 14,
              to.x() + BOX,
              to.y() + 14),
          label,
          true,
          x + BEND,
          y);
    }
    if (apart > 1 && from.x() == to.x()) {
      int out = from.x() - SIDE + 20;
      return new Way(
          curve(
              from.x(),
              from.y() + TALL / 2,
              out,
              from.y() + TALL / 2,
              out,
              to.y() + TALL / 2,
              to.x(),
              to.y() + TALL / 2),
          label,
          false,
          from.x() - BEND,
          (from.y() + to.y() + TALL) / 2);
    }
    int x1 = from.middle();
    int y1 = from.y() + TALL;
    int x2 = to.middle();
    int y2 = to.y();
    int half = (y2 - y1) / 2;
    return new Way(
        curve(x1, y1, x1, y1 + half, x2, y2 - half, x2, y2),
        label,
        false,
        (x1 + x2) / 2,
        (y1 + y2) / 2 + 4);
  }

  /// When a way is taken, in a few words.
  static String label(ProcessEdge edge) {
    String value = edge.condition().value();
    if (value == null) {
      return "";
    }
    String what =
        switch (edge.condition().type()) {
          case ALWAYS -> "";
          case SCOPE_MATCH -> "event ";
          case PROFILE_FLAG -> "flag ";
          case SECTION_SELECTED -> "section ";
        };
    boolean isNot = value.startsWith("!");
    return (isNot ? "no " : "") + what + Format.line(isNot ? value.substring(1) : value, 16);
  }

  private static String curve(int x1, int y1, int cx1, int cy1, int cx2, int cy2, int x2, int y2) {
    return String.format(
        Locale.ROOT, "M%d %dC%d %d %d %d %d %d", x1, y1, cx1, cy1, cx2, cy2, x2, y2);
  }

  /// A name in at most two lines.
  private static List<String> lines(String name) {
    if (name.length() <= LETTERS) {
      return List.of(name);
    }
    int cut = name.lastIndexOf(' ', LETTERS);
    String first = cut > 0 ? name.substring(0, cut) : name.substring(0, LETTERS);
    return List.of(first, Format.line(name.substring(first.length()), LETTERS));
  }
}
