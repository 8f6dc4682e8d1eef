package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.interview.EventCoverage;
import dev.seshat.interview.LifeExport;
import dev.seshat.people.Boundary;
import dev.seshat.people.Erasure;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Storytellers;
import dev.seshat.people.Topic;
import dev.seshat.session.Kpis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `storyteller`: the people who are interviewed.
@Command(
    name = "storyteller",
    description = "The people who are interviewed: who they are, what they agree to and allow",
    addMethodSubcommands = false)
final class StorytellerCommand {
  static final String WHO = "Id, its beginning, or the name: the full one, or what they are called";

  private final SeshatCommand root;
  private final StorytellerView view;

  StorytellerCommand(SeshatCommand root) {
    this.root = root;
    this.view = new StorytellerView(root);
  }

  private Storytellers people() {
    return root.seshat().storytellers();
  }

  static void clear(Map<String, @Nullable Object> json, @Nullable List<String> names) {
    if (names != null) {
      names.forEach(name -> json.put(name, null));
    }
  }

  @Command(name = "add", description = "Write down who is to be interviewed")
  int add(
      @Parameters(paramLabel = "NAME", description = "The full name") String name,
      @Mixin StorytellerOptions options) {
    Map<String, @Nullable Object> json = options.toJson();
    json.put("full_name", name);
    Storyteller made = people().add(NewStoryteller.fromJson(json));
    if (!root.printedAsJson(made.toJson())) {
      view.print(made);
    }
    return Cli.OK;
  }

