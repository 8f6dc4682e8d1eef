package dev.seshat.process;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far storytellers have come in processes.
public final class Positions {
  private final Scope scope;

  public Positions(Scope scope) {
    this.scope = scope;
  }

  /// Where somebody is in a process: done, current and reachable nodes.
  ///
  /// @param process as [Processes#get] takes it
  public Progress of(UUID storyteller, String process) {
    return scope
        .store()
        .read(tx -> {
          ProcessVersion version = Processes.getIn(tx, process);
          return of(
              version,
              ProcessTable.graph(tx, version),
              ProgressTable.states(tx, storyteller, version.id()));
        });
  }

  static Progress of(ProcessVersion version, ProcessGraph graph, Map<String, String> states) {
    List<String> done =
        states.entrySet().stream()
            .filter(each -> !each.getValue().equals(ProgressTable.CURRENT))
            .map(Map.Entry::getKey)
            .toList();
    String current =
        states.entrySet().stream()
            .filter(each -> each.getValue().equals(ProgressTable.CURRENT))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(states.isEmpty() ? graph.start().key() : null);
    Set<String> reachable = current == null ? Set.of() : graph.reachableFrom(current);
    return new Progress(version, done, current, reachable);
  }

  /// Has somebody be through with a node and at the next, if there is one.
  public void passIn(
      Tx tx,
      UUID storyteller,
      UUID version,
      ProcessNode node,
      @Nullable ProcessNode next,
      UUID session)
      throws SQLException {
    ProgressTable.put(tx, storyteller, version, node.id(), session, ProgressTable.DONE);
    if (next != null) {
      ProgressTable.put(tx, storyteller, version, next.id(), session, ProgressTable.CURRENT);
    }
  }
}
