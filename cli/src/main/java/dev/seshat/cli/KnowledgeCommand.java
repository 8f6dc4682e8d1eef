package dev.seshat.cli;

import dev.seshat.Texts;
import dev.seshat.knowledge.Applied;
import dev.seshat.knowledge.Coverage;
import dev.seshat.knowledge.KnowledgeHit;
import dev.seshat.knowledge.KnowledgeImport;
import dev.seshat.knowledge.KnowledgeOverview;
import dev.seshat.knowledge.KnowledgeWriting;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.promise.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `knowledge`: patterns and keywords together, and their files.
@Command(
    name = "knowledge",
    description = "What is known: applied, searched, and as files",
    addMethodSubcommands = false)
final class KnowledgeCommand {
  private final SeshatCommand root;

  KnowledgeCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "import",
      description = "Take learned-patterns.md or keyword-effectiveness.md over; twice counts once")
  int importFile(@Parameters(paramLabel = "FILE", description = "The file") Path file) {
    KnowledgeImport report = root.seshat().knowledgeFiles().importFile(file);
    if (root.printedAsJson(report.toJson())) {
      return Cli.OK;
    }
    say(
        "%s %s: %s added, %s changed, %s as they were; %s pieces of evidence added"
            .formatted(
                Numbers.grouped(report.entries()),
                report.kind(),
                Numbers.grouped(report.added()),
                Numbers.grouped(report.changed()),
                Numbers.grouped(report.unchanged()),
                Numbers.grouped(report.evidence())));
    unproven(report);
    report
        .rounded()
        .forEach(each ->
            root.notice(
                root.harmless(
                    "%s says %d %% of %d tests, which is no whole number: counted as %d"
                        .formatted(each.id(), each.rate(), each.tests(), each.successes()))));
    if (report.detached() > 0) {
      root.notice(
          Numbers.grouped(report.detached())
              + " pieces of evidence name sessions that are not here");
    }
    report
        .unread()
        .forEach((line, text) ->
            root.notice(
                root.harmless("line " + line + " was not read: " + Texts.shorten(text, 200))));
    return Cli.OK;
  }

  private void unproven(KnowledgeImport report) {
    if (report.unproven().isEmpty()) {
      return;
    }
    say("");
    say(
        Numbers.grouped(report.unproven().size())
            + " say a confidence that their own tests do not bear out:");
    Table table =
        new Table()
            .column("PATTERN")
            .column("SAYS")
            .column("EARNED")
            .number("RATE")
            .number("TESTS");
    report
        .unproven()
        .forEach(each ->
            table.row(
                each.id(),
                each.stated().word(),
                each.earned().word(),
                each.rate() + "%",
                String.valueOf(each.tests())));
    table.print(root.terminal());
  }

  private void say(String line) {
    root.say(root.harmless(line));
  }

  @Command(name = "export", description = "Write the knowledge files")
  int export(
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              description = "Where; without, in the workspace's folder of files")
          @Nullable Path folder) {
    KnowledgeWriting writing =
        folder == null
            ? root.seshat().knowledgeFiles().write()
            : root.seshat().knowledgeFiles().exportTo(folder);
    if (root.printedAsJson(writing.toJson())) {
      return Cli.OK;
    }
    if (writing.written().isEmpty()) {
      root.notice("nothing has changed in " + writing.folder());
    }
    writing.written().forEach(name -> say(Path.of(writing.folder()).resolve(name).toString()));
    writing
        .kept()
        .forEach(name ->
            root.notice(
                "a file was edited since it was written, and is kept as "
                    + name
                    + "; import it to take the changes over"));
    return Cli.OK;
  }

  @Command(name = "show", description = "Show what there is, or the patterns of a category")
  int show(
      @Parameters(
              paramLabel = "CATEGORY",
              arity = "0..1",
              description = "A category; without, what there is of each")
          @Nullable String category,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "Patterns, 1 to 500 (default 50)")
          int limit) {
    if (category != null) {
      List<Pattern> patterns =
          root.seshat().patterns().list(PatternFilter.best(limit).ofCategory(category)).items();
      if (!root.printedAsJson(
          Map.of("patterns", patterns.stream().map(Pattern::toJson).toList()))) {
        PatternCommand.print(root, patterns, null);
      }
      return Cli.OK;
    }
    KnowledgeOverview overview = root.seshat().knowledge().overview();
    if (root.printedAsJson(overview.toJson())) {
      return Cli.OK;
    }
    if (overview.categories().isEmpty()) {
      root.notice("no patterns");
    } else {
      Table table =
          new Table().column("CATEGORY").number("PATTERNS").number("TESTS").column("HEALTH");
      for (KnowledgeOverview.Category each : overview.categories()) {
        table.row(
            each.category(),
            Numbers.grouped(each.patterns()),
            Numbers.grouped(each.tests()),
            counts(each.health()));
      }
      table.print(root.terminal());
    }
    if (!overview.keywords().isEmpty()) {
      say("keywords: " + counts(overview.keywords()));
    }
    return Cli.OK;
  }

  private static String counts(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((word, count) ->
        text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(word));
    return text.toString();
  }

  @Command(
      name = "apply",
      description = "What is known for a description, and how well it is covered")
  int apply(
      @Parameters(paramLabel = "DESCRIPTION", arity = "1..*", description = "What is wanted")
          List<String> words,
      @Option(
              names = "--session",
              paramLabel = "SESSION",
              description = "Note there what is applied")
          @Nullable String session,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "Of each, 1 to 100 (default 20)")
          int limit) {
    Applied found = root.seshat().knowledge().apply(String.join(" ", words), session, limit);
    if (root.printedAsJson(found.toJson())) {
      return Cli.OK;
    }
    Coverage coverage = found.coverage();
    say(
        String.format(Locale.ROOT, "coverage %.2f", coverage.value())
            + (coverage.wantsResearch() ? ": little is known; research is wanted" : ""));
    if (!found.unknown().isEmpty()) {
      say("no good data for: " + String.join("; ", found.unknown()));
    }
    if (!found.patterns().isEmpty()) {
      say("");
      fitting(found);
    }
    if (!found.keywords().isEmpty()) {
      say("");
      KeywordCommand.print(root, found.keywords(), null);
    }
    found
        .similar()
        .forEach(each -> say("succeeded before: " + each.shortId() + "  " + each.title()));
    if (!found.recorded().isEmpty()) {
      root.notice(root.harmless("noted as applied: " + String.join(", ", found.recorded())));
    }
    return Cli.OK;
  }

  private void fitting(Applied found) {
    Table table =
        new Table()
            .column("FIT")
            .column("PATTERN")
            .number("RATE")
            .number("BOUND")
            .column("HEALTH")
            .column("SOLUTION");
    for (Applied.Fitting each : found.patterns()) {
      Pattern pattern = each.pattern();
      table.row(
          each.fit().word(),
          pattern.id(),
          PatternCommand.rate(pattern.all()),
          PatternCommand.percent(pattern.lowerBound()),
          pattern.health().word(),
          Texts.shorten(pattern.solution(), 100));
    }
    table.print(root.terminal());
  }

  @Command(
      name = "reflect",
      description = "Take from a session that has ended what it taught (see docs/reflection.md)")
  int reflect(
      @Parameters(paramLabel = "SESSION", description = "Id, short id or 'current'") String session)
      throws InterruptedException {
    Promise wanted = root.seshat().reflection().promise(session);
    Promise done = root.seshat().perform(wanted.request());
    if (!root.printedAsJson(done.toJson())) {
      say(Objects.requireNonNullElse(done.resultSummary(), "done"));
    }
    return Cli.OK;
  }

  @Command(name = "search", description = "Search patterns, keywords and your own knowledge files")
  int search(
      @Parameters(paramLabel = "WORDS", arity = "1..*", description = "Plain words")
          List<String> words,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 100 (default 20)")
          int limit) {
    List<KnowledgeHit> hits = root.seshat().knowledge().search(String.join(" ", words), limit);
    if (root.printedAsJson(Map.of("hits", hits.stream().map(KnowledgeHit::toJson).toList()))) {
      return Cli.OK;
    }
    if (hits.isEmpty()) {
      root.notice("nothing found");
      return Cli.OK;
    }
    Table table = new Table().column("KIND").column("ID").column("TITLE").column("TEXT");
    for (KnowledgeHit hit : hits) {
      table.row(
          hit.kind(), hit.id(), Texts.shorten(hit.title(), 60), Texts.shorten(hit.text(), 120));
    }
    table.print(root.terminal());
    return Cli.OK;
  }
}
