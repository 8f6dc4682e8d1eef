package dev.seshat.cli;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is told of an event of a life, as somebody writes it in a line.
final class EventOptions {
  @Option(
      names = "--when",
      paramLabel = "DATES",
      description =
          "1952-03-17, 1952, ~1956-05 (~: about), '1952 – ~1955', 1950s, 'the winter: 1951'; may be repeated")
  @Nullable List<String> when;

  @Option(
      names = "--where",
      paramLabel = "PLACE",
      description =
          "PLACE, PLACE, CITY or PLACE, CITY, COUNTRY; with ~ before it: thereabouts; may be repeated")
  @Nullable List<String> where;

  @Option(
      names = "--who",
      paramLabel = "PERSON",
      description =
          "NAME or NAME, RELATIONSHIP; NAME=PSEUDONYM to have them called otherwise in what is shared; may be repeated")
  @Nullable List<String> who;

  @Option(names = "--detail", paramLabel = "KEY=TEXT", description = "May be repeated")
  @Nullable List<String> details;

  @Option(
      names = "--private",
      paramLabel = "KEY=TEXT",
      description = "A detail that is left out of what is shared; may be repeated")
  @Nullable List<String> secrets;

  @Option(
      names = "--significance",
      paramLabel = "WORD",
      description = "formative, major, notable or minor",
      completionCandidates = Choices.Significances.class)
  @Nullable String significance;

  @Option(names = "--category", paramLabel = "WORD", description = "Such as childhood")
  @Nullable String category;

  @Option(names = "--tone", paramLabel = "WORD", description = "How it feels, such as bitter")
  @Nullable String tone;

  @Option(
      names = "--turning-point",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      description = "After it, life was another")
  @Nullable Boolean turningPoint;

  @Option(
      names = "--include",
      paramLabel = "LEVEL",
      description = "full_detail (default), summary, mention or omit",
      completionCandidates = Choices.IncludeLevels.class)
  @Nullable String include;

  @Option(names = "--description", paramLabel = "TEXT", description = "What happened")
  @Nullable String description;

  @Option(
      names = "--may-deepen",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      description = "Whether they agree to be asked more about it")
  @Nullable Boolean mayDeepen;

  @Option(
      names = "--trauma",
      paramLabel = "STATUS",
      description = "It was one: ongoing, processing, resolved or unknown",
      completionCandidates = Choices.TraumaStates.class)
  @Nullable String trauma;

  @Option(names = "--trauma-consent", description = "They agree to be asked about the trauma")
  boolean traumaConsent;

  /// What was said, by the names that every door has for it.
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("significance", significance);
    json.put("category", category);
    json.put("emotional_tone", tone);
    json.put("is_turning_point", turningPoint);
    json.put("include_level", include);
    json.put("description", description);
    json.put("deepening_consent", mayDeepen);
    json.put("timespans", each(when, text -> Map.of("when", text)));
    json.put("locations", each(where, EventOptions::place));
    json.put("participants", each(who, EventOptions::person));
    json.put("details", details());
    json.put("trauma", trauma());
    json.values().removeIf(value -> value == null);
    return json;
  }

  private interface Parse {
    Map<String, ? extends @Nullable Object> of(String text);
  }

  private static @Nullable List<Object> each(@Nullable List<String> texts, Parse parse) {
    return texts == null ? null : texts.stream().<Object>map(parse::of).toList();
  }

  private static Map<String, @Nullable Object> place(String text) {
    boolean isApproximate = text.strip().startsWith("~");
    List<String> parts = parts(isApproximate ? text.strip().substring(1) : text, 4);
    List<String> names =
        switch (parts.size()) {
          case 2 -> List.of("place_name", "city");
          case 3 -> List.of("place_name", "city", "country");
          default -> List.of("place_name", "city", "region", "country");
        };
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      json.put(names.get(i), parts.get(i));
    }
    json.put("is_approximate", isApproximate);
    return json;
  }

  private static Map<String, @Nullable Object> person(String text) {
    List<String> parts = parts(text, 2);
    String[] names = parts.getFirst().split("=", 2);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("person_name", names[0].strip());
    json.put("relationship", parts.size() > 1 ? parts.get(1) : null);
    if (names.length > 1) {
      json.put("pseudonym", names[1].strip());
      json.put("use_real_name", false);
    }
    return json;
  }

  private static List<String> parts(String text, int most) {
    return Arrays.stream(text.split(",", most)).map(String::strip).toList();
  }

  private @Nullable List<Object> details() {
    if (details == null && secrets == null) {
      return null;
    }
    List<Object> all = new ArrayList<>();
    add(all, "--detail", details, false);
    add(all, "--private", secrets, true);
    return all;
  }

  private static void add(
      List<Object> to, String option, @Nullable List<String> texts, boolean isPrivate) {
    for (String text : texts == null ? List.<String>of() : texts) {
      int at = text.indexOf('=');
      if (at < 1) {
        throw new Invalid(
            option, "must be a name, '=' and a text, not '" + Texts.shorten(text, 60) + "'");
      }
      to.add(
          Map.of(
              "detail_key", text.substring(0, at).strip(),
              "detail_value", text.substring(at + 1).strip(),
              "is_private", isPrivate));
    }
  }

  private @Nullable Object trauma() {
    if (trauma == null) {
      if (traumaConsent) {
        throw new Invalid("--trauma-consent", "goes with --trauma");
      }
      return null;
    }
    return Map.of("trauma_status", trauma, "consent_given", traumaConsent);
  }
}
