package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is told of an event in somebody's life.
///
/// @param eventType a word such as `move`, in lower case; conditions and scopes of processes ask for it
/// @param significance formative, major, notable or minor; null while nobody has said
/// @param includeLevel how much of it goes into what is written: full_detail, summary, mention, omit
/// @param deepeningConsent whether more may be asked; null while the storyteller has not said
public record NewLifeEvent(
    String eventType,
    String eventName,
    @Nullable String description,
    @Nullable String category,
    @Nullable String significance,
    @Nullable String emotionalTone,
    boolean isTurningPoint,
    String includeLevel,
    @Nullable Boolean deepeningConsent,
    List<Timespan> timespans,
    List<Location> locations,
    List<Participant> participants,
    List<Detail> details,
    @Nullable Trauma trauma) {
  /// In the order of their weight.
  public static final List<String> SIGNIFICANCES =
      List.of("formative", "major", "notable", "minor");

  public static final List<String> INCLUDE_LEVELS =
      List.of("full_detail", "summary", "mention", "omit");
  private static final int MAX_ITEMS = 200;

  public NewLifeEvent {
    timespans = List.copyOf(timespans);
    locations = List.copyOf(locations);
    participants = List.copyOf(participants);
    details = List.copyOf(details);
    Set<String> keys = new HashSet<>();
    for (Detail each : details) {
      if (!keys.add(each.key())) {
        throw new Invalid("details", "has '" + each.key() + "' twice");
      }
    }
  }

  /// An event of which only type and name are known.
  public static NewLifeEvent of(String type, String name) {
    return fromJson(Map.of("event_type", type, "event_name", name));
  }

  /// From the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown, or breaks its rule
  public static NewLifeEvent fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String category = fields.label("category", 64);
    String level = choice(fields, "include_level", INCLUDE_LEVELS);
    NewLifeEvent told =
        new NewLifeEvent(
            fields.requiredLabel("event_type", 64).toLowerCase(Locale.ROOT),
            fields.requiredLabel("event_name", NewStoryteller.MAX_NAME),
            fields.text("description", NewStoryteller.MAX_TEXT),
            category == null ? null : category.toLowerCase(Locale.ROOT),
            choice(fields, "significance", SIGNIFICANCES),
            fields.label("emotional_tone", 64),
            fields.isSet("is_turning_point"),
            level == null ? INCLUDE_LEVELS.getFirst() : level,
            fields.flag("deepening_consent"),
            each(fields, "timespans", Timespan::parse),
            each(fields, "locations", Location::parse),
            each(fields, "participants", Participant::parse),
            each(fields, "details", Detail::parse),
            trauma(fields));
    fields.done();
    return told;
  }

  private static @Nullable String choice(Fields fields, String name, List<String> words) {
    String word = fields.text(name, 40);
    if (word != null && !words.contains(word)) {
      throw new Invalid(
          name,
          "must be one of " + String.join(", ", words) + ", not '" + Texts.shorten(word, 40) + "'");
    }
    return word;
  }

  private static <T> List<T> each(Fields fields, String name, Function<Fields, T> parse) {
    List<T> items = new ArrayList<>();
    for (Map<String, @Nullable Object> object : fields.objects(name, MAX_ITEMS)) {
      items.add(one(name + "[" + items.size() + "]", object, parse));
    }
    return items;
  }

  private static @Nullable Trauma trauma(Fields fields) {
    Map<String, @Nullable Object> object = fields.object("trauma");
    return object == null ? null : one("trauma", object, Trauma::parse);
  }

  private static <T> T one(
      String place, Map<String, @Nullable Object> object, Function<Fields, T> parse) {
    Fields fields = new Fields(object);
    try {
      T item = parse.apply(fields);
      fields.done();
      return item;
    } catch (Invalid e) {
      throw e.within(place);
    }
  }

  /// The same with some fields changed; null clears one, and a list takes the place of the whole list.
  NewLifeEvent with(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> merged = toJson();
    merged.putAll(changes);
    return fromJson(merged);
  }

  /// Whether more may be asked about it: what the storyteller said of this event counts first; an ongoing trauma wants their
  /// consent; anything else may be.
  public boolean canDeepen() {
    if (deepeningConsent != null) {
      return deepeningConsent;
    }
    return trauma == null || trauma.status() != Trauma.Status.ONGOING || trauma.consentGiven();
  }

  /// When it began; unknown where nothing is known.
  public PartialDate start() {
    return timespans.stream()
        .map(Timespan::start)
        .min(PartialDate::compareTo)
        .orElse(PartialDate.UNKNOWN);
  }

  /// When it was, for people: its spans, one after another; empty where nothing is known.
  public String when() {
    return timespans.stream().map(Timespan::written).collect(Collectors.joining("; "));
  }

  /// What [#fromJson] reads back.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("event_type", eventType);
    json.put("event_name", eventName);
    json.put("description", description);
    json.put("category", category);
    json.put("significance", significance);
    json.put("emotional_tone", emotionalTone);
    json.put("is_turning_point", isTurningPoint);
    json.put("include_level", includeLevel);
    json.put("deepening_consent", deepeningConsent);
    json.put("timespans", timespans.stream().map(Timespan::toJson).toList());
    json.put("locations", locations.stream().map(Location::toJson).toList());
    json.put("participants", participants.stream().map(Participant::toJson).toList());
    json.put("details", details.stream().map(Detail::toJson).toList());
    json.put("trauma", trauma == null ? null : trauma.toJson());
    return json;
  }
}
