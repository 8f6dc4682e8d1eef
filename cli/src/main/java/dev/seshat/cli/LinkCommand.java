package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.link.AddedLink;
import dev.seshat.link.Analysis;
import dev.seshat.link.CleanRule;
import dev.seshat.link.Cleaning;
import dev.seshat.link.DomainCount;
import dev.seshat.link.Link;
import dev.seshat.link.LinkFilter;
import dev.seshat.link.LinkStatus;
import dev.seshat.link.Links;
import dev.seshat.link.NewLink;
import dev.seshat.promise.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `link`: web pages that are kept, read and found again.
@Command(
    name = "link",
    description = "Web pages that are kept, read and found again",
    addMethodSubcommands = false)
final class LinkCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SeshatCommand root;

  LinkCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "add",
      description = "Keep an address and read its page; the same one is read once")
  int add(
      @Parameters(paramLabel = "URL", description = "With http or https") String url,
      @Option(names = "--session", paramLabel = "SESSION", description = "Where it came up")
          @Nullable String session,
      @Option(names = "--project", paramLabel = "PROJECT", description = "What it is for")
          @Nullable String project,
      @Option(names = "--no-wait", description = "Leave the reading to a server or a worker")
          boolean noWait) {
    AddedLink added = root.seshat().links().add(new NewLink(url, session, project));
    Link link = noWait ? added.link() : read(added.link());
    Map<String, @Nullable Object> json = new LinkedHashMap<>(link.toJson());
    json.put("is_new", added.isNew());
    if (!root.printedAsJson(json)) {
      print(link);
      if (!added.isNew()) {
        root.notice("kept already; mentioned " + link.mentions() + " times");
      }
    }
    return Cli.OK;
  }

  /// Reads a link in this process, unless somebody else does.
  private Link read(Link link) {
    if (!link.isWaiting()) {
      return link;
    }
    try (Waiting waiting = new Waiting(root.terminal(), "reading " + link.domain());
        Worker worker =
            root.seshat()
                .worker()
                .only(Links.KIND)
                .concurrency(1)
                .grace(Duration.ofSeconds(1))
                .start()) {
      return root.seshat().links().await(link.id(), PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return root.seshat().links().get(link.id());
    }
  }

  @Command(name = "list", description = "List links, those added last first")
  int list(
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "pending, success or error",
              completionCandidates = Choices.LinkStates.class)
          @Nullable String status,
      @Option(names = "--domain", paramLabel = "DOMAIN", description = "Only of this host")
          @Nullable String domain,
      @Option(names = "--session", paramLabel = "SESSION", description = "Only of this session")
          @Nullable String session,
      @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
          @Nullable String project,
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
    LinkFilter filter =
        new LinkFilter(
            status == null ? null : LinkStatus.of(status),
            domain,
            session == null ? null : root.seshat().sessions().get(session).id(),
            project,
            cursor,
            limit);
    return page(root.seshat().links().list(filter));
  }

  @Command(name = "search", description = "Find links by words in title, address, topic and text")
  int search(
      @Parameters(
              paramLabel = "WORDS",
              arity = "1..*",
              description = "Words, \"a phrase\", -without, begin*, this OR that")
          List<String> words,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "1 to 100 (default 20)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    List<String> quoted =
        words.stream()
            .map(word -> word.contains(" ") && !word.contains("\"") ? '"' + word + '"' : word)
            .toList();
    return page(root.seshat().links().search(String.join(" ", quoted), cursor, limit));
  }

  private int page(Page<Link> page) {
    if (root.printedAsJson(
        SessionReadVerbs.page(
            "links", page.items().stream().map(Link::toJson).toList(), page.next()))) {
      return Cli.OK;
    }
    Table table =
        new Table().number("ID").column("STATUS").column("ADDED").column("TITLE").column("URL");
    for (Link link : page.items()) {
      table.row(
          String.valueOf(link.id()),
          link.status().word(),
          root.shown(link.timestamp()),
          link.title(),
          link.url());
    }
    SessionView.printTable(root, table, page.next(), "no links");
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a link and what its page comes down to")
  int show(
      @Parameters(paramLabel = "LINK", description = "Its number or its address") String ref,
      @Option(names = "--text", description = "The text of the page instead") boolean text) {
    Link link = root.seshat().links().get(ref);
    if (text) {
      String said = root.seshat().links().text(link.id());
      if (!root.printedAsJson(Map.of("id", link.id(), "url", link.url(), "text", said))) {
        said.lines().forEach(line -> root.say(root.harmless(line)));
      }
      return Cli.OK;
    }
    if (!root.printedAsJson(link.toJson())) {
      print(link);
    }
    return Cli.OK;
  }

  private void print(Link link) {
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(link.title())));
    say(
        link.id()
            + "  "
            + (link.isWaiting() ? "waiting" : link.status().word())
            + "  "
            + link.url());
    if (link.errorMessage() != null) {
      say(link.errorMessage());
    }
    Analysis analysis = link.analysis();
    if (analysis == null) {
      return;
    }
    say("");
    say(analysis.mainTopic());
    points("Reasons to care", analysis.reasonsToCare());
    points("Key insights", analysis.keyInsights());
    if (analysis.technicalDetails() != null) {
      points("Technical details", List.of(analysis.technicalDetails()));
    }
    say("");
    say("analysed by " + link.analysedBy() + ", read " + root.shown(link.fetchedAt()));
  }

  private void say(String line) {
    root.say(root.harmless(line));
  }

  private void points(String title, List<String> points) {
    if (!points.isEmpty()) {
      say("");
      say(title);
      points.forEach(point -> say("  - " + point));
    }
  }

  @Command(
      name = "refresh",
      description = "Read a link again; what is known stays until there is more")
  int refresh(
      @Parameters(paramLabel = "LINK", description = "Its number or its address") String ref,
      @Option(names = "--no-wait", description = "Leave the reading to a server or a worker")
          boolean noWait) {
    Links links = root.seshat().links();
    Link asked = links.refresh(links.get(ref).id());
    Link link = noWait ? asked : read(asked);
    if (!root.printedAsJson(link.toJson())) {
      print(link);
    }
    return Cli.OK;
  }

  @Command(name = "domains", description = "The hosts with most links")
  int domains(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit) {
    List<DomainCount> domains = root.seshat().links().domains(limit);
    Map<String, Object> json =
        Map.of("domains", domains.stream().map(DomainCount::toJson).toList());
    if (!root.printedAsJson(json)) {
      Table table =
          new Table()
              .column("DOMAIN")
              .number("LINKS")
              .number("WAITING")
              .number("FAILED")
              .column("LAST");
      for (DomainCount domain : domains) {
        table.row(
            domain.domain(),
            Numbers.grouped(domain.links()),
            Numbers.grouped(domain.pending()),
            Numbers.grouped(domain.error()),
            root.shown(domain.last()));
      }
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(
      name = "clean",
      description = "Remove links by a rule; says what it would do unless told to")
  int clean(
      @Option(
              names = "--errors-older-than",
              paramLabel = "DAYS",
              description = "Those that could not be read, added last so long ago")
          @Nullable Integer errors,
      @Option(
              names = "--unused-for",
              paramLabel = "DAYS",
              description = "Those of no session, added last so long ago")
          @Nullable Integer unused,
      @Option(names = "--apply", description = "Remove them") boolean apply) {
    if (errors == null && unused == null) {
      throw new Invalid(
          "", "say which links: --errors-older-than DAYS, --unused-for DAYS, or both");
    }
    CleanRule rule = new CleanRule(errors, unused);
    Links links = root.seshat().links();
    Cleaning cleaning = apply ? links.clean(rule) : links.plan(rule);
    if (!root.printedAsJson(cleaning.toJson())) {
      cleaning.examples().forEach(link -> say(link.id() + "  " + link.url()));
      root.say(
          Numbers.grouped(cleaning.links())
              + (cleaning.removed()
                  ? " links removed"
                  : " links would be removed; --apply does it"));
    }
    return Cli.OK;
  }

  @Command(name = "remove", description = "Remove links and what was read of them")
  int remove(
      @Parameters(paramLabel = "LINK", arity = "1..*", description = "Numbers or addresses")
          List<String> refs) {
    Links links = root.seshat().links();
    List<Link> found = new ArrayList<>();
    refs.forEach(ref -> found.add(links.get(ref)));
    List<Long> ids = found.stream().map(Link::id).distinct().toList();
    ids.forEach(links::remove);
    if (!root.printedAsJson(Map.of("removed", ids))) {
      root.say(ids.size() == 1 ? "1 link removed" : ids.size() + " links removed");
    }
    return Cli.OK;
  }
}
