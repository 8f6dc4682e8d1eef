package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `watch`: changes as they happen, those by other processes too.
@Command(
    name = "watch",
    description = "Print changes as they happen, by whichever process, until interrupted")
final class WatchCommand implements Callable<Integer> {
  private static final int KEPT_TITLES = 1_000;
  private static final int DETAIL = 80;

  private final SeshatCommand root;

  /// The titles of sessions seen lately, so that a busy one is not looked up at each change.
  private final Map<String, String> titles =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT_TITLES;
        }
      };

  @Option(
      names = "--since",
      paramLabel = "SEQ|TIME",
      description = "Begin after this change, or at this day or time (default: the newest change)")
  @Nullable String since;

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "Only changes of this session: its id, short id or 'current'")
  @Nullable String session;

  @Option(
      names = "--entity",
      paramLabel = "KIND",
      description = "Only changes of this kind of thing: session, interaction, note…")
  @Nullable String entity;

  @Option(names = "--by", paramLabel = "ACTOR", description = "Only changes that this actor made")
  @Nullable String by;

  WatchCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Seshat seshat = root.seshat();
    String id = session == null ? null : seshat.sessions().get(session).id().toString();
    long from = since == null ? seshat.audit().newest() : before(since);
    try {
      seshat
          .audit()
          .follow(
              from,
              entry -> {
                if (isWanted(entry, id)) {
                  print(entry);
                }
              });
    } catch (InterruptedException e) {
      // the way to end it for a program that runs this as a part of it
    } catch (NobodyReads e) {
      // the other end of the pipe is closed: nothing is left to do
    }
    return Cli.OK;
  }

  /// The number of the last change before `--since`.
  private long before(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      Instant time = moment(text);
      AuditQuery last = new AuditQuery(null, null, null, null, null, null, time, null, 1);
      List<AuditEntry> found = root.seshat().audit().find(last);
      return found.isEmpty() ? 0 : found.getFirst().seq();
    }
  }

  private @Nullable Instant moment(String text) {
    try {
      return When.from(text, root.zone());
    } catch (Invalid e) {
      throw new Invalid(
          "since",
          "must be the number of a change, a day such as 2026-01-31 or a time such as"
              + " 2026-01-31T08:15:30Z, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
  }

  private boolean isWanted(AuditEntry entry, @Nullable String id) {
    return (id == null || id.equals(entry.sessionId()))
        && (entity == null || entity.equals(entry.entity()))
        && (by == null || by.equals(entry.actor()));
  }

  private void print(AuditEntry entry) {
    root.say(root.isJson() ? Json.write(entry.toJson()) : line(entry));
    if (root.terminal().out().checkError()) {
      throw new NobodyReads();
    }
  }

  private String line(AuditEntry entry) {
    Terminal terminal = root.terminal();
    String session = entry.sessionId();
    return Ink.DIM.on(
            terminal, "%6d  %s".formatted(entry.seq(), When.second(entry.at(), root.zone())))
        + "  "
        + Ink.MONEY.on(terminal, "%-12s".formatted(Texts.shorten(entry.actor(), 40)))
        + "  "
        + Ink.ofAction(entry.action()).on(terminal, "%-20s".formatted(entry.action()))
        + "  "
        + (session == null
            ? Texts.shorten(entry.detail(), DETAIL)
            : Ink.DIM.on(terminal, AuditCommand.shortId(entry)) + "  " + title(session));
  }

  /// The title of a session; nothing for one that was erased since.
  private String title(String session) {
    return titles.computeIfAbsent(
        session,
        id -> {
          try {
            return Texts.shorten(root.seshat().sessions().get(id).title(), DETAIL);
          } catch (NotFound e) {
            return "";
          }
        });
  }

  /// Nobody reads what is printed any more.
  private static final class NobodyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
