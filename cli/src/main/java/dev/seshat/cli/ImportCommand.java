package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.export.LoadOptions;
import dev.seshat.export.LoadReport;
import dev.seshat.legacy.LegacyOptions;
import dev.seshat.legacy.LegacyReport;
import dev.seshat.tasklist.TaskListReport;
import dev.seshat.tasklist.TaskLists;
import dev.seshat.transcript.ImportReport;
import dev.seshat.transcript.JsonLinesOptions;
import dev.seshat.transcript.MalformedLine;
import dev.seshat.transcript.TranscriptClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `import`: sessions that took place elsewhere. Importing again adds only what is new.
@Command(
    name = "import",
    description = "Import sessions from elsewhere; again, and only what is new is added",
    addMethodSubcommands = false)
final class ImportCommand {
  private static final int SHOWN_LINES = 20;

  private final SeshatCommand root;

  ImportCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(name = "claude-code", description = "Import Claude Code's transcripts")
  int claudeCode(@Mixin TranscriptOptions options) {
    return transcripts(TranscriptClient.CLAUDE_CODE, options);
  }

  @Command(name = "codex", description = "Import Codex's transcripts")
  int codex(@Mixin TranscriptOptions options) {
    return transcripts(TranscriptClient.CODEX, options);
  }

  @Command(name = "gemini", description = "Import Gemini CLI's chats")
  int gemini(@Mixin TranscriptOptions options) {
    return transcripts(TranscriptClient.GEMINI, options);
  }

  private int transcripts(TranscriptClient client, TranscriptOptions options) {
    Path where = options.where(client, root.environment());
    if (options.follow) {
      return print(new Following(root).run(client, where, options.options()));
    }
    try (ProgressBar bar = new ProgressBar(root.terminal())) {
      ImportReport report =
          root.seshat().transcripts().importFrom(client, where, options.options(), bar);
      bar.close();
      return print(report);
    }
  }

  @Command(
      name = "jsonl",
      description = "Import JSON Lines of any origin (see docs/import-jsonl.md)")
  int jsonLines(
      @Parameters(paramLabel = "FILE|-", description = "- reads stdin") String file,
      @Option(names = "--strict", description = "Stop at the first bad line") boolean strict,
      @Option(names = "--keep-secrets", description = "Do not mask what looks like a secret")
          boolean keepSecrets)
      throws IOException {
    JsonLinesOptions options =
        JsonLinesOptions.of(file).withStrict(strict).withMaskSecrets(!keepSecrets);
    if (file.equals("-")) {
      return importLines(root.terminal().in(), options);
    }
    try (InputStream in = Files.open("file", file)) {
      return importLines(in, options);
    }
  }

  @Command(name = "zip", description = "Import what 'export' wrote (see docs/export.md)")
  int zip(
      @Parameters(paramLabel = "FILE|-", description = "- reads stdin") String file,
      @Option(
              names = "--skip-existing",
              description = "Leave sessions that are there already as they are")
          boolean skipExisting)
      throws IOException {
    LoadOptions options = LoadOptions.standard().withSkipExisting(skipExisting);
    LoadReport report;
    try (ProgressBar bar = new ProgressBar(root.terminal());
        InputStream in = file.equals("-") ? root.terminal().in() : Files.open("file", file)) {
      report = root.seshat().exports().load(in, options, bar);
    }
    if (!root.printedAsJson(report.toJson())) {
      Table table = new Table().column("TABLE").number("ADDED").number("THERE ALREADY");
      report
          .added()
          .forEach((name, rows) -> {
            long there = report.skipped().getOrDefault(name, 0L);
            if (rows + there > 0) {
              table.row(name, Numbers.grouped(rows), Numbers.grouped(there));
            }
          });
      table.print(root.terminal());
      root.say(
          report.restored()
              ? "the empty store is now the exported workspace, its audit log too"
              : "imported into what was there");
    }
    return Cli.OK;
  }

  /// How an older system's database is taken over.
  static final class LegacyFlags {
    @Option(names = "--dry-run", description = "Only say what would be taken")
    boolean dryRun;

    @Option(names = "--keep-secrets", description = "Do not mask what looks like a secret")
    boolean keepSecrets;

    LegacyOptions options() {
      return LegacyOptions.standard().withDryRun(dryRun).withMaskSecrets(!keepSecrets);
    }

    LegacyOptions options(@Nullable String pictures) {
      return options().withFiles(pictures == null ? null : Numbers.path("--pictures", pictures));
    }
  }

  @Command(
      name = "tasks",
      description = "Take over tasks of other tools' files (see docs/import-tasks.md)")
  int tasks(
      @Parameters(
              paramLabel = "PATH|-",
              description =
                  "A Markdown file with '- [ ]', a folder of them or with a file for each task, or a ZIP of it; - reads stdin")
          String path,
      @Option(
              names = "--session",
              paramLabel = "SESSION|new",
              description = "Into which; without it one of these files' own")
          @Nullable String session) {
    String into = session == null || session.equals("new") ? null : session;
    TaskLists lists = root.seshat().taskLists();
    TaskListReport report =
        path.equals("-")
            ? lists.importFrom("stdin", root.terminal().in(), into)
            : lists.importFrom(Numbers.path("path", path), into);
    if (!root.printedAsJson(report.toJson())) {
      Table table =
          new Table().number("TASKS").number("ADDED").number("CHANGED").number("THERE ALREADY");
      table.row(
          Numbers.grouped(report.found()),
          Numbers.grouped(report.added()),
          Numbers.grouped(report.changed()),
          Numbers.grouped(report.alreadyThere()));
      table.print(root.terminal());
      root.say("session " + report.sessionId().toString().substring(0, 8));
      report
          .remarks()
          .forEach(each -> root.notice(root.harmless(each.where() + ": " + each.what())));
      if (report.moreRemarks() > 0) {
        root.notice("… and " + Numbers.grouped(report.moreRemarks()) + " more remarks");
      }
    }
    return Cli.OK;
  }

