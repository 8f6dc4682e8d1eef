package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to be said of a session's reference; what it does not name stays as it is, what it names as null is cleared.
public final class ReferenceChange {
  private static final int MAX_PATHS = 100;
  private static final int MAX_TEXT = 100_000;

  /// By column: a text, the JSON text of an object or a list, or null.
  private final Map<String, @Nullable String> values;

  private ReferenceChange(Map<String, @Nullable String> values) {
    this.values = values;
  }

  /// Nothing is said.
  public static ReferenceChange none() {
    return new ReferenceChange(Map.of());
  }

  public ReferenceChange withProfile(String name) {
    return with("profile", Texts.word("profile", name));
  }

  public ReferenceChange withDescription(@Nullable String text) {
    return with("reference_description", text);
  }

  public ReferenceChange withImagePaths(List<String> paths) {
    return with("reference_image_paths", Json.write(paths));
  }

  public ReferenceChange withApproach(@Nullable String text) {
    return with("approach_rationale", text);
  }

  /// A JSON object.
  public ReferenceChange withAnalysis(@Nullable Map<String, ? extends @Nullable Object> analysis) {
    return with("reference_analysis", analysis == null ? null : Json.write(analysis));
  }

  private ReferenceChange with(String column, @Nullable String value) {
    Map<String, @Nullable String> all = new LinkedHashMap<>(values);
    all.put(column, value);
    return new ReferenceChange(all);
  }

  /// A change from the fields of a JSON object; `reference_image_paths` may be a bare text, which is a list of one.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static ReferenceChange fromJson(Map<String, ? extends @Nullable Object> json) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>(json);
    given.computeIfPresent(
        "reference_image_paths",
        (name, paths) -> paths instanceof String one ? List.of(one) : paths);
    Fields fields = new Fields(given);
    ReferenceChange change = none();
    String profile = fields.text("profile", 64);
    if (given.containsKey("profile")) {
      change = change.withProfile(Objects.requireNonNullElse(profile, ""));
    }
    String description = fields.text("reference_description", MAX_TEXT);
    if (given.containsKey("reference_description")) {
      change = change.withDescription(description);
    }
    Map<String, @Nullable Object> analysis = fields.object("reference_analysis");
    if (given.containsKey("reference_analysis")) {
      change = change.withAnalysis(analysis);
    }
    List<String> paths = fields.texts("reference_image_paths", MAX_PATHS, 4_096);
    if (given.containsKey("reference_image_paths")) {
      change = change.withImagePaths(paths);
    }
    String approach = fields.text("approach_rationale", MAX_TEXT);
    if (given.containsKey("approach_rationale")) {
      change = change.withApproach(approach);
    }
    fields.done();
    return change;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// The profile that it names; null if it names none.
  @Nullable String profile() {
    return values.get("profile");
  }

  Map<String, @Nullable String> values() {
    return values;
  }
}
