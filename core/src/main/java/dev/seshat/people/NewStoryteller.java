package dev.seshat.people;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is told of somebody who is interviewed.
///
/// @param fullName 1 to 200 characters
/// @param preferredName what they want to be called
/// @param birthYear, `birthMonth` and `birthDay` are each null where nobody knows
/// @param profileFlags words that ways of a process ask for, such as `served`, in lower case
/// @param selectedSections the sections of a process that they have chosen, in lower case
public record NewStoryteller(
    String fullName,
    @Nullable String preferredName,
    List<String> otherNames,
    @Nullable Integer birthYear,
    @Nullable Integer birthMonth,
    @Nullable Integer birthDay,
    @Nullable String birthPlace,
    List<String> profileFlags,
    List<String> selectedSections,
    @Nullable String notes) {
  static final int MAX_NAME = 200;
  static final int MAX_TEXT = 20_000;
  private static final int MAX_ITEMS = 100;

  public NewStoryteller {
    otherNames = List.copyOf(otherNames);
    profileFlags = List.copyOf(profileFlags);
    selectedSections = List.copyOf(selectedSections);
    PartialDate.require("birth_day", birthYear, birthMonth, birthDay);
  }

  /// Somebody of whom only the name is known.
  public static NewStoryteller of(String fullName) {
    return fromJson(Map.of("full_name", fullName));
  }

  /// From the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown, or breaks its rule
  public static NewStoryteller fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    NewStoryteller told =
        new NewStoryteller(
            fields.requiredLabel("full_name", MAX_NAME),
            fields.label("preferred_name", MAX_NAME),
            fields.texts("other_names", MAX_ITEMS, MAX_NAME),
            PartialDate.part(fields, "birth_year", 1850, 2200),
            PartialDate.part(fields, "birth_month", 1, 12),
            PartialDate.part(fields, "birth_day", 1, 31),
            fields.label("birth_place", MAX_NAME),
            words(fields, "profile_flags"),
            words(fields, "selected_sections"),
            fields.text("notes", MAX_TEXT));
    fields.done();
    return told;
  }

  static List<String> words(Fields fields, String name) {
    return fields.texts(name, MAX_ITEMS, 100).stream()
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  /// The same with some fields changed; null clears one.
  NewStoryteller with(Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> merged = toJson();
    merged.putAll(changes);
    return fromJson(merged);
  }

  /// Every name that they go by.
  public List<String> names() {
    return Stream.concat(
            Stream.of(fullName),
            Stream.concat(Stream.ofNullable(preferredName), otherNames.stream()))
        .distinct()
        .toList();
  }

  /// When they were born, as far as that is known.
  public PartialDate born() {
    return PartialDate.of(birthYear, birthMonth, birthDay);
  }

  /// What they are called: the preferred name, if there is one.
  public String shownName() {
    return preferredName == null ? fullName : preferredName;
  }

  /// What [#fromJson] reads back.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("full_name", fullName);
    json.put("preferred_name", preferredName);
    json.put("other_names", otherNames);
    json.put("birth_year", birthYear);
    json.put("birth_month", birthMonth);
    json.put("birth_day", birthDay);
    json.put("birth_place", birthPlace);
    json.put("profile_flags", profileFlags);
    json.put("selected_sections", selectedSections);
    json.put("notes", notes);
    return json;
  }
}
