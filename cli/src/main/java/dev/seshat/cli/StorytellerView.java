package dev.seshat.cli;

import dev.seshat.interview.Coverage;
import dev.seshat.interview.EventCoverage;
import dev.seshat.people.Boundary;
import dev.seshat.people.NewStoryteller;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Those who are interviewed as they are shown at the shell: who they are, what they allow, how far interviews have come.
record StorytellerView(SeshatCommand root) {
  String consent(Storyteller who) {
    return who.consentDate() == null
        ? "not asked"
        : (who.consentGiven() ? "given " : "withdrawn ") + root.shown(who.consentDate());
  }

  void print(Storyteller who) {
    NewStoryteller told = who.told();
    root.say(Ink.TITLE.on(root.terminal(), root.harmless(told.fullName())));
    say(
        Stream.of(
                who.id().toString(),
                told.preferredName() == null ? null : "called " + told.preferredName(),
                told.otherNames().isEmpty() ? null : "also " + String.join(", ", told.otherNames()),
                told.born().isKnown() ? "born " + told.born().shown() : null,
                told.birthPlace() == null ? null : "in " + told.birthPlace(),
                who.deletedAt() == null ? null : "out of use")
            .filter(Objects::nonNull)
            .collect(Collectors.joining("  ")));
    say("consent " + consent(who) + (who.consentNote() == null ? "" : ": " + who.consentNote()));
    if (!told.profileFlags().isEmpty()) {
      say("flags " + String.join(", ", told.profileFlags()));
    }
    if (!told.selectedSections().isEmpty()) {
      say("sections " + String.join(", ", told.selectedSections()));
    }
    if (told.notes() != null) {
      told.notes().lines().forEach(this::say);
    }
  }

  void print(Boundary boundary) {
    say("questions up to tier " + boundary.maximumTier() + " of 3");
    say("allowed: " + topics(boundary, true));
    say("not allowed: " + topics(boundary, false));
    if (!boundary.offLimitTopics().isEmpty()) {
      say("off limits: " + String.join(", ", boundary.offLimitTopics()));
    }
  }

  private static String topics(Boundary boundary, boolean allowed) {
    String words =
        Arrays.stream(Topic.values())
            .filter(topic -> boundary.allowed().contains(topic) == allowed)
            .map(Topic::word)
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "none" : words;
  }

  void print(List<EventCoverage> coverage) {
    Table table = new Table().column("ID").flexible("EVENT").column("SIGNIFICANCE");
    for (Coverage level : Coverage.values()) {
      table.column(level.word().replace('_', ' ').toUpperCase(Locale.ROOT));
    }
    table.number("SESSIONS").number("ANSWERS");
    for (EventCoverage each : coverage) {
      table.row(
          Stream.concat(
                  Stream.of(
                      each.event().id().toString().substring(0, 8),
                      each.event().eventName(),
                      each.event().told().significance()),
                  Stream.concat(
                      Arrays.stream(Coverage.values()).map(level -> shown(each.state(level))),
                      Stream.of(each.sessions(), each.promptsCompleted())))
              .toArray());
    }
    table.print(root.terminal());
  }

  private static String shown(EventCoverage.State state) {
    return state == EventCoverage.State.OPEN ? "-" : state.word().replace('_', ' ');
  }

  private void say(String line) {
    root.say(root.harmless(line));
  }
}