  @Command(name = "list", description = "List the people who are interviewed, by name")
  int list(
      @Option(names = "--text", paramLabel = "TEXT", description = "With this in a name")
          @Nullable String text,
      @Option(names = "--deleted", description = "Those out of use too") boolean deleted,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 200 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Storyteller> page = people().list(deleted, text, cursor, limit);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "storytellers",
            page.items().stream().map(Storyteller::toJson).toList(),
            page.next()))) {
      Table table =
          new Table()
              .column("ID")
              .flexible("NAME")
              .column("CALLED")
              .number("BORN")
              .column("CONSENT")
              .warning("");
      for (Storyteller each : page.items()) {
        table.row(
            each.id().toString().substring(0, 8),
            each.told().fullName(),
            each.told().preferredName(),
            each.told().birthYear(),
            view.consent(each),
            each.deletedAt() == null ? "" : "out of use");
      }
      SessionView.printTable(root, table, page.next(), "nobody");
    }
    return Cli.OK;
  }

  @Command(
      name = "show",
      description =
          "Show somebody: what is told, what they allow, and how far interviews have come")
  int show(@Parameters(paramLabel = "STORYTELLER", description = WHO) String ref) {
    Storyteller who = people().get(ref);
    String id = who.id().toString();
    Boundary boundary = people().boundary(id);
    List<EventCoverage> coverage = root.seshat().sessionEvents().coverageOf(id);
    Map<String, @Nullable Object> json = new LinkedHashMap<>(who.toJson());
    json.put("boundary", boundary.toJson());
    json.put("coverage", coverage.stream().map(EventCoverage::toJson).toList());
    if (!root.printedAsJson(json)) {
      view.print(who);
      root.say("");
      view.print(boundary);
      if (!coverage.isEmpty()) {
        root.say("");
        view.print(coverage);
      }
    }
    return Cli.OK;
  }

  @Command(name = "edit", description = "Change what is told of somebody")
  int edit(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(names = "--name", paramLabel = "NAME", description = "The full name")
          @Nullable String name,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "A field by the name that 'show --json' has for it; may be repeated")
          @Nullable List<String> clear,
      @Mixin StorytellerOptions options) {
    Map<String, @Nullable Object> json = options.toJson();
    if (name != null) {
      json.put("full_name", name);
    }
    clear(json, clear);
    return shown(people().change(ref, json, null));
  }

  private int shown(Storyteller who) {
    if (!root.printedAsJson(who.toJson())) {
      view.print(who);
    }
    return Cli.OK;
  }

  @Command(name = "consent", description = "Keep that somebody agrees to be interviewed")
  int consent(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(names = "--note", paramLabel = "TEXT", description = "How they said it")
          @Nullable String note) {
    return shown(people().consent(ref, true, note));
  }

  @Command(
      name = "withdraw",
      description = "Keep that somebody no longer agrees; their interviews are paused at once")
  int withdraw(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(names = "--note", paramLabel = "TEXT", description = "How they said it")
          @Nullable String note) {
    return shown(people().consent(ref, false, note));
  }

  @Command(name = "boundary", description = "Show or change what somebody allows to be asked")
  int boundary(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(
              names = "--allow",
              paramLabel = "TOPIC",
              description =
                  "romance, loss, illness, conflict, faith, intimacy, trauma or finances; may be repeated",
              completionCandidates = Choices.Topics.class)
          @Nullable List<String> allow,
      @Option(
              names = "--refuse",
              paramLabel = "TOPIC",
              description = "The same topics; may be repeated",
              completionCandidates = Choices.Topics.class)
          @Nullable List<String> refuse,
      @Option(
              names = "--tier",
              paramLabel = "N",
              description = "How near a question may go, 1 to 3")
          @Nullable Integer tier,
      @Option(
              names = "--off-limit",
              paramLabel = "WORDS",
              description =
                  "Words of their own for what is not asked, in place of those there were; may be repeated")
          @Nullable List<String> offLimit,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "A field that is to be as usual again, such as off_limit_topics")
          @Nullable List<String> clear) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    topics(json, "--allow", allow, true);
    topics(json, "--refuse", refuse, false);
    if (tier != null) {
      json.put("maximum_tier", tier);
    }
    if (offLimit != null) {
      json.put("off_limit_topics", offLimit);
    }
    clear(json, clear);
    Boundary boundary =
        json.isEmpty() ? people().boundary(ref) : people().changeBoundary(ref, json);
    if (!root.printedAsJson(boundary.toJson())) {
      view.print(boundary);
    }
    return Cli.OK;
  }

  private static void topics(
      Map<String, @Nullable Object> json,
      String option,
      @Nullable List<String> words,
      boolean isAllowed) {
    for (String word : words == null ? List.<String>of() : words) {
      json.put(Topic.of(option, word).field(), isAllowed);
    }
  }

  @Command(
      name = "delete",
      description = "Take somebody out of use; what was recorded stays until it is erased")
  int delete(@Parameters(paramLabel = "STORYTELLER", description = WHO) String ref) {
    return shown(people().delete(ref));
  }

  @Command(name = "restore", description = "Take somebody back into use")
  int restore(@Parameters(paramLabel = "STORYTELLER", description = WHO) String ref) {
    return shown(people().restore(ref));
  }

  @Command(
      name = "export",
      description =
          "Write all that is kept of somebody as one ZIP: JSON, a story to read, pictures")
  int export(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(
              names = "--out",
              paramLabel = "FILE|-",
              required = true,
              description = "A file that is not there yet; - writes to stdout")
          String out,
      @Option(
              names = "--share",
              description =
                  "As it may be shared: pseudonyms for names; private details, limits, notes and pictures left out")
          boolean share)
      throws IOException {
    LifeExport exports = root.seshat().lifeExport();
    String id = people().get(ref).id().toString();
    if (out.equals("-")) {
      exports.write(id, share, root.terminal().out());
      return Cli.OK;
    }
    Path file = Numbers.path("out", out);
    LifeExport.Written written;
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      written = exports.write(id, share, to);
    } catch (FileAlreadyExistsException e) {
      throw new Conflict(file + " is there already; name a file that is not");
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    if (!root.printedAsJson(written.toJson())) {
      root.say(
          "%s: %s events, %s sessions, %s pictures"
              .formatted(
                  file,
                  Numbers.grouped(written.events()),
                  Numbers.grouped(written.sessions()),
                  Numbers.grouped(written.images())));
    }
    return Cli.OK;
  }

  @Command(
      name = "erase",
      description =
          "Erase somebody for good: their life, every session with them, pictures, transcripts, words of the search")
  int erase(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(names = "--yes", description = "It is meant; nothing brings it back") boolean yes) {
    Storyteller who = people().get(ref);
    if (!yes) {
      throw new Invalid(
          "--yes",
          "is missing: it would erase "
              + who.told().fullName()
              + " with every session of theirs, and nothing brings that back");
    }
    Erasure.Erased erased = root.seshat().erasure().erase(who.id().toString());
    if (!root.printedAsJson(erased.toJson())) {
      root.say(
          "erased, with %s sessions and %s events"
              .formatted(Numbers.grouped(erased.sessions()), Numbers.grouped(erased.events())));
      root.notice("backups and exports that were made before still hold it");
    }
    return Cli.OK;
  }

  @Command(name = "kpi", description = "What the sessions with somebody come to")
  int kpi(
      @Parameters(paramLabel = "STORYTELLER", description = WHO) String ref,
      @Option(
              names = "--by",
              paramLabel = "WHAT",
              defaultValue = "month",
              completionCandidates = Choices.KpiDimensions.class,
              description = "month (default), kind, project, storyteller")
          String by,
      @Option(
              names = "--from",
              paramLabel = "DAY|TIME",
              description = "Active on or after this day (UTC) or time")
          @Nullable String from,
      @Option(
              names = "--to",
              paramLabel = "DAY|TIME",
              description = "Active up to the end of this day, or before this time")
          @Nullable String to) {
    List<Kpis.Figures> rows =
        root.seshat()
            .kpis()
            .ofStoryteller(
                people().get(ref).id(),
                Kpis.Dimension.of(by),
                When.from(from, ZoneOffset.UTC),
                When.to(to, ZoneOffset.UTC));
    KpiCommand.print(root, by, rows);
    return Cli.OK;
  }
}
