package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.search.Hit;
import dev.seshat.search.Mark;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchQuery;
import dev.seshat.server.http.Params;
import dev.seshat.usage.Project;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns, notes and artifacts that hold some words, each with a way to where it stands.
public final class SearchPage implements Pages {
  private final Seshat seshat;
  private final Renderer renderer;

  public SearchPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// A piece of a snippet: a word that was looked for, or what stands between.
  public record Piece(String text, boolean marked) {}

  /// A hit as a line.
  public record Found(Hit hit, List<Piece> pieces) {
    /// Where it stands.
    public String href() {
      String session = "/sessions/" + hit.sessionId();
      Long turn = hit.interactionSequence();
      return switch (hit.entityKind()) {
        case "note" -> session + "/notes";
        case "artifact" -> session + "/artifacts";
        case "task" -> session + "/tasks/" + hit.entityId();
        case "iteration" -> session + "/iterations";
        default -> turn == null ? session : session + "?at=" + turn + "#turn-" + turn;
      };
    }

    public String title() {
      String name = hit.sessionName();
      return name == null || name.isBlank() ? hit.shortId() : name;
    }
  }

  /// What the page shows.
  ///
  /// @param next the address of the next page; null at the end
  public record View(
      Map<String, String> asked, List<Found> found, @Nullable String next, List<String> projects) {
    public String asked(String name) {
      return asked.getOrDefault(name, "");
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/search", this::show);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "q", "project", "kind", "author", "from", "to", "cursor");
    List<String> projects = seshat.usage().projects().list().stream().map(Project::name).toList();
    String words = params.text("q");
    if (words == null) {
      renderer.page(
          ctx, "search", "Search", "-", new View(params.all(), List.of(), null, projects));
      return;
    }
    SearchFilter filter =
        new SearchFilter(
            params.text("kind"),
            params.text("project"),
            params.time("from"),
            params.time("to"),
            params.text("author"),
            null,
            Set.of());
    var page =
        seshat
            .search()
            .find(new SearchQuery(words, filter, 20, params.text("cursor"), false, true));
    List<Found> found =
        page.hits().stream()
            .map(hit -> new Found(hit, pieces(hit.snippet(), hit.marks())))
            .toList();
    String next =
        page.cursor() == null
            ? null
            : new Link("/search", params.all()).with("cursor", page.cursor()).toString();
    renderer.page(
        ctx, "search", "Search: " + words, "-", new View(params.all(), found, next, projects));
  }

  /// The snippet cut at its marks.
  static List<Piece> pieces(String snippet, List<Mark> marks) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    for (Mark mark : marks) {
      int start = Math.clamp(mark.start(), at, snippet.length());
      int end = Math.clamp(mark.end(), start, snippet.length());
      if (start > at) {
        pieces.add(new Piece(snippet.substring(at, start), false));
      }
      if (end > start) {
        pieces.add(new Piece(snippet.substring(start, end), true));
      }
      at = end;
    }
    if (at < snippet.length()) {
      pieces.add(new Piece(snippet.substring(at), false));
    }
    return pieces;
  }
}
