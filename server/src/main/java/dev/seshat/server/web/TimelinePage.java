package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Interaction;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The turns of a session, a window at a time: a session of ten thousand opens as fast as one of ten.
public final class TimelinePage implements Pages {
  private static final int WINDOW = 50;
  private static final int SCAN = 500;
  private static final int MOST_SCANS = 20;

  private final Seshat seshat;
  private final Renderer renderer;

  public TimelinePage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// Which turns are shown.
  public enum Show {
    ALL("Everything"),
    TALK("Conversation"),
    TOOLS("Tools");

    private final String title;

    Show(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    boolean lets(Interaction interaction) {
      return switch (interaction.type()) {
        case PROMPT, RESPONSE, CLARIFICATION, MESSAGE -> this != TOOLS;
        case TOOL_CALL, TOOL_RESULT -> this != TALK;
        case REFLECTION, EVENT -> this == ALL;
      };
    }

    static Show of(String word) {
      return Stream.of(values())
          .filter(show -> show.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new Invalid("show", "must be one of all, talk, tools"));
    }
  }

  /// Some turns in a row.
  ///
  /// @param earlier the number before which there are more; null where there are none
  /// @param later the number after which there are more; null where there are none
  /// @param end the number after which more may come while one looks; null where there are later ones already
  /// @param live whether more are to be expected
  public record Window(
      String base,
      Show show,
      List<Turn> turns,
      @Nullable Long earlier,
      @Nullable Long later,
      @Nullable Long end,
      boolean live) {
    public boolean isEmpty() {
      return turns.isEmpty() && earlier == null && later == null;
    }

    public String session() {
      return base.substring(base.lastIndexOf('/') + 1);
    }

    public String fragment(String side, long number) {
      return Link.to(base + "/turns")
          .with(side, number)
          .with("show", show == Show.ALL ? null : show.word())
          .toString();
    }

    public String page(long at) {
      return Link.to(base).with("at", at).with("show", show == Show.ALL ? null : show.word())
          + "#turn-"
          + at;
    }

    public String whole(Turn turn) {
      return base + "/turns/" + turn.number();
    }

    public String showing(Show other) {
      return Link.to(base).with("show", other == Show.ALL ? null : other.word()).toString();
    }
  }

  /// What the page shows.
  public record View(Head head, Window window, @Nullable Long at) {
    public List<Show> shows() {
      return List.of(Show.values());
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}", this::show)
        .part("/sessions/{ref}/turns", this::more)
        .page("/sessions/{ref}/turns/{sequence}", this::whole);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "at", "show");
    Session session = Visitor.of(ctx).seshat().sessions().get(ctx.pathParam("ref"));
    Head head = Head.of(Visitor.of(ctx).seshat(), session, "timeline");
    Long at = params.positive("at");
    Show show = Show.of(params.text("show", "all"));
    Window window;
    if (at != null) {
      window = after(session, Math.max(0, at - 6), show);
    } else if (session.status().isOpen()) {
      window = before(session, head.turns() + 1, show);
    } else {
      window = after(session, 0, show);
    }
    renderer.page(ctx, "session/timeline", session.title(), "sessions", new View(head, window, at));
  }

  private void more(Context ctx) {
    Params params = Params.of(ctx, "after", "before", "show");
    Session session = Visitor.of(ctx).seshat().sessions().get(ctx.pathParam("ref"));
    Show show = Show.of(params.text("show", "all"));
    Long before = params.positive("before");
    if (before != null) {
      Window found = before(session, before, show);
      renderer.part(ctx, "earlier", found);
      return;
    }
    long after = params.integer("after", 0, 0, Integer.MAX_VALUE);
    Window window = after(session, after, show);
    if (window.turns().isEmpty() && window.end() != null && window.end() == after) {
      ctx.status(HttpStatus.NO_CONTENT);
    } else {
      renderer.part(ctx, "later", window);
    }
  }

  private void whole(Context ctx) {
    Params.of(ctx);
    Session session = Visitor.of(ctx).seshat().sessions().get(ctx.pathParam("ref"));
    long sequence = Params.positive("sequence", ctx.pathParam("sequence"));
    Turn turn = new Turn(seshat.interactions().get(session.id().toString(), sequence), true);
    Window window = new Window(base(session), Show.ALL, List.of(turn), null, null, null, false);
    if (ctx.header("HX-Request") != null) {
      renderer.part(ctx, "turns", window);
    } else {
      renderer.page(
          ctx,
          "session/timeline",
          session.title(),
          "sessions",
          new View(Head.of(Visitor.of(ctx).seshat(), session, "timeline"), window, sequence));
    }
  }

  /// The next turns that `show` lets through after a number; bounded even where few are let through.
  private Window after(Session session, long number, Show show) {
    List<Turn> turns = new ArrayList<>();
    String cursor = number == 0 ? null : String.valueOf(number);
    int limit = show == Show.ALL ? WINDOW : SCAN;
    for (int scans = 0; scans < MOST_SCANS; scans++) {
      Page<Interaction> page = seshat.interactions().page(session.id().toString(), cursor, limit);
      int left = page.items().size();
      for (Interaction interaction : page.items()) {
        left--;
        if (show.lets(interaction)) {
          turns.add(new Turn(interaction, false));
        }
        cursor = String.valueOf(interaction.interactionSequence());
        boolean last = page.next() == null && left == 0;
        if (turns.size() == WINDOW && !last) {
          return window(session, show, turns, number, Long.valueOf(cursor), null);
        }
      }
      if (page.next() == null) {
        return window(
            session, show, turns, number, null, Long.valueOf(cursor == null ? "0" : cursor));
      }
    }
    return window(session, show, turns, number, Long.valueOf(String.valueOf(cursor)), null);
  }

  private static Window window(
      Session session,
      Show show,
      List<Turn> turns,
      long after,
      @Nullable Long later,
      @Nullable Long end) {
    boolean live = session.status() == SessionStatus.ACTIVE;
    return new Window(base(session), show, turns, after == 0 ? null : after + 1, later, end, live);
  }

  /// The last turns that `show` lets through before a number.
  private Window before(Session session, long number, Show show) {
    List<Turn> turns = new ArrayList<>();
    long first = number;
    int limit = show == Show.ALL ? WINDOW : SCAN;
    for (int scans = 0; scans < MOST_SCANS && first > 1 && turns.size() < WINDOW; scans++) {
      List<Interaction> found =
          seshat.interactions().around(session.id().toString(), first - 1, limit - 1, 0);
      if (found.isEmpty()) {
        break;
      }
      for (Interaction interaction : found.reversed()) {
        if (turns.size() == WINDOW) {
          break;
        }
        first = interaction.interactionSequence();
        if (show.lets(interaction)) {
          turns.add(new Turn(interaction, false));
        }
      }
    }
    Collections.reverse(turns);
    boolean live = session.status() == SessionStatus.ACTIVE;
    return new Window(base(session), show, turns, first > 1 ? first : null, null, number - 1, live);
  }

  private static String base(Session session) {
    return "/sessions/" + session.id();
  }
}
