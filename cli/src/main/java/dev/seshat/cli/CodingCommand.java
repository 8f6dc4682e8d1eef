package dev.seshat.cli;

import dev.seshat.session.CodingSessions;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionField;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coding`: sessions in which tasks of the same chat, person, tool and directory go on.
@Command(
    name = "coding",
    description = "Coding sessions: tasks in the same place go on in the same session",
    addMethodSubcommands = false)
final class CodingCommand {
  private static final String REF = "Its id, short id or 'current'";

  private final SeshatCommand root;

  CodingCommand(SeshatCommand root) {
    this.root = root;
  }

  /// A task, and the place that decides in which session it goes on.
  static final class TaskOptions {
    @Parameters(paramLabel = "TASK", description = "What is asked")
    String task = "";

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description = "Where the work is done (default: the present directory)")
    @Nullable String dir;

    @Option(names = "--tool", paramLabel = "TOOL", description = "Who does it (default: the actor)")
    @Nullable String tool;

    @Option(names = "--chat", paramLabel = "CHAT", description = "The chat that it was asked in")
    @Nullable String chat;

    @Option(names = "--user", paramLabel = "NAME", description = "Who asks")
    @Nullable String user;

    NewSession wanted() {
      Path place = dir == null ? Path.of("") : Numbers.path("dir", dir);
      NewSession wanted =
          NewSession.of(task)
              .with(SessionField.WORKING_DIRECTORY, place.toAbsolutePath().normalize().toString());
      wanted = tool == null ? wanted : wanted.with(SessionField.TOOL_NAME, tool);
      wanted = chat == null ? wanted : wanted.with(SessionField.CHAT_ID, chat);
      return user == null ? wanted : wanted.with(SessionField.USERNAME, user);
    }
  }

  @Command(
      name = "start",
      description =
          "Begin a task in the active session of this place, if it was worked on in the last two hours, else in a new one")
  int start(@Mixin TaskOptions options) {
    return print(root.seshat().coding().begin(options.wanted()));
  }

  @Command(
      name = "continue",
      description = "Go on with the last session of this place, however long ago it was")
  int resume(@Mixin TaskOptions options) {
    return print(root.seshat().coding().resume(options.wanted()));
  }

  @Command(name = "deactivate", description = "End a session, so that the next task begins another")
  int deactivate(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    return SessionView.printChanged(root, root.seshat().coding().deactivate(ref));
  }

  @Command(name = "list", description = "Coding sessions, the newest activity first")
  int list(
      @Option(names = "--active", description = "Only those that are active") boolean active,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most this many (default ${DEFAULT-VALUE})")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              description = "Go on after a page that ended with this cursor")
          @Nullable String cursor) {
    SessionFilter filter =
        SessionFilter.all().withKind(CodingSessions.KIND).withLimit(limit).withCursor(cursor);
    SessionFilter wanted = active ? filter.withStatuses(Set.of(SessionStatus.ACTIVE)) : filter;
    SessionView.printPage(root, root.seshat().sessions().list(wanted));
    return Cli.OK;
  }

  @Command(name = "show", description = "All about a session")
  int show(@Parameters(paramLabel = "SESSION", description = REF) String ref) {
    SessionView.print(root, root.seshat().sessions().get(ref));
    return Cli.OK;
  }

  private int print(CodingSessions.Begun begun) {
    if (!root.printedAsJson(begun.toJson())) {
      root.say(begun.reused() ? "goes on:" : "new:");
      SessionView.printChanged(root, begun.session());
    }
    return Cli.OK;
  }
}
