package dev.seshat.cli;

import dev.seshat.Page;
import dev.seshat.people.Detail;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Location;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.Participant;
import dev.seshat.people.Trauma;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `event`: what happened in the lives of those who are interviewed.
@Command(
    name = "event",
    description = "What happened in the lives of those who are interviewed",
    addMethodSubcommands = false)
final class EventCommand {
  private static final String EVENT = "The event's id, or its beginning";

  private final SeshatCommand root;

  EventCommand(SeshatCommand root) {
    this.root = root;
  }

  private LifeEvents events() {
    return root.seshat().lifeEvents();
  }

  @Command(name = "add", description = "Add an event to a life")
  int add(
      @Parameters(paramLabel = "STORYTELLER", description = StorytellerCommand.WHO) String who,
      @Parameters(paramLabel = "TYPE", description = "A word such as move, birth or school")
          String type,
      @Parameters(paramLabel = "NAME", description = "What it is called") String name,
      @Mixin EventOptions options) {
    Map<String, @Nullable Object> json = options.toJson();
    json.put("event_type", type);
    json.put("event_name", name);
    return shown(events().add(who, NewLifeEvent.fromJson(json)));
  }

  @Command(name = "list", description = "List the events of a life, the earliest first")
  int list(
      @Parameters(paramLabel = "STORYTELLER", description = StorytellerCommand.WHO) String who,
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
    Page<LifeEvent> page = events().list(who, cursor, limit);
    if (!root.printedAsJson(
        SessionReadVerbs.page(
            "life_events", page.items().stream().map(LifeEvent::toJson).toList(), page.next()))) {
      Table table =
          new Table()
              .column("ID")
              .column("WHEN")
              .flexible("EVENT")
              .column("TYPE")
              .column("SIGNIFICANCE")
              .warning("");
      for (LifeEvent each : page.items()) {
        table.row(
            each.id().toString().substring(0, 8),
            each.told().when(),
            each.eventName(),
            each.told().eventType(),
            each.told().significance(),
            each.told().canDeepen() ? "" : "facts only");
      }
      SessionView.printTable(root, table, page.next(), "no events");
    }
    return Cli.OK;
  }

  @Command(name = "show", description = "Show an event with all that belongs to it")
  int show(@Parameters(paramLabel = "EVENT", description = EVENT) String ref) {
    return shown(events().get(ref));
  }

  @Command(
      name = "edit",
      description = "Change what is told of an event; what may be repeated takes the place of all")
  int edit(
      @Parameters(paramLabel = "EVENT", description = EVENT) String ref,
      @Option(names = "--name", paramLabel = "NAME", description = "What it is called")
          @Nullable String name,
      @Option(names = "--type", paramLabel = "TYPE", description = "A word such as move")
          @Nullable String type,
      @Option(
              names = "--clear",
              paramLabel = "FIELD",
              description = "A field by the name that 'show --json' has for it; may be repeated")
          @Nullable List<String> clear,
      @Mixin EventOptions options) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(options.toJson());
    if (name != null) {
      json.put("event_name", name);
    }
    if (type != null) {
      json.put("event_type", type);
    }
    StorytellerCommand.clear(json, clear);
    return shown(events().change(ref, json, null));
  }

  @Command(name = "delete", description = "Forget an event; sessions that were about it stay")
  int delete(@Parameters(paramLabel = "EVENT", description = EVENT) String ref) {
    LifeEvent gone = events().get(ref);
    events().delete(gone.id().toString());
    if (!root.printedAsJson(Map.of("deleted", gone.id().toString()))) {
      root.say("deleted " + root.harmless(gone.eventName()));
    }
    return Cli.OK;
  }

  private int shown(LifeEvent event) {
    if (root.printedAsJson(event.toJson())) {
      return Cli.OK;
    }
    NewLifeEvent told = event.told();
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(told.eventName())));
    say(
        Stream.of(
                event.id().toString(),
                told.eventType(),
                told.category(),
                told.significance(),
                told.emotionalTone(),
                told.isTurningPoint() ? "turning point" : null,
                told.includeLevel().equals("full_detail") ? null : told.includeLevel(),
                told.canDeepen() ? null : "only facts may be asked")
            .filter(Objects::nonNull)
            .collect(Collectors.joining("  ")));
    told.timespans().forEach(each -> part("When", each.written()));
    told.locations().forEach(each -> part("Where", shown(each)));
    told.participants().forEach(each -> part("Who", shown(each)));
    for (Detail each : told.details()) {
      part(each.key() + (each.isPrivate() ? " (private)" : ""), each.value());
    }
    Trauma trauma = told.trauma();
    if (trauma != null) {
      part(
          "Trauma",
          trauma.status().word() + (trauma.consentGiven() ? ", agreed to be asked about it" : ""));
    }
    if (told.description() != null) {
      root.say("");
      told.description().lines().forEach(this::say);
    }
    return Cli.OK;
  }

  private static String shown(Location place) {
    return (place.isApproximate() ? "~" : "")
        + Stream.of(place.placeName(), place.city(), place.region(), place.country())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
  }

  private static String shown(Participant who) {
    return who.personName()
        + (who.relationship() == null ? "" : ", " + who.relationship())
        + (who.usesRealName()
            ? ""
            : who.pseudonym() == null ? " (not named)" : " (called " + who.pseudonym() + ")");
  }

  private void part(String name, String text) {
    say(name + ": " + text);
  }

  private void say(String line) {
    root.say(root.harmless(line));
  }
}
