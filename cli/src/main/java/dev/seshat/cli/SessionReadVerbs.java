package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.agent.AgentRun;
import dev.seshat.session.Artifact;
import dev.seshat.session.Briefs;
import dev.seshat.session.Interaction;
import dev.seshat.session.Note;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The verbs of `session` that read.
@Command(addMethodSubcommands = false)
abstract class SessionReadVerbs {
  static final String REF = "Id, short id or prefix of a session, or 'current'";

  final SeshatCommand root;

  SessionReadVerbs(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "list", description = "List sessions, those with the newest activity first")
  int list(
      @Option(names = "--kind", paramLabel = "KIND", description = "coding, chat, interview…")
          @Nullable String kind,
      @Option(
              names = "--status",
              paramLabel = "STATE",
              split = ",",
              completionCandidates = Choices.Statuses.class,
              description = "One or more, joined by commas")
          @Nullable Set<String> status,
      @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
          @Nullable String project,
      @Option(names = "--tool", paramLabel = "TOOL", description = "Only by this tool")
          @Nullable String tool,
      @Option(names = "--tag", paramLabel = "TAG", description = "Only with this tag")
          @Nullable String tag,
      @Option(
              names = "--from",
              paramLabel = "DAY|TIME",
              description = "Active on or after this day or time")
          @Nullable String from,
      @Option(
              names = "--to",
              paramLabel = "DAY|TIME",
              description = "Active up to the end of this day, or before this time")
          @Nullable String to,
      @Option(names = "--roots", description = "Leave out subagents' sessions") boolean roots,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 1000 (default 50)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Set<SessionStatus> statuses = new LinkedHashSet<>();
    if (status != null) {
      status.forEach(word -> statuses.add(SessionStatus.of(word)));
    }
    ZoneId zone = root.zone();
    SessionFilter filter =
        SessionFilter.all()
            .withLimit(limit)
            .withKind(kind)
            .withStatuses(statuses)
            .withProject(project)
            .withTool(tool)
            .withTag(tag)
            .withActivity(When.from(from, zone), When.to(to, zone))
            .withRootsOnly(roots)
            .withCursor(cursor);
    SessionView.printPage(root, root.seshat().sessions().list(filter));
    return Cli.OK;
  }

  @Command(name = "show", description = "Show a session")
  int show(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref) {
    SessionView.print(root, root.seshat().sessions().get(ref));
    return Cli.OK;
  }

  @Command(
      name = "interactions",
      aliases = "turns",
      description = "List what was said and done in a session")
  int interactions(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(names = "--last", paramLabel = "N", description = "Only the newest N")
          @Nullable Integer last,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "1 to 1000 (default 100)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Interaction> page =
        last == null
            ? root.seshat().interactions().page(ref, cursor, limit)
            : new Page<>(root.seshat().interactions().last(ref, last), null);
    if (!root.printedAsJson(
        page(
            "interactions",
            page.items().stream().map(Interaction::toJson).toList(),
            page.next()))) {
      Table table =
          new Table().number("#").dim("TIME").column("AUTHOR").column("TYPE").flexible("TEXT");
      for (Interaction each : page.items()) {
        String after = each.aboutness().isEmpty() ? each.unanswered() : each.aboutness();
        table.row(
            each.interactionSequence(),
            root.shown(each.createdAt()),
            each.author(),
            each.type().word(),
            after.isEmpty() ? each.text() : each.text() + " [" + after + "]");
      }
      SessionView.printTable(root, table, page.next());
    }
    return Cli.OK;
  }

