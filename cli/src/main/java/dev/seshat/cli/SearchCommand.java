package dev.seshat.cli;

import dev.seshat.search.Hit;
import dev.seshat.search.Mark;
import dev.seshat.search.SearchFilter;
import dev.seshat.search.SearchPage;
import dev.seshat.search.SearchQuery;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `search`: turns, notes, artifacts and summaries by words.
@Command(
    name = "search",
    description = "Find turns, notes, artifacts and summaries by words, the best first")
final class SearchCommand implements Runnable {
  private final SeshatCommand root;

  @Parameters(paramLabel = "WORDS", arity = "1..*", description = "Plain words")
  List<String> words = new ArrayList<>();

  @Option(names = "--kind", paramLabel = "KIND", description = "Kind of session")
  @Nullable String kind;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
  @Nullable String project;

  @Option(names = "--author", paramLabel = "AUTHOR", description = "Who spoke")
  @Nullable String author;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only in this one")
  @Nullable String session;

  @Option(names = "--from", paramLabel = "DAY|TIME", description = "On or after this day or time")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY|TIME",
      description = "Up to the end of this day, or before this time")
  @Nullable String to;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "1 to 200 (default 20)")
  int limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the page before ended")
  @Nullable String cursor;

  @Option(names = "--prefix", description = "The last word may be unfinished")
  boolean prefix;

  @Option(
      names = "--syntax",
      description = "Understand \"a phrase\", -without, begin*, this OR that")
  boolean syntax;

  SearchCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    ZoneId zone = root.zone();
    SearchFilter filter =
        new SearchFilter(
            kind,
            project,
            When.from(from, zone),
            When.to(to, zone),
            author,
            session == null ? null : root.seshat().sessions().get(session).id(),
            Set.of());
    SearchQuery query =
        new SearchQuery(String.join(" ", words), filter, limit, cursor, syntax, prefix);
    SearchPage page = root.seshat().search().find(query);
    if (!root.printedAsJson(root.isJson() ? page.toJson() : null)) {
      print(page);
    }
  }

  private void print(SearchPage page) {
    if (page.hits().isEmpty()) {
      root.notice("nothing found");
      return;
    }
    for (Hit hit : page.hits()) {
      String where =
          hit.shortId()
              + (hit.interactionSequence() == null
                  ? " " + hit.entityKind()
                  : "#" + hit.interactionSequence());
      String head = where + "  " + root.shown(hit.createdAt()) + "  " + hit.author();
      root.say(Ink.DIM.on(root.terminal(), head));
      root.say("    " + marked(hit));
    }
    if (page.cursor() != null) {
      root.notice("there is more: --cursor " + page.cursor());
    }
  }

  private String marked(Hit hit) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Mark mark : hit.marks()) {
      String found = hit.snippet().substring(mark.start(), mark.end());
      out.append(root.harmless(hit.snippet().substring(at, mark.start())));
      out.append(Ink.FOUND.on(root.terminal(), root.harmless(found)));
      at = mark.end();
    }
    return out.append(root.harmless(hit.snippet().substring(at))).toString();
  }
}
