package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.interview.Coverage;
import dev.seshat.interview.EventCoverage;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.Topic;
import dev.seshat.people.Trauma;
import dev.seshat.server.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is told of storytellers, of what they allow, and of the events of their lives.
final class PersonShapes {
  private static final long MOST = Long.MAX_VALUE;
  private static final Schema NAME = Schema.text("", 200);
  private static final Schema TEXT = Schema.text("", 20_000);
  private static final Schema WORDS = Schema.list("", Schema.text("", 100), 100);
  private static final Schema YEAR = Schema.integer("", 1, 2200);
  private static final Schema MONTH = Schema.integer("", 1, 12);
  private static final Schema DAY = Schema.integer("", 1, 31);
  private static final Schema SIGNIFICANCE =
      Schema.word("", NewLifeEvent.SIGNIFICANCES.toArray(String[]::new));
  private static final Schema INCLUDE =
      Schema.word(
          "How much of it is written about; default `full_detail`",
          NewLifeEvent.INCLUDE_LEVELS.toArray(String[]::new));

  private PersonShapes() {}

  /// Which storyteller.
  static Schema who() {
    return Schema.text("Their id, its beginning (4 or more), or the full or preferred name", 200);
  }

  private static List<Map.Entry<String, Schema>> told() {
    return List.of(
        field("full_name!", Schema.text("", 200).with("minLength", 1)),
        field("preferred_name", Schema.text("What they want to be called", 200).orNull()),
        field("other_names", Schema.list("", NAME, 100)),
        field("birth_year", Schema.integer("", 1850, 2200).orNull()),
        field("birth_month", MONTH.orNull()),
        field("birth_day", DAY.orNull()),
        field("birth_place", NAME.orNull()),
        field("profile_flags", WORDS.saying("What conditions of a process ask for")),
        field("selected_sections", WORDS.saying("Sections of a process that they chose")),
        field("notes", TEXT.orNull()));
  }

  static Schema newStoryteller() {
    return Schema.object(told()).named("NewStoryteller");
  }

  static Schema storytellerChange() {
    return changes(told()).named("StorytellerChange");
  }