  @Command(name = "runs", description = "List who worked on a session, the newest run first")
  int runs(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "1 to 500 (default 50)")
          int limit) {
    List<AgentRun> runs = root.seshat().agentRuns().of(ref, limit);
    if (!root.printedAsJson(Map.of("runs", runs.stream().map(AgentRun::toJson).toList()))) {
      Table table =
          new Table()
              .dim("FROM")
              .dim("LAST SEEN")
              .column("ENDED")
              .column("AGENT")
              .column("CLIENT")
              .flexible("MODEL");
      for (AgentRun each : runs) {
        table.row(
            root.shown(each.startedAt()),
            root.shown(each.lastSeenAt()),
            each.endedAt() == null ? "goes on" : root.shown(each.endedAt()),
            each.agent(),
            each.client() == null ? "" : each.client(),
            each.model() == null ? "" : each.model());
      }
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }

  @Command(name = "notes", description = "List the notes of a session")
  int notes(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "1 to 1000 (default 100)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    Page<Note> page = root.seshat().notes().list(ref, cursor, limit);
    if (!root.printedAsJson(
        page("notes", page.items().stream().map(Note::toJson).toList(), page.next()))) {
      Table table =
          new Table().dim("TIME").column("TYPE").column("BY").warning("").flexible("NOTE");
      for (Note note : page.items()) {
        String marks = (note.isImportant() ? "!" : "") + (note.isToFollowUp() ? "→" : "");
        table.row(
            root.shown(note.createdAt()),
            note.noteType(),
            note.notedBy(),
            marks,
            note.noteContent());
      }
      SessionView.printTable(root, table, page.next());
    }
    return Cli.OK;
  }

  @Command(name = "artifacts", description = "List the artifacts of a session")
  int artifacts(
      @Parameters(paramLabel = "SESSION", description = REF) String ref,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "1 to 1000 (default 100)")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Where the page before ended")
          @Nullable String cursor) {
    printArtifacts(root.seshat().artifacts().list(ref, cursor, limit));
    return Cli.OK;
  }

  void printArtifacts(Page<Artifact> page) {
    if (!root.printedAsJson(
        page("artifacts", page.items().stream().map(Artifact::toJson).toList(), page.next()))) {
      Table table =
          new Table().dim("ID").column("TYPE").flexible("NAME").state("STATE").column("CREATED");
      for (Artifact each : page.items()) {
        table.row(
            each.id(),
            each.artifactType(),
            each.artifactName(),
            each.state().word(),
            root.shown(each.createdAt()));
      }
      SessionView.printTable(root, table, page.next());
    }
  }

  @Command(name = "artifact-show", description = "Print the content of an artifact")
  int artifactShow(@Parameters(paramLabel = "ARTIFACT", description = "Its id") String id) {
    Artifact artifact = root.seshat().artifacts().get(Numbers.id("artifact", id));
    if (!root.printedAsJson(artifact.toJson())) {
      String content = artifact.content();
      root.say(
          root.harmless(content != null ? content : String.valueOf(artifact.structuredData())));
    }
    return Cli.OK;
  }

  @Command(
      name = "brief",
      description = "Print what a new agent needs to go on with a session, as Markdown")
  int brief(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref,
      @Option(
              names = "--tokens",
              paramLabel = "N",
              description = "Budget, 100 to 200000 (default: the preference brief_tokens)")
          @Nullable Integer given) {
    Session session = root.seshat().sessions().get(ref);
    Briefs briefs = root.seshat().briefs();
    int tokens = given == null ? briefs.tokens() : given;
    String brief = briefs.brief(session.id().toString(), tokens);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session_id", session.id().toString());
    json.put("tokens", tokens);
    json.put("brief", brief);
    if (!root.printedAsJson(json)) {
      root.say(root.harmless(brief.stripTrailing()));
    }
    return Cli.OK;
  }

  @Command(
      name = "progress",
      description = "Show how far a session is, and which indicators are met")
  int progress(
      @Parameters(paramLabel = "SESSION", defaultValue = "current", description = REF) String ref) {
    SessionView.printProgress(root, root.seshat().progress().of(ref));
    return Cli.OK;
  }

  @Command(
      name = "children",
      description = "List the sessions that are parts of this one (subagents)")
  int children(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    SessionView.printAll(root, root.seshat().sessions().children(ref));
    return Cli.OK;
  }

  @Command(
      name = "chain",
      description = "List the sessions that led to this one and went on from it, oldest first")
  int chain(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    SessionView.printAll(root, root.seshat().sessions().chain(ref));
    return Cli.OK;
  }

  @Command(
      name = "transcript",
      description = "Write the archived original of an imported session to stdout, byte for byte")
  int transcript(@Parameters(paramLabel = "SESSION", description = REF) String ref)
      throws IOException {
    UUID session = root.seshat().sessions().get(ref).id();
    if (root.isJson()) {
      root.printedAsJson(Map.of("files", root.seshat().transcripts().files(session)));
      return Cli.OK;
    }
    if (root.seshat().transcripts().files(session).isEmpty()) {
      throw new NotFound(
          "session " + ref + " was not imported from a transcript; nothing is archived for it");
    }
    root.seshat().transcripts().writeOriginal(session, root.terminal().out());
    return Cli.OK;
  }

  /// A page of a list as JSON.
  static Map<String, @Nullable Object> page(String name, List<?> items, @Nullable String next) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(name, items);
    json.put("next", next);
    return json;
  }
}
