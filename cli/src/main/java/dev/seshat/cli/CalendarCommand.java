package dev.seshat.cli;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.calendar.Calendar;
import dev.seshat.calendar.CalendarEntry;
import dev.seshat.calendar.CalendarFilter;
import dev.seshat.interview.Overlaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calendar`: the sessions that have a time, as a table or as a file that other calendars read.
@Command(
    name = "calendar",
    description = "Sessions that have a time: what is planned, and what overlaps")
final class CalendarCommand implements Runnable {
  private static final int DAYS = 28;

  private final SeshatCommand root;

  @Option(
      names = "--from",
      paramLabel = "DAY|TIME",
      description = "Begins on or after this day or time (default: today)")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY|TIME",
      description =
          "Begins up to the end of this day, or before this time (default: four weeks on)")
  @Nullable String to;

  @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind")
  @Nullable String kind;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only of this project")
  @Nullable String project;

  @Option(
      names = "--storyteller",
      paramLabel = "STORYTELLER",
      description = "Only with this one: id, beginning of it, or full name")
  @Nullable String storyteller;

  @Option(
      names = "--ics",
      paramLabel = "FILE|-",
      description = "Write a year back and two ahead as an iCalendar file; - writes it to stdout")
  @Nullable String ics;

  CalendarCommand(SeshatCommand root) {
    this.root = root;
  }

  @Override
  public void run() {
    Seshat seshat = root.seshat();
    CalendarFilter filter =
        CalendarFilter.all()
            .withKind(kind)
            .withProject(project)
            .withStoryteller(
                storyteller == null ? null : seshat.storytellers().get(storyteller).id());
    if (ics != null) {
      write(seshat.calendar().feed(filter, null), ics);
    } else {
      ZoneId zone = root.zone();
      Instant since = from == null ? today(zone).toInstant() : When.from(from, zone);
      Instant until = to == null ? until(since, zone) : When.to(to, zone);
      print(filter.between(since, until));
    }
  }

  private ZonedDateTime today(ZoneId zone) {
    return LocalDate.now(zone).atStartOfDay(zone);
  }

  private static @Nullable Instant until(@Nullable Instant since, ZoneId zone) {
    return since == null ? null : since.atZone(zone).plusDays(DAYS).toInstant();
  }

  private void write(String feed, String file) {
    if (file.equals("-")) {
      root.say(feed.stripTrailing());
      return;
    }
    try {
      Files.writeString(Path.of(file), feed);
    } catch (IOException e) {
      throw new Invalid("ics", "cannot be written: " + e.getMessage());
    }
    root.notice("The calendar is written to " + file);
  }

  private void print(CalendarFilter filter) {
    Calendar calendar = root.seshat().calendar();
    List<CalendarEntry> entries = calendar.all(filter);
    List<Overlaps.Pair> overlaps = Calendar.overlaps(entries);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("entries", entries.stream().map(CalendarEntry::toJson).toList());
    json.put(
        "overlaps",
        overlaps.stream()
            .map(
                pair -> List.of(pair.one().session().toString(), pair.other().session().toString()))
            .toList());
    if (root.printedAsJson(json)) {
      return;
    }
    Table table =
        new Table()
            .dim("TIME")
            .column("ENDS")
            .column("SESSION")
            .column("KIND")
            .state("STATUS")
            .column("WITH")
            .flexible("WHAT");
    for (CalendarEntry each : entries) {
      table.row(
          When.shown(each.start(), root.zone()),
          When.shown(each.end(), root.zone()),
          each.shortId(),
          each.kind(),
          each.status().word(),
          each.storytellerName(),
          each.title());
    }
    SessionView.printTable(root, table, null);
    overlaps.forEach(pair ->
        root.notice(
            "Sessions %s and %s overlap: '%s' and '%s'"
                .formatted(
                    pair.one().shortId(),
                    pair.other().shortId(),
                    pair.one().title(),
                    pair.other().title())));
  }
}
