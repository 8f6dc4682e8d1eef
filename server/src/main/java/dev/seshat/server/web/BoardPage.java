package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.access.Role;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.task.BoardFilter;
import dev.seshat.task.TaskBoard;
import dev.seshat.task.TaskStatus;
import io.javalin.http.Context;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The board: the tasks of a session, or of all, by their state.
public final class BoardPage implements Pages {
  /// By whose changes a board changes.
  public static final String LIVE = "task task_group";

  private static final String ICON =
      "M4 4h4.500v16H4zM9.800 4h4.500v11H9.800zM15.500 4H20v14h-4.500z";
  private static final int CARDS = 200;
  private static final List<String> FILTERS = List.of("group", "specialist", "assignee", "text");

  private final Renderer renderer;

  public BoardPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// The tasks of one state.
  ///
  /// @param more the address of the board with more of them; null where all are shown, or no more can be
  public record Column(TaskBoard.Column of, @Nullable String more) {
    public String word() {
      return of.status().word();
    }

    public String title() {
      return Format.title(word());
    }

    /// Whether it is folded until somebody wants to see it.
    public boolean isFolded() {
      return of.status() == TaskStatus.CANCELLED;
    }

    /// How many there are, in words.
    public String count() {
      return of.total() >= TaskBoard.MOST_COUNTED
          ? Format.exact(TaskBoard.MOST_COUNTED) + "+"
          : Format.exact(of.total());
    }
  }

  /// What the page shows.
  ///
  /// @param head of the session; null where the tasks are of all
  public record View(@Nullable Head head, Link here, List<Column> columns, boolean mayWrite) {
    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public boolean isOfAll() {
      return head == null;
    }

    /// Whether no task is on it, whatever is asked for.
    public boolean isEmpty() {
      return chips().isEmpty() && columns.stream().allMatch(each -> each.of().total() == 0);
    }

    public List<Parts.Chip> chips() {
      Map<String, String> titles = new LinkedHashMap<>();
      titles.put("group", "Group");
      titles.put("specialist", "Specialist");
      titles.put("assignee", "Done by");
      titles.put("text", "Title has");
      return Parts.chips(new Link(here.path(), here.params()), titles);
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Board", "/board", 'd', ICON)
        .page("/board", this::ofAll)
        .page("/sessions/{ref}/board", this::ofSession);
  }

  private void ofAll(Context ctx) {
    View view = view(ctx, null, "/board");
    renderer.page(ctx, "board", "Board", "board", view);
  }

  private void ofSession(Context ctx) {
    Seshat seshat = Visitor.of(ctx).seshat();
    Head head = Head.of(seshat, seshat.sessions().get(ctx.pathParam("ref")), "tasks");
    View view = view(ctx, head, head.href("board"));
    renderer.page(ctx, "session/board", head.session().title(), "sessions", view);
  }

  private static View view(Context ctx, @Nullable Head head, String path) {
    Params params =
        Params.of(
            ctx,
            Stream.concat(FILTERS.stream(), Stream.of(TaskStatus.values()).map(TaskStatus::word))
                .toArray(String[]::new));
    Map<TaskStatus, Integer> limits = new EnumMap<>(TaskStatus.class);
    for (TaskStatus each : TaskStatus.values()) {
      int asked = params.integer(each.word(), CARDS, 1, Integer.MAX_VALUE);
      limits.put(each, Math.clamp(asked, CARDS, TaskBoard.MOST));
    }
    BoardFilter filter =
        new BoardFilter(
            head == null ? null : head.session().id().toString(),
            params.text("group"),
            params.text("specialist"),
            params.text("assignee"),
            params.text("text"));
    Link here = new Link(path, params.all());
    List<Column> columns =
        Visitor.of(ctx).seshat().taskBoard().columns(filter, limits).stream()
            .map(each -> new Column(each, more(each, here)))
            .toList();
    return new View(head, here, columns, Visitor.of(ctx).role().allows(Role.WRITER));
  }

  private static @Nullable String more(TaskBoard.Column column, Link here) {
    int shown = column.cards().size();
    return column.hasMore() && shown < TaskBoard.MOST
        ? here.with(column.status().word(), Math.min(TaskBoard.MOST, shown + CARDS))
            + "#c-"
            + column.status().word()
        : null;
  }
}
