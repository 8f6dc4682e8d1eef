package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.Texts;
import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Health;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Pattern;
import dev.seshat.knowledge.PatternFilter;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.Specificity;
import dev.seshat.knowledge.Tally;
import dev.seshat.knowledge.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pattern`: what was learned, and the evidence for and against it.
@Command(
    name = "pattern",
    description = "What was learned, and the evidence for and against it",
    addMethodSubcommands = false)
final class PatternCommand {
  private static final String ID = "The id of a pattern";

  private final SeshatCommand root;

  PatternCommand(SeshatCommand root) {
    this.root = root;
  }

  private Patterns patterns() {
    return root.seshat().patterns();
  }

  @Command(name = "list", description = "List patterns, those whose tests say most first")
  int list(
      @Option(names = "--category", paramLabel = "WORD", description = "Only of this category")
          @Nullable String category,
      @Option(
              names = "--health",
              paramLabel = "HEALTH",
              description = "untested, healthy, mixed, failing or anti-pattern",
              completionCandidates = Choices.Healths.class)
          @Nullable String health,
      @Option(names = "--text", paramLabel = "TEXT", description = "With this in what they say")
          @Nullable String text,
      @Option(names = "--forgotten", description = "Those out of use instead") boolean forgotten,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 500 (default 20)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Pattern> page =
        patterns()
            .list(
                new PatternFilter(
                    category,
                    !forgotten,
                    health == null ? null : Health.of(health),
                    text,
                    cursor,
                    limit));
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "patterns", page.items().stream().map(Pattern::toJson).toList(), page.next()))) {
      print(root, page.items(), page.next());
    }
    return Cli.OK;
  }

  static void print(SeshatCommand root, List<Pattern> patterns, @Nullable String next) {
    Table table =
        new Table()
            .column("ID")
            .column("CATEGORY")
            .number("RATE")
            .number("BOUND")
            .number("PERSONS")
            .number("AGENTS")
            .column("CONFIDENCE")
            .column("HEALTH")
            .column("PROBLEM");
    for (Pattern pattern : patterns) {
      table.row(
          pattern.id(),
          pattern.category(),
          rate(pattern.all()),
          percent(pattern.lowerBound()),
          tally(pattern.byPersons()),
          tally(pattern.byAgents()),
          pattern.currentConfidence().word(),
          pattern.health().word(),
          Texts.shorten(pattern.problem(), 80));
    }
    SessionView.printTable(root, table, next, "no patterns");
  }

  static String tally(Tally tally) {
    return tally.tests() == 0 ? "-" : tally.successes() + "/" + tally.tests();
  }

  static String rate(Tally tally) {
    Double rate = tally.rate();
    return rate == null ? "-" : percent(rate) + " " + tally(tally);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * 100);
  }

  @Command(name = "show", description = "Show a pattern with its latest evidence")
  int show(
      @Parameters(paramLabel = "PATTERN", description = ID) String id,
      @Option(
              names = "--evidence",
              paramLabel = "N",
              defaultValue = "10",
              description = "Pieces of evidence, 1 to 500 (default 10)")
          int evidence) {
    Pattern pattern = patterns().get(id);
    List<Evidence> latest = patterns().evidence(id, null, evidence).items();
    Map<String, @Nullable Object> json = new LinkedHashMap<>(pattern.toJson());
    json.put("evidence", latest.stream().map(Evidence::toJson).toList());
    if (!root.printedAsJson(json)) {
      print(pattern);
      if (!latest.isEmpty()) {
        say("");
        table(root, latest).print(root.terminal());
      }
    }
    return Cli.OK;
  }

  private void print(Pattern pattern) {
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(pattern.id())));
    String faded =
        pattern.confidence() == pattern.currentConfidence()
            ? ""
            : " (earned " + pattern.confidence().word() + ", not validated for 60 days)";
    say(
        pattern.category()
            + "  "
            + pattern.health().word()
            + "  confidence "
            + pattern.currentConfidence().word()
            + faded);
    say(
        "succeeded "
            + rate(pattern.all())
            + ", lower bound "
            + percent(pattern.lowerBound())
            + "; persons "
            + tally(pattern.byPersons())
            + ", agents "
            + tally(pattern.byAgents())
            + ", imported "
            + tally(pattern.byImport()));
    part("Problem", pattern.problem());
    part("Solution", pattern.solution());
    part("Example to avoid", pattern.exampleBad());
    part("Example to follow", pattern.exampleGood());
    part("Context", pattern.context());
    part("Notes", pattern.notes());
    part("Tags", pattern.tags().isEmpty() ? null : String.join(", ", pattern.tags()));
    part("Forgotten", pattern.forgottenReason());
  }

  private void part(String name, @Nullable String text) {
    if (text != null) {
      say("");
      say(name + ": " + text);
    }
  }

  private void say(String text) {
    text.lines().forEach(line -> root.say(root.harmless(line)));
    if (text.isEmpty()) {
      root.say("");
    }
  }

  private static Table table(SeshatCommand root, List<Evidence> evidence) {
    Table table =
        new Table()
            .number("ID")
            .column("OUTCOME")
            .column("BY")
            .column("WHEN")
            .column("SESSION")
            .column("NOTES");
    for (Evidence each : evidence) {
      table.row(
          String.valueOf(each.id()),
          each.outcome().word(),
          each.validatedBy().word(),
          root.shown(each.createdAt()),
          each.sessionId() == null ? "" : each.sessionId().toString().substring(0, 8),
          Texts.shorten(Objects.requireNonNullElse(each.notes(), ""), 100));
    }
    return table;
  }

  @Command(name = "add", description = "Write a pattern down")
  int add(
      @Parameters(paramLabel = "CATEGORY", description = "Such as lighting") String category,
      @Parameters(paramLabel = "PROBLEM", description = "What goes wrong") String problem,
      @Parameters(paramLabel = "SOLUTION", description = "What helps") String solution,
      @Option(names = "--id", paramLabel = "ID", description = "Its id; else it is given one")
          @Nullable String id,
      @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be repeated")
          @Nullable List<String> tags,
      @Option(names = "--bad", paramLabel = "TEXT", description = "An example to avoid")
          @Nullable String bad,
      @Option(names = "--good", paramLabel = "TEXT", description = "An example to follow")
          @Nullable String good,
      @Option(names = "--context", paramLabel = "TEXT", description = "When it holds")
          @Nullable String context,
      @Option(names = "--notes", paramLabel = "TEXT", description = "Anything else")
          @Nullable String notes,
      @Option(
              names = "--specificity",
              paramLabel = "WORD",
              description = "universal, general, specific or user-preference",
              completionCandidates = Choices.Specificities.class)
          @Nullable String specificity) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("category", category);
    json.put("problem", problem);
    json.put("solution", solution);
    json.put("example_bad", bad);
    json.put("example_good", good);
    json.put("context", context);
    json.put("notes", notes);
    json.put("tags", tags == null ? List.of() : tags);
    json.put("specificity", specificity == null ? null : Specificity.of(specificity).word());
    Pattern made = patterns().add(NewPattern.fromJson(json));
    if (!root.printedAsJson(made.toJson())) {
      root.say(root.harmless(made.id()));
    }
    return Cli.OK;
  }

  @Command(name = "validate", description = "Say whether a pattern held")
  int validate(
      @Parameters(paramLabel = "PATTERN", description = ID) String id,
      @Parameters(
              paramLabel = "OUTCOME",
              description = "supported, contradicted or neutral",
              completionCandidates = Choices.EvidenceOutcomes.class)
          String outcome,
      @Option(
              names = "--by",
              paramLabel = "WHO",
              defaultValue = "person",
              description = "person (default) or agent",
              completionCandidates = Choices.Validators.class)
          String by,
      @Option(names = "--notes", paramLabel = "TEXT", description = "What was seen")
          @Nullable String notes,
      @Option(names = "--session", paramLabel = "SESSION", description = "Where it was seen")
          @Nullable String session,
      @Option(names = "--iteration", paramLabel = "N", description = "In which of its iterations")
          @Nullable Long iteration) {
    NewEvidence evidence =
        NewEvidence.of(EvidenceOutcome.of(outcome), Validator.of(by)).withNotes(notes);
    return changed(patterns().validate(id, evidence, session, iteration));
  }

  @Command(name = "forget", description = "Take a pattern out of use; it stays to be read")
  int forget(
      @Parameters(paramLabel = "PATTERN", description = ID) String id,
      @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why")
          String reason) {
    return changed(patterns().forget(id, reason));
  }

  private int changed(Pattern pattern) {
    if (!root.printedAsJson(pattern.toJson())) {
      print(pattern);
    }
    return Cli.OK;
  }

  @Command(name = "evidence", description = "List a pattern's evidence, what was added last first")
  int evidence(
      @Parameters(paramLabel = "PATTERN", description = ID) String id,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 500 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Evidence> page = patterns().evidence(id, cursor, limit);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "evidence", page.items().stream().map(Evidence::toJson).toList(), page.next()))) {
      SessionView.printTable(root, table(root, page.items()), page.next(), "no evidence");
    }
    return Cli.OK;
  }
}