  @Command(
      name = "legacy",
      description =
          "Take over an older system's database, whichever it is (see docs/import-task-orchestration.md)")
  int legacy(
      @Parameters(
              paramLabel = "FILE|URL",
              arity = "1..*",
              description = "SQLite files of one system, or a PostgreSQL URL")
          List<String> sources,
      @Option(
              names = "--pictures",
              paramLabel = "DIR",
              description = "Take the pictures below this folder too, where the system kept some")
          String pictures,
      @Mixin LegacyFlags flags) {
    LegacyOptions options = flags.options(pictures);
    String first = sources.getFirst();
    if (first.startsWith("postgresql:") || first.startsWith("jdbc:postgresql:")) {
      if (sources.size() > 1) {
        throw new Invalid("url", "is one; take over one database after the other");
      }
      return takeOver(bar -> root.seshat().legacy().importAny(first, options, bar));
    }
    List<Path> paths = sources.stream().map(file -> Numbers.path("file", file)).toList();
    return takeOver(bar -> root.seshat().legacy().importAny(paths, options, bar));
  }

  @Command(
      name = "agent-system",
      description = "Take over the agent system's database (see docs/import-agent-system.md)")
  int agentSystem(
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "system.db, or token_usage.db and links.db, or backups of them")
          List<String> files,
      @Mixin LegacyFlags flags) {
    List<Path> paths = files.stream().map(file -> Numbers.path("file", file)).toList();
    LegacyOptions options = flags.options();
    return takeOver(bar -> root.seshat().legacy().importAgentSystem(paths, options, bar));
  }

  @Command(
      name = "prompt-sessions",
      description = "Take over prompt sessions' SQLite database (see docs/import-prompting.md)")
  int promptSessions(
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "The database, or backups of it")
          List<String> files,
      @Option(
              names = "--pictures",
              paramLabel = "DIR",
              description = "Take the pictures below its folder 'sessions' too")
          String pictures,
      @Mixin LegacyFlags flags) {
    List<Path> paths = files.stream().map(file -> Numbers.path("file", file)).toList();
    LegacyOptions options = flags.options(pictures);
    return takeOver(bar -> root.seshat().legacy().importPromptSessions(paths, options, bar));
  }

  @Command(
      name = "image-datatable",
      description =
          "Take over the image datatable from its PostgreSQL database (see docs/import-prompting.md)")
  int imageDatatable(
      @Parameters(
              paramLabel = "URL",
              description = "postgresql://user:password@host/database, or a jdbc:postgresql: URL")
          String url,
      @Option(
              names = "--pictures",
              paramLabel = "DIR",
              description = "Take the pictures that its addresses lead to below this folder too")
          String pictures,
      @Mixin LegacyFlags flags) {
    LegacyOptions options = flags.options(pictures);
    return takeOver(bar -> root.seshat().legacy().importImageDatatable(url, options, bar));
  }

  @Command(
      name = "interview-sessions",
      description =
          "Take over interviews from a PostgreSQL database (see docs/import-interview-sessions.md)")
  int interviewSessions(
      @Parameters(
              paramLabel = "URL",
              description = "postgresql://user:password@host/database, or a jdbc:postgresql: URL")
          String url,
      @Mixin LegacyFlags flags) {
    LegacyOptions options = flags.options();
    return takeOver(bar -> root.seshat().legacy().importInterviewSessions(url, options, bar));
  }

  private int takeOver(Function<ProgressBar, LegacyReport> work) {
    try (ProgressBar bar = new ProgressBar(root.terminal())) {
      LegacyReport report = work.apply(bar);
      bar.close();
      LegacyView.print(root, report);
    }
    return Cli.OK;
  }

  private int importLines(InputStream in, JsonLinesOptions options) {
    try (ProgressBar bar = new ProgressBar(root.terminal())) {
      ImportReport report = root.seshat().transcripts().importJsonLines(in, options, bar);
      bar.close();
      return print(report);
    }
  }

  private int print(ImportReport report) {
    if (root.isJson()) {
      root.say(report.toJson());
      return Cli.OK;
    }
    Table table = new Table().column("ADDED").number("");
    table.row("sessions", Numbers.grouped(report.sessions()));
    table.row("interactions", Numbers.grouped(report.interactions()));
    table.row("notes", Numbers.grouped(report.notes()));
    table.row("artifacts", Numbers.grouped(report.artifacts()));
    table.row("requests", Numbers.grouped(report.requests()));
    table.print(root.terminal());
    root.say(
        "%s files (%s unchanged), %s lines, %s MB in %s s; %s secrets masked"
            .formatted(
                Numbers.grouped(report.files()),
                Numbers.grouped(report.unchangedFiles()),
                Numbers.grouped(report.lines()),
                Numbers.grouped(report.bytes() >> 20),
                String.format(Locale.ROOT, "%.1f", report.seconds()),
                Numbers.grouped(report.masked())));
    warn(report);
    return Cli.OK;
  }

  private void warn(ImportReport report) {
    List<MalformedLine> lines = report.malformed();
    lines.stream()
        .limit(SHOWN_LINES)
        .forEach(line -> root.notice(line.file() + ":" + line.line() + ": " + line.reason()));
    if (report.malformedCount() > SHOWN_LINES) {
      root.notice(
          "… and "
              + Numbers.grouped(report.malformedCount() - SHOWN_LINES)
              + " more lines that could not be read");
    }
    report
        .unknownTypes()
        .forEach((type, count) ->
            root.notice("kept " + Numbers.grouped(count) + " records of the unknown type " + type));
  }
}
