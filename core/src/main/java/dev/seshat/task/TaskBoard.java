package dev.seshat.task;

import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tasks by their state, as people look at them: in each state some at the top, and how many there are.
///
/// Of those that are open the most urgent come first, of those that wait to begin those that may; of those that are over
/// the last ones.
public final class TaskBoard {
  /// How many cards of one state are shown at most.
  public static final int MOST = 1_000;

  /// Up to how many tasks of a state are counted.
  public static final int MOST_COUNTED = 10_000;

  private final Scope scope;
  private final Sessions sessions;

  public TaskBoard(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// The name of a task.
  public record Named(UUID id, String marker, String title) {}

  /// A task on a board.
  ///
  /// @param session the title of its session
  /// @param waitsFor what it depends on that is not completed yet
  public record Card(Task task, String session, List<Named> waitsFor) {
    public Card {
      waitsFor = List.copyOf(waitsFor);
    }
  }

  /// The tasks of one state.
  ///
  /// @param total how many there are; counted up to [#MOST_COUNTED]
  public record Column(TaskStatus status, List<Card> cards, long total) {
    public Column {
      cards = List.copyOf(cards);
    }

    /// Whether there are more than are shown.
    public boolean hasMore() {
      return total > cards.size();
    }
  }

  /// The columns for some states, all as they are at one moment.
  ///
  /// @param limits how many cards of each state: 1 to [#MOST]
  public List<Column> columns(BoardFilter filter, Map<TaskStatus, Integer> limits) {
    String named = filter.session();
    UUID session = named == null ? null : sessions.get(named).id();
    return scope
        .store()
        .read(tx -> {
          List<Column> columns = new ArrayList<>();
          for (TaskStatus status : TaskStatus.values()) {
            Integer limit = limits.get(status);
            if (limit != null) {
              BoardTable.Wanted wanted = new BoardTable.Wanted(session, filter, status);
              columns.add(column(tx, wanted, Math.clamp(limit, 1, MOST)));
            }
          }
          return List.copyOf(columns);
        });
  }

  /// The first tasks of one state.
  ///
  /// @param limit 1 to [#MOST]
  public List<Card> first(BoardFilter filter, TaskStatus status, int limit) {
    String named = filter.session();
    UUID session = named == null ? null : sessions.get(named).id();
    BoardTable.Wanted wanted = new BoardTable.Wanted(session, filter, status);
    return scope.store().read(tx -> cards(tx, wanted, Math.clamp(limit, 1, MOST)));
  }

  private static Column column(Tx tx, BoardTable.Wanted wanted, int limit) throws SQLException {
    List<Card> cards = cards(tx, wanted, limit);
    long total = cards.size() < limit ? cards.size() : BoardTable.count(tx, wanted, MOST_COUNTED);
    return new Column(wanted.status(), cards, total);
  }

  private static List<Card> cards(Tx tx, BoardTable.Wanted wanted, int limit) throws SQLException {
    List<BoardTable.Found> found = BoardTable.list(tx, wanted, limit);
    Map<UUID, List<Named>> waits =
        BoardTable.waitsFor(tx, found.stream().map(each -> each.task().id()).toList());
    return found.stream()
        .map(each ->
            new Card(each.task(), each.session(), waits.getOrDefault(each.task().id(), List.of())))
        .toList();
  }
}