  static Schema storyteller() {
    List<Map.Entry<String, Schema>> fields = new ArrayList<>();
    fields.add(field("id!", Schema.id("")));
    fields.addAll(always(told()));
    fields.addAll(
        List.of(
            field("consent_given!", Schema.flag("No interview starts without")),
            field("consent_date!", Schema.time("When they last agreed or took it back").orNull()),
            field("consent_note!", Schema.text("", 2_000).orNull()),
            field("deleted_at!", Schema.time("When they were taken out of use").orNull()),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST))));
    return Schema.object(fields).named("Storyteller");
  }

  private static List<Map.Entry<String, Schema>> limits() {
    List<Map.Entry<String, Schema>> fields = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      fields.add(
          field(
              topic.field(),
              Schema.flag("Usually " + (topic.isUsuallyAllowed() ? "allowed" : "not allowed"))));
    }
    fields.add(
        field("maximum_tier", Schema.integer("How near a question may go; usually 2", 1, 3)));
    fields.add(field("off_limit_topics", WORDS.saying("Their own words for what is not asked")));
    return fields;
  }

  static Schema boundary() {
    List<Map.Entry<String, Schema>> fields = new ArrayList<>(always(limits()));
    fields.add(field("storyteller_id!", Schema.id("")));
    return Schema.object(fields).named("Boundary");
  }

  static Schema boundaryChange() {
    return changes(limits()).named("BoundaryChange");
  }

  private static Schema timespan() {
    List<Map.Entry<String, Schema>> fields = new ArrayList<>();
    fields.add(field("label", NAME.orNull()));
    fields.add(
        field(
            "when",
            Schema.text("In place of the others: `1952-03 – ~1955`, `~1956-05`, `1950s`", 300)));
    for (String end : List.of("start", "end")) {
      Map.of("year", YEAR, "month", MONTH, "day", DAY).entrySet().stream()
          .sorted(Map.Entry.<String, Schema>comparingByKey().reversed())
          .forEach(part -> {
            fields.add(field(end + "_" + part.getKey(), part.getValue().orNull()));
            fields.add(
                field(
                    end + "_" + part.getKey() + "_approximate",
                    Schema.flag("Whether it is only thereabouts")));
          });
    }
    return Schema.object(fields);
  }

  private static List<Map.Entry<String, Schema>> happened() {
    Schema location =
        Schema.object(
            field("place_name!", NAME.with("minLength", 1)),
            field("city", NAME.orNull()),
            field("region", NAME.orNull()),
            field("country", NAME.orNull()),
            field("is_approximate", Schema.flag("")),
            field("notes", TEXT.orNull()));
    Schema participant =
        Schema.object(
            field("person_name!", NAME.with("minLength", 1)),
            field("relationship", Schema.text("To the storyteller: mother, friend", 200).orNull()),
            field("role", NAME.orNull()),
            field("pseudonym", Schema.text("Their name in what is shared", 200).orNull()),
            field("use_real_name", Schema.flag("Whether their own name may be shared")),
            field("notes", TEXT.orNull()));
    Schema detail =
        Schema.object(
            field("detail_key!", Schema.text("", 100).with("minLength", 1)),
            field("detail_value!", TEXT.with("minLength", 1)),
            field("is_private", Schema.flag("Whether it is left out of what is shared")));
    Schema trauma =
        Schema.object(
            field("trauma_status!", Schema.word("", Trauma.Status.class)),
            field("consent_given", Schema.flag("Whether they agree to be asked about it")),
            field("consent_date", Schema.time("").orNull()),
            field("notes", TEXT.orNull()));
    return List.of(
        field(
            "event_type!",
            Schema.text("A word such as `move`; processes ask for it", 64).with("minLength", 1)),
        field("event_name!", NAME.with("minLength", 1)),
        field("description", TEXT.orNull()),
        field("category", Schema.text("Such as `childhood`", 64).orNull()),
        field("significance", SIGNIFICANCE.orNull()),
        field("emotional_tone", Schema.text("", 64).orNull()),
        field("is_turning_point", Schema.flag("")),
        field("include_level", INCLUDE),
        field(
            "deepening_consent",
            Schema.flag("Whether more may be asked; null while they have not said").orNull()),
        field("timespans", Schema.list("", timespan(), 200)),
        field("locations", Schema.list("", location, 200)),
        field("participants", Schema.list("", participant, 200)),
        field("details", Schema.list("", detail, 200)),
        field("trauma", trauma.orNull()));
  }

  static Schema newLifeEvent() {
    return Schema.object(happened()).named("NewLifeEvent");
  }

  static Schema lifeEventChange() {
    return changes(happened()).named("LifeEventChange");
  }

  static Schema lifeEvent() {
    List<Map.Entry<String, Schema>> fields = new ArrayList<>();
    fields.add(field("id!", Schema.id("")));
    fields.add(field("storyteller_id!", Schema.id("")));
    fields.addAll(always(happened()));
    fields.addAll(
        List.of(
            field("when!", Schema.text("For people: `1952-03 – ~1955`", 100_000)),
            field("can_deepen!", Schema.flag("Whether more than facts may be asked about it")),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST))));
    return Schema.object(fields).named("LifeEvent");
  }

  static Schema coverage() {
    Schema state = Schema.word("", EventCoverage.State.class);
    List<Map.Entry<String, Schema>> levels = new ArrayList<>();
    for (Coverage level : Coverage.values()) {
      levels.add(field(level.word() + "!", state));
    }
    return Schema.object(
            field("life_event_id!", Schema.id("")),
            field("event_name!", NAME),
            field("event_type!", Schema.text("", 64)),
            field("significance!", SIGNIFICANCE.orNull()),
            field("starts!", Schema.text("When it began, for people", 20)),
            field("can_deepen!", Schema.flag("")),
            field("levels!", Schema.object(levels)),
            field("sessions!", Schema.integer("Sessions about it", 0, MOST)),
            field("prompts_completed!", Schema.integer("Prompts about it answered", 0, MOST)))
        .named("EventCoverage");
  }

  /// The same fields where each is optional.
  private static Schema changes(List<Map.Entry<String, Schema>> fields) {
    return Schema.object(
            fields.stream().map(each -> field(bare(each.getKey()), each.getValue())).toList())
        .saying("The fields that change; null clears one, and a list takes the place of the whole");
  }

  /// The same fields as an answer has them: all.
  private static List<Map.Entry<String, Schema>> always(List<Map.Entry<String, Schema>> fields) {
    return fields.stream().map(each -> field(bare(each.getKey()) + "!", each.getValue())).toList();
  }

  private static String bare(String name) {
    return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
  }
}
