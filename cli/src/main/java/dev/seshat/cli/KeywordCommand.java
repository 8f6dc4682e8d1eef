package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.Texts;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.KeywordFilter;
import dev.seshat.knowledge.NewKeyword;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keyword`: words of prompts, and how well they do what they are meant to.
@Command(
    name = "keyword",
    description = "Words of prompts, and how well they do",
    addMethodSubcommands = false)
final class KeywordCommand {
  private final SeshatCommand root;

  KeywordCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List keywords, the most effective first")
  int list(
      @Option(
              names = "--effectiveness",
              paramLabel = "WORD",
              description = "excellent, good, moderate, poor or counterproductive",
              completionCandidates = Choices.Effects.class)
          @Nullable String effectiveness,
      @Option(names = "--effect", paramLabel = "TEXT", description = "Meant to do this")
          @Nullable String effect,
      @Option(names = "--text", paramLabel = "TEXT", description = "With this in what is said")
          @Nullable String text,
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
    Page<Keyword> page =
        root.seshat()
            .keywords()
            .list(
                new KeywordFilter(
                    effectiveness == null ? null : Effectiveness.of(effectiveness),
                    effect,
                    text,
                    cursor,
                    limit));
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "keywords", page.items().stream().map(Keyword::toJson).toList(), page.next()))) {
      print(root, page.items(), page.next());
    }
    return Cli.OK;
  }

  static void print(SeshatCommand root, List<Keyword> keywords, @Nullable String next) {
    Table table =
        new Table()
            .number("ID")
            .column("KEYWORD")
            .column("EFFECTIVENESS")
            .number("USES")
            .number("BOUND")
            .column("EFFECT");
    for (Keyword keyword : keywords) {
      table.row(
          String.valueOf(keyword.id()),
          keyword.keyword(),
          rating(keyword),
          PatternCommand.tally(keyword.uses()),
          PatternCommand.percent(keyword.uses().lowerBound()),
          Texts.shorten(keyword.intendedEffect(), 80));
    }
    SessionView.printTable(root, table, next, "no keywords");
  }

  private static String rating(Keyword keyword) {
    Effectiveness effectiveness = keyword.effectiveness();
    return effectiveness == null ? "-" : effectiveness.word();
  }

  @Command(name = "show", description = "Show a keyword and its effects")
  int show(
      @Parameters(paramLabel = "KEYWORD", description = "Its number, or the keyword itself")
          String ref) {
    boolean isNumber = ref.matches("[0-9]{1,18}");
    List<Keyword> found =
        isNumber
            ? List.of(root.seshat().keywords().get(Long.parseLong(ref)))
            : root.seshat().keywords().find(ref);
    if (root.printedAsJson(Map.of("keywords", found.stream().map(Keyword::toJson).toList()))) {
      return Cli.OK;
    }
    found.forEach(this::print);
    return Cli.OK;
  }

  private void print(Keyword keyword) {
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(keyword.keyword())));
    root.say(
        rating(keyword)
            + "  effective "
            + PatternCommand.rate(keyword.uses())
            + ", lower bound "
            + PatternCommand.percent(keyword.uses().lowerBound()));
    part("Meant to", keyword.intendedEffect());
    part("Does", keyword.actualEffect());
    part("Better", keyword.betterAlternative());
    part("Context", keyword.context());
    part("Notes", keyword.notes());
  }

  private void part(String name, @Nullable String text) {
    String said = Objects.requireNonNullElse(text, "");
    if (!said.isEmpty()) {
      (name + ": " + said).lines().forEach(line -> root.say(root.harmless(line)));
    }
  }

  @Command(name = "rate", description = "Say how well a keyword does what it is meant to")
  int rate(
      @Parameters(paramLabel = "KEYWORD", description = "As it stands in prompts") String keyword,
      @Parameters(
              paramLabel = "EFFECTIVENESS",
              description = "excellent, good, moderate, poor or counterproductive",
              completionCandidates = Choices.Effects.class)
          String effectiveness,
      @Option(names = "--effect", paramLabel = "TEXT", description = "What it is meant to do")
          @Nullable String effect,
      @Option(names = "--does", paramLabel = "TEXT", description = "What it does")
          @Nullable String does,
      @Option(names = "--better", paramLabel = "TEXT", description = "What does it better")
          @Nullable String better,
      @Option(names = "--context", paramLabel = "TEXT", description = "Where that was seen")
          @Nullable String context,
      @Option(names = "--notes", paramLabel = "TEXT", description = "Anything else")
          @Nullable String notes) {
    Keyword rated =
        root.seshat()
            .keywords()
            .rate(
                new NewKeyword(
                    keyword,
                    Objects.requireNonNullElse(effect, ""),
                    does,
                    Effectiveness.of(effectiveness),
                    better,
                    context,
                    notes,
                    null));
    if (!root.printedAsJson(rated.toJson())) {
      print(rated);
    }
    return Cli.OK;
  }
}
