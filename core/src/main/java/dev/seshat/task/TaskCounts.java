package dev.seshat.task;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts again what is kept of tasks beside their own rows: what they weigh, wait for and have under them, their paths, and
/// what groups and sessions come to.
public final class TaskCounts {
  private final Map<UUID, CountTable.TaskRow> tasks = new LinkedHashMap<>();
  private final Map<UUID, List<UUID>> under = new HashMap<>();
  private final Map<UUID, Integer> waiting = new HashMap<>();
  private final Map<@Nullable UUID, CountTable.Sum> groups = new HashMap<>();
  private final List<CountTable.TaskRow> wrong = new ArrayList<>();
  private CountTable.Sum session = CountTable.Sum.NONE;

  private TaskCounts() {}

  /// The sessions of which something kept is not true, and what.
  public static Map<UUID, String> recount(Scope scope) {
    return scope
        .store()
        .read(tx -> {
          Map<UUID, String> found = new LinkedHashMap<>();
          for (UUID session : CountTable.sessions(tx)) {
            List<String> differences = examine(tx, session, false);
            if (!differences.isEmpty()) {
              found.put(session, String.join("; ", differences));
            }
          }
          return found;
        });
  }

  /// Makes it true wherever it is not.
  ///
  /// @return the sessions of which something was not true, and what
  public static Map<UUID, String> mend(Scope scope) {
    Map<UUID, String> wrong = recount(scope);
    for (UUID session : wrong.keySet()) {
      scope
          .store()
          .write(tx -> {
            CountTable.lock(tx, session);
            correctIn(tx, session);
            return session;
          });
    }
    return wrong;
  }

  /// Makes it true for one session; for whoever wrote the rows by another way.
  public static void correctIn(Tx tx, UUID session) throws SQLException {
    examine(tx, session, true);
    TouchTable.all(tx, session);
  }

  private static List<String> examine(Tx tx, UUID session, boolean isToMend) throws SQLException {
    TaskCounts counts = new TaskCounts();
    counts.read(tx, session);
    for (UUID root : counts.under.getOrDefault(session, List.of())) {
      counts.add(root, "", root, 0);
    }
    List<String> differences = new ArrayList<>();
    if (!counts.wrong.isEmpty()) {
      differences.add(
          counts.wrong.size() + " tasks, '" + counts.wrong.getFirst().marker() + "' among them");
    }
    Map<UUID, CountTable.Sum> groups = counts.groups(tx, session);
    CountTable.groups(tx, session)
        .forEach((id, sum) -> {
          CountTable.Sum is = groups.getOrDefault(id, CountTable.Sum.NONE);
          if (!is.equals(sum)) {
            differences.add("group " + id + " keeps " + sum + " and has " + is);
          }
        });
    CountTable.Sum kept = CountTable.session(tx, session);
    if (!kept.equals(counts.session)) {
      differences.add("the session keeps " + kept + " and has " + counts.session);
    } else if (!CountTable.isShown(tx, session, counts.session)) {
      differences.add("the session does not show that it has " + counts.session);
    }
    if (isToMend && !differences.isEmpty()) {
      for (CountTable.TaskRow each : counts.wrong) {
        CountTable.mend(tx, each);
      }
      for (Map.Entry<UUID, CountTable.Sum> each : groups.entrySet()) {
        CountTable.mendGroup(tx, each.getKey(), each.getValue());
      }
      CountTable.mendSession(tx, session, counts.session);
    }
    return differences;
  }

  private void read(Tx tx, UUID session) throws SQLException {
    CountTable.tasks(tx, session)
        .forEach(each -> {
          tasks.put(each.id(), each);
          under
              .computeIfAbsent(
                  each.parent() == null ? session : each.parent(), id -> new ArrayList<>())
              .add(each.id());
        });
    waiting.putAll(CountTable.waiting(tx, session));
  }

  private TaskTable.Weight add(UUID id, String path, UUID root, int level) {
    CountTable.TaskRow row = Objects.requireNonNull(tasks.get(id));
    String own = path + "/" + row.marker();
    List<UUID> children = under.getOrDefault(id, List.of());
    TaskTable.Weight weight = new TaskTable.Weight(0, 0);
    int open = waiting.getOrDefault(id, 0);
    for (UUID child : children) {
      TaskTable.Weight theirs = add(child, own, root, level + 1);
      weight =
          new TaskTable.Weight(weight.weight() + theirs.weight(), weight.done() + theirs.done());
      open += Objects.requireNonNull(tasks.get(child)).status().isOver() ? 0 : 1;
    }
    weight = children.isEmpty() ? row.ownWeight() : weight;
    CountTable.TaskRow is = row.as(root, level, own, weight, open, children.size());
    if (!is.equals(row)) {
      wrong.add(is);
    }
    CountTable.Sum sum =
        CountTable.Sum.of(row, children.isEmpty() ? weight : new TaskTable.Weight(0, 0));
    session = session.plus(sum);
    groups.merge(row.group(), sum, CountTable.Sum::plus);
    return weight;
  }

  /// What each group comes to with those in it.
  private Map<UUID, CountTable.Sum> groups(Tx tx, UUID session) throws SQLException {
    Map<UUID, TaskGroup> all = new HashMap<>();
    GroupTable.ofSession(tx, session).forEach(each -> all.put(each.id(), each));
    Map<UUID, CountTable.Sum> sums = new HashMap<>();
    for (UUID id : all.keySet()) {
      CountTable.Sum own = groups.getOrDefault(id, CountTable.Sum.NONE);
      for (@Nullable UUID at = id;
          at != null;
          at = Objects.requireNonNull(all.get(at)).parentId()) {
        sums.merge(at, own, CountTable.Sum::plus);
      }
    }
    return sums;
  }
}
