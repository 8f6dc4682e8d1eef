package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.schema.Schema;
import dev.seshat.session.Focus;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `seshat` alone: how the store stands, and what to do next. It makes no store and changes none.
final class Overview {
  private static final int DAYS = 7;

  private final SeshatCommand root;
  private final Map<String, @Nullable Object> json = new LinkedHashMap<>();
  private final Map<String, String> lines = new LinkedHashMap<>();

  private Overview(SeshatCommand root) {
    this.root = root;
  }

  static int print(SeshatCommand root) {
    return new Overview(root).print();
  }

  private int print() {
    Schema schema = Schema.of(root.where(), root.workspace());
    boolean isThere = !schema.applied().isEmpty();
    boolean isCurrent = schema.outstanding().isEmpty();
    json.put("version", Main.version());
    json.put("store", root.where());
    json.put("exists", isThere);
    json.put("bytes", bytes());
    json.put("schema_version", schema.version());
    json.put("schema_current", isCurrent);
    lines.put("store", root.where() + size());
    List<String> next;
    if (!isThere) {
      lines.put("", "there is no store yet; the first command that writes makes it");
      next = firstSteps();
    } else if (!isCurrent) {
      lines.put(
          "schema",
          "version " + schema.version() + ", " + schema.outstanding().size() + " steps behind");
      next = List.of("seshat backup FILE", "seshat db migrate --print", "seshat db migrate");
    } else {
      lines.put("schema", "version " + schema.version() + ", current");
      next = contents(root.seshat());
    }
    json.put("next", next);
    if (!root.printedAsJson(json)) {
      show(next);
    }
    return Cli.OK;
  }

  /// Looks into the store, and says what to do next.
  private List<String> contents(Seshat seshat) {
    Map<SessionStatus, Long> states = seshat.kpis().states();
    long sessions = states.values().stream().mapToLong(Long::longValue).sum();
    json.put("sessions", sessions);
    json.put(
        "states",
        states.entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().word(),
                    Map.Entry::getValue,
                    (a, b) -> a,
                    LinkedHashMap::new)));
    Session focused = seshat.focus().current().map(Focus.Focused::session).orElse(null);
    json.put("in_focus", focused == null ? null : brief(focused));
    if (sessions == 0) {
      lines.put("sessions", "none yet");
      return firstSteps();
    }
    lines.put("sessions", Numbers.grouped(sessions) + " (" + words(states) + ")");
    lines.put("in focus", focused == null ? "none" : title(focused));
    Session newest = seshat.sessions().list(SessionFilter.all().withLimit(1)).items().getFirst();
    json.put("last_activity_at", String.valueOf(newest.lastActivityAt()));
    lines.put("last activity", root.shown(newest.lastActivityAt()) + "  " + title(newest));
    spend(seshat);
    return focused != null
        ? List.of(
            "seshat session brief current",
            "seshat session log current TEXT",
            "seshat session complete")
        : List.of(
            "seshat session resume " + newest.shortId(),
            "seshat session start INTENTION",
            "seshat search WORDS");
  }

  private void spend(Seshat seshat) {
    ZoneId zone = root.zone();
    LocalDate today = LocalDate.now(zone);
    UsageQuery days =
        UsageQuery.by(UsageDimension.DAY)
            .withZone(zone)
            .withFrom(today.minusDays(DAYS - 1).atStartOfDay(zone).toInstant());
    UsageSummary week = seshat.usage().summary(days);
    UsageSummary day = seshat.usage().summary(days.withFrom(today.atStartOfDay(zone).toInstant()));
    json.put("cost_today_usd", day.totals().costUsd());
    json.put("cost_7_days_usd", week.totals().costUsd());
    json.put("unpriced_requests_7_days", week.totals().unpricedRequests());
    lines.put("spent", spent(day) + " today, " + spent(week) + " in " + DAYS + " days");
  }

  private static String spent(UsageSummary usage) {
    String cost = Numbers.dollars(usage.totals().costUsd());
    return (cost.isEmpty() ? "$0.00" : cost) + (usage.totals().unpricedRequests() > 0 ? "+" : "");
  }

  private static List<String> firstSteps() {
    return List.of("seshat import claude-code", "seshat session start INTENTION", "seshat mcp");
  }

  private static String words(Map<SessionStatus, Long> states) {
    return states.entrySet().stream()
        .map(each -> Numbers.grouped(each.getValue()) + " " + each.getKey().word())
        .collect(Collectors.joining(", "));
  }

  private String title(Session session) {
    return Ink.DIM.on(root.terminal(), session.shortId()) + "  " + root.harmless(session.title());
  }

  private static Map<String, @Nullable Object> brief(Session session) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", session.id().toString());
    json.put("short_id", session.shortId());
    json.put("title", session.title());
    json.put("last_activity_at", String.valueOf(session.lastActivityAt()));
    return json;
  }

  /// The size of the store's file; null for one that is none.
  private @Nullable Long bytes() {
    try {
      return root.where().startsWith("jdbc:") || !Files.exists(Path.of(root.where()))
          ? null
          : Files.size(Path.of(root.where()));
    } catch (IOException e) {
      return null;
    }
  }

  private String size() {
    Long bytes = bytes();
    return bytes == null ? "" : " (" + Numbers.size(bytes) + ")";
  }

  private void show(List<String> next) {
    root.say(Ink.TITLE.on(root.terminal(), "Seshat " + Main.version()));
    lines.forEach(
        (name, value) -> root.say(Ink.DIM.on(root.terminal(), "%-15s".formatted(name)) + value));
    root.say("");
    root.say("Next:");
    Map<String, String> why =
        Map.of(
            "seshat import claude-code", "takes over the transcripts that are there",
            "seshat session start INTENTION", "begins a session and puts it into focus",
            "seshat mcp", "is what an agent starts to use Seshat (docs/mcp.md)",
            "seshat session brief current", "prints what is needed to go on",
            "seshat session log current TEXT", "records what was said or done",
            "seshat session complete", "ends the session in focus",
            "seshat search WORDS", "finds what was said",
            "seshat db migrate", "brings the schema up to date, as any command does",
            "seshat db migrate --print", "shows the SQL of it",
            "seshat backup FILE", "copies the store");
    for (String command : next) {
      String reason = why.getOrDefault(command, "goes on with the newest session");
      root.say("  %-34s ".formatted(command) + Ink.DIM.on(root.terminal(), reason));
    }
    root.say(
        "  %-34s ".formatted("seshat --help") + Ink.DIM.on(root.terminal(), "lists the commands"));
  }
}
