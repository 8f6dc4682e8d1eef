package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.preference.Preference;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.api.Operation;
import dev.seshat.server.api.Operations;
import dev.seshat.server.api.Reply;
import dev.seshat.server.api.Request;
import dev.seshat.server.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What whoever asks has chosen.
public final class PreferenceRoutes implements Operations {
  private static final Schema KEY =
      Schema.word(
          "Which one",
          Arrays.stream(PreferenceKey.values()).map(PreferenceKey::word).toArray(String[]::new));
  private static final Schema PREFERENCE =
      Schema.object(
              field("key!", KEY),
              field("value!", Schema.any("What counts: what was chosen, or the default")),
              field("is_set!", Schema.flag("Whether it was chosen")),
              field("default!", Schema.any("What counts until something is chosen")),
              field("allowed!", Schema.text("What it may be", 1_000)),
              field("about!", Schema.text("What it decides", 1_000)),
              field("updated_at!", Schema.time("").orNull()))
          .named("Preference");

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/api/v1/preferences", "listPreferences", "What whoever asks has chosen")
            .answers(
                "Every preference",
                Schema.object(
                    field(
                        "preferences!",
                        Schema.list("", PREFERENCE, PreferenceKey.values().length))))
            .by(PreferenceRoutes::list),
        Operation.get("/api/v1/preferences/{key}", "getPreference", "One preference")
            .path("key", KEY)
            .answers("It", PREFERENCE)
            .by(request -> shown(request.seshat().preferences().get(key(request)))),
        Operation.put("/api/v1/preferences/{key}", "setPreference", "Choose a value")
            .path("key", KEY)
            .takes(Schema.object(field("value!", Schema.any("As `allowed` says"))))
            .answers("It, as it counts from now on", PREFERENCE)
            .by(request ->
                shown(
                    request.seshat().preferences().set(key(request), request.body().get("value")))),
        Operation.delete("/api/v1/preferences/{key}", "unsetPreference", "Go back to the default")
            .path("key", KEY)
            .answers("It, as it counts from now on", PREFERENCE)
            .by(request -> shown(request.seshat().preferences().unset(key(request)))));
  }

  private static PreferenceKey key(Request request) {
    return PreferenceKey.of(request.place("key"));
  }

  private static Reply list(Request request) {
    List<Preference> all = request.seshat().preferences().list();
    return Reply.json(Map.of("preferences", all.stream().map(Preference::toJson).toList()));
  }

  private static Reply shown(Preference preference) {
    return Reply.json(preference.toJson());
  }
}
