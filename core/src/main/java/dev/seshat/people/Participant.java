package dev.seshat.people;

import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who took part in an event.
///
/// @param relationship to the storyteller: mother, friend
/// @param pseudonym what they are called wherever something of the event leaves the store
/// @param usesRealName whether their own name may be used there
public record Participant(
    String personName,
    @Nullable String relationship,
    @Nullable String role,
    @Nullable String pseudonym,
    boolean usesRealName,
    @Nullable String notes) {
  static Participant parse(Fields fields) {
    return new Participant(
        fields.requiredLabel("person_name", NewStoryteller.MAX_NAME),
        fields.label("relationship", NewStoryteller.MAX_NAME),
        fields.label("role", NewStoryteller.MAX_NAME),
        fields.label("pseudonym", NewStoryteller.MAX_NAME),
        !Boolean.FALSE.equals(fields.flag("use_real_name")),
        fields.text("notes", NewStoryteller.MAX_TEXT));
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("person_name", personName);
    json.put("relationship", relationship);
    json.put("role", role);
    json.put("pseudonym", pseudonym);
    json.put("use_real_name", usesRealName);
    json.put("notes", notes);
    return json;
  }
}
