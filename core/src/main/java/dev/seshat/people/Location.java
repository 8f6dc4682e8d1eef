package dev.seshat.people;

import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where something was.
///
/// @param isApproximate whether it is only thereabouts
public record Location(
    String placeName,
    @Nullable String city,
    @Nullable String region,
    @Nullable String country,
    boolean isApproximate,
    @Nullable String notes) {
  static Location parse(Fields fields) {
    return new Location(
        fields.requiredLabel("place_name", NewStoryteller.MAX_NAME),
        fields.label("city", NewStoryteller.MAX_NAME),
        fields.label("region", NewStoryteller.MAX_NAME),
        fields.label("country", NewStoryteller.MAX_NAME),
        fields.isSet("is_approximate"),
        fields.text("notes", NewStoryteller.MAX_TEXT));
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("place_name", placeName);
    json.put("city", city);
    json.put("region", region);
    json.put("country", country);
    json.put("is_approximate", isApproximate);
    json.put("notes", notes);
    return json;
  }
}
