package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.SeshatException;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.session.Session;
import dev.seshat.sync.SyncConflict;
import dev.seshat.sync.SyncReport;
import dev.seshat.sync.SyncState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sync`: has the files of sessions' tasks and the store say the same.
@Command(
    name = "sync",
    description = "Have the files of sessions' tasks and the store say the same",
    addMethodSubcommands = false)
final class SyncCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  private final SeshatCommand root;

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..1",
      description = "Default: all sessions of tasks that are not archived")
  @Nullable String session;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "Who wins where both changed the same, from now on: merge (status by the store, words by the file), db_wins, md_wins"
              + " or manual",
      completionCandidates = Choices.Policies.class)
  @Nullable String policy;

  @Option(names = "--accept", description = "Take a file that was set aside as it is")
  boolean accept;

  SyncCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    MergePolicy chosen = policy == null ? null : MergePolicy.of(policy);
    String one = session;
    if (one != null) {
      SyncReport report = root.seshat().taskFiles().sync(one, chosen, accept);
      if (!root.printedAsJson(report.toJson())) {
        print(report);
      }
      return report.state().isSetAside() ? Cli.FAILED : Cli.OK;
    }
    if (accept) {
      throw new Invalid("accept", "is said of one session: seshat sync SESSION --accept");
    }
    return all(chosen);
  }

  private int all(@Nullable MergePolicy chosen) {
    List<SyncReport> reports = new ArrayList<>();
    boolean isFailed = false;
    for (Session each : followed()) {
      try {
        SyncReport report = root.seshat().taskFiles().sync(each.id().toString(), chosen, false);
        reports.add(report);
        isFailed |= report.state().isSetAside();
      } catch (SeshatException e) {
        isFailed = true;
        root.notice(each.shortId() + ": " + root.harmless(String.valueOf(e.getMessage())));
      }
    }
    Map<String, Object> json =
        Map.of("sessions", reports.stream().map(SyncReport::toJson).toList());
    if (!root.printedAsJson(json)) {
      reports.forEach(this::print);
      if (reports.isEmpty()) {
        root.say("no sessions of tasks");
      }
    }
    return isFailed ? Cli.FAILED : Cli.OK;
  }

  private List<Session> followed() {
    List<Session> all = new ArrayList<>();
    UUID after = null;
    List<Session> page = root.seshat().taskFiles().followed(null, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      after = page.getLast().id();
      page = root.seshat().taskFiles().followed(after, PAGE);
    }
    return all;
  }

  private void print(SyncReport report) {
    SyncState state = report.state();
    String done =
        state.isSetAside()
            ? "set aside"
            : report.isUnchanged()
                ? "unchanged"
                : report.toStore() + " taken" + (report.isFileWritten() ? ", file written" : "");
    root.say(state.shortId() + "  " + done + "  " + root.harmless(state.path()));
    report.messages().forEach(each -> root.say("  " + root.harmless(each)));
    if (state.openConflicts() > 0) {
      root.say(
          "  "
              + state.openConflicts()
              + (state.openConflicts() == 1 ? " conflict waits" : " conflicts wait")
              + ": seshat sync conflicts "
              + state.shortId());
    }
  }

  @Command(name = "status", description = "How files and store stand to one another")
  int status(
      @Parameters(paramLabel = "SESSION", arity = "0..1", description = "Default: all of tasks")
          @Nullable String ref) {
    List<SyncState> states = new ArrayList<>();
    if (ref != null) {
      states.add(root.seshat().taskFiles().state(ref));
    } else {
      for (Session each : followed()) {
        try {
          states.add(root.seshat().taskFiles().state(each.id().toString()));
        } catch (SeshatException e) {
          root.notice(each.shortId() + ": " + root.harmless(String.valueOf(e.getMessage())));
        }
      }
    }
    Map<String, Object> json = Map.of("sessions", states.stream().map(SyncState::toJson).toList());
    if (!root.printedAsJson(json)) {
      Table table =
          new Table()
              .column("SESSION")
              .column("STATUS")
              .column("POLICY")
              .number("CONFLICTS")
              .column("FILE")
              .column("MESSAGE");
      for (SyncState each : states) {
        table.row(
            each.shortId(),
            each.isSetAside()
                ? "set aside"
                : each.status() == null
                    ? "no file yet"
                    : Objects.requireNonNull(each.status()).word(),
            each.policy().word(),
            String.valueOf(each.openConflicts()),
            each.path(),
            Objects.requireNonNullElse(each.message(), ""));
      }
      table.print(root.terminal());
    }
    return Cli.OK;
  }

  @Command(name = "conflicts", description = "Where file and store said something else")
  int conflicts(
      @Parameters(paramLabel = "SESSION", description = "Id, short id, prefix or current")
          String ref,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "open (default), decided or resolved",
              completionCandidates = Choices.ConflictStates.class)
          @Nullable String state,
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
    Page<SyncConflict> page =
        root.seshat()
            .taskFiles()
            .conflicts(ref, state == null ? null : SyncConflict.State.of(state), cursor, limit);
    if (root.printedAsJson(
        SessionReadVerbs.page(
            "conflicts", page.items().stream().map(SyncConflict::toJson).toList(), page.next()))) {
      return Cli.OK;
    }
    Table table =
        new Table()
            .column("TASK")
            .column("FIELD")
            .column("BEFORE")
            .column("STORE")
            .column("FILE")
            .column("DECISION")
            .column("REASON");
    for (SyncConflict each : page.items()) {
      table.row(
          each.marker() == null ? "-" : "^" + each.marker(),
          each.field(),
          Objects.requireNonNullElse(each.base(), ""),
          Objects.requireNonNullElse(each.db(), ""),
          Objects.requireNonNullElse(each.file(), ""),
          Objects.requireNonNullElse(each.decision(), ""),
          Objects.requireNonNullElse(each.reason(), ""));
    }
    SessionView.printTable(root, table, page.next(), "no conflicts");
    return Cli.OK;
  }

  @Command(name = "resolve", description = "Decide conflicts that wait, and sync")
  int resolve(
      @Parameters(index = "0", paramLabel = "SESSION", description = "Id, short id or prefix")
          String ref,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "MARKER",
              description = "The task's, such as t7f3; - for the session itself")
          @Nullable String marker,
      @Parameters(
              index = "2",
              arity = "0..1",
              paramLabel = "FIELD",
              description = "title, status, specialist, hours, reference, place or line")
          @Nullable String field,
      @Parameters(
              index = "3",
              arity = "0..1",
              paramLabel = "CHOICE",
              description = "db, file, or what it is to be")
          @Nullable String choice,
      @Option(
              names = "--all",
              paramLabel = "SIDE",
              description = "Decide all that wait for db or file")
          @Nullable String all) {
    SyncReport report;
    if (all != null && marker == null) {
      report = root.seshat().taskFiles().resolveAll(ref, all);
    } else if (all == null && marker != null && field != null && choice != null) {
      String task = marker.startsWith("^") ? marker.substring(1) : marker;
      report =
          root.seshat().taskFiles().resolve(ref, task.equals("-") ? null : task, field, choice);
    } else {
      throw new Invalid("", "say MARKER, FIELD and what it is to be, or --all db|file");
    }
    if (!root.printedAsJson(report.toJson())) {
      print(report);
    }
    return Cli.OK;
  }
}
