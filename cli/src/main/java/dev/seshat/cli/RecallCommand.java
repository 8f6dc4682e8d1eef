package dev.seshat.cli;

import dev.seshat.search.Recollection;
import dev.seshat.search.SearchFilter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `recall`: the turns that answer a question best, packed into a token budget.
@Command(
    name = "recall",
    description = "Print the turns that answer a question best, within a token budget")
final class RecallCommand implements Runnable {
  private final SeshatCommand root;

  @Parameters(
      paramLabel = "QUESTION",
      arity = "1..*",
      description = "Plain words; speakers and dates help")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "2000",
      description = "50 to 200000 (default 2000)")
  int tokens;

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

  RecallCommand(SeshatCommand root) {
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
    Recollection found = root.seshat().recall().recall(String.join(" ", words), tokens, filter);
    if (root.printedAsJson(found.toJson())) {
      return;
    }
    if (found.text().isEmpty()) {
      root.notice("nothing found");
    } else {
      root.say(root.harmless(found.text()));
    }
  }
}
